// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"net/http"
)

// mountConsole adds the pages of the Developer Console. Its patterns are exact:
// the API answers every other path, with an error of its own if need be.
func (s *Simulator) mountConsole(mux *http.ServeMux) {
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
	} {
		mux.Handle(pattern, protection.Handler(handle))
	}
}

func refuseForeignForm(w http.ResponseWriter, _ *http.Request) {
	render(w, http.StatusForbidden, "message.html", page{
		Title:    "Refused",
		Problems: []problem{{message: "the form was sent from a page of another site. Nothing was changed"}},
	})
}

// readForm hands a request on once its form is parsed.
func readForm(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBodyBytes)
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
