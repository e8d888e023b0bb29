// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"
)

//go:embed pages/*.html
var pageFiles embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{"join": strings.Join}).ParseFS(pageFiles, "pages/*.html"))

// mountConsole adds the pages of the Developer Console. It registers exact
// patterns only: whatever they do not match is left to the API.
func (s *Simulator) mountConsole(mux *http.ServeMux) {
	for pattern, handle := range map[string]http.HandlerFunc{
		"GET /{$}":                            s.showStart,
		"GET /new-app":                        s.showNewApp,
		"POST /new-app":                       s.createApp,
		"GET /console/apps":                   s.showApps,
		"GET /console/apps/{clientID}":        s.showApp,
		"POST /console/apps/{clientID}":       s.changeApp,
		"GET /console/my-credentials":         s.showCredentials,
		"POST /console/my-credentials":        s.changeCredential,
		"GET /console/my-credentials/create":  s.showNewCredential,
		"POST /console/my-credentials/create": s.createCredential,
	} {
		mux.HandleFunc(pattern, sameOrigin(handle))
	}
}

// sameOrigin refuses forms that another site's page submits.
func sameOrigin(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if origin := r.Header.Get("Origin"); r.Method == http.MethodPost && origin != "" {
			if u, err := url.Parse(origin); err != nil || u.Host != r.Host {
				http.Error(w, "the form comes from another site", http.StatusForbidden)
				return
			}
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		handle(w, r)
	}
}

// page is what every page shows around its content.
type page struct {
	Title string
	// Error is a message about what was entered; empty if there is none.
	Error string
	Data  any
}

func render(w http.ResponseWriter, status int, name string, p page) {
	var content strings.Builder
	if err := pages.ExecuteTemplate(&content, name, p); err != nil {
		http.Error(w, "the page could not be made: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(content.String()))
}

// statusOf is the status of a page that shows a message or not.
func statusOf(err error) int {
	if err != nil {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

func messageOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func (s *Simulator) showStart(w http.ResponseWriter, _ *http.Request) {
	render(w, http.StatusOK, "start.html", page{Title: "Simulated RingCentral", Data: map[string]any{
		"Apps": s.Apps(), "Credentials": s.Credentials(), "Developers": s.Developers(),
	}})
}
