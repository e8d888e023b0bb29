// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"unicode"
	"unicode/utf8"
)

var (
	//go:embed pages/*.html
	pageFiles embed.FS

	//go:embed pages/console.css
	stylesheet string

	//go:embed pages/console.js
	script []byte

	pageTemplates = template.Must(template.Must(template.New("stylesheet").Parse(stylesheet)).ParseFS(pageFiles, "pages/*.html"))
)

// contentSecurityPolicy admits the embedded stylesheet, the Console's own script and
// the empty icon, and no script in a page.
var contentSecurityPolicy = func() string {
	digest := sha256.Sum256([]byte(stylesheet))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) +
		"'; script-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}()

func serveScript(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(script)
}

// The sections of the Console, as its navigation names them.
const (
	sectionStart       = "Start"
	sectionApps        = "Apps"
	sectionCredentials = "Credentials"
	sectionUsers       = "Users"
	sectionRoles       = "Roles"
)

// page is what every page shows around its content.
type page struct {
	Title string
	// Section is the entry of the navigation that the page belongs to.
	Section string
	// Notice confirms what was done. It is empty when there is nothing to confirm.
	Notice string
	// Problems say what is wrong with a request.
	Problems []problem
	Data     any
}

func render(w http.ResponseWriter, status int, name string, p page) {
	var content bytes.Buffer
	if err := pageTemplates.ExecuteTemplate(&content, name, p); err != nil {
		http.Error(w, "The page could not be made: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", contentSecurityPolicy)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Referrer-Policy", "same-origin")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(content.Bytes())
}

// notices are the confirmations that a page shows after a redirect, by the value
// of its parameter "done".
var notices = map[string]string{
	"saved":   "The changes are saved.",
	"blocked": "The app is blocked. It gets no tokens, and those it had are revoked.",
	"active":  "The app is active again.",
	"deleted": "It is deleted.",
	"seat":    "The account has one more unassigned seat.",
}

func noticeOf(r *http.Request) string { return notices[r.URL.Query().Get("done")] }

// redirect shows the page with a confirmation, so that a reload does not send
// the form again.
func redirect(w http.ResponseWriter, r *http.Request, path, done string) {
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, path+"?done="+done, http.StatusSeeOther)
}

// renderUnknown shows that an object does not exist.
func renderUnknown(w http.ResponseWriter, section, kind, id string) {
	render(w, http.StatusNotFound, "message.html", page{
		Title: "Unknown " + kind, Section: section,
		Problems: []problem{{message: "there is no " + kind + " with the ID " + id}},
	})
}

// statusOf is the status of a page that shows the outcome of a form.
func statusOf(err error) int {
	if err != nil {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// sentence turns the text of an error into a sentence for a page.
func sentence(message string) string {
	first, size := utf8.DecodeRuneInString(message)
	return string(unicode.ToUpper(first)) + message[size:] + "."
}
