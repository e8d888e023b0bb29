// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// credentialForm is the form for a new JWT credential as it was filled in.
type credentialForm struct {
	OwnerID    string
	Label      string
	AllApps    bool
	ExpiresOn  string
	Developers []Developer
	Apps       []appChoice
}

type appChoice struct {
	App
	Chosen bool
}

func (s *Simulator) appChoices(chosen []string) []appChoice {
	var choices []appChoice
	for _, app := range s.Apps() {
		choices = append(choices, appChoice{app, slices.Contains(chosen, app.ClientID)})
	}
	return choices
}

// showNewCredential selects the app that the link names, as RingCentral
// documents the parameter client_id.
func (s *Simulator) showNewCredential(w http.ResponseWriter, r *http.Request) {
	clientID := r.URL.Query().Get("client_id")
	message := ""
	if _, ok := s.App(clientID); clientID != "" && !ok {
		message = fmt.Sprintf("There is no app with the Client ID %s. Choose one from the list.", clientID)
	}
	render(w, http.StatusOK, "new_credential.html", page{Title: "Create JWT", Error: message, Data: credentialForm{
		AllApps:    clientID == "",
		Developers: s.Developers(),
		Apps:       s.appChoices([]string{clientID}),
	}})
}

func (s *Simulator) createCredential(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form cannot be read", http.StatusBadRequest)
		return
	}
	form := credentialForm{
		OwnerID:    r.PostForm.Get("owner_id"),
		Label:      r.PostForm.Get("label"),
		AllApps:    r.PostForm.Get("apps") == "all",
		ExpiresOn:  r.PostForm.Get("expires_on"),
		Developers: s.Developers(),
		Apps:       s.appChoices(r.PostForm["client_ids"]),
	}
	request, err := credentialRequest(r.PostForm)
	var jwt string
	if err == nil {
		_, jwt, err = s.CreateCredential(request)
	}
	if err != nil {
		render(w, statusOf(err), "new_credential.html", page{Title: "Create JWT", Error: err.Error(), Data: form})
		return
	}
	render(w, http.StatusOK, "credential_created.html", page{Title: "JWT created", Data: struct{ JWT string }{jwt}})
}

func credentialRequest(form url.Values) (CredentialRequest, error) {
	request := CredentialRequest{OwnerID: form.Get("owner_id"), Label: form.Get("label")}
	if form.Get("apps") != "all" {
		if request.ClientIDs = form["client_ids"]; len(request.ClientIDs) == 0 {
			return request, errors.New("choose at least one app, or all apps of the organization")
		}
	}
	if day := form.Get("expires_on"); day != "" {
		expiresOn, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return request, errors.New("the expiration date must be written YYYY-MM-DD")
		}
		request.ExpiresOn = &expiresOn
	}
	return request, nil
}

func (s *Simulator) showCredentials(w http.ResponseWriter, _ *http.Request) {
	s.renderCredentials(w, nil)
}

func (s *Simulator) renderCredentials(w http.ResponseWriter, err error) {
	render(w, statusOf(err), "credentials.html", page{Title: "JWT credentials", Error: messageOf(err), Data: map[string]any{
		"Credentials": s.Credentials(), "Apps": s.Apps(),
	}})
}

func (s *Simulator) changeCredential(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form cannot be read", http.StatusBadRequest)
		return
	}
	tokenID := r.PostForm.Get("token_id")
	var err error
	switch r.PostForm.Get("action") {
	case "delete":
		err = s.DeleteCredential(tokenID)
	case "save":
		err = s.EditCredential(tokenID, r.PostForm["client_ids"])
	default:
		err = errors.New("the form has no action")
	}
	s.renderCredentials(w, err)
}
