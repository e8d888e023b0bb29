// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package secretref_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

func integrate(t *testing.T) *providertest.Integration {
	t.Helper()
	return providertest.Integrate(t, simulator.Options{}).WithoutAdministrator()
}

// everyConsumer uses the same references in everything that takes one.
func everyConsumer(i *providertest.Integration, secret, jwt string) string {
	return fmt.Sprintf(`
locals {
  client_secret = %[3]s
  jwt           = %[4]s
}

resource "ringcentral_app" "test" {
  name          = "Orders"
  description   = "Sends order updates by SMS."
  scopes        = ["ReadAccounts", "SMS"]
  client_id     = %[1]q
  client_secret_from = local.client_secret
  jwt_from           = local.jwt
}

resource "ringcentral_jwt_credential" "test" {
  label    = "orders"
  owner_id = %[2]q
  jwt_from      = local.jwt
}

data "ringcentral_jwt_grant" "test" {
  client_id     = %[1]q
  client_secret_from = local.client_secret
  jwt_from           = local.jwt
}

output "status" {
  value = "${ringcentral_app.test.status} ${ringcentral_jwt_credential.test.status} ${data.ringcentral_jwt_grant.test.status}"
}
`, i.App.ClientID, i.OwnerID, secret, jwt)
}

func env(variable string) string { return fmt.Sprintf("{ env = %q }", variable) }

func command(script string) string {
	return fmt.Sprintf("{ command = [\"/bin/sh\", \"-c\", %q] }", script)
}

func file(t *testing.T, content string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("{ file = %q }", path)
}

// TestAccEveryKindEverywhere resolves each kind of reference in every consumer.
func TestAccEveryKindEverywhere(t *testing.T) {
	t.Parallel()
	for name, references := range map[string]func(t *testing.T, i *providertest.Integration) (secret, jwt string){
		"env": func(_ *testing.T, i *providertest.Integration) (string, string) {
			return env(i.SecretVariable), env(i.JWTVariable)
		},
		"file": func(t *testing.T, i *providertest.Integration) (string, string) {
			t.Helper()
			return file(t, i.Secret(i.SecretVariable), 0o600), file(t, i.Secret(i.JWTVariable)+"\n", 0o600)
		},
		"command": func(_ *testing.T, i *providertest.Integration) (string, string) {
			return command("echo $" + i.SecretVariable), command("echo $" + i.JWTVariable)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			secret, jwt := references(t, i)
			w := i.Scenario(everyConsumer(i, secret, jwt))
			result := w.Run("apply", "-auto-approve")
			if result.ExitCode != 0 || !result.Says(`status = "verified valid valid"`) || result.Says("Warning") {
				t.Error(result.Output)
			}
			if result = w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 || result.Says("Warning") {
				t.Error(result.Output)
			}
		})
	}
}

// TestAccCommandRunsOnce counts the runs of a command that three objects refer to.
func TestAccCommandRunsOnce(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	runs := filepath.Join(t.TempDir(), "runs")
	w := i.Scenario(everyConsumer(i, env(i.SecretVariable), command("echo run >> "+runs+"; echo $"+i.JWTVariable)))
	if result := w.Run("plan"); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	if content, err := os.ReadFile(runs); err != nil || string(content) != "run\n" {
		t.Errorf("the command ran %d times, %v", strings.Count(string(content), "\n"), err)
	}
}

// TestAccNotAvailableHere applies where the secrets are, and then runs where they
// are not: what is known stays, and each reference is warned about once.
func TestAccNotAvailableHere(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		jwt     func(i *providertest.Integration) string
		problem string
	}{
		"variable": {func(i *providertest.Integration) string { return env(i.JWTVariable) }, "it is not set."},
		"command": {
			func(i *providertest.Integration) string {
				return command("test -n \"$" + i.JWTVariable + "\" || { echo 'vault is sealed' >&2; exit 2; }; echo $" + i.JWTVariable)
			},
			`output of the command "/bin/sh": it failed with exit status 2.`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			configuration := everyConsumer(i, env(i.SecretVariable), test.jwt(i))
			w := i.Workspace(providertest.Provider, configuration)
			if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
				t.Fatal(result.Output)
			}
			jwt := i.Secret(i.JWTVariable)
			i.ChangeSecret(i.JWTVariable, "")
			refresh := w.Run("plan", "-refresh-only", "-target=ringcentral_app.test", "-target=ringcentral_jwt_credential.test")
			if refresh.ExitCode != 0 || !refresh.Says("No changes.") || refresh.Count("Warning: The JWT is not available from") != 1 || !refresh.Says(test.problem) {
				t.Errorf("exit code %d\n%s", refresh.ExitCode, refresh.Output)
			}
			if result := w.Run("plan"); result.ExitCode != 0 || !result.Says("valid pending") {
				t.Errorf("the grant should be pending:\n%s", result.Output)
			}
			i.SetVariable("RINGCENTRAL_VERIFICATION", "strict")
			if result := w.Run("plan"); result.ExitCode != 1 || result.Count("Error: The JWT is not available from") != 3 {
				t.Errorf("strict verification should make three errors of it:\n%s", result.Output)
			}
			i.SetVariable("RINGCENTRAL_VERIFICATION", "")
			w.Write(strings.Replace(configuration, i.OwnerID, "1", 1))
			if result := w.Run("apply", "-auto-approve", "-target=ringcentral_jwt_credential.test"); !result.Says("The JWT is not available from") {
				t.Errorf("an update that needs the secret should say so:\n%s", result.Output)
			}
			w.Write(configuration)
			i.ChangeSecret(i.JWTVariable, jwt)
			if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || !result.Says(`status = "verified valid valid"`) {
				t.Errorf("the secrets are back:\n%s", result.Output)
			}
		})
	}
}

