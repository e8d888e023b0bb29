// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package app_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const address = "ringcentral_app.test"

// integration is an app that is registered in the Developer Console, with a
// credential of a user who may use it.
type integration struct {
	env                     *providertest.Environment
	app                     simulator.App
	credential              simulator.Credential
	secretVariable, jwtName string
}

func register(t *testing.T, scopes ...string) *integration {
	t.Helper()
	env := providertest.Start(t)
	app, err := env.RegisterApp(simulator.AppRegistration{
		Name: "Orders notifier", Description: "Sends order updates by SMS.", Scopes: scopes, JWTFlow: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	credential, jwt, err := env.CreateCredential(simulator.CredentialRequest{
		OwnerID: env.Administrator().ExtensionID, Label: "orders", ClientIDs: []string{app.ClientID},
	})
	if err != nil {
		t.Fatal(err)
	}
	return &integration{env, app, credential, env.PutSecret(app.ClientSecret), env.PutSecret(jwt)}
}

// config declares the app with the given arguments besides name and description.
func config(arguments string) string {
	return fmt.Sprintf(`
resource "ringcentral_app" "test" {
  name        = "Orders notifier"
  description = "Sends order updates by SMS."
%s
}`, arguments)
}

func (i *integration) withoutJWT(scopes string) string {
	return config(fmt.Sprintf("scopes = %s\nclient_id = %q\nclient_secret_from = { env = %q }", scopes, i.app.ClientID, i.secretVariable))
}

func (i *integration) complete(scopes string) string {
	return config(fmt.Sprintf("scopes = %s\nclient_id = %q\nclient_secret_from = { env = %q }\njwt_from = { env = %q }", scopes, i.app.ClientID, i.secretVariable, i.jwtName))
}

func TestAccPending(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	pending := config(`scopes = ["SMS", "ReadAccounts"]`)
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{
			Config: pending,
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "status", "pending"),
				resource.TestCheckResourceAttr(address, "registered", "false"),
				resource.TestCheckResourceAttr(address, "app_type", "rest_api"),
				resource.TestCheckResourceAttr(address, "auth_flow", "jwt"),
				resource.TestCheckResourceAttr(address, "access", "private"),
				resource.TestCheckResourceAttr(address, "issue_refresh_tokens", "false"),
				resource.TestCheckNoResourceAttr(address, "granted_scopes"),
				resource.TestMatchResourceAttr(address, "next_step", regexp.MustCompile(`^Register the app .*/new-app\?.*permissions=ReadAccounts,SMS&grantType=PersonalJWT`)),
			),
		},
		{Config: pending, ConfigPlanChecks: providertest.EmptyPlan()},
		{
			Config: config(`scopes = ["SMS"]` + "\naccess = \"public\"\nissue_refresh_tokens = true"),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestMatchResourceAttr(address, "registration_url", regexp.MustCompile(`public=true.*permissions=SMS&`)),
				resource.TestMatchResourceAttr(address, "next_step", regexp.MustCompile(`set "Issue refresh tokens\?" to Yes`)),
			),
		},
	}})
	if len(env.Requests()) != 0 {
		t.Errorf("a pending app made %d requests", len(env.Requests()))
	}
}

func TestAccRegisteredThenVerified(t *testing.T) {
	t.Parallel()
	i := register(t, "ReadAccounts", "SMS", "ReadMessages")
	i.env.TestTerraform(resource.TestCase{Steps: []resource.TestStep{
		{
			Config: i.withoutJWT(`["SMS", "ReadAccounts"]`),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "status", "registered"),
				resource.TestCheckResourceAttr(address, "registered", "true"),
				resource.TestCheckNoResourceAttr(address, "granted_scopes"),
				resource.TestCheckNoResourceAttr(address, "next_step"),
			),
		},
		{Config: i.withoutJWT(`["ReadAccounts", "SMS"]`), ConfigPlanChecks: providertest.EmptyPlan()},
		{
			Config: i.complete(`["SMS", "ReadAccounts"]`), // SMS includes ReadMessages
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "status", "verified"),
				resource.TestCheckResourceAttr(address, "granted_scopes.#", "3"),
				resource.TestCheckResourceAttr(address, "scopes.#", "2"),
				resource.TestCheckNoResourceAttr(address, "next_step"),
			),
		},
		{Config: i.complete(`["ReadAccounts", "SMS"]`), ConfigPlanChecks: providertest.EmptyPlan()},
	}})
}

