// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const role = `
resource "ringcentral_user_role" "test" {
  display_name = "Orders"
  permissions  = ["BusinessSms"]
}
`

const user = `
resource "ringcentral_service_user" "test" {
  first_name = "Orders"
  email      = "orders@example.com"
}
`

// unusedPort returns a loopback address that refuses connections.
func unusedPort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// TestAccConfigurationErrors asserts that each mistake in the provider's
// configuration gives one clear error.
func TestAccConfigurationErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		prepare func(*providertest.Environment)
		config  string
		message string
	}{
		"no credentials": {func(e *providertest.Environment) {
			e.SetVariable("RINGCENTRAL_CLIENT_ID", "")
			e.SetVariable("RINGCENTRAL_JWT", "")
		}, role, "Missing: - client_id: set it in the provider block, or in the environment variable RINGCENTRAL_CLIENT_ID - jwt: set it"},
		"no credentials for a user": {func(e *providertest.Environment) { e.SetVariable("RINGCENTRAL_CLIENT_SECRET", "") },
			user, "Could not create the service user: the provider has no credentials"},
		"no credentials for a lookup": {func(e *providertest.Environment) { e.SetVariable("RINGCENTRAL_CLIENT_SECRET", "") },
			`data "ringcentral_account" "test" {}`, "Could not read the account: the provider has no credentials"},
		"unreachable server": {func(e *providertest.Environment) {
			server := "http://" + unusedPort(t)
			e.SetBaseURL(server) // so that the JWT may be sent there
			e.SetVariable("RINGCENTRAL_SERVER_URL", server)
			e.SetVariable("RINGCENTRAL_JWT", e.Administrator().JWT)
		},
			`provider "ringcentral" { max_retries = 0 }` + role, "the RingCentral platform could not be reached"},
		"plain http elsewhere":  {nil, `provider "ringcentral" { server_url = "http://platform.example.com" }` + role, "the server URL must use https"},
		"server with a path":    {nil, `provider "ringcentral" { server_url = "https://platform.example.com/restapi" }` + role, "the server URL must have only scheme and host"},
		"user in the server":    {nil, `provider "ringcentral" { server_url = "https://a:b@platform.example.com" }` + role, "the server URL must have only scheme and host"},
		"look-alike server":     {nil, `provider "ringcentral" { server_url = "https://plаtform.ringcentral.com" }` + role, "the server URL must be in ASCII"}, // a Cyrillic letter
		"almost this machine":   {nil, `provider "ringcentral" { server_url = "http://localhost.example.com" }` + role, "the server URL must use https"},
		"user in the console":   {nil, `provider "ringcentral" { developer_console_url = "https://a:b@example.com" }` + role, "the address must have only scheme and host"},
		"account from outside":  {func(e *providertest.Environment) { e.SetVariable("RINGCENTRAL_ACCOUNT_ID", "..") }, `data "ringcentral_account" "test" {}`, "RINGCENTRAL_ACCOUNT_ID must be ~ or consist of digits"},
		"console without https": {nil, `provider "ringcentral" { developer_console_url = "http://example.com" }` + role, "Invalid address of the Developer Console"},
		"unknown mode":          {func(e *providertest.Environment) { e.SetVariable("RINGCENTRAL_VERIFICATION", "maybe") }, role, `RINGCENTRAL_VERIFICATION is "maybe"`},
		"percent too high":      {nil, `provider "ringcentral" { rate_limit_percent = 101 }` + role, "rate_limit_percent value must be between 1 and 100"},
		"too many retries":      {nil, `provider "ringcentral" { max_retries = 11 }` + role, "max_retries value must be between 0 and 10"},
		"short timeout":         {nil, `provider "ringcentral" { request_timeout = "10ms" }` + role, "request_timeout must be a duration from 1s to 10m0s"},
		"account with letters":  {nil, `provider "ringcentral" { account_id = "mine" }` + role, "account_id must be ~ or consist of digits"},
		"another account":       {nil, `provider "ringcentral" { account_id = "1" }` + "\n" + `data "ringcentral_account" "test" {}`, "RingCentral could not find the object"},
		"wrong secret": {func(e *providertest.Environment) { e.SetVariable("RINGCENTRAL_CLIENT_SECRET", "wrong") },
			`data "ringcentral_account" "test" {}`, "Could not read the account: the provider's client secret is wrong"},
		"missing scope": {func(e *providertest.Environment) {
			err := e.EditApp(e.Administrator().ClientID, func(a *simulator.App) { a.Scopes = []string{"ReadAccounts"} })
			if err != nil {
				t.Fatal(err)
			}
		}, role, "Could not create the role: the provider's app lacks a scope"},
		"missing permission": {func(e *providertest.Environment) {
			err := e.EditExtension(e.Administrator().ExtensionID, func(x *simulator.Extension) { x.RoleIDs = []string{"4"} })
			if err != nil {
				t.Fatal(err)
			}
		}, role, "Could not create the role: the provider's user lacks a permission: ReadUserRoles"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			if test.prepare != nil {
				test.prepare(env)
			}
			env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: test.config, ExpectError: providertest.Message(test.message)},
			}})
		})
	}
}

// TestAccSampleEnvironment uses the names of RingCentral's own code samples.
func TestAccSampleEnvironment(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	administrator := env.Administrator()
	for own, sample := range map[string]struct{ name, value string }{
		"RINGCENTRAL_SERVER_URL":    {"RC_SERVER_URL", env.URL},
		"RINGCENTRAL_CLIENT_ID":     {"RC_APP_CLIENT_ID", administrator.ClientID},
		"RINGCENTRAL_CLIENT_SECRET": {"RC_APP_CLIENT_SECRET", administrator.ClientSecret},
		"RINGCENTRAL_JWT":           {"RC_USER_JWT", administrator.JWT},
	} {
		env.SetVariable(own, "")
		env.SetVariable(sample.name, sample.value)
	}
	env.Test(resource.TestCase{Steps: []resource.TestStep{{
		Config: `data "ringcentral_account" "test" {}`,
		Check:  resource.TestCheckResourceAttr("data.ringcentral_account.test", "id", env.AccountID()),
	}}})
}

// TestAccUnknownConfiguration configures the provider from a resource that does
// not exist yet. An unknown value is not replaced from the environment.
func TestAccUnknownConfiguration(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.SetVariable("RINGCENTRAL_CLIENT_ID", "must-not-be-used")
	env.TestTerraform(resource.TestCase{Steps: []resource.TestStep{{
		Config: fmt.Sprintf(`
