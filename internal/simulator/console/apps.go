// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// The auth flows that the forms offer.
const (
	authJWT               = "jwt"
	authAuthorizationCode = "authorization_code"
)

func (s *site) showApps(w http.ResponseWriter, r *http.Request) {
	render(w, http.StatusOK, "apps.html", page{Title: "Apps", Section: sectionApps, Notice: noticeOf(r), Data: s.Apps()})
}

// appView is the page of one app: the app as it is, and the form as it was
// filled in.
type appView struct {
	App    simulator.App
	Auth   control
	Scopes control
}

func viewOf(app simulator.App) appView {
	return appView{App: app, Auth: authControl(authOf(app), ""), Scopes: scopesControl(app.Scopes, nil)}
}

func (s *site) showApp(w http.ResponseWriter, r *http.Request) {
	app, ok := s.App(r.PathValue("clientID"))
	if !ok {
		renderUnknownApp(w, r)
		return
	}
	render(w, http.StatusOK, "app.html", page{Title: app.Name, Section: sectionApps, Notice: noticeOf(r), Data: viewOf(app)})
}

func renderUnknownApp(w http.ResponseWriter, r *http.Request) {
	render(w, http.StatusNotFound, "message.html", page{
		Title: "Unknown app", Section: sectionApps,
		Problems: []problem{{message: fmt.Sprintf("there is no app with the Client ID %s", r.PathValue("clientID"))}},
	})
}

func authOf(app simulator.App) string {
	if app.JWTFlow {
		return authJWT
	}
	return authAuthorizationCode
}

// changeApp does what the pressed button of an app's page says.
func (s *site) changeApp(w http.ResponseWriter, r *http.Request) {
	clientID := r.PathValue("clientID")
	app, ok := s.App(clientID)
	if !ok {
		renderUnknownApp(w, r)
		return
	}
	path := "/console/apps/" + url.PathEscape(clientID)
	filledIn := viewOf(app)
	var err error
	switch action := r.PostForm.Get("action"); action {
	case "save":
		filledIn.Auth, filledIn.Scopes = authControl(r.PostForm.Get("auth"), ""), scopesControl(r.PostForm["scopes"], nil)
		if err = s.saveApp(clientID, r.PostForm); err == nil {
			redirect(w, r, path, "saved")
			return
		}
	case "block", "unblock":
		if err = s.EditApp(clientID, func(a *simulator.App) { a.Blocked = action == "block" }); err == nil {
			redirect(w, r, path, map[string]string{"block": "blocked", "unblock": "active"}[action])
			return
		}
	case "rotate":
		var secret string
		if secret, err = s.RotateClientSecret(clientID); err == nil {
			render(w, http.StatusOK, "app_secret.html", page{Title: "New client secret", Section: sectionApps, Data: shownSecret{clientID, secret}})
			return
		}
	case "delete":
		if err = s.DeleteApp(clientID); err == nil {
			redirect(w, r, "/console/apps", "deleted")
			return
		}
	default:
		err = fmt.Errorf("the form asks for the unknown action %q", action)
	}
	problems := mark([]*control{&filledIn.Auth, &filledIn.Scopes}, problemsOf(err))
	render(w, statusOf(err), "app.html", page{Title: app.Name, Section: sectionApps, Problems: problems, Data: filledIn})
}

func (s *site) saveApp(clientID string, posted url.Values) error {
	if err := checkAuth(posted); err != nil {
		return err
	}
	return s.EditApp(clientID, func(a *simulator.App) { a.JWTFlow, a.Scopes = posted.Get("auth") == authJWT, posted["scopes"] })
}
