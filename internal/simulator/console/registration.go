// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// scopesThatNeedApproval are granted by RingCentral on request only (permissions
// guide and the Developer Console's scope list).
var scopesThatNeedApproval = []string{
	"DirectRingOut", "EditAccounts", "EditCallLog", "EditCustomData",
	"EditReportingSettings", "EditUserCredentials", "RoleManagement",
}

// scopeChoices returns a checkbox for every known scope and for every unknown one
// that was chosen.
func scopeChoices(chosen, asked []string) []choice {
	known := simulator.Scopes()
	var choices []choice
	for _, name := range known {
		offered := choice{Value: name, Text: name, Chosen: slices.Contains(chosen, name), Asked: slices.Contains(asked, name)}
		if slices.Contains(scopesThatNeedApproval, name) {
			offered.Note = "requires approval"
		}
		choices = append(choices, offered)
	}
	for i, name := range chosen {
		if !slices.Contains(known, name) && !slices.Contains(chosen[:i], name) {
			choices = append(choices, choice{Value: name, Text: name, Note: "unknown", Chosen: true, Asked: slices.Contains(asked, name)})
		}
	}
	return choices
}

func scopesControl(chosen, asked []string) control {
	return control{
		ID: "scopes", Name: "scopes", Label: "Application Scopes", Choices: scopeChoices(chosen, asked),
		Hint: "RingCentral grants the scopes that require approval on request. The simulator grants them at once.",
	}
}

func authControl(chosen, asked string) control {
	return control{ID: "auth", Name: "auth", Label: "Auth", Required: true, Choices: radioButtons(chosen, asked,
		choice{Value: authAuthorizationCode, Text: "3-legged OAuth flow authorization code"},
		choice{Value: authJWT, Text: "JWT auth flow"},
	)}
}

func radioButtons(chosen, asked string, offered ...choice) []choice {
	for i := range offered {
		offered[i].Chosen, offered[i].Asked = offered[i].Value == chosen, offered[i].Value == asked
	}
	return offered
}

// registrationLink is what a registration link asks for; a field that it does not
// name is empty. The parameters are those of RingCentral's guide to the install-app
// button, and grantType, which the links in RingCentral's quick starts carry. The
// parameters type, carriers and redirectUri have no field in the form of an app
// with the JWT auth flow.
type registrationLink struct {
	name, description, auth, access string
	scopes                          []string
}

