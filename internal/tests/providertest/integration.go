// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// Integration is a working integration: an app with the scopes ReadAccounts and
// SMS, and a service user with a role and a credential for that app.
type Integration struct {
	*Environment
	App             simulator.App
	RoleID, OwnerID string
	Credential      simulator.Credential
	// SecretVariable and JWTVariable name the environment variables with the
	// client secret and the JWT.
	SecretVariable, JWTVariable string
}

// Integrate returns a fresh platform with an integration.
func Integrate(t *testing.T, o simulator.Options) *Integration {
	t.Helper()
	i := &Integration{Environment: StartWith(t, o)}
	i.RoleID = i.AddRole(simulator.Role{DisplayName: "Orders", Custom: true, Permissions: []string{"BusinessSms", "DevPortalAccess", "ThirdPartyAppAccess", "CompanyInfo"}})
	i.OwnerID = i.AddExtension(simulator.Extension{
		Type: "User", Status: "Enabled", RoleIDs: []string{i.RoleID},
		Contact: simulator.Contact{FirstName: "Orders", LastName: "Notifier", Email: "orders@example.com"},
	})
	var err error
	if i.App, err = i.RegisterApp(simulator.AppRegistration{Name: "Orders", Description: "Sends order updates by SMS.", Scopes: []string{"ReadAccounts", "SMS"}, JWTFlow: true}); err != nil {
		t.Fatal(err)
	}
	i.SecretVariable = i.PutSecret(i.App.ClientSecret)
	i.JWTVariable = i.PutSecret(i.NewJWT())
	return i
}

// NewJWT creates another credential of the same owner for the same app, which
// becomes i.Credential, and returns its JWT.
func (i *Integration) NewJWT() string {
	i.t.Helper()
	created, jwt, err := i.CreateCredential(simulator.CredentialRequest{OwnerID: i.OwnerID, Label: "orders", ClientIDs: []string{i.App.ClientID}})
	if err != nil {
		i.t.Fatal(err)
	}
	i.Credential = created
	return jwt
}

// WithoutAdministrator takes the administrator's credentials away from the
// provider.
func (i *Integration) WithoutAdministrator() *Integration {
	for _, name := range []string{"RINGCENTRAL_CLIENT_ID", "RINGCENTRAL_CLIENT_SECRET", "RINGCENTRAL_JWT"} {
		i.SetVariable(name, "")
	}
	return i
}
