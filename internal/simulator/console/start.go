// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// shownRequests is how many of the latest requests the start page lists.
const shownRequests = 12

// startView is the content of the start page.
type startView struct {
	AccountID string
	// Environment holds the lines that make a shell the administrator.
	Environment string
	// FromRepository means that a provider built in the repository is used, so that
	// its examples are at hand.
	FromRepository bool
	Apps           []simulator.App
	Credentials    []credentialView
	Developers     []simulator.Developer
	// CustomRoles are the roles that are not RingCentral's own.
	CustomRoles []simulator.Role
	// RequestCount counts all requests to the API; Requests are the latest, newest first.
	RequestCount int
	Requests     []requestView
}

// requestView is a request to the API as the start page lists it.
type requestView struct {
	simulator.Request
	// Time is the time of day in UTC.
	Time string
	// App is the name of the app that made the request; empty if it is unknown.
	App string
}

func (s *site) showStart(w http.ResponseWriter, _ *http.Request) {
	requests := s.Requests()
	view := startView{
		AccountID: s.AccountID(), FromRepository: s.terraformConfig != "",
		Apps: s.Apps(), Credentials: s.credentialViews(), Developers: s.Developers(),
		CustomRoles:  slices.DeleteFunc(s.Roles(), func(r simulator.Role) bool { return !r.Custom }),
		RequestCount: len(requests), Requests: s.latest(requests),
	}
	var lines []string
	for _, variable := range Environment(s.Simulator, s.terraformConfig) {
		lines = append(lines, variable.Export())
	}
	view.Environment = strings.Join(lines, "\n")
	render(w, http.StatusOK, "start.html", page{Title: "Simulated RingCentral platform", Section: sectionStart, Data: view})
}

func (s *site) latest(requests []simulator.Request) []requestView {
	var views []requestView
	for _, request := range slices.Backward(requests[max(0, len(requests)-shownRequests):]) {
		view := requestView{Request: request, Time: request.At.UTC().Format("15:04:05"), App: request.ClientID}
		if app, ok := s.App(request.ClientID); ok {
			view.App = app.Name
		}
		view.OperationID = cmp.Or(view.OperationID, "unknown")
		views = append(views, view)
	}
	return views
}
