// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package functions_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// withVariable passes a value by the environment, so that no file of the test holds it.
func withVariable(t *testing.T, env *providertest.Environment, jwt string) string {
	t.Helper()
	env.SetVariable("TF_VAR_jwt", jwt)
	return `
variable "jwt" {
  type      = string
  sensitive = true
}

locals {
  claims = nonsensitive(provider::ringcentral::jwt_claims(var.jwt))
}

output "claims" {
  value = join(" ", [for name, value in local.claims : "${name}=${coalesce(value, "null")}"])
}
`
}

func TestAccJWTClaims(t *testing.T) {
	t.Parallel()
	end := time.Now().AddDate(1, 0, 0)
	for name, expiresOn := range map[string]*time.Time{"never expires": nil, "expires": &end} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			owner := env.Administrator().ExtensionID
			created, jwt, err := env.CreateCredential(simulator.CredentialRequest{OwnerID: owner, Label: "orders", ExpiresOn: expiresOn})
			if err != nil {
				t.Fatal(err)
			}
			expiresAt := "null"
			if expiresOn != nil {
				expiresAt = end.UTC().Format(time.DateOnly) + "T23:59:59Z"
			}
			w := env.Scenario(withVariable(t, env, jwt))
			result := w.Run("plan")
			for _, pair := range []string{
				"algorithm=RS256", "audience=" + env.URL + "/restapi/oauth/token", "expires_at=" + expiresAt,
				"fingerprint=" + credential.Fingerprint(jwt), "issued_at=" + created.IssuedAt.UTC().Format(time.RFC3339),
				"issuer=" + env.URL, "server_url=" + env.URL, "subject=" + owner, "token_id=" + created.TokenID, "key_id=",
			} {
				if result.ExitCode != 0 || !strings.Contains(result.Output, pair) {
					t.Errorf("exit code %d, want %s in\n%s", result.ExitCode, pair, result.Output)
				}
			}
			if len(env.Requests()) > 0 {
				t.Errorf("%d requests were made", len(env.Requests()))
			}
		})
	}
}

func TestAccJWTClaimsOfSomethingElse(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		damage  func(jwt string) string
		message string
	}{
		"empty":             {func(string) string { return "" }, "The value is empty."},
		"trailing newline":  {func(jwt string) string { return jwt + "\n" }, "The value ends with a line break or a space"},
		"quoted":            {func(jwt string) string { return `"` + jwt + `"` }, "The value contains quotation marks"},
		"access token":      {func(string) string { return "U1BCMDFUMDRKV1MwMXxzLFSvXdw5PHMsVLEn" }, "It may be an access token or a client secret"},
		"signature cut off": {func(jwt string) string { return jwt[:len(jwt)-9] }, "The end was lost or repeated"},
		"two parts":         {func(jwt string) string { return jwt[:strings.LastIndex(jwt, ".")] }, "A JWT has 3 parts"},
		"twice":             {func(jwt string) string { return jwt + "." + jwt }, "Other text was added"},
		"bad base64":        {func(jwt string) string { return jwt[:9] + "*" + jwt[10:] }, "The header of the JWT is not valid base64url"},
		"foreign": {func(string) string {
			return "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2V4YW1wbGUuY29tIn0.c2ln"
		}, "lacks the claim"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			damaged := test.damage(env.Administrator().JWT)
			result := env.Scenario(withVariable(t, env, damaged)).Run("plan")
			if result.ExitCode != 1 || !result.Says("This is not an intact RingCentral JWT credential.") || !result.Says(test.message) || strings.Contains(result.Output, "..") {
				t.Errorf("exit code %d, want %q in\n%s", result.ExitCode, test.message, result.Output)
			}
			if len(damaged) > 20 && strings.Contains(result.Output, damaged[:20]) {
				t.Error("the error quotes the value")
			}
		})
	}
}

