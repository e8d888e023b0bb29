// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package person_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/person"
)

func start(t *testing.T) (*simulator.Simulator, string, *person.Person) {
	t.Helper()
	platform := simulator.New(simulator.Options{})
	server := httptest.NewServer(platform)
	t.Cleanup(server.Close)
	platform.SetBaseURL(server.URL)
	return platform, server.URL, person.New(server.URL)
}

func TestTwoClicks(t *testing.T) {
	t.Parallel()
	platform, address, someone := start(t)
	wanted := console.App{Name: `Orders & "co" <b>`, Description: "Sends order updates + more by SMS.", Scopes: []string{"SMS", "ReadAccounts"}}
	clientID, clientSecret, err := someone.RegisterApp(t.Context(), console.RegistrationURL(address, wanted))
	if err != nil {
		t.Fatal(err)
	}
	app, ok := platform.App(clientID)
	if !ok || app.ClientSecret != clientSecret {
		t.Fatalf("the Console shows an app that the platform does not have: %v", app)
	}
	slices.Sort(app.Scopes)
	if app.Name != wanted.Name || app.Description != wanted.Description || app.Public || !app.JWTFlow || app.RefreshTokens || !slices.Equal(app.Scopes, []string{"ReadAccounts", "SMS"}) {
		t.Errorf("registered %+v %q %v", app, app.Description, app.Scopes)
	}

	jwt, err := someone.CreateCredential(t.Context(), console.CredentialURL(address, clientID), platform.Administrator().ExtensionID, "orders")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(jwt, ".") != 2 {
		t.Error("the Console shows no JWT")
	}
	created := platform.Credentials()[len(platform.Credentials())-1]
	if !slices.Equal(created.ClientIDs, []string{clientID}) || created.Label != "orders" || created.ExpiresAt != nil {
		t.Errorf("created %+v", created)
	}

	if err := someone.EditScopes(t.Context(), clientID, []string{"Faxes"}); err != nil {
		t.Fatal(err)
	}
	if err := someone.SetJWTFlow(t.Context(), clientID, false); err != nil {
		t.Fatal(err)
	}
	if err := someone.DeleteCredential(t.Context(), created.TokenID); err != nil {
		t.Fatal(err)
	}
	if app, _ = platform.App(clientID); app.JWTFlow || !slices.Equal(app.Scopes, []string{"Faxes"}) {
		t.Errorf("edited to %v, JWT flow %v", app.Scopes, app.JWTFlow)
	}
	if last := platform.Credentials()[len(platform.Credentials())-1]; !last.Revoked {
		t.Error("the credential was not deleted")
	}
}

func TestMessagesOfTheConsole(t *testing.T) {
	t.Parallel()
	platform, address, someone := start(t)
	tests := map[string]struct {
		do   func() error
		want string
	}{
		"short description": {func() error {
			_, _, err := someone.RegisterApp(t.Context(), console.RegistrationURL(address, console.App{Name: "A", Description: "short"}))
			return err
		}, "20 to 256 characters"},
		"unknown scope": {func() error {
			_, _, err := someone.RegisterApp(t.Context(), console.RegistrationURL(address, console.App{Name: "A", Description: "Long enough to be accepted.", Scopes: []string{"Nonsense"}}))
			return err
		}, "unknown application scope: Nonsense"},
		"no auth flow": {func() error {
			_, _, err := someone.RegisterApp(t.Context(), address+"/new-app?name=A&desc="+url.QueryEscape("Long enough to be accepted."))
			return err
		}, "choose an auth flow"},
		"unknown client": {func() error {
			_, err := someone.CreateCredential(t.Context(), console.CredentialURL(address, "unknown"), platform.Administrator().ExtensionID, "x")
			return err
		}, "There is no app with the Client ID unknown"},
		"unknown owner": {func() error {
			_, err := someone.CreateCredential(t.Context(), console.CredentialURL(address, platform.Administrator().ClientID), "1", "x")
			return err
		}, "may not sign in"},
		"no label": {func() error {
			_, err := someone.CreateCredential(t.Context(), console.CredentialURL(address, platform.Administrator().ClientID), platform.Administrator().ExtensionID, "")
			return err
		}, "label"},
		"unknown app":        {func() error { return someone.SetJWTFlow(t.Context(), "unknown", true) }, "There is no app"},
		"unknown credential": {func() error { return someone.DeleteCredential(t.Context(), "unknown") }, "unknown"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := test.do(); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	platform, address, _ := start(t)
	if _, err := platform.RegisterApp(simulator.AppRegistration{Name: "<script>alert(1)</script>", Description: "Long enough to be accepted."}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/": "stand-in for the RingCentral platform", "/console/apps": "&lt;script&gt;", "/console/my-credentials": "administration",
		"/new-app": "JWT auth flow", "/console/my-credentials/create": "Signed in as", "/console/apps/unknown": "There is no app",
		"/console/nothing": "AGW-404",
	} {
		resp, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if !strings.Contains(string(body), want) || strings.Contains(string(body), "<script>") {
			t.Errorf("%s shows %s", path, body)
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	platform, address, _ := start(t)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/console/apps/"+platform.Administrator().ClientID, strings.NewReader("action=delete"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", "https://example.com")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if _, ok := platform.App(platform.Administrator().ClientID); !ok || resp.StatusCode != http.StatusForbidden {
		t.Errorf("status %d", resp.StatusCode)
	}
}
