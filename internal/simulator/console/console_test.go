// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console_test

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
)

// ownScript is the only script of a page.
const ownScript = `<script src="/console.js" defer></script>`

const (
	credentialsPage = "/console/my-credentials"
	creationPage    = "/console/my-credentials/create"
)

func (p platform) appPage(app simulator.App) string { return "/console/apps/" + app.ClientID }

func (p platform) completeRegistration() url.Values {
	return url.Values{
		"name": {"Orders notifier"}, "description": {"Sends order updates from the ERP."}, "auth": {"jwt"},
		"contact": {p.Administrator().ExtensionID}, "promote": {"no"},
		"refresh_tokens": {"yes"}, "scopes": {"SMS", "ReadAccounts"}, "access": {"public"},
	}
}

func TestConsoleRegistrationLinkFillsTheForm(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	common := []string{
		`name="name" value="Orders &amp; co"`, "\nSends order updates from the ERP.</textarea>", "REST API App",
		`value="jwt" required checked`, `value="no" required checked`, `value="SMS" checked`, `value="RoleManagement" checked`,
		`RoleManagement <span class="hint">(requires approval)`,
	}
	tests := map[string]struct {
		parameters string
		access     string
	}{
		"private":              {"public=false&permissions=SMS,RoleManagement", "private"},
		"public":               {"public=true&permissions=SMS,RoleManagement", "public"},
		"documented parameter": {"permission=SMS,RoleManagement", "private"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := p.get("/new-app?name=Orders%20%26%20co&desc=Sends+order+updates+from+the+ERP.&type=ServerOther&carriers=7710,7310,3420&grantType=PersonalJWT&redirectUri=&"+test.parameters).
				wantStatus(t, http.StatusOK).wantShown(t, common...).wantShown(t, `value="`+test.access+`" required checked`)
			if n := strings.Count(string(got.body), `type="checkbox"`); n != len(p.Scopes()) {
				t.Errorf("the form has %d checkboxes, want one for each of %d scopes", n, len(p.Scopes()))
			}
			if n := strings.Count(string(got.body), " checked"); n != 5 {
				t.Errorf("%d choices are made, want 5", n)
			}
		})
	}
}

func TestConsoleLinkWithUnknownScope(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	p.get("/new-app?permissions=SMS,SendFaxes").
		wantShown(t, `id="error"`, "does not know: SendFaxes", `value="SendFaxes" checked`, `value="SMS" checked`)
}

func TestConsoleRefusedRegistrationKeepsWhatWasEntered(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	before := len(p.Apps())
	tests := map[string]struct {
		field, value, message string
	}{
		"no name":                    {"name", "", "The app name must have 1 to 64 characters"},
		"short description":          {"description", "short", "The app description must have 20 to 256 characters, it has 5."},
		"unknown scope":              {"scopes", "SendFaxes", "&#34;SendFaxes&#34; is not an application scope."},
		"no auth flow":               {"auth", "", "Choose an auth flow."},
		"no refresh tokens":          {"refresh_tokens", "", "Choose whether refresh tokens are issued."},
		"no access":                  {"access", "", "Choose who will be authorized to access the app."},
		"no contact":                 {"contact", "1", "Choose a developer of the organization as the primary contact."},
		"no word on the App Gallery": {"promote", "", "Say whether the app is to be promoted in the App Gallery."},
	}
	kept := map[string]string{
		"contact": `value="` + p.Administrator().ExtensionID + `" selected`, "promote": `value="no" required checked`,
		"name": `value="Orders notifier"`, "description": "\nSends order updates from the ERP.</textarea>",
		"auth": `value="jwt" required checked`, "refresh_tokens": `value="yes" required checked`,
		"scopes": `value="SMS" checked`, "access": `value="public" required checked`,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			form := p.completeRegistration()
			form.Set(test.field, test.value)
			got := p.submit("/new-app", "", form).wantStatus(t, http.StatusUnprocessableEntity).
				wantShown(t, "<title>Error: ", `id="error"`, `<a href="#`+test.field+`">`, `id="`+test.field+`-problem">`, test.message)
			for field, shown := range kept {
				if field != test.field {
					got.wantShown(t, shown)
				}
			}
			switch test.field {
			case "description":
				got.wantShown(t, "\nshort</textarea>")
			case "scopes":
				got.wantShown(t, `value="SendFaxes" checked`)
			}
			if n := len(p.Apps()); n != before {
				t.Errorf("there are %d apps, want %d", n, before)
			}
		})
	}
}

