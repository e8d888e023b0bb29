// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtgrant_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const address = "data.ringcentral_jwt_grant.test"

// integration is a working integration whose grant needs no administrator's
// credentials.
type integration struct{ *providertest.Integration }

func integrate(t *testing.T) *integration {
	t.Helper()
	return &integration{providertest.Integrate(t, simulator.Options{}).WithoutAdministrator()}
}

func (i *integration) config(arguments string) string {
	return fmt.Sprintf(`
provider "ringcentral" { max_retries = 0 }

data "ringcentral_jwt_grant" "test" {
  client_id     = %q
  client_secret_from = { env = %q }
  jwt_from           = { env = %q }
%s
}
`, i.App.ClientID, i.SecretVariable, i.JWTVariable, arguments)
}

func (i *integration) complete() string {
	return i.config(fmt.Sprintf(`
  expected_owner_id    = %q
  required_scopes      = ["SMS", "ReadAccounts"]
  required_permissions = ["OutboundSMS", "BusinessSms"]
  min_validity         = "720h"`, i.OwnerID))
}

func TestAccValid(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	i.TestTerraform(resource.TestCase{Steps: []resource.TestStep{
		{
			Config: i.complete(),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "status", "valid"),
				resource.TestCheckResourceAttr(address, "valid", "true"),
				resource.TestCheckResourceAttr(address, "owner_id", i.OwnerID),
				resource.TestCheckResourceAttr(address, "account_id", i.AccountID()),
				resource.TestCheckResourceAttr(address, "scopes.#", "2"),
				resource.TestCheckResourceAttr(address, "missing_scopes.#", "0"),
				resource.TestCheckResourceAttr(address, "extra_scopes.#", "0"),
				resource.TestCheckResourceAttr(address, "missing_permissions.#", "0"),
				resource.TestCheckResourceAttr(address, "findings.#", "0"),
				resource.TestCheckNoResourceAttr(address, "credential_expires_at"),
			),
		},
		{Config: i.complete(), ConfigPlanChecks: providertest.EmptyPlan()},
	}})
}

// TestAccBreakages breaks the integration in one way at a time. Each gives its
// own finding: as an error, and in report mode as the one problem.
func TestAccBreakages(t *testing.T) {
	t.Parallel()
	editApp := func(change func(*simulator.App)) func(*integration) error {
		return func(i *integration) error { return i.EditApp(i.App.ClientID, change) }
	}
	editOwner := func(change func(*simulator.Extension)) func(*integration) error {
		return func(i *integration) error { return i.EditExtension(i.OwnerID, change) }
	}
	editRole := func(permissions ...string) func(*integration) error {
		return func(i *integration) error {
			return i.EditRole(i.RoleID, func(r *simulator.Role) { r.Permissions = permissions })
		}
	}
	tests := map[string]struct {
		cause   func(*integration) error
		code    string
		message string
	}{
		"unknown client":  {func(i *integration) error { return i.DeleteApp(i.App.ClientID) }, "client_unknown", "This server does not know the client ID"},
		"wrong secret":    {func(i *integration) error { i.ChangeSecret(i.SecretVariable, "wrong-secret"); return nil }, "client_secret_wrong", "The client secret is wrong"},
		"blocked app":     {editApp(func(a *simulator.App) { a.Blocked = true }), "app_not_active", "The app is blocked or not active on this server"},
		"JWT flow off":    {editApp(func(a *simulator.App) { a.JWTFlow = false }), "jwt_flow_disabled", "The JWT auth flow is not enabled on the app"},
		"scope missing":   {editApp(func(a *simulator.App) { a.Scopes = []string{"ReadAccounts"} }), "scope_missing", "The app lacks scopes: SMS"},
		"scope in excess": {editApp(func(a *simulator.App) { a.Scopes = append(a.Scopes, "Faxes") }), "scope_extra", "The app has scopes that are not declared: Faxes"},
		"app not permitted": {func(i *integration) error {
			return i.EditCredential(i.Credential.TokenID, []string{i.Administrator().ClientID})
		}, "app_not_permitted_by_credential", "The JWT credential does not permit this app"},
		"credential deleted":  {func(i *integration) error { return i.DeleteCredential(i.Credential.TokenID) }, "credential_revoked", "The JWT credential was deleted in the Developer Console"},
		"owner disabled":      {editOwner(func(e *simulator.Extension) { e.Status = "Disabled" }), "owner_disabled", "The user who owns the JWT credential is disabled"},
		"owner not activated": {editOwner(func(e *simulator.Extension) { e.Status = "NotActivated" }), "owner_not_active", "The user who owns the JWT credential is not activated"},
		"owner deleted":       {func(i *integration) error { return i.RemoveExtension(i.OwnerID) }, "owner_not_found", "The user who owns the JWT credential no longer exists"},
		"owner is a queue":    {editOwner(func(e *simulator.Extension) { e.Type = "Department" }), "owner_type_cannot_log_in", "The extension that owns the JWT cannot log in"},
		"account suspended":   {func(i *integration) error { i.SetAccountStatus("Disabled"); return nil }, "account_not_active", "The RingCentral account is not active"},
		"no third-party apps": {editRole("BusinessSms"), "third_party_app_access_missing", "The role of the credential's owner does not allow third-party apps"},
		"permission missing":  {editRole("ThirdPartyAppAccess"), "permission_missing", "The credential's owner lacks permissions: BusinessSms, OutboundSMS"},
		"one character changed": {func(i *integration) error {
			jwt := i.jwt()
			flipped := byte('A')
			if jwt[len(jwt)-20] == 'A' {
				flipped = 'B'
			}
			i.ChangeSecret(i.JWTVariable, jwt[:len(jwt)-20]+string(flipped)+jwt[len(jwt)-19:])
			return nil
		}, "credential_altered", "The signature of the JWT does not match its content"},
		"part of the JWT": {func(i *integration) error {
			jwt := i.jwt()
			i.ChangeSecret(i.JWTVariable, jwt[:len(jwt)-30])
			return nil
		}, "credential_truncated", "The JWT was cut off, or its end is repeated"},
		"rate limit": {func(i *integration) error {
			i.Inject(simulator.Fault{Path: regexp.MustCompile("token$"), Status: 429, Header: http.Header{"X-Rate-Limit-Group": {"auth"}}})
			return nil
		}, "rate_limited", "rate limit for authentication requests is exceeded"},
		"server error": {func(i *integration) error {
			i.Inject(simulator.Fault{Path: regexp.MustCompile("token$"), Status: 503})
			return nil
		}, "platform_unavailable", "token endpoint is not available"},
		"unseen error": {func(i *integration) error {
			i.Inject(simulator.Fault{Path: regexp.MustCompile("token$"), Status: 400, Body: `{"error":"invalid_request","errors":[{"errorCode":"OAU-999","message":"Something new"}]}`})
			return nil
		}, "unrecognized_error", "with an unknown error"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			if err := test.cause(i); err != nil {
				t.Fatal(err)
			}
			report := strings.Replace(i.complete(), "min_validity", "on_finding = \"report\"\n  min_validity", 1)
			i.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: i.complete(), ExpectError: providertest.Message(test.message)},
				{
					Config: report,
					Check: resource.ComposeAggregateTestCheckFunc(
						resource.TestCheckResourceAttr(address, "status", "invalid"),
						resource.TestCheckResourceAttr(address, "findings.#", "1"),
						resource.TestCheckResourceAttr(address, "findings.0.code", test.code),
					),
				},
			}})
		})
	}
}

