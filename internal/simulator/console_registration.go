// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// scopesThatNeedApproval are granted by RingCentral on request only (permissions
// guide and the Developer Console's scope list).
var scopesThatNeedApproval = []string{
	"DirectRingOut", "EditAccounts", "EditCallLog", "EditCustomData",
	"EditReportingSettings", "EditUserCredentials", "RoleManagement",
}

// scopeChoice is one checkbox among the application scopes.
type scopeChoice struct {
	Name          string
	Chosen        bool
	NeedsApproval bool
	// Unknown scopes are on the form only because the request names them.
	Unknown bool
}

// scopeChoices returns a checkbox for every known scope and for every unknown
// one that was chosen.
func scopeChoices(chosen []string) []scopeChoice {
	known := knownScopes()
	var choices []scopeChoice
	for _, name := range known {
		choices = append(choices, scopeChoice{
			Name: name, Chosen: slices.Contains(chosen, name), NeedsApproval: slices.Contains(scopesThatNeedApproval, name),
		})
	}
	for i, name := range chosen {
		if !slices.Contains(known, name) && !slices.Contains(chosen[:i], name) {
			choices = append(choices, scopeChoice{Name: name, Chosen: true, Unknown: true})
		}
	}
	return choices
}

// registrationForm is the form for a new app as it was filled in.
type registrationForm struct {
	Name          string
	Description   string
	Auth          string
	RefreshTokens string
	Scopes        []scopeChoice
	Access        string
}

// showNewApp fills the form in from a link. The parameters are those of
// RingCentral's guide to the install-app button, and grantType, which the links
// in RingCentral's quick starts carry. The parameters type, carriers and
// redirectUri have no field in the form of an app with the JWT auth flow.
func (s *Simulator) showNewApp(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	scopes := append(listed(query.Get("permissions")), listed(query.Get("permission"))...)
	form := registrationForm{
		Name:          query.Get("name"),
		Description:   query.Get("desc"),
		RefreshTokens: "no",
		Scopes:        scopeChoices(scopes),
		Access:        "private",
	}
	if query.Get("grantType") == "PersonalJWT" {
		form.Auth = authJWT
	}
	if query.Get("public") == "true" {
		form.Access = "public"
	}
	render(w, http.StatusOK, "new_app.html", page{
		Title: "Register an app", Error: aboutUnknownScopes(form.Scopes), Data: form,
	})
}

func listed(parameter string) []string {
	var values []string
	for value := range strings.SplitSeq(parameter, ",") {
		if value = strings.TrimSpace(value); value != "" {
			values = append(values, value)
		}
	}
	return values
}

func aboutUnknownScopes(choices []scopeChoice) string {
	var unknown []string
	for _, choice := range choices {
		if choice.Unknown {
			unknown = append(unknown, choice.Name)
		}
	}
	if len(unknown) == 0 {
		return ""
	}
	return fmt.Sprintf("The link asks for application scopes that the simulator does not know: %s. Untick them to go on.", strings.Join(unknown, ", "))
}

func (s *Simulator) createApp(w http.ResponseWriter, r *http.Request) {
	form := registrationForm{
		Name: r.PostForm.Get("name"),
		// Browsers send every line break as CRLF.
		Description:   strings.ReplaceAll(r.PostForm.Get("description"), "\r\n", "\n"),
		Auth:          r.PostForm.Get("auth"),
		RefreshTokens: r.PostForm.Get("refresh_tokens"),
		Scopes:        scopeChoices(r.PostForm["scopes"]),
		Access:        r.PostForm.Get("access"),
	}
	app, err := s.registerFrom(form, r.PostForm)
	if err != nil {
		render(w, statusOf(err), "new_app.html", page{Title: "Register an app", Error: sentence(err), Data: form})
		return
	}
	render(w, http.StatusOK, "app_secret.html", page{
		Title: "App created", Data: shownSecret{app.ClientID, app.ClientSecret},
	})
}

func (s *Simulator) registerFrom(form registrationForm, posted url.Values) (App, error) {
	if err := checkAuth(form.Auth); err != nil {
		return App{}, err
	}
	if form.RefreshTokens != "yes" && form.RefreshTokens != "no" {
		return App{}, fmt.Errorf("choose whether refresh tokens are issued")
	}
	if form.Access != "private" && form.Access != "public" {
		return App{}, fmt.Errorf("choose who will be authorized to access the app")
	}
	return s.RegisterApp(AppRegistration{
		Name:          form.Name,
		Description:   form.Description,
		Public:        form.Access == "public",
		Scopes:        posted["scopes"],
		JWTFlow:       form.Auth == authJWT,
		RefreshTokens: form.RefreshTokens == "yes",
	})
}
