// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package consoleuser_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	simulatedconsole "github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/consoleuser"
)

func start(t *testing.T) (*simulator.Simulator, string, *consoleuser.Person) {
	t.Helper()
	platform := simulator.New(simulator.Options{})
	server := httptest.NewServer(simulatedconsole.New(platform, simulatedconsole.Options{}))
	t.Cleanup(server.Close)
	platform.SetBaseURL(server.URL)
	return platform, server.URL, consoleuser.New(server.URL + "/")
}

// present serves one page at every path and returns a person in front of it.
func present(t *testing.T, status int, page string) (string, *consoleuser.Person) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(page))
	}))
	t.Cleanup(server.Close)
	return server.URL, consoleuser.New(server.URL)
}

func TestRegisterAppCreatesExactlyTheAppOfTheLink(t *testing.T) {
	t.Parallel()
	platform, origin, someone := start(t)
	tests := map[string]console.App{
		"private":     {Name: "Orders notifier", Description: "Sends order updates from the ERP.", Scopes: []string{"ReadAccounts", "SMS"}},
		"public":      {Name: "Orders notifier", Description: "Sends order updates from the ERP.", Public: true},
		"every scope": {Name: "All of it", Description: "Holds every application scope.", Scopes: platform.Scopes()},
		"odd text":    {Name: `Orders & "co" <b> 100% + ü`, Description: "\nSends order updates,\nand <i>more</i>.\n"},
	}
	for name, wanted := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clientID, clientSecret, err := someone.RegisterApp(t.Context(), console.RegistrationURL(origin, wanted))
			if err != nil {
				t.Fatal(err)
			}
			app, ok := platform.App(clientID)
			if !ok || app.ClientSecret != clientSecret {
				t.Fatalf("the Console shows another app than %v", app)
			}
			slices.Sort(app.Scopes)
			if app.Name != wanted.Name || app.Description != wanted.Description || app.Public != wanted.Public ||
				!slices.Equal(app.Scopes, wanted.Scopes) || !app.JWTFlow || app.RefreshTokens {
				t.Errorf("got %q, %q, public %t, scopes %v, JWT flow %t, refresh tokens %t",
					app.Name, app.Description, app.Public, app.Scopes, app.JWTFlow, app.RefreshTokens)
			}
		})
	}
}

func TestCreateCredential(t *testing.T) {
	t.Parallel()
	platform, origin, someone := start(t)
	administrator := platform.Administrator()
	tests := map[string]struct {
		link string
		want []string
	}{
		"for an app":  {console.CredentialURL(origin, administrator.ClientID), []string{administrator.ClientID}},
		"without app": {console.CredentialURL(origin, ""), nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			jwt, err := someone.CreateCredential(t.Context(), test.link, administrator.ExtensionID, name)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(platform.Secrets(), jwt) {
				t.Error("what the Console showed is not a JWT of the platform")
			}
			i := slices.IndexFunc(platform.Credentials(), func(c simulator.Credential) bool { return c.Label == name })
			if i < 0 {
				t.Fatal("there is no such credential")
			}
			created := platform.Credentials()[i]
			if created.OwnerID != administrator.ExtensionID || !slices.Equal(created.ClientIDs, test.want) || created.ExpiresAt != nil {
				t.Errorf("the credential is %+v", created)
			}
		})
	}
}

func TestEditsChangeOneThing(t *testing.T) {
	t.Parallel()
	platform, _, someone := start(t)
	clientID := platform.Administrator().ClientID
	want := func(jwtFlow bool, scopes ...string) {
		t.Helper()
		app, _ := platform.App(clientID)
		if app.JWTFlow != jwtFlow || !slices.Equal(app.Scopes, scopes) {
			t.Errorf("JWT flow %t, scopes %v, want %t, %v", app.JWTFlow, app.Scopes, jwtFlow, scopes)
		}
	}
	steps := []struct {
		do      func() error
		jwtFlow bool
		scopes  []string
	}{
		{func() error { return someone.EditScopes(t.Context(), clientID, []string{"SMS", "ReadAccounts"}) }, true, []string{"SMS", "ReadAccounts"}},
		{func() error { return someone.SetJWTFlow(t.Context(), clientID, false) }, false, []string{"ReadAccounts", "SMS"}},
		{func() error { return someone.EditScopes(t.Context(), clientID, nil) }, false, nil},
		{func() error { return someone.SetJWTFlow(t.Context(), clientID, true) }, true, nil},
	}
	for _, step := range steps {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		want(step.jwtFlow, step.scopes...)
	}
}

func TestDeleteCredentialDeletesOne(t *testing.T) {
	t.Parallel()
	platform, _, someone := start(t)
	deleted, _, err := platform.CreateCredential(simulator.CredentialRequest{OwnerID: platform.Administrator().ExtensionID, Label: "orders"})
	if err != nil {
		t.Fatal(err)
	}
	if err := someone.DeleteCredential(t.Context(), deleted.TokenID); err != nil {
		t.Fatal(err)
	}
	for _, c := range platform.Credentials() {
		if c.Revoked != (c.TokenID == deleted.TokenID) {
			t.Errorf("credential %s is revoked: %t", c.Label, c.Revoked)
		}
	}
	if err := someone.DeleteCredential(t.Context(), deleted.TokenID); err == nil {
		t.Error("it was deleted twice")
	}
}