func (i *integration) jwt() string { return i.Secret(i.JWTVariable) }

func TestAccOtherOwner(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	i.Test(resource.TestCase{Steps: []resource.TestStep{{
		Config:      i.config(`expected_owner_id = "1"`),
		ExpectError: providertest.Message("The JWT credential belongs to another user"),
	}}})
}

func TestAccExpiresSoon(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	tomorrow := time.Now().AddDate(0, 0, 1)
	_, jwt, err := i.CreateCredential(simulator.CredentialRequest{OwnerID: i.OwnerID, Label: "short", ExpiresOn: &tomorrow})
	if err != nil {
		t.Fatal(err)
	}
	i.ChangeSecret(i.JWTVariable, jwt)
	i.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: i.complete(), ExpectError: providertest.Message("The JWT credential expires soon")},
		{
			Config: i.config(""),
			Check:  resource.TestCheckResourceAttr(address, "credential_expires_at", tomorrow.UTC().Format(time.DateOnly)+"T23:59:59Z"),
		},
	}})
}

func TestAccExtraScopesAllowed(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	i.Test(resource.TestCase{Steps: []resource.TestStep{{
		Config: i.config("required_scopes = [\"SMS\"]\nallow_extra_scopes = true"),
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr(address, "valid", "true"),
			resource.TestCheckTypeSetElemAttr(address, "extra_scopes.*", "ReadAccounts"),
		),
	}}})
}

