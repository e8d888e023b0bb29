// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// story is the whole integration. The client ID is read from a file, because it
// is known only after the first apply.
func story(clientIDFile, secretVariable, jwtVariable string) string {
	return fmt.Sprintf(`
locals {
  client_id     = fileexists(%[1]q) ? file(%[1]q) : null
  client_secret = { env = %[2]q }
  jwt           = { env = %[3]q }
}

resource "ringcentral_app" "orders" {
  name          = "Orders notifier"
  description   = "Sends order updates by SMS from the ERP."
  scopes        = ["ReadAccounts", "SMS"]
  client_id     = local.client_id
  client_secret_from = local.client_secret
  jwt_from           = local.jwt
}

resource "ringcentral_user_role" "orders" {
  display_name = "Orders notifier"
  permissions  = ["BusinessSms", "DevPortalAccess", "ThirdPartyAppAccess"]
}

resource "ringcentral_service_user" "orders" {
  first_name = "Orders"
  last_name  = "Notifier"
  email      = "orders-notifier@example.com"
  role_ids   = [ringcentral_user_role.orders.id]
}

resource "ringcentral_jwt_credential" "orders" {
  label      = "orders-notifier"
  owner_id   = ringcentral_service_user.orders.id
  client_ids = [ringcentral_app.orders.client_id]
  jwt_from        = local.jwt
}

data "ringcentral_jwt_grant" "orders" {
  client_id            = ringcentral_app.orders.client_id
  client_secret_from        = local.client_secret
  jwt_from                  = local.jwt
  expected_owner_id    = ringcentral_service_user.orders.id
  required_scopes      = ringcentral_app.orders.scopes
  required_permissions = ["OutboundSMS"]

  depends_on = [ringcentral_user_role.orders]
}

output "next_step" {
  value = coalesce(ringcentral_app.orders.next_step, ringcentral_jwt_credential.orders.next_step, "none")
}
`, clientIDFile, secretVariable, jwtVariable)
}

func TestAccStory(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	clientIDFile := filepath.Join(t.TempDir(), "client_id")
	secretVariable, jwtVariable := env.PutSecret(""), env.PutSecret("")
	config := story(clientIDFile, secretVariable, jwtVariable)
	var app simulator.App
	var ownerID, roleID string

	env.TestTerraform(resource.TestCase{
		Steps: []resource.TestStep{
			{ // nothing exists: role and user are made, the registration link is handed out
				Config: config,
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestMatchOutput("next_step", regexp.MustCompile(`Register the app .*`+regexp.QuoteMeta(env.URL)+`/new-app\?name=Orders%20notifier`)),
					resource.TestCheckResourceAttr("ringcentral_app.orders", "status", "pending"),
					resource.TestCheckResourceAttr("ringcentral_jwt_credential.orders", "status", "pending"),
					resource.TestCheckResourceAttr("data.ringcentral_jwt_grant.orders", "status", "pending"),
				),
			},
			{ // the app has been registered: it is proved without a JWT, the credential link is handed out
				PreConfig: func() {
					var err error
					app, err = env.RegisterApp(simulator.AppRegistration{
						Name: "Orders notifier", Description: "Sends order updates by SMS from the ERP.",
						Scopes: []string{"ReadAccounts", "SMS"}, JWTFlow: true,
					})
					if err != nil {
						t.Fatal(err)
					}
					env.ChangeSecret(secretVariable, app.ClientSecret)
					if err := os.WriteFile(clientIDFile, []byte(app.ClientID), 0o600); err != nil {
						t.Fatal(err)
					}
				},
				Config: config,
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestMatchOutput("next_step", regexp.MustCompile(`Create the JWT credential.*`+regexp.QuoteMeta(env.URL)+`/console/my-credentials/create\?client_id=`)),
					resource.TestCheckResourceAttr("ringcentral_app.orders", "status", "registered"),
					resource.TestCheckResourceAttr("ringcentral_app.orders", "registered", "true"),
					resource.TestCheckResourceAttr("data.ringcentral_jwt_grant.orders", "status", "pending"),
					providertest.ID("ringcentral_service_user.orders", &ownerID),
					providertest.ID("ringcentral_user_role.orders", &roleID),
				),
			},
			{ // the credential has been created: the grant is proved
				PreConfig: func() {
					_, jwt, err := env.CreateCredential(simulator.CredentialRequest{OwnerID: ownerID, Label: "orders-notifier", ClientIDs: []string{app.ClientID}})
					if err != nil {
						t.Fatal(err)
					}
					env.ChangeSecret(jwtVariable, jwt)
				},
				Config: config,
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckOutput("next_step", "none"),
					resource.TestCheckResourceAttr("ringcentral_app.orders", "status", "verified"),
					resource.TestCheckTypeSetElemAttr("ringcentral_app.orders", "granted_scopes.*", "SMS"),
					resource.TestCheckResourceAttr("ringcentral_jwt_credential.orders", "status", "valid"),
					resource.TestCheckResourceAttrPair("ringcentral_jwt_credential.orders", "subject", "ringcentral_service_user.orders", "id"),
					resource.TestCheckResourceAttr("data.ringcentral_jwt_grant.orders", "status", "valid"),
					resource.TestCheckResourceAttrPair("data.ringcentral_jwt_grant.orders", "owner_id", "ringcentral_service_user.orders", "id"),
				),
			},
			{ // and stays proved
				Config:           config,
				ConfigPlanChecks: providertest.EmptyPlan(),
			},
			{ // what the API can repair is repaired before the grant is tried again
				PreConfig: func() {
					err := env.EditExtension(ownerID, func(e *simulator.Extension) { e.Status = "Disabled" })
					if err != nil {
						t.Fatal(err)
					}
				},
				Config:           config,
				ConfigPlanChecks: providertest.PlansAction("ringcentral_service_user.orders", plancheck.ResourceActionUpdate),
				Check:            resource.TestCheckResourceAttr("data.ringcentral_jwt_grant.orders", "status", "valid"),
			},
			{
				PreConfig: func() {
					err := env.EditRole(roleID, func(r *simulator.Role) { r.Permissions = []string{"DevPortalAccess"} })
					if err != nil {
						t.Fatal(err)
					}
				},
				Config:           config,
				ConfigPlanChecks: providertest.PlansAction("ringcentral_user_role.orders", plancheck.ResourceActionUpdate),
				Check:            resource.TestCheckResourceAttr("data.ringcentral_jwt_grant.orders", "status", "valid"),
			},
		},
	})
}
