// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accesstoken_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

type integration struct{ *providertest.Integration }

func integrate(t *testing.T) *integration {
	t.Helper()
	providertest.RequireTerraform(t, providertest.EphemeralResources)
	return &integration{providertest.Integrate(t, simulator.Options{}).WithoutAdministrator()}
}

func (i *integration) byReference(arguments string) string {
	return fmt.Sprintf(`
ephemeral "ringcentral_access_token" "test" {
  client_id     = %q
  client_secret_from = { env = %q }
  jwt_from           = { env = %q }
%s
}
`, i.App.ClientID, i.SecretVariable, i.JWTVariable, arguments)
}

// consumer runs a program with the token, as a provisioner does.
const consumer = `
resource "terraform_data" "test" {
  input = "once"
  provisioner "local-exec" {
    command     = "%s"
    environment = { TOKEN = ephemeral.ringcentral_access_token.test.access_token }
  }
}
`

func (i *integration) requests(path string) (n int) {
	for _, request := range i.Requests() {
		if request.Path == path {
			n++
		}
	}
	return n
}

func (i *integration) wantSessions(t *testing.T, grants int) {
	t.Helper()
	if open := i.OpenSessions(); len(open) > 0 {
		t.Errorf("%d sessions are open", len(open))
	}
	if got, revoked := i.requests("/restapi/oauth/token"), i.requests("/restapi/oauth/revoke"); got != grants || revoked != grants {
		t.Errorf("%d grants and %d revocations, want %d", got, revoked, grants)
	}
}

// TestAccOneSessionForEachOpen asserts what the documentation says of plan and apply.
func TestAccOneSessionForEachOpen(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	w := i.Workspace(providertest.Provider, i.byReference(`  scopes = ["SMS"]`+"\n  ttl = 600")+fmt.Sprintf(consumer, "test $${#TOKEN} -gt 40")+`
output "granted" {
  value = terraform_data.test.id
}
`)
	if result := w.Run("plan"); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	i.wantSessions(t, 1)
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	i.wantSessions(t, 3)
	for _, request := range i.Requests() {
		if request.Path == "/restapi/oauth/token" && (!strings.Contains(request.Body, "scope=SMS") || !strings.Contains(request.Body, "access_token_ttl=600")) {
			t.Errorf("the token was asked for with %s", request.Body)
		}
	}
}

// TestAccFailingRun ends a run in the middle of the token's use.
func TestAccFailingRun(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	w := i.Workspace(providertest.Provider, i.byReference("")+fmt.Sprintf(consumer, "exit 7"))
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 1 || !result.Says("exit status 7") {
		t.Fatal(result.Output)
	}
	i.wantSessions(t, 2)
}

// TestAccValues gives the secrets directly, from ephemeral variables.
func TestAccValues(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	i.SetVariable("TF_VAR_client_secret", i.Secret(i.SecretVariable))
	i.SetVariable("TF_VAR_jwt", i.Secret(i.JWTVariable))
	w := i.Workspace(providertest.Provider, fmt.Sprintf(`
variable "client_secret" {
  type      = string
  ephemeral = true
}

variable "jwt" {
  type      = string
  ephemeral = true
}

ephemeral "ringcentral_access_token" "test" {
  client_id           = %q
  client_secret = var.client_secret
  jwt           = var.jwt
}
`, i.App.ClientID)+fmt.Sprintf(consumer, "test $${#TOKEN} -gt 40"))
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	i.wantSessions(t, 2)
}

func TestAccErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		cause     func(*testing.T, *integration)
		arguments string
		messages  []string
	}{
		"secret not here": {func(_ *testing.T, i *integration) { i.ChangeSecret(i.SecretVariable, "") }, "", []string{"The client secret is not available from"}},
		"damaged JWT":     {func(_ *testing.T, i *integration) { i.ChangeSecret(i.JWTVariable, i.Secret(i.JWTVariable)[:200]) }, "", []string{"Finding: credential_truncated"}},
		"wrong secret":    {func(_ *testing.T, i *integration) { i.ChangeSecret(i.SecretVariable, "wrong-secret") }, "", []string{"The client secret is wrong"}},
		"revoked": {func(t *testing.T, i *integration) {
			t.Helper()
			if err := i.DeleteCredential(i.Credential.TokenID); err != nil {
				t.Fatal(err)
			}
		}, "", []string{"Finding: credential_revoked", "RCRequestId"}},
		"scope not openToken": {nil, `scopes = ["Faxes"]`, []string{"The app lacks a requested scope", "Finding: scope_missing"}},
		"short life":          {nil, "ttl = 599", []string{"ttl value must be between 600 and 3600, got: 599"}},
		"long life":           {nil, "ttl = 3601", []string{"ttl value must be between 600 and 3600, got: 3601"}},
		"no scopes":           {nil, "scopes = []", []string{"scopes set must contain at least 1 elements"}},
		"two secrets":         {nil, `jwt = "x"`, []string{"one (and only one) of [jwt,jwt_from]"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			if test.cause != nil {
				test.cause(t, i)
			}
			w := i.Scenario(i.byReference(test.arguments) + fmt.Sprintf(consumer, "true"))
			result := w.Run("plan")
			for _, message := range test.messages {
				if result.ExitCode != 1 || !result.Says(message) {
					t.Errorf("exit code %d, want %q in\n%s", result.ExitCode, message, result.Output)
				}
			}
			if open := i.OpenSessions(); len(open) > 0 {
				t.Errorf("%d sessions are open", len(open))
			}
		})
	}
}
