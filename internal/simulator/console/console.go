// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package console is the Developer Console of a simulated platform: the web pages
// on which a person registers apps and creates JWT credentials. It also has pages of
// the Admin Portal, to change users, roles and seats by hand, and shows how to point
// Terraform at the platform.
package console

import (
	"net/http"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// maxFormBytes is the size of the largest form that the pages accept.
const maxFormBytes = 1 << 20

// site serves the pages of one platform.
type site struct {
	*simulator.Simulator
	terraformConfig string
}

// Options configure the Console.
type Options struct {
	// TerraformConfig is the path of a Terraform CLI configuration that uses a
	// locally built provider. The start page names it in the environment.
	TerraformConfig string
}

// New serves the Console beside the API of a platform. The patterns of its pages
// are exact: the platform responds to all other requests, except those of a browser for a page that does not exist.
func New(platform *simulator.Simulator, o Options) http.Handler {
	s := &site{platform, o.TerraformConfig}
	mux := http.NewServeMux()
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(refuseForeignForm))
	for pattern, handle := range map[string]http.HandlerFunc{
		"GET /{$}":                            s.showStart,
		"GET /new-app":                        s.showNewApp,
		"POST /new-app":                       readForm(s.createApp),
		"GET /console/apps":                   s.showApps,
		"GET /console/apps/{clientID}":        s.showApp,
		"POST /console/apps/{clientID}":       readForm(s.changeApp),
		"GET /console/my-credentials":         s.showCredentials,
		"POST /console/my-credentials":        readForm(s.changeCredential),
		"GET /console/my-credentials/create":  s.showNewCredential,
		"POST /console/my-credentials/create": readForm(s.createCredential),
		"GET /console.js":                     serveScript,
		"GET /portal/users":                   s.showUsers,
		"POST /portal/users":                  readForm(s.addSeat),
		"GET /portal/users/{id}":              s.showUser,
		"POST /portal/users/{id}":             readForm(s.changeUser),
		"GET /portal/roles":                   s.showRoles,
		"GET /portal/roles/{id}":              s.showRole,
		"POST /portal/roles/{id}":             readForm(s.changeRole),
	} {
		mux.Handle(pattern, protection.Handler(handle))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		if isPageRequest(r) {
			render(w, http.StatusNotFound, "message.html", page{
				Title:    "Page not found",
				Problems: []problem{{message: "the simulated Console has no page " + r.URL.Path}},
			})
			return
		}
		platform.ServeHTTP(w, r)
	})
}

// isPageRequest reports whether a browser asks for a page and not for a resource of
// the API.
func isPageRequest(r *http.Request) bool {
	return r.Method == http.MethodGet && strings.Contains(r.Header.Get("Accept"), "text/html") && !strings.HasPrefix(r.URL.Path, "/restapi/")
}

// Start serves a new platform and its Console on a free port of 127.0.0.1.
func Start(o simulator.Options) (*simulator.Server, error) {
	platform := simulator.New(o)
	return simulator.Serve(platform, New(platform, Options{}))
}

func refuseForeignForm(w http.ResponseWriter, _ *http.Request) {
	render(w, http.StatusForbidden, "message.html", page{
		Title:    "Refused",
		Problems: []problem{{message: "the form was sent from a page of another site. Nothing was changed"}},
	})
}

// readForm parses the form of a request before it handles the request.
func readForm(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxFormBytes)
		if err := r.ParseForm(); err != nil {
			render(w, http.StatusBadRequest, "message.html", page{
				Title:    "Unreadable form",
				Problems: []problem{{message: "the form could not be read: " + err.Error() + ". Nothing was changed"}},
			})
			return
		}
		handle(w, r)
	}
}
