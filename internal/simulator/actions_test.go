// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

func TestRegisterAppIsChecked(t *testing.T) {
	t.Parallel()
	const description = "Sends order updates from the ERP."
	tests := map[string]simulator.AppRegistration{
		"no name":               {Description: description},
		"name too long":         {Name: strings.Repeat("x", 65), Description: description},
		"description too short": {Name: "Orders", Description: "Too short."},
		"description too long":  {Name: "Orders", Description: strings.Repeat("x", 257)},
		"unknown scope":         {Name: "Orders", Description: description, Scopes: []string{"Everything"}},
		"scope twice":           {Name: "Orders", Description: description, Scopes: []string{"SMS", "SMS"}},
	}
	for name, registration := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := simulator.New(simulator.Options{})
			if app, err := s.RegisterApp(registration); err == nil {
				t.Errorf("registered %v", app)
			}
		})
	}
}

func TestEditApp(t *testing.T) {
	t.Parallel()
	s := newSituation(t)
	s.grant(s.app, s.jwt).wantStatus(t, http.StatusOK)
	for name, edit := range map[string]func(*simulator.App){
		"access": func(a *simulator.App) { a.Public = true },
		"secret": func(a *simulator.App) { a.ClientSecret = "x" },
		"scopes": func(a *simulator.App) { a.Scopes = []string{"Everything"} },
	} {
		if err := s.EditApp(s.app.ClientID, edit); err == nil {
			t.Errorf("%s: the edit was accepted", name)
		}
	}
	s.edit(func(a *simulator.App) { a.Scopes = []string{"Faxes"} })
	if got := s.grant(s.app, s.jwt).text(t, "scope"); got != "Faxes" {
		t.Errorf("the scope is %q", got)
	}
	s.edit(func(a *simulator.App) { a.Blocked = true })
	if open := s.OpenSessions(); len(open) != 0 {
		t.Errorf("a blocked app has sessions: %v", open)
	}
	if got, _ := s.App(s.app.ClientID); !got.Blocked || len(s.Apps()) != 2 {
		t.Errorf("got %v of %d apps", got, len(s.Apps()))
	}
	if err := s.EditApp("unknown", func(*simulator.App) {}); err == nil {
		t.Error("an unknown app was edited")
	}
}

func TestRotatedSecretWorks(t *testing.T) {
	t.Parallel()
	s := newSituation(t)
	secret, err := s.RotateClientSecret(s.app.ClientID)
	s.must(err)
	s.app.ClientSecret = secret
	s.grant(s.app, s.jwt).wantStatus(t, http.StatusOK)
}

func TestCreateCredentialIsChecked(t *testing.T) {
	t.Parallel()
	now := newClock()
	yesterday := now.Now().Add(-24 * time.Hour)
	s := simulator.New(simulator.Options{Now: now.Now})
	admin := s.Administrator().ExtensionID
	powerless := s.AddExtension(simulator.Extension{Status: "Enabled"})
	inactive := s.AddExtension(simulator.Extension{Status: "NotActivated", RoleIDs: []string{"1"}})
	for name, request := range map[string]simulator.CredentialRequest{
		"no label":            {OwnerID: admin, Label: " "},
		"unknown owner":       {OwnerID: "1", Label: "x"},
		"no developer portal": {OwnerID: powerless, Label: "x"},
		"owner not enabled":   {OwnerID: inactive, Label: "x"},
		"unknown app":         {OwnerID: admin, Label: "x", ClientIDs: []string{"unknown"}},
		"no app":              {OwnerID: admin, Label: "x", ClientIDs: []string{}},
		"expired":             {OwnerID: admin, Label: "x", ExpiresOn: &yesterday},
	} {
		if c, _, err := s.CreateCredential(request); err == nil {
			t.Errorf("%s: created %v", name, c)
		}
	}
	if got := len(s.Credentials()); got != 1 {
		t.Errorf("there are %d credentials", got)
	}
	want := []simulator.Developer{
		{ExtensionID: s.AccountID(), Name: "System Extension", Email: "system@example.com"},
		{ExtensionID: admin, Name: "Example Admin", Email: "admin@example.com"},
	}
	if diff := cmp.Diff(want, s.Developers()); diff != "" {
		t.Error(diff)
	}
}

func TestEditCredential(t *testing.T) {
	t.Parallel()
	s := newSituation(t)
	other := s.register(simulator.AppRegistration{JWTFlow: true})
	s.grant(other, s.jwt).wantStatus(t, http.StatusBadRequest)
	s.must(s.EditCredential(s.credential.TokenID, nil))
	s.grant(other, s.jwt).wantStatus(t, http.StatusOK)
	s.must(s.EditCredential(s.credential.TokenID, []string{s.app.ClientID}))
	s.must(s.DeleteApp(s.app.ClientID))
	if got := s.grant(other, s.jwt).text(t, "errors", 0, "errorCode"); got != "OAU-473" {
		t.Errorf("a credential whose only app was deleted permits another: %s", got)
	}
	s.must(s.DeleteCredential(s.credential.TokenID))
	if s.DeleteCredential(s.credential.TokenID) == nil || s.EditCredential(s.credential.TokenID, nil) == nil {
		t.Error("a revoked credential can be changed")
	}
}

