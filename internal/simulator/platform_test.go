// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

const (
	extensionsPath = "/restapi/v1.0/account/~/extension"
	rolesPath      = "/restapi/v1.0/account/~/user-role"
	tokenPath      = "/restapi/oauth/token"
	jwtGrant       = "urn:ietf:params:oauth:grant-type:jwt-bearer"
)

// unlimited switches every usage group's limit off.
var unlimited = map[string]int{"light": 0, "medium": 0, "heavy": 0, "auth": 0}

// clock is a platform clock that a test moves.
type clock struct {
	mutex sync.Mutex
	at    time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.at
}

func (c *clock) Advance(by time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.at = c.at.Add(by)
}

// platform is a running simulator and the means to call it.
type platform struct {
	*simulator.Server
	t *testing.T
}

func start(t *testing.T, o simulator.Options) platform {
	t.Helper()
	if o.Limits == nil {
		o.Limits = unlimited
	}
	server, err := simulator.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return platform{Server: server, t: t}
}

// response is a response with its body read.
type received struct {
	status int
	header http.Header
	body   []byte
}

// value decodes the body and follows the path of member names and indexes.
func (a received) value(t *testing.T, path ...any) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(a.body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("the body is not JSON: %v: %s", err, a.body)
	}
	for _, step := range path {
		switch step := step.(type) {
		case string:
			members, _ := value.(map[string]any)
			value = members[step]
		case int:
			elements, _ := value.([]any)
			if step >= len(elements) {
				t.Fatalf("no element %d in %s", step, a.body)
			}
			value = elements[step]
		}
	}
	return value
}

func (a received) text(t *testing.T, path ...any) string {
	t.Helper()
	switch value := a.value(t, path...).(type) {
	case string:
		return value
	case json.Number:
		return value.String()
	}
	return ""
}

func (a received) length(t *testing.T, path ...any) int {
	t.Helper()
	elements, _ := a.value(t, path...).([]any)
	return len(elements)
}

// wantError fails unless the response is this error of the platform API.
func (a received) wantError(t *testing.T, status int, code, parameterName string) {
	t.Helper()
	if a.status != status || a.text(t, "errors", 0, "errorCode") != code || a.text(t, "errors", 0, "parameterName") != parameterName {
		t.Errorf("got %d %s, want %d %s for parameter %q", a.status, a.body, status, code, parameterName)
	}
}

func (a received) wantStatus(t *testing.T, status int) received {
	t.Helper()
	if a.status != status {
		t.Fatalf("got status %d, want %d: %s", a.status, status, a.body)
	}
	return a
}

// try sends a request and returns the transport's error, if any.
func (p platform) try(method, path, token, body string) (received, error) {
	request, err := http.NewRequestWithContext(p.t.Context(), method, p.URL+path, strings.NewReader(body))
	if err != nil {
		return received{}, err
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	return do(request)
}

func do(request *http.Request) (received, error) {
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := transport.RoundTrip(request)
	if err != nil {
		return received{}, err
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	return received{status: response.StatusCode, header: response.Header, body: raw}, err
}

func (p platform) send(method, path, token, body string) received {
	p.t.Helper()
	got, err := p.try(method, path, token, body)
	if err != nil {
		p.t.Fatal(err)
	}
	return got
}

// post sends a form to an OAuth endpoint with HTTP Basic authentication.
func (p platform) post(path, clientID, clientSecret string, form url.Values) received {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if clientID != "" || clientSecret != "" {
		request.SetBasicAuth(clientID, clientSecret)
	}
	got, err := do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	return got
}

func (p platform) grant(app simulator.App, jwt string) received {
	p.t.Helper()
	return p.post(tokenPath, app.ClientID, app.ClientSecret, url.Values{"grant_type": {jwtGrant}, "assertion": {jwt}})
}

func (p platform) administratorToken() string {
	p.t.Helper()
	a := p.Administrator()
	return p.grant(simulator.App{ClientID: a.ClientID, ClientSecret: a.ClientSecret}, a.JWT).wantStatus(p.t, http.StatusOK).text(p.t, "access_token")
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

// user adds an enabled user whose only role has these permissions and scope.
func (p platform) user(scope string, permissions ...string) string {
	p.t.Helper()
	role := p.AddRole(simulator.Role{DisplayName: "Role of a test user", Scope: scope, Permissions: permissions})
	return p.AddExtension(simulator.Extension{
		Status: "Enabled", RoleIDs: []string{role},
		Contact: simulator.Contact{FirstName: "Orders", LastName: "Notifier", Email: "orders@example.com"},
	})
}

func (p platform) credential(ownerID string, clientIDs ...string) (simulator.Credential, string) {
	p.t.Helper()
	c, jwt, err := p.CreateCredential(simulator.CredentialRequest{OwnerID: ownerID, Label: "orders", ClientIDs: clientIDs})
	if err != nil {
		p.t.Fatal(err)
	}
	return c, jwt
}

// tokenFor returns an access token of a new user with these permissions in a new
// app with these scopes.
func (p platform) tokenFor(scopes []string, roleScope string, permissions ...string) (token, userID string) {
	p.t.Helper()
	app := p.register(simulator.AppRegistration{Scopes: scopes, JWTFlow: true})
	userID = p.user(roleScope, append(permissions, "DevPortalAccess", "ThirdPartyAppAccess")...)
	_, jwt := p.credential(userID)
	return p.grant(app, jwt).wantStatus(p.t, http.StatusOK).text(p.t, "access_token"), userID
}