// TestAccLinksMatchTheResources compares the functions with what the resources
// hold when the Developer Console is the public one.
func TestAccLinksMatchTheResources(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.SetVariable("RINGCENTRAL_DEVELOPER_CONSOLE_URL", "")
	const pending = `
resource "ringcentral_app" "test" {
  name        = "Orders & more"
  description = "Sends order updates by SMS."
  access      = "%[1]s"
  scopes      = ["SMS", "ReadAccounts"]
}

resource "ringcentral_jwt_credential" "test" {
  label      = "orders"
  owner_id   = "1"
  client_ids = ["AbCdEf"]
}

resource "ringcentral_jwt_credential" "all" {
  label    = "orders"
  owner_id = "1"
}

output "app" {
  value = provider::ringcentral::app_registration_url("Orders & more", "Sends order updates by SMS.", ["SMS", "ReadAccounts"]%[2]s) == ringcentral_app.test.registration_url
}

output "credential" {
  value = provider::ringcentral::jwt_credential_url("AbCdEf") == ringcentral_jwt_credential.test.creation_url
}

output "all" {
  value = provider::ringcentral::jwt_credential_url() == ringcentral_jwt_credential.all.creation_url
}
`
	same := resource.ComposeAggregateTestCheckFunc(
		resource.TestCheckOutput("app", "true"), resource.TestCheckOutput("credential", "true"), resource.TestCheckOutput("all", "true"))
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: fmt.Sprintf(pending, "private", ""), Check: same},
		{Config: fmt.Sprintf(pending, "private", `, "private"`), Check: same},
		{Config: fmt.Sprintf(pending, "public", `, "public"`), Check: same},
	}})
}

// TestAccCredentialURLOfAPendingApp passes the null that client_id is until the app has
// been registered, where that is possible.
func TestAccCredentialURLOfAPendingApp(t *testing.T) {
	t.Parallel()
	providertest.RequireTerraform(t, providertest.NullArguments)
	env := providertest.Start(t)
	env.SetVariable("RINGCENTRAL_DEVELOPER_CONSOLE_URL", "")
	env.Test(resource.TestCase{Steps: []resource.TestStep{{
		Config: "output \"same\" {\n  value = provider::ringcentral::jwt_credential_url(null) == provider::ringcentral::jwt_credential_url()\n}",
		Check:  resource.TestCheckOutput("same", "true"),
	}}})
}

func TestAccCredentialURLErrors(t *testing.T) {
	t.Parallel()
	providertest.Start(t).Test(resource.TestCase{Steps: []resource.TestStep{{
		Config:      "output \"link\" {\n  value = provider::ringcentral::jwt_credential_url(\"a\", \"b\")\n}",
		ExpectError: providertest.Message("Set at most one client ID."),
	}}})
}

func TestAccRegistrationURLErrors(t *testing.T) {
	t.Parallel()
	const description = "Sends order updates by SMS."
	for name, test := range map[string]struct{ arguments, message string }{
		"no name":           {fmt.Sprintf("%q, %q, []", "", description), "The name must have 1 to 64 characters, not 0."},
		"long name":         {fmt.Sprintf("%q, %q, []", strings.Repeat("ü", 65), description), "The name must have 1 to 64 characters, not 65."},
		"blank name":        {fmt.Sprintf("%q, %q, []", " ", description), "The name must not consist of white space."},
		"blank description": {fmt.Sprintf("\"Orders\", %q, []", strings.Repeat(" ", 20)), "The description must not consist of white space."},
		"short description": {`"Orders", "Orders", []`, "The description must have 20 to 256 characters, not 6."},
		"other access":      {fmt.Sprintf(`"Orders", %q, [], "secret"`, description), `The access must be "private" or "public", not "secret".`},
		"two accesses":      {fmt.Sprintf(`"Orders", %q, [], "private", "public"`, description), "Set at most one access."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			env.Test(resource.TestCase{Steps: []resource.TestStep{{
				Config:      fmt.Sprintf("output \"link\" {\n  value = provider::ringcentral::app_registration_url(%s)\n}", test.arguments),
				ExpectError: providertest.Message(test.message),
			}}})
		})
	}
}