func TestRemoveRole(t *testing.T) {
	t.Parallel()
	s := simulator.New(simulator.Options{})
	role := s.AddRole(simulator.Role{DisplayName: "Custom"})
	user := s.AddExtension(simulator.Extension{RoleIDs: []string{role}})
	if err := s.RemoveRole(role); err != nil {
		t.Fatal(err)
	}
	if e, _ := s.Extension(user); !cmp.Equal(e.RoleIDs, []string{"3"}) || !e.RolesAutoAssigned {
		t.Errorf("the user has roles %v", e.RoleIDs)
	}
	if _, exists := s.Role(role); exists || s.RemoveRole(role) == nil || s.RemoveRole("3") == nil {
		t.Error("a removed role exists, or a missing or the default role was removed")
	}
	if s.EditRole(role, func(*simulator.Role) {}) == nil || s.EditExtension("1", func(*simulator.Extension) {}) == nil || s.RemoveExtension("1") == nil {
		t.Error("an object that does not exist was changed")
	}
	if got := len(s.Roles()); got != 6 {
		t.Errorf("there are %d roles", got)
	}
}

func TestCopiesAreIndependent(t *testing.T) {
	t.Parallel()
	s := simulator.New(simulator.Options{})
	s.Apps()[0].Scopes[0] = "changed"
	s.Extensions()[0].RoleIDs[0] = "changed"
	s.Roles()[0].Permissions[0] = "changed"
	s.Credentials()[0].ClientIDs[0] = "changed"
	for name, got := range map[string]string{
		"app": s.Apps()[0].Scopes[0], "extension": s.Extensions()[0].RoleIDs[0],
		"role": s.Roles()[0].Permissions[0], "credential": s.Credentials()[0].ClientIDs[0],
	} {
		if got == "changed" {
			t.Errorf("changing a copy changed the %s", name)
		}
	}
}

func TestRequestsAreRecorded(t *testing.T) {
	t.Parallel()
	now := newClock()
	p := start(t, simulator.Options{Now: now.Now})
	token := p.administratorToken()
	p.send("GET", extensionsPath+"?status=Enabled&page=1", token, "").wantStatus(t, http.StatusOK)
	p.send("POST", rolesPath, token, `{"displayName":"A"}`).wantStatus(t, http.StatusCreated)
	p.send("GET", "/unknown", "", "").wantStatus(t, http.StatusNotFound)
	clientID := p.Administrator().ClientID

	want := []simulator.Request{
		{Method: "POST", Path: tokenPath, Query: url.Values{}, Status: 200, OperationID: "getToken", Group: "auth", ClientID: clientID},
		{Method: "GET", Path: extensionsPath, Query: url.Values{"status": {"Enabled"}, "page": {"1"}}, Status: 200, OperationID: "listExtensions", Group: "medium", ClientID: clientID},
		{Method: "POST", Path: rolesPath, Query: url.Values{}, Body: `{"displayName":"A"}`, Status: 201, OperationID: "createCustomRole", Group: "medium", ClientID: clientID},
		{Method: "GET", Path: "/unknown", Query: url.Values{}, Status: 404},
	}
	got := p.Requests()
	for i := range got {
		if !got[i].At.Equal(now.Now()) || got[i].RequestID == "" || got[i].UserAgent == "" {
			t.Errorf("incomplete record: %+v", got[i])
		}
		if got[i].RespondedAt.Before(got[i].At) {
			t.Errorf("response before the request: %+v", got[i])
		}
		got[i].At, got[i].RespondedAt, got[i].RequestID, got[i].UserAgent = time.Time{}, time.Time{}, "", ""
	}
	form, err := url.ParseQuery(got[0].Body)
	if err != nil || form.Get("assertion") != "REDACTED" || form.Get("grant_type") != jwtGrant {
		t.Errorf("the token request is recorded as %q", got[0].Body)
	}
	got[0].Body = ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSecrets(t *testing.T) {
	t.Parallel()
	const marker = "leak-marker"
	p := start(t, simulator.Options{SecretMarker: marker})
	app := p.register(simulator.AppRegistration{JWTFlow: true, RefreshTokens: true})
	_, jwt := p.credential(p.Administrator().ExtensionID)
	granted := p.grant(app, jwt).wantStatus(t, http.StatusOK)
	p.post("/restapi/oauth/revoke?token="+granted.text(t, "access_token"), app.ClientID, app.ClientSecret, nil).wantStatus(t, http.StatusOK)

	known := strings.Join(p.Secrets(), "\n")
	for _, secret := range []string{app.ClientSecret, granted.text(t, "access_token"), granted.text(t, "refresh_token")} {
		if !strings.Contains(secret, marker) || !strings.Contains(known, secret) {
			t.Error("a generated secret has no marker or is not known")
		}
	}
	if !strings.Contains(known, jwt) {
		t.Error("the JWT is not known")
	}
	printed := fmt.Sprintf("%v %+v %#v %v %+v %#v %+v", app, app, app, p.Administrator(), p.Administrator(), p.Administrator(), p.Server) +
		fmt.Sprintf("%+v", p.Requests())
	for _, value := range []any{app, p.Administrator()} {
		encoded, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		printed += string(encoded)
	}
	for _, secret := range append(p.Secrets(), marker) {
		if strings.Contains(printed, secret) {
			t.Errorf("a secret was printed: %s", printed)
		}
	}
}