// TestOperations demands what operations need. Without one scope or permission of them,
// the grant names exactly that one.
func TestOperations(t *testing.T) {
	t.Parallel()
	const operations = `operations = ["createSMSMessage", "GET /restapi/v1.0/account/~"]`
	for name, test := range map[string]struct {
		breaks    func(*integration) error
		arguments string
		says      []string
	}{
		"all is there": {nil, operations, nil},
		"no scope": {func(i *integration) error {
			return i.EditApp(i.App.ClientID, func(a *simulator.App) { a.Scopes = []string{"ReadAccounts"} })
		}, operations, []string{"Finding: scope_missing", "The app lacks scopes: SMS"}},
		"no permission": {func(i *integration) error {
			return i.EditRole(i.RoleID, func(r *simulator.Role) { r.Permissions = []string{"ThirdPartyAppAccess", "CompanyInfo"} })
		}, operations, []string{"Finding: permission_missing", "OutboundSMS"}},
		"more is required": {nil, operations + "\n  required_scopes = [\"ReadCallLog\"]", []string{"Finding: scope_missing", "The app lacks scopes: ReadCallLog"}},
		"an unknown one":   {nil, `operations = ["createSMSMesage"]`, []string{"Unknown operation", "createSMSMessage"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			if test.breaks != nil {
				if err := test.breaks(i); err != nil {
					t.Fatal(err)
				}
			}
			result := i.Scenario(i.config(test.arguments)).Run("plan")
			if (result.ExitCode == 0) != (test.says == nil) || strings.Count(result.Output, "Error:") > 1 {
				t.Error(result.Output)
			}
			for _, text := range test.says {
				if !result.Says(text) {
					t.Errorf("it does not say %q: %s", text, result.Output)
				}
			}
		})
	}
}

func TestAccPending(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*integration){
		"no secret":    func(i *integration) { i.ChangeSecret(i.SecretVariable, "") },
		"no JWT":       func(i *integration) { i.ChangeSecret(i.JWTVariable, "") },
		"no client ID": func(i *integration) { i.App.ClientID = "" },
	}
	for name, cause := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			cause(i)
			config := strings.Replace(i.complete(), `= ""`, "= null", 1)
			i.Test(resource.TestCase{Steps: []resource.TestStep{
				{
					Config: config,
					Check: resource.ComposeAggregateTestCheckFunc(
						resource.TestCheckResourceAttr(address, "status", "pending"),
						resource.TestCheckResourceAttr(address, "valid", "false"),
						resource.TestCheckNoResourceAttr(address, "scopes"),
					),
				},
				{
					PreConfig:   func() { i.SetVariable("RINGCENTRAL_VERIFICATION", "strict") },
					Config:      config,
					PlanOnly:    true,
					ExpectError: regexp.MustCompile("not available from|no client ID yet"),
				},
				{
					PreConfig: func() { i.SetVariable("RINGCENTRAL_VERIFICATION", "") },
					Config:    config,
				},
			}})
			if len(i.Requests()) != 0 {
				t.Errorf("a pending grant made %d requests", len(i.Requests()))
			}
		})
	}
}

func TestAccBadInput(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ arguments, message string }{
		"owner with letters": {`expected_owner_id = "me"`, "expected_owner_id must be the ID of an extension"},
		"no duration":        {`min_validity = "30 days"`, "Invalid Time Duration String Value"},
		"zero duration":      {`min_validity = "0s"`, "min_validity must be a duration from 1s"},
		"unknown mode":       {`on_finding = "ignore"`, "Attribute on_finding value must be one of"},
		"empty scope":        {`required_scopes = [""]`, "A scope is missing"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			i.Test(resource.TestCase{Steps: []resource.TestStep{{Config: i.config(test.arguments), ExpectError: providertest.Message(test.message)}}})
		})
	}
}

// TestAccSessions asserts that checks share one session and leave none open.
func TestAccSessions(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	config := i.complete() + strings.ReplaceAll(strings.Replace(i.complete(), `provider "ringcentral" { max_retries = 0 }`, "", 1), `"test"`, `"second"`)
	before := len(i.OpenSessions())
	i.Test(resource.TestCase{Steps: []resource.TestStep{{Config: config, PlanOnly: true, ExpectNonEmptyPlan: false}}})
	i.CloseProviders()
	grants, revocations := 0, 0
	for _, request := range i.Requests() {
		switch request.Path {
		case "/restapi/oauth/token":
			grants++
		case "/restapi/oauth/revoke":
			revocations++
		}
	}
	if grants == 0 || grants != revocations {
		t.Errorf("%d grants, %d revocations", grants, revocations)
	}
	if open := len(i.OpenSessions()); open != before {
		t.Errorf("%d sessions are open, %d were before", open, before)
	}
}

// TestAdministratorIsNotNeeded: a wrong secret of the provider's own app says nothing of the
// integration.
func TestAdministratorIsNotNeeded(t *testing.T) {
	t.Parallel()
	i := &integration{providertest.Integrate(t, simulator.Options{})}
	i.SetVariable("RINGCENTRAL_CLIENT_SECRET", "of-another-app-with-a-long-secret")
	result := i.Scenario(i.config(`operations = ["createSMSMessage", "readAccountInfo"]`) + `
output "grant" {
  value = "${data.ringcentral_jwt_grant.test.status} ${join(",", data.ringcentral_jwt_grant.test.unverified_features)}"
}
`).Run("plan")
	if result.ExitCode != 0 || !result.Says(`grant = "valid ReadCompanyInfo,SMSSending"`) {
		t.Error(result.Output)
	}
}