// TestAccDrift causes every change in the Developer Console that can be
// observed. Each is planned as an update, makes apply fail with the way to
// repair it, and is gone when a person has repaired it.
func TestAccDrift(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		cause, repair func(*integration) error
		message       string
		withoutJWT    bool
	}{
		"scope removed": {
			cause:   editApp(func(a *simulator.App) { a.Scopes = []string{"ReadAccounts"} }),
			repair:  editApp(func(a *simulator.App) { a.Scopes = []string{"ReadAccounts", "SMS"} }),
			message: "The app lacks scopes: SMS",
		},
		"scope added": {
			cause:   editApp(func(a *simulator.App) { a.Scopes = append(a.Scopes, "Faxes") }),
			repair:  editApp(func(a *simulator.App) { a.Scopes = []string{"SMS", "ReadAccounts"} }),
			message: "The app has scopes that are not declared: Faxes",
		},
		"JWT flow off": {
			cause:   editApp(func(a *simulator.App) { a.JWTFlow = false }),
			repair:  editApp(func(a *simulator.App) { a.JWTFlow = true }),
			message: "The JWT auth flow is not enabled on the app",
		},
		"JWT flow off, seen without a JWT": {
			cause:      editApp(func(a *simulator.App) { a.JWTFlow = false }),
			repair:     editApp(func(a *simulator.App) { a.JWTFlow = true }),
			message:    "The JWT auth flow is not enabled on the app",
			withoutJWT: true,
		},
		"blocked": {
			cause:   editApp(func(a *simulator.App) { a.Blocked = true }),
			repair:  editApp(func(a *simulator.App) { a.Blocked = false }),
			message: "The app is blocked or not active on this server",
		},
		"secret rotated": {
			cause: func(i *integration) error {
				secret, err := i.env.RotateClientSecret(i.app.ClientID)
				i.app.ClientSecret = secret
				return err
			},
			repair: func(i *integration) error {
				i.env.ChangeSecret(i.secretVariable, i.app.ClientSecret)
				return nil
			},
			message: "The client secret is wrong",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := register(t, "ReadAccounts", "SMS")
			declared := i.complete(`["ReadAccounts", "SMS"]`)
			if test.withoutJWT {
				declared = i.withoutJWT(`["ReadAccounts", "SMS"]`)
			}
			do := func(action func(*integration) error) func() {
				return func() {
					if err := action(i); err != nil {
						t.Fatal(err)
					}
				}
			}
			i.env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: declared},
				{PreConfig: do(test.cause), Config: declared, PlanOnly: true, ExpectNonEmptyPlan: true},
				{Config: declared, ExpectError: providertest.Message(test.message)},
				{RefreshState: true, ExpectNonEmptyPlan: true}, // the difference is written down
				{PreConfig: do(test.repair), Config: declared, ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionNoop)},
			}})
		})
	}
}

func editApp(change func(*simulator.App)) func(*integration) error {
	return func(i *integration) error { return i.env.EditApp(i.app.ClientID, change) }
}

func TestAccDeletedApp(t *testing.T) {
	t.Parallel()
	i := register(t, "SMS")
	i.env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: i.complete(`["SMS"]`)},
		{
			PreConfig: func() {
				if err := i.env.DeleteApp(i.app.ClientID); err != nil {
					t.Fatal(err)
				}
			},
			Config:      i.complete(`["SMS"]`),
			ExpectError: providertest.Message("This server does not know the client ID"),
		},
		{
			Config: config(`scopes = ["SMS"]`), // back to pending
			Check:  resource.TestCheckResourceAttr(address, "status", "pending"),
		},
	}})
}

func TestAccContradictedOnCreation(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		prepare func(*integration) error
		message string
	}{
		"secret of another app": {func(i *integration) error { i.env.ChangeSecret(i.secretVariable, "not-the-secret"); return nil }, "The client secret is wrong"},
		"unknown client":        {func(i *integration) error { i.app.ClientID = "unknown-client"; return nil }, "This server does not know the client ID"},
		"missing scope":         {editApp(func(a *simulator.App) { a.Scopes = []string{"SMS"} }), "The app lacks scopes: ReadAccounts"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := register(t, "ReadAccounts", "SMS")
			if err := test.prepare(i); err != nil {
				t.Fatal(err)
			}
			i.env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: i.complete(`["ReadAccounts", "SMS"]`), ExpectError: providertest.Message(test.message)},
			}})
		})
	}
}

// TestAccSecretsNotHere runs where the secrets are not: what is known stays, and
// nothing is made up.
func TestAccSecretsNotHere(t *testing.T) {
	t.Parallel()
	i := register(t, "SMS")
	verified := resource.TestCheckResourceAttr(address, "status", "verified")
	i.env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: i.complete(`["SMS"]`), Check: verified},
		{
			PreConfig: func() { i.env.ChangeSecret(i.jwtName, "") },
			Config:    i.complete(`["SMS"]`), ConfigPlanChecks: providertest.EmptyPlan(), Check: verified,
		},
		{
			PreConfig: func() { i.env.ChangeSecret(i.secretVariable, "") },
			Config:    i.complete(`["SMS"]`), ConfigPlanChecks: providertest.EmptyPlan(), Check: verified,
		},
		{
			Config: i.complete(`["SMS", "Faxes"]`), // a change that cannot be verified here is not claimed
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "status", "unverified"),
				resource.TestCheckResourceAttr(address, "registered", "true"),
				resource.TestCheckNoResourceAttr(address, "granted_scopes"),
			),
		},
	}})
}

