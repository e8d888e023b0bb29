// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// TestAccGeneratedConfiguration adopts users and roles made by hand with import
// blocks alone: the configuration that Terraform generates plans no change.
func TestAccGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{})
	plain := i.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"3"}, Contact: simulator.Contact{FirstName: "Plain", Email: "plain@example.com"}})
	full := i.AddExtension(simulator.Extension{
		Type: "User", Status: "Disabled", RoleIDs: []string{"4", i.RoleID}, Hidden: true,
		Contact: simulator.Contact{FirstName: "Full", LastName: "User", Email: "full@example.com", Department: "IT", JobTitle: "Integration"},
	})
	w := i.Workspace(providertest.Provider, fmt.Sprintf(`
import {
  to = ringcentral_service_user.plain
  id = %q
}

import {
  to = ringcentral_service_user.full
  id = "email:full@example.com"
}

import {
  to = ringcentral_service_user.owner
  id = %q
}

import {
  to = ringcentral_user_role.orders
  id = "name:Orders"
}

import {
  to = ringcentral_user_role_assignment.full
  id = "%s/%s"
}
`, plain, i.OwnerID, full, i.RoleID))
	want(t, w, 0, "5 to import, 0 to add, 0 to change, 0 to destroy", "plan", "-generate-config-out=generated.tf")
	want(t, w, 0, "5 imported, 0 added, 0 changed, 0 destroyed", "apply", "-auto-approve")
	want(t, w, 0, "No changes.", "plan", "-detailed-exitcode")
}

// TestAccAdoptAnAccount brings a whole account of users and roles that were made
// by hand under code.
func TestAccAdoptAnAccount(t *testing.T) {
	t.Parallel()
	const users, roles = 300, 20
	env := providertest.Start(t)
	var imports strings.Builder
	block := func(resource, id string) {
		fmt.Fprintf(&imports, "import {\n  to = %s\n  id = %q\n}\n\n", resource, id)
	}
	var roleIDs []string
	for n := range roles {
		id := env.AddRole(simulator.Role{DisplayName: fmt.Sprint("Role ", n), Custom: true, Permissions: []string{"ReadCallLog", "BusinessSms"}[:1+n%2]})
		roleIDs = append(roleIDs, id)
		block(fmt.Sprintf("ringcentral_user_role.role_%d", n), id)
	}
	for n := range users {
		id := env.AddExtension(simulator.Extension{
			Type: "User", Status: []string{"Enabled", "Disabled", "NotActivated"}[n%3], RoleIDs: []string{roleIDs[n%roles]},
			Contact: simulator.Contact{FirstName: "User", LastName: fmt.Sprint(n), Email: fmt.Sprintf("user-%d@example.com", n), Department: []string{"", "IT"}[n%2]},
		})
		block(fmt.Sprintf("ringcentral_service_user.user_%d", n), id)
	}
	w := env.Workspace(providertest.Provider, imports.String())
	want(t, w, 0, fmt.Sprintf("%d to import, 0 to add, 0 to change, 0 to destroy", users+roles), "plan", "-generate-config-out=generated.tf", "-out=adopt.tfplan")
	want(t, w, 0, fmt.Sprintf("%d imported, 0 added, 0 changed, 0 destroyed", users+roles), "apply", "adopt.tfplan")
	want(t, w, 0, "No changes.", "plan", "-detailed-exitcode")
}

// TestAccAdoptAnApp follows the guide for values that RingCentral never returns.
func TestAccAdoptAnApp(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{}).WithoutAdministrator()
	w := i.Workspace(providertest.Provider, fmt.Sprintf(`
resource "ringcentral_app" "orders" {
  name          = "Orders"
  description   = "Sends order updates by SMS."
  scopes        = ["ReadAccounts", "SMS"]
  client_id     = %[1]q
  client_secret_from = { env = %[2]q }
  jwt_from           = { env = %[3]q }
}

import {
  to = ringcentral_app.orders
  id = "%[1]s?client_secret_from=env:%[2]s&jwt_from=env:%[3]s"
}

resource "ringcentral_jwt_credential" "orders" {
  label      = "orders"
  owner_id   = %[4]q
  client_ids = [ringcentral_app.orders.client_id]
  jwt_from        = { env = %[3]q }
}

import {
  to = ringcentral_jwt_credential.orders
  id = "env:%[3]s"
}
`, i.App.ClientID, i.SecretVariable, i.JWTVariable, i.OwnerID))
	before := len(i.Apps()) + len(i.Credentials())
	want(t, w, 0, "2 imported, 0 added, 2 changed, 0 destroyed", "apply", "-auto-approve")
	want(t, w, 0, "No changes.", "plan", "-detailed-exitcode")
	if after := len(i.Apps()) + len(i.Credentials()); after != before {
		t.Errorf("there were %d apps and credentials, now there are %d", before, after)
	}
}