resource "terraform_data" "client_id" {
  input = %q
}

provider "ringcentral" {
  client_id = terraform_data.client_id.output
}
`, env.Administrator().ClientID) + role,
		Check: resource.TestCheckResourceAttrSet("ringcentral_user_role.test", "id"),
	}}})
}

// TestAccNothingIsContactedToConfigure plans only what works offline.
func TestAccNothingIsContactedToConfigure(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Test(resource.TestCase{Steps: []resource.TestStep{{
		Config: `
resource "ringcentral_app" "test" {
  name        = "Orders"
  description = "Sends order updates by SMS."
  scopes      = ["SMS"]
}`,
	}}})
	if requests := env.Requests(); len(requests) != 0 {
		t.Errorf("%d requests were made, the first to %s", len(requests), requests[0].Path)
	}
}

// TestAccUserAgent asserts how the provider names itself.
func TestAccUserAgent(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Test(resource.TestCase{Steps: []resource.TestStep{{Config: `data "ringcentral_account" "test" {}`}}})
	requests := env.Requests()
	if len(requests) == 0 {
		t.Fatal("no request was made")
	}
	want := regexp.MustCompile(`^terraform-provider-ringcentral/(test|dev) \(Terraform \d+\.\d+\.\d+[^ ;]*; \w+/\w+\)$`)
	for _, request := range requests {
		if !want.MatchString(request.UserAgent) {
			t.Errorf("%s %s has the User-Agent %q", request.Method, request.Path, request.UserAgent)
		}
	}
}

func TestAccLookups(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	administrator := env.Administrator().ExtensionID
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{
			Config: fmt.Sprintf(`
