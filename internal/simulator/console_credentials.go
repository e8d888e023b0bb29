// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// permittedApps is the choice of the apps that may use a credential, as it was
// filled in.
type permittedApps struct {
	// Choice is "all" or "specific".
	Choice string
	Apps   []appChoice
}

// appChoice is one checkbox among the apps. An app that does not exist has no
// name; it is on the form only because the request names it.
type appChoice struct {
	ClientID string
	Name     string
	Chosen   bool
}

func (s *Simulator) permittedApps(choice string, clientIDs []string) permittedApps {
	permitted := permittedApps{Choice: choice}
	for _, app := range s.Apps() {
		permitted.Apps = append(permitted.Apps, appChoice{app.ClientID, app.Name, slices.Contains(clientIDs, app.ClientID)})
	}
	for i, clientID := range clientIDs {
		if _, ok := s.App(clientID); !ok && !slices.Contains(clientIDs[:i], clientID) {
			permitted.Apps = append(permitted.Apps, appChoice{ClientID: clientID, Chosen: true})
		}
	}
	return permitted
}

// chosenApps reads the permitted apps from a form: nil if all are permitted.
func chosenApps(form url.Values) ([]string, error) {
	switch form.Get("apps") {
	case "all":
		return nil, nil
	case "specific":
		return append([]string{}, form["client_ids"]...), nil
	}
	return nil, fmt.Errorf("choose what apps are permitted to use the credential")
}

// credentialView is a credential as the list shows it.
type credentialView struct {
	Credential
	Owner     string
	Permitted permittedApps
	Expires   string
	Status    string
	// Editing shows the form for the permitted apps opened.
	Editing bool
}

// Editable tells whether the credential still exists at the platform.
func (v credentialView) Editable() bool { return !v.Revoked }

// PermittedNames returns the names of the permitted apps.
func (v credentialView) PermittedNames() string {
	if v.ClientIDs == nil {
		return "All apps of the organization"
	}
	var names []string
	for _, app := range v.Permitted.Apps {
		if slices.Contains(v.ClientIDs, app.ClientID) {
			names = append(names, app.Name)
		}
	}
	return cmp.Or(strings.Join(names, ", "), "None: the apps it permitted are deleted")
}

func (s *Simulator) credentialViews() []credentialView {
	var views []credentialView
	for _, c := range s.Credentials() {
		view := credentialView{
			Credential: c, Owner: "Deleted user", Expires: "Never", Status: "Active",
			Permitted: s.permittedApps("specific", c.ClientIDs),
		}
		if c.ClientIDs == nil {
			view.Permitted.Choice = "all"
		}
		if owner, ok := s.Extension(c.OwnerID); ok {
			view.Owner = owner.displayName()
		}
		if c.ExpiresAt != nil {
			view.Expires = c.ExpiresAt.UTC().Format("2006-01-02 15:04:05 UTC")
			if !s.now().Before(*c.ExpiresAt) {
				view.Status = "Expired"
			}
		}
		if c.Revoked {
			view.Status = "Deleted"
		}
		views = append(views, view)
	}
	return views
}

func (s *Simulator) showCredentials(w http.ResponseWriter, r *http.Request) {
	render(w, http.StatusOK, "credentials.html", page{Title: "JWT credentials", Notice: noticeOf(r), Data: s.credentialViews()})
}

// changeCredential deletes a credential or replaces its permitted apps.
func (s *Simulator) changeCredential(w http.ResponseWriter, r *http.Request) {
	tokenID := r.PostForm.Get("token_id")
	var err error
	done := "saved"
	switch action := r.PostForm.Get("action"); action {
	case "save":
		var clientIDs []string
		if clientIDs, err = chosenApps(r.PostForm); err == nil {
			err = s.EditCredential(tokenID, clientIDs)
		}
	case "delete":
		err, done = s.DeleteCredential(tokenID), "deleted"
	default:
		err = fmt.Errorf("the form asks for the unknown action %q", action)
	}
	if err == nil {
		redirect(w, r, "/console/my-credentials", done)
		return
	}
	views := s.credentialViews()
	for i := range views {
		if views[i].TokenID == tokenID {
			views[i].Editing = true
			views[i].Permitted = s.permittedApps(r.PostForm.Get("apps"), r.PostForm["client_ids"])
		}
	}
	render(w, statusOf(err), "credentials.html", page{Title: "JWT credentials", Error: sentence(err), Data: views})
}

// credentialForm is the form for a new JWT credential as it was filled in.
type credentialForm struct {
	Developers []Developer
	OwnerID    string
	Label      string
	Permitted  permittedApps
	ExpiresOn  string
}

// showNewCredential selects the app that the link names with client_id, the
// parameter that RingCentral documents for this page.
func (s *Simulator) showNewCredential(w http.ResponseWriter, r *http.Request) {
	p := page{Title: "Create a JWT credential"}
	form := credentialForm{Developers: s.Developers(), Permitted: s.permittedApps("all", nil)}
	if clientID := r.URL.Query().Get("client_id"); clientID != "" {
		if _, ok := s.App(clientID); ok {
			form.Permitted = s.permittedApps("specific", []string{clientID})
		} else {
			form.Permitted.Choice = "specific"
			p.Error = fmt.Sprintf("The link names an app that does not exist: there is no app with the Client ID %s. Choose an app from the list or register one.", clientID)
		}
	}
	p.Data = form
	render(w, http.StatusOK, "new_credential.html", p)
}

func (s *Simulator) createCredential(w http.ResponseWriter, r *http.Request) {
	form := credentialForm{
		Developers: s.Developers(),
		OwnerID:    r.PostForm.Get("owner_id"),
		Label:      r.PostForm.Get("label"),
		Permitted:  s.permittedApps(r.PostForm.Get("apps"), r.PostForm["client_ids"]),
		ExpiresOn:  r.PostForm.Get("expires_on"),
	}
	jwt, err := s.createCredentialFrom(form, r.PostForm)
	if err != nil {
		render(w, statusOf(err), "new_credential.html", page{Title: "Create a JWT credential", Error: sentence(err), Data: form})
		return
	}
	render(w, http.StatusOK, "credential_secret.html", page{Title: "JWT credential created", Data: jwt})
}

func (s *Simulator) createCredentialFrom(form credentialForm, posted url.Values) (jwt string, err error) {
	request := CredentialRequest{OwnerID: form.OwnerID, Label: form.Label}
	if request.ClientIDs, err = chosenApps(posted); err != nil {
		return "", err
	}
	if form.ExpiresOn != "" {
		expiresOn, err := time.Parse(time.DateOnly, form.ExpiresOn)
		if err != nil {
			return "", fmt.Errorf("the expiration date must be a day in the form YYYY-MM-DD, it is %q", form.ExpiresOn)
		}
		request.ExpiresOn = &expiresOn
	}
	_, jwt, err = s.CreateCredential(request)
	return jwt, err
}