func TestAccStrictVerification(t *testing.T) {
	t.Parallel()
	i := register(t, "SMS")
	i.env.SetVariable("RINGCENTRAL_VERIFICATION", "strict")
	i.env.ChangeSecret(i.secretVariable, "")
	i.env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: i.complete(`["SMS"]`), ExpectError: providertest.Message("The client secret is not available from")},
		{
			PreConfig: func() { i.env.ChangeSecret(i.secretVariable, i.app.ClientSecret) },
			Config:    i.complete(`["SMS"]`),
		},
		{
			PreConfig:   func() { i.env.ChangeSecret(i.jwtName, "") },
			Config:      i.complete(`["SMS"]`),
			PlanOnly:    true,
			ExpectError: providertest.Message("The JWT is not available from"),
		},
	}})
}

// TestAccCredentialErrors asserts that a bad credential shows, and is not taken
// for a bad app.
func TestAccCredentialErrors(t *testing.T) {
	t.Parallel()
	i := register(t, "SMS")
	i.env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: i.complete(`["SMS"]`)},
		{
			PreConfig: func() {
				if err := i.env.DeleteCredential(i.credential.TokenID); err != nil {
					t.Fatal(err)
				}
			},
			Config: i.complete(`["SMS"]`), PlanOnly: true, ExpectNonEmptyPlan: true,
		},
		{
			RefreshState: true, ExpectNonEmptyPlan: true,
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "status", "invalid"),
				resource.TestCheckResourceAttr(address, "findings.0.code", "credential_revoked"),
				resource.TestCheckResourceAttr(address, "registered", "true"),
			),
		},
		{Config: i.complete(`["SMS"]`), ExpectError: providertest.Message("Finding: credential_revoked")},
		{
			PreConfig: func() {
				_, jwt, err := i.env.CreateCredential(simulator.CredentialRequest{OwnerID: i.env.Administrator().ExtensionID, Label: "renewed", ClientIDs: []string{i.app.ClientID}})
				if err != nil {
					t.Fatal(err)
				}
				i.env.ChangeSecret(i.jwtName, jwt)
			},
			Config: i.complete(`["SMS"]`), ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionNoop),
			Check: resource.TestCheckResourceAttr(address, "status", "verified"),
		},
	}})
}

// TestAccOwnerErrors leaves the app alone: Terraform may be about to repair the
// user in the same run, whatever the verification.
func TestAccOwnerErrors(t *testing.T) {
	t.Parallel()
	for _, verification := range []string{"lenient", "strict"} {
		t.Run(verification, func(t *testing.T) {
			t.Parallel()
			i := register(t, "SMS")
			i.env.SetVariable("RINGCENTRAL_VERIFICATION", verification)
			owner := i.env.AddExtension(simulator.Extension{
				Type: "User", Status: "Enabled", RoleIDs: []string{"1"},
				Contact: simulator.Contact{FirstName: "Orders", Email: "orders@example.com"},
			})
			_, jwt, err := i.env.CreateCredential(simulator.CredentialRequest{OwnerID: owner, Label: "orders", ClientIDs: []string{i.app.ClientID}})
			if err != nil {
				t.Fatal(err)
			}
			i.env.ChangeSecret(i.jwtName, jwt)
			i.env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: i.complete(`["SMS"]`)},
				{
					PreConfig: func() {
						if err := i.env.EditExtension(owner, func(e *simulator.Extension) { e.Status = "Disabled" }); err != nil {
							t.Fatal(err)
						}
					},
					Config: i.complete(`["SMS"]`), ConfigPlanChecks: providertest.EmptyPlan(),
					Check: resource.TestCheckResourceAttr(address, "status", "verified"),
				},
			}})
		})
	}
}

func TestAccPlatformErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		fault   simulator.Fault
		message string
	}{
		"500":        {simulator.Fault{Status: 500}, "token endpoint is not available"},
		"reset":      {simulator.Fault{Drop: simulator.BeforeProcessing}, "The RingCentral platform could not be reached"},
		"no token":   {simulator.Fault{Status: 200, Body: `{}`}, "RingCentral's response is unreadable"},
		"rate limit": {simulator.Fault{Status: 429, Header: http.Header{"X-Rate-Limit-Group": {"auth"}}}, "rate limit for authentication requests is exceeded"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := register(t, "SMS")
			declared := "provider \"ringcentral\" { max_retries = 0 }\n" + i.complete(`["SMS"]`)
			test.fault.Path = regexp.MustCompile(`^/restapi/oauth/token$`)
			remove := func() {}
			i.env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: declared},
				{PreConfig: func() { remove = i.env.Inject(test.fault) }, Config: declared, PlanOnly: true, ExpectError: providertest.Message(test.message)},
				{PreConfig: func() { remove() }, Config: declared, ConfigPlanChecks: providertest.EmptyPlan()},
			}})
		})
	}
}

