// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// rotating is an integration as the guide to rotation declares it: a copy of the
// JWT elsewhere follows the fingerprint.
func rotating(i *providertest.Integration) string {
	return fmt.Sprintf(`
locals {
  client_secret = { env = %[2]q }
  jwt           = { env = %[3]q }
}

resource "ringcentral_app" "orders" {
  name          = "Orders"
  description   = "Sends order updates by SMS."
  scopes        = ["ReadAccounts", "SMS"]
  client_id     = %[1]q
  client_secret_from = local.client_secret
  jwt_from           = local.jwt
}

resource "ringcentral_jwt_credential" "orders" {
  label      = "orders"
  owner_id   = %[4]q
  client_ids = [%[1]q]
  jwt_from        = local.jwt
}

data "ringcentral_jwt_grant" "orders" {
  client_id     = ringcentral_app.orders.client_id
  client_secret_from = local.client_secret
  jwt_from           = local.jwt
}

resource "terraform_data" "deployment" {
  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [ringcentral_jwt_credential.orders.fingerprint]
  }
}

output "fingerprint" {
  value = ringcentral_jwt_credential.orders.fingerprint
}
`, i.App.ClientID, i.SecretVariable, i.JWTVariable, i.OwnerID)
}

func startRotating(t *testing.T) (*providertest.Integration, *providertest.Workspace) {
	t.Helper()
	i := providertest.Integrate(t, simulator.Options{}).WithoutAdministrator()
	w := i.Scenario(rotating(i))
	want(t, w, 0, "", "apply", "-auto-approve")
	return i, w
}

func want(t *testing.T, w *providertest.Workspace, exitCode int, text string, arguments ...string) {
	t.Helper()
	if result := w.Run(arguments...); result.ExitCode != exitCode || !result.Says(text) {
		t.Fatalf("terraform %s ended with %d, want %d and %q:\n%s", arguments[0], result.ExitCode, exitCode, text, result.Output)
	}
}

// TestAccRotationOfACredential follows the guide: no step leaves the integration
// without a working credential, and every plan in between is either empty or
// shows the rotation.
func TestAccRotationOfACredential(t *testing.T) {
	t.Parallel()
	i, w := startRotating(t)
	old := i.Credential
	renewed := i.NewJWT()
	want(t, w, 0, "No changes.", "plan", "-detailed-exitcode") // the old one still works

	i.ChangeSecret(i.JWTVariable, renewed)
	want(t, w, 2, "~ fingerprint", "plan", "-detailed-exitcode")
	want(t, w, 0, credential.Fingerprint(renewed), "apply", "-auto-approve")
	want(t, w, 0, "No changes.", "plan", "-detailed-exitcode")

	if err := i.DeleteCredential(old.TokenID); err != nil {
		t.Fatal(err)
	}
	want(t, w, 0, "No changes.", "plan", "-detailed-exitcode")
}

// TestAccRotationInTheWrongOrder deletes the old credential first. The plan says
// so, and the new JWT heals it.
func TestAccRotationInTheWrongOrder(t *testing.T) {
	t.Parallel()
	i, w := startRotating(t)
	if err := i.DeleteCredential(i.Credential.TokenID); err != nil {
		t.Fatal(err)
	}
	want(t, w, 2, "Finding: credential_revoked", "plan", "-detailed-exitcode")
	i.ChangeSecret(i.JWTVariable, i.NewJWT())
	want(t, w, 0, "1 added, 1 changed, 1 destroyed", "apply", "-auto-approve")
	want(t, w, 0, "No changes.", "plan", "-detailed-exitcode")
}

// TestAccRotationToTheWrongCredential refuses the new JWT before anything that
// follows the fingerprint is touched.
func TestAccRotationToTheWrongCredential(t *testing.T) {
	t.Parallel()
	i, w := startRotating(t)
	renewed := i.NewJWT()
	i.ChangeSecret(i.JWTVariable, renewed[:len(renewed)-3])
	want(t, w, 1, "Finding: credential_truncated", "apply", "-auto-approve")
	i.ChangeSecret(i.JWTVariable, i.Administrator().JWT)
	want(t, w, 1, "Finding: credential_of_other_owner", "apply", "-auto-approve")
	i.ChangeSecret(i.JWTVariable, renewed)
	want(t, w, 0, "1 added, 1 changed, 1 destroyed", "apply", "-auto-approve")
}

// TestAccUnknownServer refreshes while the server's address is known only after
// apply: nothing can be looked at, and nothing is lost.
func TestAccUnknownServer(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{}).WithoutAdministrator()
	configuration := func(version int) string {
		return fmt.Sprintf(`
resource "terraform_data" "server" {
  input            = %q
  triggers_replace = %d
}

provider "ringcentral" {
  server_url = terraform_data.server.output
}
`, i.URL, version) + rotating(i)
	}
	w := i.Workspace(providertest.Provider, configuration(1))
	want(t, w, 0, "", "apply", "-auto-approve")
	w.Write(configuration(2))
	want(t, w, 0, "must be replaced", "plan", "-target=terraform_data.server", "-target=ringcentral_app.orders", "-target=ringcentral_jwt_credential.orders")
	want(t, w, 0, "", "apply", "-auto-approve", "-target=terraform_data.server")
	want(t, w, 0, "No changes.", "plan", "-detailed-exitcode")
}

// TestAccFirstJWTIsDamaged refuses a damaged JWT while the credential is pending.
func TestAccFirstJWTIsDamaged(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{}).WithoutAdministrator()
	jwt := i.Secret(i.JWTVariable)
	i.ChangeSecret(i.JWTVariable, "")
	w := i.Scenario(credentialOf(`jwt_from = { env = "JWT" }`)(i))
	want(t, w, 0, "", "apply", "-auto-approve")
	i.ChangeSecret(i.JWTVariable, jwt[:len(jwt)-3])
	want(t, w, 1, "Finding: credential_truncated", "plan", "-detailed-exitcode")
	i.ChangeSecret(i.JWTVariable, jwt)
	want(t, w, 2, "~ status", "plan", "-detailed-exitcode")
	want(t, w, 0, "1 changed", "apply", "-auto-approve")
}

// TestAccRotationOfAClientSecret adopts a rotated secret with no other change:
// nothing of it is recorded, so that nothing changes.
func TestAccRotationOfAClientSecret(t *testing.T) {
	t.Parallel()
	i, w := startRotating(t)
	rotated, err := i.RotateClientSecret(i.App.ClientID)
	if err != nil {
		t.Fatal(err)
	}
	want(t, w, 2, "Finding: client_secret_wrong", "plan", "-detailed-exitcode")
	i.ChangeSecret(i.SecretVariable, rotated)
	want(t, w, 0, "No changes.", "plan", "-detailed-exitcode")
	want(t, w, 0, "0 added, 0 changed, 0 destroyed", "apply", "-auto-approve")
}