func TestConsoleReportsEveryProblemAtItsControl(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	for path, fields := range map[string][]string{
		"/new-app":   {"name", "description", "contact", "promote", "auth", "refresh_tokens", "access"},
		creationPage: {"owner_id", "label", "apps"},
	} {
		got := p.submit(path, p.URL, url.Values{}).wantStatus(t, http.StatusUnprocessableEntity)
		for _, field := range fields {
			got.wantShown(t, `<a href="#`+field+`">`, `id="`+field+`"`, `<p class="problem" id="`+field+`-problem">`)
		}
		if n := strings.Count(string(got.body), "<li><a href=\"#"); n != len(fields) {
			t.Errorf("%s reports %d problems, want %d:\n%s", path, n, len(fields), got.body)
		}
		if n := strings.Count(string(got.body), `class="problem"`); n != len(fields) {
			t.Errorf("%s marks %d controls, want %d", path, n, len(fields))
		}
	}
}

// TestConsoleMarksWhatTheLinkAskedFor also looks at a form that was changed and is
// shown again because something is wrong with it.
func TestConsoleMarksWhatTheLinkAskedFor(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	const link = "/new-app?name=Orders&desc=Sends+order+updates+from+the+ERP.&public=false&grantType=PersonalJWT&permissions=SMS,Faxes"
	const mark = `<span class="asked">from Terraform</span>`
	marks := func(got received) int { return strings.Count(string(got.body), "from Terraform</") }

	opened := p.get(link).wantShown(t,
		`<p class="asked" id="name-asked">from Terraform</p>`, `<p class="asked" id="description-asked">from Terraform</p>`,
		`JWT auth flow `+mark, `SMS `+mark, `Faxes `+mark, "same RingCentral account. "+mark, `aria-describedby="name-asked name-hint"`)
	// One more explains the marks.
	if n := marks(opened); n != 7 {
		t.Errorf("%d marks, want 7:\n%s", n, opened.body)
	}
	if n := marks(p.get("/new-app")); n != 0 {
		t.Errorf("a form without a link has %d marks", n)
	}

	form := p.completeRegistration()
	form.Del("promote")
	form.Set("name", "Invoices")
	form["scopes"] = []string{"SMS"}
	p.submit(link, p.URL, form).wantStatus(t, http.StatusUnprocessableEntity).wantShown(t,
		`value="Invoices"`, "Terraform asked for: Orders</p>", `<p class="asked" id="description-asked">from Terraform</p>`, `Faxes `+mark)
}

func TestConsoleRegistersWhatWasEntered(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	form := p.completeRegistration()
	form.Set("description", "Sends order updates.\r\nFrom the ERP.")
	got := p.submit("/new-app", p.URL, form).wantStatus(t, http.StatusOK)
	app := p.Apps()[len(p.Apps())-1]
	got.wantShown(t, `id="client-id" value="`+app.ClientID+`"`, `id="client-secret" value="`+app.ClientSecret+`"`)
	if app.Name != "Orders notifier" || app.Description != "Sends order updates.\nFrom the ERP." || !app.Public || !app.JWTFlow ||
		!app.RefreshTokens || !slices.Equal(app.Scopes, []string{"SMS", "ReadAccounts"}) {
		t.Errorf("the app is %v, description %q, public %t, JWT flow %t, refresh tokens %t, scopes %v",
			app, app.Description, app.Public, app.JWTFlow, app.RefreshTokens, app.Scopes)
	}
	for _, path := range []string{"/", "/console/apps", p.appPage(app)} {
		if shown := p.get(path); strings.Contains(string(shown.body), app.ClientSecret) {
			t.Errorf("%s shows the client secret again", path)
		}
	}
}

