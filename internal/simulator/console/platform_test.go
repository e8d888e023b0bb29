// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
)

// platform is a simulated platform with its Console, and the means to use both.
type platform struct {
	*simulator.Simulator
	URL string
	t   *testing.T
}

func start(t *testing.T, o simulator.Options) platform {
	t.Helper()
	return startWith(t, o, console.Options{})
}

func startWith(t *testing.T, o simulator.Options, pages console.Options) platform {
	t.Helper()
	s := simulator.New(o)
	server := httptest.NewServer(console.New(s, pages))
	t.Cleanup(server.Close)
	s.SetBaseURL(server.URL)
	return platform{s, server.URL, t}
}

// today is the day of the simulated platform in tests that move its clock.
var today = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// response is a response with its body read.
type received struct {
	status int
	header http.Header
	body   []byte
}

func (a received) wantStatus(t *testing.T, status int) received {
	t.Helper()
	if a.status != status {
		t.Fatalf("got status %d, want %d: %s", a.status, status, a.body)
	}
	return a
}

// wantShown fails unless the page contains every text.
func (a received) wantShown(t *testing.T, texts ...string) received {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(string(a.body), text) {
			t.Errorf("the page does not show %s:\n%s", text, a.body)
		}
	}
	return a
}

func (p platform) request(method, path, body string) *http.Request {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), method, p.URL+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	return request
}

func (p platform) do(request *http.Request) received {
	p.t.Helper()
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return received{response.StatusCode, response.Header, body}
}

func (p platform) get(path string) received {
	p.t.Helper()
	return p.do(p.request(http.MethodGet, path, ""))
}

// submit sends a form to the Console as a page of the given origin does. An
// empty origin sends none.
func (p platform) submit(path, origin string, form url.Values) received {
	p.t.Helper()
	request := p.request(http.MethodPost, path, form.Encode())
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if origin != "" {
		request.Header.Set("Origin", origin)
	}
	return p.do(request)
}

// wantGrant fails unless the platform grants a token to the app for the JWT.
func (p platform) wantGrant(app simulator.App, jwt string) {
	p.t.Helper()
	form := url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {jwt}}
	request := p.request(http.MethodPost, "/restapi/oauth/token", form.Encode())
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(app.ClientID, app.ClientSecret)
	p.do(request).wantStatus(p.t, http.StatusOK)
}

func (p platform) register(r simulator.AppRegistration) simulator.App {
	p.t.Helper()
	if r.Name == "" {
		r.Name = "Orders notifier"
	}
	if r.Description == "" {
		r.Description = "Sends order updates from the ERP."
	}
	app, err := p.RegisterApp(r)
	if err != nil {
		p.t.Fatal(err)
	}
	return app
}

// user adds an enabled user whose only role has this permission.
func (p platform) user(permission string) string {
	p.t.Helper()
	role := p.AddRole(simulator.Role{DisplayName: "Role of a test user", Scope: "Account", Permissions: []string{permission}})
	return p.AddExtension(simulator.Extension{
		Status: "Enabled", RoleIDs: []string{role}, Contact: simulator.Contact{FirstName: "Orders", LastName: "Notifier", Email: permission + "@example.com"},
	})
}

func (p platform) credential(ownerID string, clientIDs ...string) simulator.Credential {
	p.t.Helper()
	c, _, err := p.CreateCredential(simulator.CredentialRequest{OwnerID: ownerID, Label: "orders", ClientIDs: clientIDs})
	if err != nil {
		p.t.Fatal(err)
	}
	return c
}