func TestAccWorldReadableFile(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	w := i.Scenario(everyConsumer(i, env(i.SecretVariable), file(t, i.Secret(i.JWTVariable), 0o644)))
	result := w.Run("apply", "-auto-approve")
	if result.ExitCode != 0 || !result.Says("Warning: Every user of this machine can read the JWT") || !result.Says("chmod 600") {
		t.Error(result.Output)
	}
	if result = w.Run("plan"); result.Count("Every user of this machine can read the JWT") != 1 {
		t.Errorf("one warning is enough:\n%s", result.Output)
	}
}

// TestAccSecretInPlaceOfAReference gives a secret where its place is expected.
func TestAccSecretInPlaceOfAReference(t *testing.T) {
	t.Parallel()
	for name, reference := range map[string]string{
		"JWT as a variable":    "{ env = jwt }",
		"JWT as a file":        "{ file = jwt }",
		"JWT in a command":     "{ command = [\"echo\", jwt] }",
		"secret as a variable": "{ env = secret }",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			i.SetVariable("TF_VAR_jwt", i.Secret(i.JWTVariable))
			i.SetVariable("TF_VAR_secret", "AbCdEf0123456789GhIjKl")
			reference := strings.NewReplacer("jwt", "nonsensitive(var.jwt)", "secret", "nonsensitive(var.secret)").Replace(reference)
			w := i.Scenario(everyConsumer(i, env(i.SecretVariable), reference) + `
variable "jwt" {
  type      = string
  sensitive = true
}

variable "secret" {
  type      = string
  sensitive = true
}
`)
			result := w.Run("plan")
			if result.ExitCode != 1 || !result.Says("A secret is in the place of a reference") || !result.Says("write-only") {
				t.Error(result.Output)
			}
			if strings.Contains(result.Output, "AbCdEf0123456789GhIjKl") {
				t.Error("the error quotes the secret")
			}
		})
	}
}

func TestAccInvalidReferences(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ reference, message string }{
		"two kinds":       {`{ env = "A", command = ["b"] }`, "`jwt_from` must have exactly one of env, file, command"},
		"none":            {`{}`, "`jwt_from` must have exactly one of env, file, command"},
		"no program":      {`{ command = [] }`, "list must contain at least 1 elements"},
		"shell text":      {`{ env = "$HOME" }`, "The argument expects the name of an environment variable"},
		"no path":         {`{ file = "" }`, "The argument expects the path of a file"},
		"unknown program": {`{ command = ["ringcentral-no-such-program"] }`, `output of the command "ringcentral-no-such-program": the program was not found.`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			i.SetVariable("RINGCENTRAL_VERIFICATION", "strict")
			result := i.Scenario(everyConsumer(i, env(i.SecretVariable), test.reference)).Run("plan")
			if result.ExitCode != 1 || !result.Says(test.message) || strings.Contains(result.Output, "<.") {
				t.Error(result.Output)
			}
		})
	}
}

func TestParseImportForm(t *testing.T) {
	t.Parallel()
	for short, want := range map[string]string{
		"env:ORDERS_JWT":                     "environment variable ORDERS_JWT",
		"file:/run/secrets/jwt":              "file /run/secrets/jwt",
		`command:["op","read","op://a/b"]`:   `output of the command "op"`,
		"":                                   "",
		"env:":                               "",
		"ORDERS_JWT":                         "",
		"vault:secret/orders":                "",
		"command:op read op://a/b":           "",
		"command:[]":                         "",
		"env:eyJhbGciOiJSUzI1NiJ9.eyJzdWIiO": "",
	} {
		object, err := secretref.ParseImportForm(short)
		if (err != nil) != (want == "") {
			t.Errorf("%q: %v", short, err)
			continue
		}
		if err != nil {
			if len(short) > 10 && strings.Contains(err.Error(), short) {
				t.Errorf("the error quotes %q", short)
			}
			continue
		}
		if where, known := secretref.ReferenceOf(t.Context(), object); !known || where.String() != want {
			t.Errorf("%q: got %s", short, where)
		}
	}
	if where, known := secretref.ReferenceOf(t.Context(), types.ObjectNull(nil)); !known || !where.IsZero() {
		t.Errorf("got %s, %v", where, known)
	}
}
