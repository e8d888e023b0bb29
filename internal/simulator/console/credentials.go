// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// permittedApps is the choice of the apps that may use a credential.
type permittedApps struct {
	Apps     control
	Specific control
}

func (p *permittedApps) controls() []*control { return []*control{&p.Apps, &p.Specific} }

// permittedApps returns the choice as it was made. An app that does not exist is
// offered only if it was chosen. The prefix keeps the ids of several forms on a
// page apart; a link asks for the apps in asked.
func (s *site) permittedApps(prefix, chosen string, clientIDs, asked []string) permittedApps {
	permitted := permittedApps{
		Apps: control{
			ID: prefix + "apps", Name: "apps", Label: "What apps are permitted to use this credential?", Required: true,
			Choices: radioButtons(chosen, "", choice{Value: "all", Text: "All apps created by developers within my organization"},
				choice{Value: "specific", Text: "Only specific apps of my choice"}),
		},
		Specific: control{
			ID: prefix + "client_ids", Name: "client_ids", Label: "Specific apps",
			Hint: "Used only if you permit specific apps.", NoChoices: "There are no apps.",
		},
	}
	for _, app := range s.Apps() {
		permitted.Specific.Choices = append(permitted.Specific.Choices, choice{
			Value: app.ClientID, Text: app.Name, Code: app.ClientID,
			Chosen: slices.Contains(clientIDs, app.ClientID), Asked: slices.Contains(asked, app.ClientID),
		})
	}
	for i, clientID := range clientIDs {
		if _, ok := s.App(clientID); !ok && !slices.Contains(clientIDs[:i], clientID) {
			permitted.Specific.Choices = append(permitted.Specific.Choices, choice{Value: clientID, Text: "Unknown app", Code: clientID, Chosen: true})
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
	return nil, simulator.FieldErrorf("apps", "choose what apps are permitted to use the credential")
}

// credentialView is a credential as the list shows it.
type credentialView struct {
	simulator.Credential
	Owner     string
	Permitted permittedApps
	Created   string
	Expires   string
	Status    string
	// Editing shows the form for the permitted apps opened.
	Editing bool
}

// Editable reports whether the credential still exists at the platform.
func (v credentialView) Editable() bool { return !v.Revoked }

// PermittedNames returns the names of the permitted apps.
func (v credentialView) PermittedNames() string {
	if v.ClientIDs == nil {
		return "All apps from your organization"
	}
	var names []string
	for _, app := range v.Permitted.Specific.Choices {
		if slices.Contains(v.ClientIDs, app.Value) {
			names = append(names, app.Text)
		}
	}
	return cmp.Or(strings.Join(names, ", "), "None: the apps it permitted are deleted")
}

const consoleTime = "2006-01-02 15:04:05 UTC"

func (s *site) credentialViews() []credentialView {
	var views []credentialView
	for _, c := range s.Credentials() {
		chosen := "specific"
		if c.ClientIDs == nil {
			chosen = "all"
		}
		view := credentialView{
			Credential: c, Owner: "Deleted user", Created: c.IssuedAt.UTC().Format(time.DateOnly), Expires: "Never", Status: "Active",
			Permitted: s.permittedApps(c.TokenID+"-", chosen, c.ClientIDs, nil),
		}
		if owner, ok := s.Extension(c.OwnerID); ok {
			view.Owner = owner.Name()
		}
		if c.ExpiresAt != nil {
			view.Expires = c.ExpiresAt.UTC().Format(consoleTime)
			if !s.Now().Before(*c.ExpiresAt) {
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

func (s *site) showCredentials(w http.ResponseWriter, r *http.Request) {
	render(w, http.StatusOK, "credentials.html", page{
		Title: "JWT Credentials", Section: sectionCredentials, Notice: noticeOf(r), Data: s.credentialViews(),
	})
}

// changeCredential deletes a credential or replaces its permitted apps.
func (s *site) changeCredential(w http.ResponseWriter, r *http.Request) {
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
	views, problems := s.credentialViews(), problemsOf(err)
	for i := range views {
		if views[i].TokenID == tokenID {
			views[i].Editing = true
			views[i].Permitted = s.permittedApps(tokenID+"-", r.PostForm.Get("apps"), r.PostForm["client_ids"], nil)
			problems = mark(views[i].Permitted.controls(), problems)
		}
	}
	render(w, statusOf(err), "credentials.html", page{
		Title: "JWT Credentials", Section: sectionCredentials, Problems: problems, Data: views,
	})
}

// credentialForm is the form for a new JWT credential.
type credentialForm struct {
	// Action is where the form is sent: the page with what the link asked for.
	Action string
	// Asked is the name of the app that the link asks for; empty if there is none.
	Asked string
	// ClientID is that of the app, and NextStep the field for what no link can carry.
	ClientID  string
	NextStep  control
	Owner     control
	Label     control
	Permitted permittedApps
	ExpiresOn control
}

func (f *credentialForm) controls() []*control {
	return append([]*control{&f.Owner, &f.Label, &f.ExpiresOn}, f.Permitted.controls()...)
}

// credentialForm returns the form with these values. A link names an app with
// client_id, the parameter that RingCentral documents for this page.
func (s *site) credentialForm(address *url.URL, values url.Values) credentialForm {
	form := credentialForm{
		Action: "/console/my-credentials/create?" + address.RawQuery,
		Owner: control{
			ID: "owner_id", Name: "owner_id", Label: "Signed in as", Required: true, Value: values.Get("owner_id"),
			Hint: "The credential belongs to this user and acts for this user. At RingCentral you sign in. The simulator asks for no password. " +
				"It lists the users who can sign in to the Developer Console: those that are Enabled and have a role with the Developer Portal Access permission.",
		},
		Label: control{
			ID: "label", Name: "label", Label: "Label", Required: true, Value: values.Get("label"),
			Hint: "The label that next_step of Terraform names.",
		},
		ExpiresOn: control{
			ID: "expires_on", Name: "expires_on", Label: "Expiration Date (UTC)", Value: values.Get("expires_on"),
			Hint: "The credential expires at the end of that day. Without a date it never expires.",
		},
	}
	var asked []string
	if app, ok := s.App(address.Query().Get("client_id")); ok {
		form.Asked, form.ClientID, asked = app.Name, app.ClientID, []string{app.ClientID}
	}
	form.Owner.Asked, form.Label.Asked = readNextStep(address.Query().Get("next_step"))
	form.NextStep = control{
		ID: "next_step", Name: "next_step", Label: "Output of terraform output -raw next_step", Value: address.Query().Get("next_step"),
		Hint: "Paste it here to fill in the user and the label.",
	}
	form.Permitted = s.permittedApps("", values.Get("apps"), values["client_ids"], asked)
	for _, d := range s.Developers() {
		form.Owner.Choices = append(form.Owner.Choices, choice{
			Value: d.ExtensionID, Text: fmt.Sprintf("%s (%s, extension ID %s)", d.Name, d.Email, d.ExtensionID), Chosen: d.ExtensionID == form.Owner.Value,
		})
	}
	return form
}

var (
	nextStepOwner = regexp.MustCompile(`as extension (\d+)`)
	nextStepLabel = regexp.MustCompile(`set the label to "([^"]*)"`)
)

// readNextStep returns the user and the label that a next step of
// ringcentral_jwt_credential names; empty for what it does not name.
func readNextStep(text string) (ownerID, label string) {
	if match := nextStepOwner.FindStringSubmatch(text); match != nil {
		ownerID = match[1]
	}
	if match := nextStepLabel.FindStringSubmatch(text); match != nil {
		label = match[1]
	}
	return ownerID, label
}

func (s *site) showNewCredential(w http.ResponseWriter, r *http.Request) {
	ownerID, label := readNextStep(r.URL.Query().Get("next_step"))
	values := url.Values{"apps": {"all"}, "owner_id": {ownerID}, "label": {label}}
	var wrong error
	if clientID := r.URL.Query().Get("client_id"); clientID != "" {
		values.Set("apps", "specific")
		if _, ok := s.App(clientID); ok {
			values.Set("client_ids", clientID)
		} else {
			wrong = simulator.FieldErrorf(
				"client_ids",
				"the link names an app that does not exist: there is no app with the Client ID %s; choose an app from the list or register one",
				clientID,
			)
		}
	}
	s.renderNewCredential(w, r, http.StatusOK, values, wrong)
}

func (s *site) renderNewCredential(w http.ResponseWriter, r *http.Request, status int, values url.Values, wrong error) {
	form := s.credentialForm(r.URL, values)
	problems := mark(form.controls(), problemsOf(wrong))
	render(w, status, "new_credential.html", page{Title: "Create JWT", Section: sectionCredentials, Problems: problems, Data: form})
}

func (s *site) createCredential(w http.ResponseWriter, r *http.Request) {
	request, err := readCredentialForm(r.PostForm)
	if err != nil {
		s.renderNewCredential(w, r, statusOf(err), r.PostForm, errors.Join(s.CheckCredential(request), err))
		return
	}
	_, jwt, err := s.CreateCredential(request)
	if err != nil {
		s.renderNewCredential(w, r, statusOf(err), r.PostForm, err)
		return
	}
	render(w, http.StatusOK, "credential_secret.html", page{Title: "JWT created", Section: sectionCredentials, Data: jwt})
}

func readCredentialForm(posted url.Values) (simulator.CredentialRequest, error) {
	clientIDs, wrong := chosenApps(posted)
	request := simulator.CredentialRequest{OwnerID: posted.Get("owner_id"), Label: posted.Get("label"), ClientIDs: clientIDs}
	if day := posted.Get("expires_on"); day != "" {
		if expiresOn, err := time.Parse(time.DateOnly, day); err == nil {
			request.ExpiresOn = &expiresOn
		} else {
			wrong = errors.Join(wrong, simulator.FieldErrorf("expires_on", "the expiration date must be a day in the form YYYY-MM-DD, it is %q", day))
		}
	}
	return request, wrong
}