func readRegistrationLink(query url.Values) registrationLink {
	link := registrationLink{
		name: query.Get("name"), description: query.Get("desc"),
		scopes: append(listed(query.Get("permissions")), listed(query.Get("permission"))...),
	}
	if query.Get("grantType") == "PersonalJWT" {
		link.auth = authJWT
	}
	link.access = map[string]string{"true": "public", "false": "private"}[query.Get("public")]
	return link
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

// registrationForm is the form for a new app.
type registrationForm struct {
	// Action is where the form is sent: the page with what the link asked for, so
	// that it is still known when something is wrong with the form.
	Action string
	// Asked means that a link has filled the form in.
	Asked         bool
	Name          control
	Description   control
	Contact       control
	Promote       control
	Auth          control
	RefreshTokens control
	Scopes        control
	Access        control
}

func (f *registrationForm) controls() []*control {
	return []*control{&f.Name, &f.Description, &f.Contact, &f.Promote, &f.Auth, &f.RefreshTokens, &f.Scopes, &f.Access}
}

// registrationForm returns the form with these values, marked with what the link
// in the address asks for.
func (s *site) registrationForm(address *url.URL, values url.Values) registrationForm {
	link := readRegistrationLink(address.Query())
	contact := control{
		ID: "contact", Name: "contact", Label: "Primary Contact", Required: true, Value: values.Get("contact"),
		Hint: "A developer of your organization.",
	}
	for _, d := range s.Developers() {
		contact.Choices = append(contact.Choices, choice{Value: d.ExtensionID, Text: d.Name + " (" + d.Email + ")", Chosen: d.ExtensionID == contact.Value})
	}
	return registrationForm{
		Action: "/new-app?" + address.RawQuery,
		Asked:  link.name != "" || link.auth != "" || len(link.scopes) > 0,
		Name: control{
			ID: "name", Name: "name", Label: "App Name", Required: true, MaxLength: 64,
			Hint: "1 to 64 characters. For your organization only.", Value: values.Get("name"), Asked: link.name,
		},
		Description: control{
			ID: "description", Name: "description", Label: "App Description", Required: true, MaxLength: 256,
			Hint: "20 to 256 characters.", Value: values.Get("description"), Asked: link.description,
		},
		Contact: contact,
		Promote: control{
			ID: "promote", Name: "promote", Label: "Promote in App Gallery?", Required: true,
			Hint: "For RingCentral's internal use. No link can answer it. No is right for an integration of your own.",
			Choices: radioButtons(values.Get("promote"), "",
				choice{Value: "yes", Text: "Yes"}, choice{Value: "no", Text: "No"}, choice{Value: "unknown", Text: "I don't know"}),
		},
		Auth: authControl(values.Get("auth"), link.auth),
		RefreshTokens: control{
			ID: "refresh_tokens", Name: "refresh_tokens", Label: "Issue refresh tokens?", Required: true,
			Choices: radioButtons(values.Get("refresh_tokens"), "", choice{Value: "yes", Text: "Yes"}, choice{Value: "no", Text: "No"}),
		},
		Scopes: scopesControl(values["scopes"], link.scopes),
		Access: control{
			ID: "access", Name: "access", Label: "Who will be authorized to access your app?", Required: true,
			Hint: "The access cannot be edited later.",
			Choices: radioButtons(values.Get("access"), link.access,
				choice{Value: "private", Text: "This app is private and will only be callable using credentials from the same RingCentral account."},
				choice{Value: "public", Text: "This app is public and will be callable using credentials from any RingCentral account."}),
		},
	}
}

func (s *site) showNewApp(w http.ResponseWriter, r *http.Request) {
	link := readRegistrationLink(r.URL.Query())
	values := url.Values{
		"name": {link.name}, "description": {link.description}, "auth": {link.auth}, "access": {"private"},
		"contact": {s.Administrator().ExtensionID}, "refresh_tokens": {"no"}, "scopes": link.scopes,
	}
	if link.access != "" {
		values.Set("access", link.access)
	}
	s.renderNewApp(w, r, http.StatusOK, values, aboutUnknownScopes(link.scopes))
}

func (s *site) renderNewApp(w http.ResponseWriter, r *http.Request, status int, values url.Values, wrong error) {
	form := s.registrationForm(r.URL, values)
	problems := mark(form.controls(), problemsOf(wrong))
	render(w, status, "new_app.html", page{Title: "Create App", Section: sectionApps, Problems: problems, Data: form})
}

func aboutUnknownScopes(asked []string) error {
	known := simulator.Scopes()
	unknown := slices.DeleteFunc(slices.Clone(asked), func(name string) bool { return slices.Contains(known, name) })
	if len(unknown) == 0 {
		return nil
	}
	return simulator.FieldErrorf(
		"scopes", "the link asks for application scopes that the simulator does not know: %s; untick them to go on",
		strings.Join(unknown, ", "),
	)
}

func (s *site) createApp(w http.ResponseWriter, r *http.Request) {
	// Browsers send every line break as CRLF.
	r.PostForm.Set("description", strings.ReplaceAll(r.PostForm.Get("description"), "\r\n", "\n"))
	app, err := s.registerFrom(r.PostForm)
	if err != nil {
		s.renderNewApp(w, r, statusOf(err), r.PostForm, err)
		return
	}
	render(w, http.StatusOK, "app_secret.html", page{
		Title: "App created", Section: sectionApps, Data: shownSecret{app.ClientID, app.ClientSecret},
	})
}

// registerFrom reports everything that is wrong with a form, not only what it
// comes upon first. The contact and the response about the App Gallery are asked for
// as RingCentral asks for them, and not kept: nothing depends on them.
func (s *site) registerFrom(posted url.Values) (simulator.App, error) {
	registration := simulator.AppRegistration{
		Name:          posted.Get("name"),
		Description:   posted.Get("description"),
		Public:        posted.Get("access") == "public",
		Scopes:        posted["scopes"],
		JWTFlow:       posted.Get("auth") == authJWT,
		RefreshTokens: posted.Get("refresh_tokens") == "yes",
	}
	wrong := errors.Join(
		registration.Validate(),
		s.checkContact(posted.Get("contact")),
		checkChosen(posted, "promote", "say whether the app is to be promoted in the App Gallery", "yes", "no", "unknown"),
		checkAuth(posted),
		checkChosen(posted, "refresh_tokens", "choose whether refresh tokens are issued", "yes", "no"),
		checkChosen(posted, "access", "choose who will be authorized to access the app", "private", "public"),
	)
	if wrong != nil {
		return simulator.App{}, wrong
	}
	return s.RegisterApp(registration)
}

func (s *site) checkContact(extensionID string) error {
	if slices.ContainsFunc(s.Developers(), func(d simulator.Developer) bool { return d.ExtensionID == extensionID }) {
		return nil
	}
	return simulator.FieldErrorf("contact", "choose a developer of the organization as the primary contact")
}

// checkChosen makes sure that a group of choices was answered with one of them.
func checkChosen(posted url.Values, field, request string, offered ...string) error {
	if slices.Contains(offered, posted.Get(field)) {
		return nil
	}
	return simulator.FieldErrorf(field, "%s", request)
}

func checkAuth(posted url.Values) error {
	return checkChosen(posted, "auth", "choose an auth flow", authJWT, authAuthorizationCode)
}

// shownSecret is the content of the one page that shows a client secret.
type shownSecret struct{ ClientID, ClientSecret string }

// Format prints the client ID alone.
func (s shownSecret) Format(f fmt.State, _ rune) { fmt.Fprint(f, "secret of app ", s.ClientID) }