data "ringcentral_account" "test" {}
data "ringcentral_extension" "by_id" { id = %q }
data "ringcentral_extension" "by_email" { email = "ADMIN@example.com" }
data "ringcentral_extension" "by_number" { extension_number = "102" }
data "ringcentral_user_role" "by_name" { display_name = "Super Admin" }
data "ringcentral_user_role" "by_id" { id = "3" }
data "ringcentral_permissions" "all" {}
data "ringcentral_permissions" "features" {
  assignable  = true
  category_id = "Features"
}
output "has_child" { value = contains(data.ringcentral_permissions.all.permissions[*].id, "OutboundSMS") }
output "only_assignable" { value = alltrue(data.ringcentral_permissions.features.permissions[*].assignable) }
output "sms_includes" { value = one([for p in data.ringcentral_permissions.all.permissions : p.includes if p.id == "BusinessSms"]) }
`, administrator),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr("data.ringcentral_account.test", "id", env.AccountID()),
				resource.TestCheckResourceAttr("data.ringcentral_account.test", "status", "Confirmed"),
				resource.TestCheckResourceAttrSet("data.ringcentral_account.test", "main_number"),
				resource.TestCheckResourceAttrSet("data.ringcentral_account.test", "service_plan_name"),
				resource.TestCheckResourceAttrSet("data.ringcentral_account.test", "brand_id"),
				resource.TestCheckResourceAttr("data.ringcentral_extension.by_id", "email", "admin@example.com"),
				resource.TestCheckResourceAttr("data.ringcentral_extension.by_id", "name", "Example Admin"),
				resource.TestCheckResourceAttr("data.ringcentral_extension.by_id", "status", "Enabled"),
				resource.TestCheckTypeSetElemAttr("data.ringcentral_extension.by_id", "role_ids.*", "1"),
				resource.TestCheckResourceAttr("data.ringcentral_extension.by_email", "id", administrator),
				resource.TestCheckResourceAttr("data.ringcentral_extension.by_number", "id", administrator),
				resource.TestCheckResourceAttr("data.ringcentral_user_role.by_name", "id", "1"),
				resource.TestCheckResourceAttr("data.ringcentral_user_role.by_name", "custom", "false"),
				resource.TestCheckResourceAttr("data.ringcentral_user_role.by_id", "display_name", "Standard (International)"),
				resource.TestCheckTypeSetElemAttr("data.ringcentral_user_role.by_id", "permissions.*", "ThirdPartyAppAccess"),
				resource.TestCheckOutput("has_child", "true"),
				resource.TestCheckOutput("only_assignable", "true"),
			),
		},
	}})
}

func TestAccLookupErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ config, message string }{
		"extension by nothing":     {`data "ringcentral_extension" "test" {}`, "No attribute specified when one (and only one) of"},
		"extension by two":         {"data \"ringcentral_extension\" \"test\" {\n  id    = \"1\"\n  email = \"a@example.com\"\n}", "2 attributes specified when one (and only one) of"},
		"no such ID":               {`data "ringcentral_extension" "test" { id = "1" }`, "The account has no extension with the ID 1"},
		"no such e-mail":           {`data "ringcentral_extension" "test" { email = "nobody@example.com" }`, `The account has no extension with the email "nobody@example.com"`},
		"no such number":           {`data "ringcentral_extension" "test" { extension_number = "999" }`, `The account has no extension with the extension number "999"`},
		"several with that e-mail": {`data "ringcentral_extension" "test" { email = "shared@example.com" }`, `The account has 2 extensions with the email "shared@example.com"`},
		"no such role":             {`data "ringcentral_user_role" "test" { display_name = "Nobody" }`, `The account has no role with the display name "Nobody". It has:`},
		"no such role ID":          {`data "ringcentral_user_role" "test" { id = "999" }`, "The account has no role with the ID 999"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			for range 2 {
				env.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"4"}, Contact: simulator.Contact{FirstName: "Shared", Email: "shared@example.com"}})
			}
			env.Test(resource.TestCase{Steps: []resource.TestStep{{Config: test.config, ExpectError: providertest.Message(test.message)}}})
		})
	}
}