func TestAccImport(t *testing.T) {
	t.Parallel()
	i := register(t, "SMS", "ReadAccounts")
	declared := i.complete(`["ReadAccounts", "SMS"]`)
	// RingCentral never returns these. The first apply after an import records them.
	unobservable := []string{"name", "description", "access", "issue_refresh_tokens", "registration_url"}
	i.env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: declared},
		{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateId:                        fmt.Sprintf("%s?client_secret_from=env:%s&jwt_from=env:%s", i.app.ClientID, i.secretVariable, i.jwtName),
			ImportStateVerifyIdentifierAttribute: "client_id",
			ImportStateVerifyIgnore:              unobservable,
		},
		{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateId:                        i.app.ClientID,
			ImportStateVerifyIdentifierAttribute: "client_id",
			ImportStateVerifyIgnore:              slices.Concat(unobservable, []string{"scopes", "granted_scopes", "client_secret_from", "jwt_from", "registered", "status", "next_step"}),
		},
		{ResourceName: address, ImportState: true, ImportStateId: "not a client ID", ExpectError: providertest.Message("it is not a Client ID")},
		{ResourceName: address, ImportState: true, ImportStateId: i.app.ClientID + "?secret=x", ExpectError: providertest.Message("it can have client_secret_from and jwt_from, once each")},
		{ResourceName: address, ImportState: true, ImportStateId: i.app.ClientID + "?jwt_from=x", ExpectError: providertest.Message("jwt_from: a reference is written")},
	}})
}

func TestAccApplyAfterImport(t *testing.T) {
	t.Parallel()
	i := register(t, "SMS", "ReadAccounts")
	declared := i.complete(`["ReadAccounts", "SMS"]`)
	i.env.Test(resource.TestCase{Steps: []resource.TestStep{
		{
			Config: declared, ResourceName: address, ImportState: true, ImportStatePersist: true,
			ImportStateId: fmt.Sprintf("%s?client_secret_from=env:%s&jwt_from=env:%s", i.app.ClientID, i.secretVariable, i.jwtName),
		},
		{Config: declared, ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionUpdate)},
		{Config: declared, ConfigPlanChecks: providertest.EmptyPlan()},
	}})
}

func TestAccBadInput(t *testing.T) {
	t.Parallel()
	app := func(name, description, rest string) string {
		return fmt.Sprintf("resource \"ringcentral_app\" \"test\" {\n  name = %s\n  description = %s\n%s\n}", name, description, rest)
	}
	const name, description, scopes = `"Orders"`, `"Sends order updates by SMS."`, `scopes = ["SMS"]`
	tests := map[string]struct{ config, message string }{
		"no name":             {app(`""`, description, scopes), "name UTF-8 character count must be between 1 and 64"},
		"name of spaces":      {app(`"  "`, description, scopes), "Attribute name must not consist of white space"},
		"long name":           {app(`join("", [for i in range(65) : "x"])`, description, scopes), "name UTF-8 character count must be between 1 and 64"},
		"short description":   {app(name, `"too short"`, scopes), "description UTF-8 character count must be between 20 and 256"},
		"long description":    {app(name, `join("", [for i in range(257) : "x"])`, scopes), "description UTF-8 character count must be between 20 and 256"},
		"other app type":      {app(name, description, scopes+"\napp_type = \"bot\""), "Attribute app_type value must be one of"},
		"other auth flow":     {app(name, description, scopes+"\nauth_flow = \"authorization_code\""), "Attribute auth_flow value must be one of"},
		"other access":        {app(name, description, scopes+"\naccess = \"secret\""), "Attribute access value must be one of"},
		"client ID with tail": {app(name, description, scopes+"\nclient_id = \"abc \""), "client_id must be a Client ID"},
		"two references":      {app(name, description, scopes+"\nclient_secret_from = { env = \"A\", file = \"/b\" }"), "must have exactly one of env, file, command"},
		"empty reference":     {app(name, description, scopes+"\nclient_secret_from = {}"), "must have exactly one of env, file, command"},
		"no variable name":    {app(name, description, scopes+"\njwt_from = { env = \"\" }"), "The argument expects the name of an environment variable"},
		"no scopes":           {app(name, description, ""), `The argument "scopes" is required`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: test.config, ExpectError: providertest.Message(test.message)},
			}})
		})
	}
}
