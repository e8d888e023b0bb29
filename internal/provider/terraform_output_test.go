// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// TestAccTerraformPrintsWrongTypes asserts what SECURITY.md says of a JWT that stands
// where an object is expected: Terraform prints it before the provider sees it, unless
// it is sensitive.
func TestAccTerraformPrintsWrongTypes(t *testing.T) {
	t.Parallel()
	for name, printed := range map[string]bool{"false": true, "true": false} {
		t.Run("sensitive = "+name, func(t *testing.T) {
			t.Parallel()
			i := providertest.Integrate(t, simulator.Options{})
			jwt := i.Secret(i.JWTVariable)
			i.SetVariable("TF_VAR_jwt", jwt)
			w := i.PlantedWorkspace(providertest.Provider, `
variable "jwt" {
  sensitive = `+name+`
}

data "ringcentral_jwt_grant" "test" {
  client_id          = "AbCdEfGhIjKlMnOpQrStUv"
  client_secret_from = { env = "ORDERS_CLIENT_SECRET" }
  jwt_from           = var.jwt
}
`)
			result := w.Run("plan")
			printedText := strings.NewReplacer("\n", "", "│", "", " ", "").Replace(result.Output)
			if result.ExitCode != 1 || !strings.Contains(result.Output, "object required") || strings.Contains(printedText, jwt) != printed {
				t.Errorf("want the JWT printed: %t, got:\n%s", printed, result.Output)
			}
		})
	}
}

// TestAccProtocolDataHoldsSecrets asserts what SECURITY.md says of the variable with
// which the plugin SDK writes down what Terraform and a provider say to each other.
func TestAccProtocolDataHoldsSecrets(t *testing.T) {
	t.Parallel()
	providertest.RequireTerraform(t, providertest.WriteOnlyArguments)
	i := providertest.Integrate(t, simulator.Options{})
	i.SetVariable("TF_VAR_jwt", i.Secret(i.JWTVariable))
	data := t.TempDir()
	i.SetVariable("TF_LOG_SDK_PROTO_DATA_DIR", data)
	w := i.PlantedWorkspace(providertest.Provider, `
variable "jwt" {
  sensitive = true
  ephemeral = true
}

resource "ringcentral_jwt_credential" "test" {
  label      = "orders"
  owner_id   = "1"
  client_ids = null
  jwt_wo     = var.jwt
}
`)
	w.Run("plan")
	if files, found := providertest.SearchForSecrets(t, []string{i.Secret(i.JWTVariable)}, data); files == 0 || len(found) == 0 {
		t.Errorf("no secret is in the %d files: say so in SECURITY.md", files)
	}
}

// TestAccSecretsInThePlaceOfIdentifiers puts a secret wherever an identifier is
// expected: it is refused while planning, and neither Terraform nor the provider
// prints it.
func TestAccSecretsInThePlaceOfIdentifiers(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{})
	secret := i.Secret(i.SecretVariable)
	i.SetVariable("TF_VAR_secret", secret)
	w := i.Workspace(providertest.Provider, `
variable "secret" {}

locals { jwt = { env = "ORDERS_JWT" } }

resource "ringcentral_app" "test" {
  name        = "Orders"
  description = "Sends order updates by SMS."
  scopes      = ["SMS"]
  client_id   = var.secret
}

resource "ringcentral_jwt_credential" "test" {
  label      = "orders"
  owner_id   = var.secret
  client_ids = [var.secret]
}

resource "ringcentral_service_user" "test" {
  first_name = "A"
  last_name  = "B"
  email      = "a@example.com"
  role_ids   = [var.secret]
  site_id    = var.secret
}

resource "ringcentral_user_role_assignment" "test" {
  user_id = var.secret
  role_id = var.secret
}

data "ringcentral_jwt_grant" "test" {
  client_id          = var.secret
  expected_owner_id  = var.secret
  client_secret_from = local.jwt
  jwt_from           = local.jwt
}

data "ringcentral_user_role" "test" { id = var.secret }

data "ringcentral_extension" "test" { id = var.secret }

data "ringcentral_site" "test" { id = var.secret }

ephemeral "ringcentral_access_token" "test" {
  client_id          = var.secret
  client_secret_from = local.jwt
  jwt_from           = local.jwt
}
`)
	result := w.Run("plan")
	const want = 13
	if refused := strings.Count(result.Output, "contains a secret instead of an identifier"); result.ExitCode != 1 || refused != want {
		t.Errorf("%d of %d arguments refuse a secret:\n%s", refused, want, result.Output)
	}
}
