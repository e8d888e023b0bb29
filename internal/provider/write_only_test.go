// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const ephemeralVariables = `
variable "client_secret" {
  type      = string
  ephemeral = true
}

variable "jwt" {
  type      = string
  ephemeral = true
}
`

// writeOnly is an integration whose secrets are ephemeral values.
type writeOnly struct {
	*providertest.Integration
	*providertest.Workspace
}

func inModel(i *providertest.Integration, configuration string) *providertest.Workspace {
	return i.Scenario(configuration)
}

func realTerraform(i *providertest.Integration, configuration string) *providertest.Workspace {
	return i.Workspace(providertest.Provider, configuration)
}

func startWriteOnly(t *testing.T, start func(*providertest.Integration, string) *providertest.Workspace) *writeOnly {
	t.Helper()
	providertest.RequireTerraform(t, providertest.WriteOnlyArguments)
	i := providertest.Integrate(t, simulator.Options{}).WithoutAdministrator()
	i.SetVariable("TF_VAR_client_secret", i.Secret(i.SecretVariable))
	i.SetVariable("TF_VAR_jwt", i.Secret(i.JWTVariable))
	return &writeOnly{i, start(i, writeOnlyConfiguration(i, "client_secret_wo = var.client_secret", "jwt_wo = var.jwt"))}
}

func writeOnlyConfiguration(i *providertest.Integration, secret, jwt string) string {
	return ephemeralVariables + fmt.Sprintf(`
resource "ringcentral_app" "test" {
  name        = "Orders"
  description = "Sends order updates by SMS."
  scopes      = ["ReadAccounts", "SMS"]
  client_id   = %[1]q
  %[3]s
  %[4]s
}

resource "ringcentral_jwt_credential" "test" {
  label    = "orders"
  owner_id = %[2]q
  %[4]s
}

resource "terraform_data" "copy" {
  lifecycle { replace_triggered_by = [ringcentral_jwt_credential.test.fingerprint] }
}