func TestMessagesOfTheConsoleAreErrors(t *testing.T) {
	t.Parallel()
	platform, origin, someone := start(t)
	owner := platform.Administrator().ExtensionID
	register := func(a console.App) func() error {
		return func() error {
			_, _, err := someone.RegisterApp(t.Context(), console.RegistrationURL(origin, a))
			return err
		}
	}
	tests := map[string]struct {
		do     func() error
		status int
		want   string
	}{
		"short description": {register(console.App{Name: "Orders", Description: "short"}), http.StatusUnprocessableEntity, "20 to 256 characters, it has 5"},
		"long name": {register(console.App{Name: strings.Repeat("a", 65), Description: "Sends order updates from the ERP."}),
			http.StatusUnprocessableEntity, "1 to 64 characters, it has 65"},
		"unknown scope": {register(console.App{Name: "Orders", Description: "Sends order updates from the ERP.", Scopes: []string{"SendFaxes"}}),
			http.StatusOK, "does not know: SendFaxes"},
		"no auth flow": {func() error {
			_, _, err := someone.RegisterApp(t.Context(), origin+"/new-app?name=Orders&desc=Sends+order+updates+from+the+ERP.")
			return err
		}, http.StatusUnprocessableEntity, "Choose an auth flow"},
		"unknown client ID": {func() error {
			_, err := someone.CreateCredential(t.Context(), console.CredentialURL(origin, "unknown"), owner, "orders")
			return err
		}, http.StatusOK, "no app with the Client ID unknown"},
		"no label": {func() error {
			_, err := someone.CreateCredential(t.Context(), console.CredentialURL(origin, ""), owner, "")
			return err
		}, http.StatusUnprocessableEntity, "needs a label"},
		"unknown app": {func() error { return someone.SetJWTFlow(t.Context(), "unknown", true) }, http.StatusNotFound, "no app with the Client ID unknown"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := test.do()
			var shown *consoleuser.PageError
			if !errors.As(err, &shown) {
				t.Fatalf("got error %v, want a message of the Console", err)
			}
			if shown.Status != test.status || !strings.Contains(shown.Message, test.want) || !strings.Contains(err.Error(), shown.Message) {
				t.Errorf("got %v with status %d, want %q with status %d", err, shown.Status, test.want, test.status)
			}
		})
	}
	if len(platform.Apps()) != 1 || len(platform.Credentials()) != 1 {
		t.Error("a refused form had an effect")
	}
}

func TestWhatNoPersonCanDo(t *testing.T) {
	t.Parallel()
	platform, origin, someone := start(t)
	clientID := platform.Administrator().ClientID
	tests := map[string]struct {
		do   func() error
		want string
	}{
		"sign in as nobody": {func() error {
			_, err := someone.CreateCredential(t.Context(), console.CredentialURL(origin, clientID), "1", "orders")
			return err
		}, `does not offer "1" as owner_id`},
		"tick a scope that is not there": {func() error { return someone.EditScopes(t.Context(), clientID, []string{"SendFaxes"}) }, `does not offer "SendFaxes" as scopes`},
		"delete a credential that is not there": {func() error {
			return someone.DeleteCredential(t.Context(), "unknown")
		}, "offers no such form"},
		"follow a link out of the Console": {func() error {
			_, _, err := someone.RegisterApp(t.Context(), console.RegistrationURL(console.DefaultURL, console.App{Name: "Orders"}))
			return err
		}, "does not lead to the Developer Console"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := test.do(); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want %q", err, test.want)
			}
		})
	}
}

func TestUnexpectedPages(t *testing.T) {
	t.Parallel()
	const promote = `<input type="radio" name="promote" value="no">`
	tests := map[string]struct {
		status     int
		page, want string
	}{
		"no form":             {http.StatusOK, "<p>Welcome</p>", "offers no such form"},
		"no result":           {http.StatusOK, `<form method="post" action="/new-app">` + promote + `</form>`, "shows no client-id"},
		"no secret":           {http.StatusOK, `<form action="/new-app">` + promote + `</form><input id="client-id" value="a">`, "shows no client-secret"},
		"a form that escapes": {http.StatusOK, `<form action="https://example.com/">` + promote + `</form>`, "away from the Developer Console"},
		"error without text":  {http.StatusBadGateway, "<p>Bad gateway</p>", "HTTP status 502 and no message"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			origin, someone := present(t, test.status, test.page)
			if _, _, err := someone.RegisterApp(t.Context(), origin+"/new-app"); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want %q", err, test.want)
			}
		})
	}
}

func TestAPersonStopsWhenTheContextEnds(t *testing.T) {
	t.Parallel()
	_, origin, someone := start(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := someone.RegisterApp(ctx, origin+"/new-app"); !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v", err)
	}
}
