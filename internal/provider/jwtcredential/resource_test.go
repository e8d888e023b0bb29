// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtcredential_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/providertest"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

const address = "ringcentral_jwt_credential.test"

func config(ownerID, variable, rest string) string {
	return fmt.Sprintf(`
resource "ringcentral_jwt_credential" "test" {
  label    = "orders-notifier"
  owner_id = %q
  jwt      = { env = %q }
%s
}
`, ownerID, variable, rest)
}

func create(t *testing.T, env *providertest.Environment, expiresOn *time.Time) (simulator.Credential, string) {
	t.Helper()
	c, jwt, err := env.CreateCredential(simulator.CredentialRequest{OwnerID: env.Administrator().ExtensionID, Label: "orders", ExpiresOn: expiresOn})
	if err != nil {
		t.Fatal(err)
	}
	return c, jwt
}

func TestAccPendingThenValid(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	owner, variable := env.Administrator().ExtensionID, env.PutSecret("")
	declared := config(owner, variable, `client_ids = ["client-b", "client-a"]`)
	created, jwt := create(t, env, nil)
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{
			Config: declared,
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "status", "pending"),
				resource.TestCheckNoResourceAttr(address, "fingerprint"),
				resource.TestCheckResourceAttr(address, "creation_url", env.URL+"/console/my-credentials/create?client_id=client-a"),
				resource.TestMatchResourceAttr(address, "next_step", regexp.MustCompile(`sign in to the Developer Console as extension `+owner+`.*permit the apps client-a, client-b.*environment variable `+variable)),
			),
		},
		{Config: declared, ConfigPlanChecks: providertest.EmptyPlan()},
		{
			PreConfig:        func() { env.ChangeSecret(variable, jwt) },
			Config:           declared,
			ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionUpdate),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "status", "valid"),
				resource.TestCheckResourceAttr(address, "fingerprint", credential.Fingerprint(jwt)),
				resource.TestCheckResourceAttr(address, "token_id", created.TokenID),
				resource.TestCheckResourceAttr(address, "subject", owner),
				resource.TestCheckResourceAttr(address, "audience", env.URL+"/restapi/oauth/token"),
				resource.TestCheckResourceAttr(address, "issuer", env.URL),
				resource.TestCheckResourceAttr(address, "issued_at", created.IssuedAt.UTC().Format(time.RFC3339)),
				resource.TestCheckNoResourceAttr(address, "actual_expires_at"),
				resource.TestCheckNoResourceAttr(address, "next_step"),
			),
		},
		{Config: config(owner, variable, `client_ids = ["client-a", "client-b"]`), ConfigPlanChecks: providertest.EmptyPlan()},
		{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateId: "env:" + variable, ImportStateVerifyIdentifierAttribute: "token_id",
			// Nobody tells these; the first apply after an import records them.
			ImportStateVerifyIgnore: []string{"label", "client_ids", "creation_url"},
		},
		{ResourceName: address, ImportState: true, ImportStateId: "nonsense", ExpectError: providertest.Message("The import ID is not a reference to a JWT")},
		{ResourceName: address, ImportState: true, ImportStateId: "env:NOT_SET_ANYWHERE", ExpectError: providertest.Message("The jwt is not available here")},
		{
			PreConfig: func() { env.ChangeSecret(variable, "") }, // a machine without the JWT
			Config:    declared, ConfigPlanChecks: providertest.EmptyPlan(),
			Check: resource.TestCheckResourceAttr(address, "status", "valid"),
		},
	}})
	for _, request := range env.Requests() {
		if request.OperationID != "authJwks" || request.ClientID != "" {
			t.Errorf("the inspection made the request %s %s", request.Method, request.Path)
		}
	}
}

func TestAccEveryAppPermitted(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Test(resource.TestCase{Steps: []resource.TestStep{{
		Config: config("1", env.PutSecret(""), ""),
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr(address, "creation_url", env.URL+"/console/my-credentials/create"),
			resource.TestMatchResourceAttr(address, "next_step", regexp.MustCompile("All apps created by developers within my organization")),
		),
	}}})
}

func TestAccAppNotRegisteredYet(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Test(resource.TestCase{Steps: []resource.TestStep{{
		Config: config("1", env.PutSecret(""), "client_ids = [null]"),
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckNoResourceAttr(address, "creation_url"),
			resource.TestMatchResourceAttr(address, "next_step", regexp.MustCompile("^Register the app first")),
		),
	}}})
}

func TestAccRotation(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	_, first := create(t, env, nil)
	_, second := create(t, env, nil)
	variable := env.PutSecret(first)
	declared := config(env.Administrator().ExtensionID, variable, "") + `
resource "terraform_data" "copy" {
  lifecycle { replace_triggered_by = [ringcentral_jwt_credential.test.fingerprint] }
}
`
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: declared},
		{
			PreConfig: func() { env.ChangeSecret(variable, second) },
			Config:    declared,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
				plancheck.ExpectResourceAction("terraform_data.copy", plancheck.ResourceActionReplace),
			}},
			Check: resource.TestCheckResourceAttr(address, "fingerprint", credential.Fingerprint(second)),
		},
		{Config: declared, ConfigPlanChecks: providertest.EmptyPlan()},
	}})
}