output "status" {
  value = "${ringcentral_app.test.status} ${ringcentral_jwt_credential.test.status}"
}
`, i.App.ClientID, i.OwnerID, secret, jwt)
}

// want runs a command and compares its exit code and output.
func (w *writeOnly) want(t *testing.T, exitCode int, texts []string, arguments ...string) {
	t.Helper()
	result := w.Run(arguments...)
	if result.ExitCode != exitCode {
		t.Errorf("terraform %s ended with %d, want %d:\n%s", arguments[0], result.ExitCode, exitCode, result.Output)
	}
	for _, text := range texts {
		if !result.Says(text) {
			t.Errorf("terraform %s does not say %q:\n%s", arguments[0], text, result.Output)
		}
	}
	if open := w.OpenSessions(); len(open) > 0 {
		t.Errorf("terraform %s left %d sessions open", arguments[0], len(open))
	}
}

func (w *writeOnly) plans(t *testing.T, exitCode int, texts ...string) {
	t.Helper()
	w.want(t, exitCode, texts, "plan", "-detailed-exitcode")
}

func (w *writeOnly) applies(t *testing.T, exitCode int, texts ...string) {
	t.Helper()
	w.want(t, exitCode, texts, "apply", "-auto-approve")
}

func TestAccWriteOnlyLifeCycle(t *testing.T) {
	t.Parallel()
	w := startWriteOnly(t, realTerraform)
	w.applies(t, 0, `status = "verified valid"`)
	w.plans(t, 0, "No changes.")

	state, err := os.ReadFile(filepath.Join(w.Directory, "terraform.tfstate"))
	if err != nil {
		t.Fatal(err)
	}
	for _, attribute := range []string{"client_secret_wo", "jwt_wo"} {
		if !strings.Contains(string(state), fmt.Sprintf("%q: null", attribute)) {
			t.Errorf("the state should hold %s as null", attribute)
		}
	}

	// A rotated credential is noticed without another version.
	w.SetVariable("TF_VAR_jwt", w.NewJWT())
	w.plans(t, 2, "~ fingerprint", "terraform_data.copy will be replaced due to changes in replace_triggered_by")
	w.applies(t, 0, `status = "verified valid"`)
	w.plans(t, 0)

	w.Write(writeOnlyConfiguration(w.Integration, "client_secret_wo = var.client_secret\n  client_secret_wo_version = 2", "jwt_wo = var.jwt\n  jwt_wo_version = 2"))
	w.plans(t, 2, "+ client_secret_wo_version", "+ jwt_wo_version")
	w.applies(t, 0)
	w.plans(t, 0)

	// From values to references, and back.
	w.ChangeSecret(w.JWTVariable, w.NewJWT())
	w.SetVariable("TF_VAR_jwt", w.Secret(w.JWTVariable))
	w.Write(writeOnlyConfiguration(w.Integration, "client_secret_from = "+fmt.Sprintf("{ env = %q }", w.SecretVariable), "jwt_from = "+fmt.Sprintf("{ env = %q }", w.JWTVariable)))
	w.applies(t, 0, `status = "verified valid"`)
	w.plans(t, 0)
	w.Write(writeOnlyConfiguration(w.Integration, "client_secret_wo = var.client_secret", "jwt_wo = var.jwt"))
	w.applies(t, 0, `status = "verified valid"`)
	w.plans(t, 0)

	// Without any secret nothing can be verified any more.
	w.Write(writeOnlyConfiguration(w.Integration, "", ""))
	w.plans(t, 2)
	w.applies(t, 0, "No client secret is configured")
	w.plans(t, 0)
}

// TestAccWriteOnlyDrift verifies while planning what a refresh could not.
func TestAccWriteOnlyDrift(t *testing.T) {
	t.Parallel()
	editApp := func(t *testing.T, w *writeOnly, change func(*simulator.App)) {
		t.Helper()
		if err := w.EditApp(w.App.ClientID, change); err != nil {
			t.Fatal(err)
		}
	}
	for name, test := range map[string]struct {
		cause, repair func(t *testing.T, w *writeOnly)
		finding       string
		planned       int
	}{
		"scope removed": {
			func(t *testing.T, w *writeOnly) {
				t.Helper()
				editApp(t, w, func(a *simulator.App) { a.Scopes = []string{"ReadAccounts"} })
			},
			func(t *testing.T, w *writeOnly) {
				t.Helper()
				editApp(t, w, func(a *simulator.App) { a.Scopes = []string{"ReadAccounts", "SMS"} })
			},
			"scope_missing", 2,
		},
		"JWT flow off": {
			func(t *testing.T, w *writeOnly) {
				t.Helper()
				editApp(t, w, func(a *simulator.App) { a.JWTFlow = false })
			},
			func(t *testing.T, w *writeOnly) {
				t.Helper()
				editApp(t, w, func(a *simulator.App) { a.JWTFlow = true })
			},
			"jwt_flow_disabled", 2,
		},
		"client secret rotated": {
			func(_ *testing.T, w *writeOnly) { w.SetVariable("TF_VAR_client_secret", "an-old-client-secret") },
			func(_ *testing.T, w *writeOnly) { w.SetVariable("TF_VAR_client_secret", w.Secret(w.SecretVariable)) },
			"client_secret_wrong", 2,
		},
		"JWT damaged": {
			func(_ *testing.T, w *writeOnly) { w.SetVariable("TF_VAR_jwt", w.Secret(w.JWTVariable)+"\n") },
			func(_ *testing.T, w *writeOnly) { w.SetVariable("TF_VAR_jwt", w.Secret(w.JWTVariable)) },
			"credential_has_whitespace", 1, // never accepted, so nothing is planned on it
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := startWriteOnly(t, inModel)
			w.applies(t, 0)
			test.cause(t, w)
			w.plans(t, test.planned, "Finding: "+test.finding)
			w.applies(t, 1, "Error:", "Finding: "+test.finding)
			test.repair(t, w)
			w.plans(t, 0, "No changes.")
		})
	}
}

// TestAccAccessTokenForAJWT feeds one ephemeral value from another: the wrong one.
func TestAccAccessTokenForAJWT(t *testing.T) {
	t.Parallel()
	w := startWriteOnly(t, inModel)
	w.Write(ephemeralVariables + fmt.Sprintf(`
ephemeral "ringcentral_access_token" "test" {
  client_id           = %q
  client_secret = var.client_secret
  jwt           = var.jwt
}

resource "ringcentral_jwt_credential" "test" {
  label    = "orders"
  owner_id = %q
  jwt_wo   = ephemeral.ringcentral_access_token.test.access_token
}
`, w.App.ClientID, w.OwnerID))
	w.plans(t, 1, "The value is not a JWT", "Finding: credential_not_a_jwt")
}

func TestAccPassword(t *testing.T) {
	t.Parallel()
	providertest.RequireTerraform(t, providertest.WriteOnlyArguments)
	env := providertest.Start(t)
	env.SetVariable("TF_VAR_password", "LEAKMARKER-Passw0rd-1")
	env.SetVariable("TF_VAR_pin", "918273")
	configuration := func(version int, name string) string {
		return fmt.Sprintf(`
variable "password" {
  type      = string
  ephemeral = true
}

variable "pin" {
  type      = string
  ephemeral = true
}

