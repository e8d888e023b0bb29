// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const (
	authJWT               = "jwt"
	authAuthorizationCode = "authorization_code"
)

// scopesOnRequest are granted by RingCentral only on request.
var scopesOnRequest = []string{"DirectRingOut", "EditAccounts", "EditCallLog", "EditCustomData", "EditReportingSettings", "EditUserCredentials", "RoleManagement"}

// scopeChoice is one checkbox of a form.
type scopeChoice struct {
	Name      string
	Chosen    bool
	OnRequest bool
}

func (s *Simulator) scopeChoices(chosen []string) []scopeChoice {
	var choices []scopeChoice
	for _, name := range s.Scopes() {
		choices = append(choices, scopeChoice{name, slices.Contains(chosen, name), slices.Contains(scopesOnRequest, name)})
	}
	return choices
}

// appForm is the form for a new app as it was filled in.
type appForm struct {
	Name, Description string
	Auth              string
	RefreshTokens     bool
	Public            bool
	Scopes            []scopeChoice
}

// showNewApp fills the form from a link, as RingCentral's guide to the
// install-app button describes its parameters.
func (s *Simulator) showNewApp(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	form := appForm{
		Name:        query.Get("name"),
		Description: query.Get("desc"),
		Public:      query.Get("public") == "true",
		Scopes:      s.scopeChoices(listed(query, "permissions", "permission")),
	}
	switch query.Get("grantType") {
	case "PersonalJWT", "JWT":
		form.Auth = authJWT
	}
	var unknown error
	for _, name := range listed(query, "permissions", "permission") {
		if !slices.Contains(s.Scopes(), name) {
			unknown = errors.Join(unknown, fmt.Errorf("the link names an unknown application scope: %s", name))
		}
	}
	render(w, http.StatusOK, "new_app.html", page{Title: "Register an app", Error: messageOf(unknown), Data: form})
}

// listed reads comma-separated values from whichever of the parameters is there.
func listed(query url.Values, names ...string) []string {
	var values []string
	for _, name := range names {
		for _, value := range strings.Split(query.Get(name), ",") {
			if value = strings.TrimSpace(value); value != "" {
				values = append(values, value)
			}
		}
	}
	return values
}

func (s *Simulator) createApp(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form cannot be read", http.StatusBadRequest)
		return
	}
	form := appForm{
		Name:          r.PostForm.Get("name"),
		Description:   r.PostForm.Get("description"),
		Auth:          r.PostForm.Get("auth"),
		RefreshTokens: r.PostForm.Get("refresh_tokens") == "yes",
		Public:        r.PostForm.Get("access") == "public",
		Scopes:        s.scopeChoices(r.PostForm["scopes"]),
	}
	app, err := s.registerFrom(form, r.PostForm["scopes"])
	if err != nil {
		render(w, statusOf(err), "new_app.html", page{Title: "Register an app", Error: err.Error(), Data: form})
		return
	}
	render(w, http.StatusOK, "app_created.html", page{Title: "App created", Data: credentialsOf(app)})
}

func (s *Simulator) registerFrom(form appForm, scopes []string) (App, error) {
	if form.Auth != authJWT && form.Auth != authAuthorizationCode {
		return App{}, errors.New("choose an auth flow")
	}
	return s.RegisterApp(AppRegistration{
		Name:          form.Name,
		Description:   form.Description,
		Public:        form.Public,
		Scopes:        scopes,
		JWTFlow:       form.Auth == authJWT,
		RefreshTokens: form.RefreshTokens,
	})
}

// shownSecret is a client secret on the one page that shows it.
type shownSecret struct{ ClientID, ClientSecret string }

func credentialsOf(app App) shownSecret { return shownSecret{app.ClientID, app.ClientSecret} }

func (s *Simulator) showApps(w http.ResponseWriter, _ *http.Request) {
	render(w, http.StatusOK, "apps.html", page{Title: "Apps", Data: s.Apps()})
}

func (s *Simulator) showApp(w http.ResponseWriter, r *http.Request) {
	s.renderApp(w, r.PathValue("clientID"), nil)
}

func (s *Simulator) renderApp(w http.ResponseWriter, clientID string, err error) {
	app, ok := s.App(clientID)
	if !ok {
		render(w, http.StatusNotFound, "message.html", page{Title: "No such app", Error: "There is no app with the Client ID " + clientID + "."})
		return
	}
	render(w, statusOf(err), "app.html", page{Title: app.Name, Error: messageOf(err), Data: map[string]any{
		"App": app, "Scopes": s.scopeChoices(app.Scopes),
	}})
}

func (s *Simulator) changeApp(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form cannot be read", http.StatusBadRequest)
		return
	}
	clientID := r.PathValue("clientID")
	var err error
	switch r.PostForm.Get("action") {
	case "save":
		err = s.EditApp(clientID, func(a *App) {
			a.Scopes = r.PostForm["scopes"]
			a.JWTFlow = r.PostForm.Get("auth") == authJWT
		})
	case "block", "unblock":
		err = s.EditApp(clientID, func(a *App) { a.Blocked = r.PostForm.Get("action") == "block" })
	case "rotate":
		if _, err = s.RotateClientSecret(clientID); err == nil {
			app, _ := s.App(clientID)
			render(w, http.StatusOK, "app_created.html", page{Title: "New client secret", Data: credentialsOf(app)})
			return
		}
	case "delete":
		if err = s.DeleteApp(clientID); err == nil {
			http.Redirect(w, r, "/console/apps", http.StatusSeeOther)
			return
		}
	default:
		err = errors.New("the form has no action")
	}
	s.renderApp(w, clientID, err)
}