// TestAccWrongJWT puts every kind of wrong value in the JWT's place: apply
// refuses each with its own message, before and after the credential was
// accepted once, and the right JWT heals it.
func TestAccWrongJWT(t *testing.T) {
	t.Parallel()
	yesterday := time.Now().AddDate(0, 0, -1)
	tests := map[string]struct {
		wrong   func(t *testing.T, env *providertest.Environment, jwt string) string
		message string
	}{
		"trailing newline": {func(_ *testing.T, _ *providertest.Environment, jwt string) string { return jwt + "\n" }, "The value ends with a line break or a space; a JWT has none."},
		"quoted":           {func(_ *testing.T, _ *providertest.Environment, jwt string) string { return `"` + jwt + `"` }, "The value contains quotation marks"},
		"truncated":        {func(_ *testing.T, _ *providertest.Environment, jwt string) string { return jwt[:len(jwt)-8] }, "the end was lost or doubled"},
		"part lost": {func(_ *testing.T, _ *providertest.Environment, jwt string) string {
			return jwt[:strings.LastIndex(jwt, ".")]
		}, "A JWT has 3 parts"},
		"access token": {func(*testing.T, *providertest.Environment, string) string {
			return "U1BCMDFUMDRKV1MwMXxzLFSvXdw5PHMsVLEn"
		}, "The value is not a JWT"},
		"other user": {func(t *testing.T, env *providertest.Environment, _ string) string {
			t.Helper()
			id := env.AddExtension(simulator.Extension{
				Type: "User", Status: "Enabled", RoleIDs: []string{"1"},
				Contact: simulator.Contact{FirstName: "Fax", LastName: "Service", Email: "fax@example.com"},
			})
			_, jwt, err := env.CreateCredential(simulator.CredentialRequest{OwnerID: id, Label: "fax"})
			if err != nil {
				t.Fatal(err)
			}
			return jwt
		}, "The JWT credential belongs to another user"},
		"other environment": {func(t *testing.T, _ *providertest.Environment, _ string) string {
			t.Helper()
			other := simulator.New(simulator.Options{})
			other.SetBaseURL("https://platform.devtest.ringcentral.com")
			return other.Administrator().JWT
		}, "The JWT credential was issued for another server"},
		"expired": {func(t *testing.T, env *providertest.Environment, _ string) string {
			t.Helper()
			past := simulator.New(simulator.Options{Now: func() time.Time { return yesterday.AddDate(0, 0, -7) }})
			past.SetBaseURL(env.URL)
			_, jwt, err := past.CreateCredential(simulator.CredentialRequest{OwnerID: past.Administrator().ExtensionID, Label: "old", ExpiresOn: &yesterday})
			if err != nil {
				t.Fatal(err)
			}
			return jwt
		}, "The JWT credential has expired"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			_, jwt := create(t, env, nil)
			wrong := test.wrong(t, env, jwt)
			variable := env.PutSecret(wrong)
			declared := config(env.Administrator().ExtensionID, variable, "")
			env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: declared, ExpectError: providertest.Message(test.message)},
				{PreConfig: func() { env.ChangeSecret(variable, jwt) }, Config: declared},
				{PreConfig: func() { env.ChangeSecret(variable, wrong) }, Config: declared, PlanOnly: true, ExpectNonEmptyPlan: true},
				{RefreshState: true, ExpectNonEmptyPlan: true},
				{Config: declared, ExpectError: providertest.Message(test.message)},
				{
					PreConfig: func() { env.ChangeSecret(variable, jwt) },
					Config:    declared, ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionNoop),
					Check: resource.TestCheckResourceAttr(address, "status", "valid"),
				},
			}})
		})
	}
}

func TestAccExpiry(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	inAYear := time.Now().AddDate(1, 0, 0)
	_, jwt := create(t, env, &inAYear)
	owner, variable := env.Administrator().ExtensionID, env.PutSecret(jwt)
	day := inAYear.UTC().Format(time.DateOnly)
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{
			Config:      config(owner, variable, `expires_at = "2020-01-01T00:00:00Z"`),
			ExpectError: providertest.Message("The JWT credential does not expire when it is declared to"),
		},
		{
			Config: config(owner, variable, fmt.Sprintf("expires_at = %q", day+"T12:00:00Z")),
			Check:  resource.TestCheckResourceAttr(address, "actual_expires_at", day+"T23:59:59Z"),
		},
	}})
}

func TestAccBadInput(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ config, message string }{
		"extension number with letters": {config("abc", "X", ""), "owner_id must be the ID of an extension"},
		"no apps":                       {config("1", "X", "client_ids = []"), "client_ids set must contain at least 1 elements"},
		"expiry without a time":         {config("1", "X", `expires_at = "2027-01-01"`), "Invalid RFC3339 String Value"},
		"no label":                      {strings.Replace(config("1", "X", ""), `"orders-notifier"`, `""`, 1), "label string length must be at least 1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			env.Test(resource.TestCase{Steps: []resource.TestStep{{Config: test.config, ExpectError: providertest.Message(test.message)}}})
		})
	}
}