resource "ringcentral_service_user" "test" {
  first_name          = %q
  email               = "orders@example.com"
  password_wo         = var.password
  password_wo_version = %[2]d
  ivr_pin_wo          = var.pin
  ivr_pin_wo_version  = %[2]d
}
`, name, version)
	}
	w := env.Scenario(configuration(1, "Orders"))
	sent := func() (bodies []map[string]any) {
		for _, request := range env.Requests() {
			if request.Method != http.MethodPost && request.Method != http.MethodPut || !strings.Contains(request.Path, "/extension") {
				continue
			}
			var body map[string]any
			if err := json.Unmarshal([]byte(request.Body), &body); err == nil {
				bodies = append(bodies, body)
			}
		}
		return bodies
	}
	apply := func() {
		t.Helper()
		if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
			t.Fatal(result.Output)
		}
	}
	apply()
	if bodies := sent(); len(bodies) == 0 || bodies[0]["password"] != "LEAKMARKER-Passw0rd-1" || bodies[0]["ivrPin"] != "918273" {
		t.Error("the first request should hold the password and the PIN")
	}
	before := len(sent())

	env.SetVariable("TF_VAR_password", "LEAKMARKER-Passw0rd-2")
	env.SetVariable("TF_VAR_pin", "564738")
	w.Write(configuration(1, "Orders"))
	apply()
	if got := len(sent()); got != before {
		t.Errorf("%d requests changed the user although no version has changed", got-before)
	}
	w.Write(configuration(1, "Order"))
	apply()
	w.Write(configuration(2, "Order"))
	apply()
	bodies := sent()[before:]
	if len(bodies) != 2 {
		t.Fatalf("%d requests changed the user, want 2", len(bodies))
	}
	if slices.ContainsFunc([]string{"password", "ivrPin"}, func(field string) bool { return bodies[0][field] != nil }) {
		t.Error("a change of the name must not send the password")
	}
	if bodies[1]["password"] != "LEAKMARKER-Passw0rd-2" || bodies[1]["ivrPin"] != "564738" || len(bodies[1]) != 2 {
		t.Errorf("another version should send the password and the PIN alone, not %d fields", len(bodies[1]))
	}
}

// TestWriteOnlyNeedsANewTerraform validates as a Terraform before 1.11 does.
func TestWriteOnlyNeedsANewTerraform(t *testing.T) {
	t.Parallel()
	server := providerserver.NewProtocol6(provider.New("test", nil))()
	schema, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	const name = "ringcentral_jwt_credential"
	for allowed, want := range map[bool]bool{false: true, true: false} {
		resp, err := server.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{
			TypeName: name,
			Config: providertest.Object(t, schema.ResourceSchemas[name].ValueType(), map[string]tftypes.Value{
				"label": tftypes.NewValue(tftypes.String, "orders"), "owner_id": tftypes.NewValue(tftypes.String, "1"),
				"jwt_wo": tftypes.NewValue(tftypes.String, "a-secret-value"),
			}),
			ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: allowed},
		})
		if err != nil {
			t.Fatal(err)
		}
		advised := false
		for _, d := range resp.Diagnostics {
			advised = advised || strings.Contains(d.Detail, `jwt_from = { env = "NAME_OF_VARIABLE" }`)
			if strings.Contains(d.Detail+d.Summary, "a-secret-value") {
				t.Error("a diagnostic quotes the value")
			}
		}
		if advised != want {
			t.Errorf("write-only arguments allowed: %v; advised to use a reference: %v", allowed, advised)
		}
	}
}

func TestAccWriteOnlyErrors(t *testing.T) {
	t.Parallel()
	providertest.RequireTerraform(t, providertest.WriteOnlyArguments)
	const user = `
resource "ringcentral_service_user" "test" {
  first_name = "Orders"
  email      = "orders@example.com"
  %s
}`
	const credential = `
resource "ringcentral_jwt_credential" "test" {
  label    = "orders"
  owner_id = "1"
  %s
}`
	for name, test := range map[string]struct{ configuration, message string }{
		"both forms":               {fmt.Sprintf(credential, "jwt_from = { env = \"A\" }\n  jwt_wo = \"x\""), `Attribute "jwt_from" cannot be specified when "jwt_wo" is specified`},
		"version without value":    {fmt.Sprintf(credential, "jwt_wo_version = 1"), `Attribute "jwt_wo" must be specified when "jwt_wo_version" is specified`},
		"password without version": {fmt.Sprintf(user, `password_wo = "LEAKMARKER"`), `Attribute "password_wo_version" must be specified when "password_wo" is specified`},
		"PIN with letters":         {fmt.Sprintf(user, "ivr_pin_wo = \"12ab56\"\n  ivr_pin_wo_version = 1"), "ivr_pin_wo must consist of digits."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			w := env.Scenario(strings.ReplaceAll(test.configuration, "LEAKMARKER", "${join(\"\", [\"p\", \"w\"])}"))
			if result := w.Run("plan"); result.ExitCode != 1 || !result.Says(test.message) {
				t.Error(result.Output)
			}
		})
	}
}
