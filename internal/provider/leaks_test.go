// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// everySecret uses a secret in every way that the provider has.
func everySecret(i *providertest.Integration) string {
	return ephemeralVariables + fmt.Sprintf(`
variable "password" {
  type      = string
  ephemeral = true
}

resource "ringcentral_app" "reference" {
  name          = "Orders"
  description   = "Sends order updates by SMS."
  scopes        = ["ReadAccounts", "SMS"]
  client_id     = %[1]q
  client_secret_from = { env = %[2]q }
  jwt_from           = { command = ["/bin/sh", "-c", "echo $%[3]s"] }
}

resource "ringcentral_app" "value" {
  name             = "Orders"
  description      = "Sends order updates by SMS."
  scopes           = ["ReadAccounts", "SMS"]
  client_id        = %[1]q
  client_secret_wo = var.client_secret
  jwt_wo           = var.jwt
}

resource "ringcentral_jwt_credential" "reference" {
  label    = "orders"
  owner_id = %[4]q
  jwt_from      = { env = %[3]q }
}

resource "ringcentral_jwt_credential" "value" {
  label    = "orders"
  owner_id = %[4]q
  jwt_wo   = var.jwt
}

resource "ringcentral_service_user" "test" {
  first_name          = "Faxes"
  email               = "faxes@example.com"
  password_wo         = var.password
  password_wo_version = 1
}

data "ringcentral_jwt_grant" "test" {
  client_id     = %[1]q
  client_secret_from = { env = %[2]q }
  jwt_from           = { env = %[3]q }
  on_finding    = "report"
}

ephemeral "ringcentral_access_token" "test" {
  client_id           = %[1]q
  client_secret = var.client_secret
  jwt           = var.jwt
}

resource "terraform_data" "test" {
  provisioner "local-exec" {
    command     = "test -n \"$TOKEN\""
    environment = { TOKEN = ephemeral.ringcentral_access_token.test.access_token }
  }
}
`, i.App.ClientID, i.SecretVariable, i.JWTVariable, i.OwnerID)
}

func startWithEverySecret(t *testing.T, command string) (*providertest.Integration, *providertest.Workspace) {
	t.Helper()
	providertest.RequireTerraform(t, providertest.WriteOnlyArguments)
	i := providertest.Integrate(t, simulator.Options{})
	i.SetVariable("RINGCENTRAL_TOKEN_CACHE", filepath.Join(t.TempDir(), "cache"))
	i.SetVariable("TF_VAR_client_secret", i.Secret(i.SecretVariable))
	i.SetVariable("TF_VAR_jwt", i.Secret(i.JWTVariable))
	i.SetVariable("TF_VAR_password", "LEAKMARKER-Passw0rd-1")
	return i, i.Workspace(command, everySecret(i))
}

// TestAccNothingAtRest looks for secrets in everything that commands leave
// behind: state and its backup, saved plans, what terraform show prints of them,
// logs, and the output of commands that succeed and fail.
func TestAccNothingAtRest(t *testing.T) {
	t.Parallel()
	i, w := startWithEverySecret(t, providertest.Provider)
	run(t, w,
		[]string{"plan", "-out=saved.tfplan"},
		[]string{"show", "-json", "saved.tfplan"},
		[]string{"apply", "saved.tfplan"},
		[]string{"show", "-json"},
		[]string{"state", "pull"},
		[]string{"output", "-json"},
		[]string{"graph"},
		[]string{"providers", "schema", "-json"},
	)
	i.ChangeSecret(i.JWTVariable, i.NewJWT())
	i.SetVariable("TF_VAR_jwt", i.Secret(i.JWTVariable))
	run(t, w, []string{"apply", "-auto-approve"}) // leaves a backup of the state
	if _, err := os.Stat(filepath.Join(w.Directory, "terraform.tfstate.backup")); err != nil {
		t.Error(err)
	}

	right := i.Secret(i.JWTVariable)
	for _, failure := range []struct {
		name, variable, wrong string
	}{
		{"damaged JWT", i.JWTVariable, right[:len(right)-40]},
		{"quoted JWT", i.JWTVariable, `"` + right + `"`},
		{"JWT with a line break", i.JWTVariable, right + "\n"},
		{"JWT with another character", i.JWTVariable, right[:len(right)-40] + "AAAA" + right[len(right)-36:]},
		{"access token for a JWT", i.JWTVariable, "LEAKMARKER-an-access-token"},
		{"wrong client secret", i.SecretVariable, "LEAKMARKER-wrong-secret"},
	} {
		before := i.Secret(failure.variable)
		i.ChangeSecret(failure.variable, failure.wrong)
		for _, command := range [][]string{{"plan"}, {"plan", "-json"}, {"apply", "-auto-approve", "-json"}, {"validate", "-json"}} {
			w.Run(command...)
		}
		i.ChangeSecret(failure.variable, before)
	}
	for _, variable := range []string{"RINGCENTRAL_CLIENT_SECRET", "RINGCENTRAL_JWT", "TF_VAR_jwt", "TF_VAR_client_secret"} {
		before := i.Variable(variable)
		i.SetVariable(variable, "LEAKMARKER"+before+"\n")
		if result := w.Run("apply", "-auto-approve"); result.ExitCode == 0 && variable != "RINGCENTRAL_CLIENT_SECRET" && variable != "RINGCENTRAL_JWT" {
			t.Errorf("a wrong %s was accepted", variable)
		}
		i.SetVariable(variable, before)
	}
	run(t, w, []string{"plan", "-detailed-exitcode"}, []string{"destroy", "-auto-approve"})
}

// TestAccPanic forces the provider to panic with its secrets in memory. Terraform
// prints the stack trace; newer versions of OpenTofu only log it.
func TestAccPanic(t *testing.T) {
	t.Parallel()
	_, w := startWithEverySecret(t, providertest.PanickingProvider)
	result := w.Run("plan")
	logs, err := filepath.Glob(filepath.Join(w.Directory, "*-plan.log"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("the plan left the logs %v, %v", logs, err)
	}
	printed := result.Output + readFile(t, logs[0])
	if result.ExitCode != 1 || !strings.Contains(printed, "forced panic") || !strings.Contains(printed, "goroutine") {
		t.Errorf("the provider did not panic:\n%s", result.Output)
	}
}

// TestAccPlantedSecret is the test of the test: it lets Terraform write a secret
// down, and the search finds it in every kind of file.
func TestAccPlantedSecret(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.SetVariable("TF_VAR_secret", env.Administrator().ClientSecret)
	w := env.PlantedWorkspace(providertest.Provider, `
variable "secret" {
  type = string
}

resource "terraform_data" "test" {
  input = var.secret
}
`)
	run(t, w,
		[]string{"plan", "-out=saved.tfplan"},
		[]string{"apply", "saved.tfplan"},
		[]string{"show", "-json"},
		[]string{"apply", "-auto-approve", "-replace=terraform_data.test"},
	)
	_, found := env.Leaks(t, w.Directory)
	for _, file := range []string{"saved.tfplan:", "terraform.tfstate ", "terraform.tfstate.backup ", "-show.out ", "-plan.out ", ".log "} {
		if !slices.ContainsFunc(found, func(leak string) bool { return strings.Contains(leak, file) }) {
			t.Errorf("the secret was not found in %s, only in %v", file, found)
		}
	}
}