func TestConsoleAppSettings(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	app := p.register(simulator.AppRegistration{Scopes: []string{"SMS"}, JWTFlow: true, RefreshTokens: true})
	current := func() simulator.App {
		t.Helper()
		found, ok := p.App(app.ClientID)
		if !ok {
			t.Fatal("the app is gone")
		}
		return found
	}
	press := func(action string, form url.Values) received {
		t.Helper()
		if form == nil {
			form = url.Values{}
		}
		form.Set("action", action)
		return p.submit(p.appPage(app), p.URL, form)
	}

	p.get(p.appPage(app)).wantShown(t, `value="jwt" required checked`, `value="SMS" checked`)

	saved := press("save", url.Values{"auth": {"authorization_code"}, "scopes": {"Faxes", "ReadAccounts"}}).wantStatus(t, http.StatusSeeOther)
	if got := current(); got.JWTFlow || !got.RefreshTokens || !slices.Equal(got.Scopes, []string{"Faxes", "ReadAccounts"}) {
		t.Errorf("JWT flow %t, refresh tokens %t, scopes %v", got.JWTFlow, got.RefreshTokens, got.Scopes)
	}
	p.get(saved.header.Get("Location")).wantShown(t, `id="notice"`, "The changes are saved.")

	press("save", url.Values{"auth": {"jwt"}, "scopes": {"SMS", "SendFaxes"}}).wantStatus(t, http.StatusUnprocessableEntity).
		wantShown(t, `id="error"`, "SendFaxes", `value="jwt" required checked`, `value="SMS" checked`, `value="SendFaxes" checked`)
	if got := current(); got.JWTFlow || !slices.Equal(got.Scopes, []string{"Faxes", "ReadAccounts"}) {
		t.Error("a refused form changed the app")
	}

	press("block", nil).wantStatus(t, http.StatusSeeOther)
	if !current().Blocked {
		t.Error("the app is not blocked")
	}
	press("unblock", nil).wantStatus(t, http.StatusSeeOther)
	if current().Blocked {
		t.Error("the app is still blocked")
	}

	rotated := press("rotate", nil).wantStatus(t, http.StatusOK)
	if current().ClientSecret == app.ClientSecret {
		t.Error("the secret is the old one")
	}
	rotated.wantShown(t, `id="client-secret" value="`+current().ClientSecret+`"`)

	press("bogus", nil).wantStatus(t, http.StatusUnprocessableEntity).wantShown(t, "unknown action")
	press("delete", nil).wantStatus(t, http.StatusSeeOther)
	if _, ok := p.App(app.ClientID); ok {
		t.Error("the app was not deleted")
	}
	press("save", nil).wantStatus(t, http.StatusNotFound).wantShown(t, "There is no app with the Client ID")
	p.get(p.appPage(app)).wantStatus(t, http.StatusNotFound).wantShown(t, `id="error"`)
}

func TestConsoleRefusesFormsOfOtherSites(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	app := p.register(simulator.AppRegistration{})
	c := p.credential(p.Administrator().ExtensionID, app.ClientID)
	apps, credentials := len(p.Apps()), len(p.Credentials())
	forms := map[string]url.Values{
		"/new-app":      p.completeRegistration(),
		p.appPage(app):  {"action": {"delete"}},
		credentialsPage: {"action": {"delete"}, "token_id": {c.TokenID}},
		creationPage:    {"owner_id": {p.Administrator().ExtensionID}, "label": {"foreign"}, "apps": {"all"}},
	}
	for path, form := range forms {
		for _, origin := range []string{"https://example.com", "null", strings.Replace(p.URL, "127.0.0.1", "localhost", 1)} {
			p.submit(path, origin, form).wantStatus(t, http.StatusForbidden).wantShown(t, `id="error"`, "another site")
		}
	}
	if len(p.Apps()) != apps || len(p.Credentials()) != credentials || p.Credentials()[credentials-1].Revoked {
		t.Error("a form of another site had an effect")
	}
}

func TestConsoleEscapesWhatWasEntered(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	const injected = `"><script>alert(1)</script>`
	app := p.register(simulator.AppRegistration{Name: injected, Description: "</textarea>" + injected})
	if _, _, err := p.CreateCredential(simulator.CredentialRequest{OwnerID: p.Administrator().ExtensionID, Label: injected}); err != nil {
		t.Fatal(err)
	}
	query := url.QueryEscape(injected)
	for _, path := range []string{
		"/", "/console/apps", p.appPage(app), credentialsPage, creationPage, creationPage + "?client_id=" + query,
		"/new-app?name=" + query + "&desc=" + url.QueryEscape("</textarea>"+injected) + "&permissions=" + query,
		"/console/apps/" + url.PathEscape(injected),
	} {
		got := p.get(path).wantShown(t, "&lt;script&gt;")
		if strings.Count(string(got.body), "<script") != 1 || !strings.Contains(string(got.body), ownScript) {
			t.Errorf("%s lets HTML through:\n%s", path, got.body)
		}
	}
}

func TestConsolePagesSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`)
	paths := []string{"/", "/new-app", "/console/apps", "/console/apps/" + p.Administrator().ClientID, "/console/apps/unknown", credentialsPage, creationPage}
	for _, path := range paths {
		got := p.get(path).wantShown(t, `<html lang="en">`, "Simulator, not RingCentral", "<h1>")
		if got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be stored", path)
		}
		sheet := style.FindSubmatch(got.body)
		if sheet == nil {
			t.Fatalf("%s has no stylesheet", path)
		}
		digest := sha256.Sum256(sheet[1])
		policy := got.header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, base64.StdEncoding.EncodeToString(digest[:])) {
			t.Errorf("the policy of %s does not fit its stylesheet: %s", path, policy)
		}
	}
}

func TestConsoleStartPage(t *testing.T) {
	t.Parallel()
	p := startWith(t, simulator.Options{}, console.Options{TerraformConfig: "/tmp/it's here/dev.tfrc"})
	p.get("/").wantShown(t, p.AccountID(), "admin@example.com", "Administration",
		"export RINGCENTRAL_SERVER_URL="+p.URL, "export RINGCENTRAL_CLIENT_ID="+p.Administrator().ClientID,
		"export TF_CLI_CONFIG_FILE=&#39;/tmp/it&#39;\\&#39;&#39;s here/dev.tfrc&#39;", "cd examples/complete\nterraform apply\nterraform output -raw next_step",
		"Nothing yet.")
	variables := console.Environment(p.Simulator, "")
	if text := fmt.Sprintf("%v %+v %#v", variables, variables, variables); strings.Contains(text, p.Administrator().ClientSecret) {
		t.Error("the environment prints a secret")
	}

	p.get("/restapi/v1.0/account/~?token=never-shown")
	for range 20 {
		p.get("/.well-known/openid-configuration")
	}
	got := p.get("/").wantShown(t, "21 requests to the API", "<td>readOpenIdConfiguration</td>", "<td>200</td>")
	if n := strings.Count(string(got.body), "<td>readOpenIdConfiguration</td>"); n != 12 {
		t.Errorf("%d requests are listed, want 12", n)
	}
	if strings.Contains(string(got.body), "never-shown") {
		t.Error("the start page shows what a request carried")
	}
}

func TestConsoleStartPageWithoutTheRepository(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	got := p.get("/").wantShown(t, "terraform init\nterraform apply")
	if strings.Contains(string(got.body), "TF_CLI_CONFIG_FILE") {
		t.Error("the start page names a CLI configuration that there is not")
	}
}

var (
	control      = regexp.MustCompile(`<(?:input|textarea|select)\b[^>]*>`)
	controlID    = regexp.MustCompile(` id="([^"]+)"`)
	labelledText = regexp.MustCompile(`(?s)<label class="choice">.*?</label>`)
)

func TestConsoleControlsHaveLabels(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	for _, path := range []string{"/new-app", "/console/apps/" + p.Administrator().ClientID, credentialsPage, creationPage} {
		body := string(p.get(path).body)
		unwrapped := labelledText.ReplaceAllString(body, "")
		if unwrapped == body {
			t.Fatalf("%s has no labelled choices", path)
		}
		for _, tag := range control.FindAllString(unwrapped, -1) {
			id := controlID.FindStringSubmatch(tag)
			if !strings.Contains(tag, `type="hidden"`) && (id == nil || !strings.Contains(body, `<label class="field" for="`+id[1]+`">`)) {
				t.Errorf("%s has a control without a label: %s", path, tag)
			}
		}
	}
}

func TestConsoleLeavesOtherPathsToTheAPI(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	for _, request := range []struct{ method, path string }{
		{http.MethodGet, "/console"}, {http.MethodGet, "/console/nothing"}, {http.MethodGet, "/new-app/more"},
		{http.MethodGet, "/console/apps/"}, {http.MethodPost, "/"}, {http.MethodDelete, "/new-app"}, {http.MethodGet, "/favicon.ico"},
	} {
		p.do(p.request(request.method, request.path, "")).wantStatus(t, http.StatusNotFound).wantShown(t, `"errorCode":"AGW-404"`)
	}
}
