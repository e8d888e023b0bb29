// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"os"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const (
	roleAddress = "ringcentral_user_role.test"
	userAddress = "ringcentral_service_user.test"
)

func role(name, permissions string) string {
	return fmt.Sprintf(`
resource "ringcentral_user_role" "test" {
  display_name = %q
  description  = "Made by an acceptance test"
  permissions  = [%s]
}
`, name, permissions)
}

// TestAccAccount runs in one account, the real one or a simulated one.
func TestAccAccount(t *testing.T) {
	a := use(t)
	if !t.Run("lookups", func(t *testing.T) { testLookups(t, a) }) {
		t.Fatal("nothing was changed: the account check (-check-account) says what is amiss")
	}
	t.Run("role", func(t *testing.T) { testRole(t, a) })
	t.Run("user", func(t *testing.T) { testUser(t, a) })
}

// testRole takes a role through its life.
func testRole(t *testing.T, a *account) {
	roleName := name()
	var id string
	a.test(t, resource.TestCase{
		CheckDestroy: roleIsGone(t, a.client, &id),
		Steps: []resource.TestStep{
			{
				Config: role(roleName, `"ThirdPartyAppAccess"`),
				Check: resource.ComposeAggregateTestCheckFunc(
					providertest.ID(roleAddress, &id),
					resource.TestCheckResourceAttr(roleAddress, "display_name", roleName),
					resource.TestCheckResourceAttr(roleAddress, "permissions.#", "1"),
				),
			},
			{Config: role(roleName, `"ThirdPartyAppAccess"`), ConfigPlanChecks: providertest.EmptyPlan()},
			{ResourceName: roleAddress, ImportState: true, ImportStateVerify: true},
			{
				Config:           role(roleName, `"ThirdPartyAppAccess", "DevPortalAccess"`),
				ConfigPlanChecks: providertest.PlansAction(roleAddress, plancheck.ResourceActionUpdate),
			},
			{Config: role(roleName, `"ThirdPartyAppAccess", "DevPortalAccess"`), ConfigPlanChecks: providertest.EmptyPlan()},
		},
	})
}

// testUser takes a user with a role of its own through its life.
func testUser(t *testing.T, a *account) {
	if os.Getenv(realVariable) != "" && os.Getenv(usersVariable) == "" {
		t.Skipf("a user may cost a license: set %s=1 to create one", usersVariable)
	}
	userName, site := name(), ""
	if sites, err := a.client.Sites(t.Context()); err != nil {
		t.Fatal(err)
	} else if len(sites) > 1 {
		site = "site_id    = \"main-site\""
	}
	user := func(department string) string {
		return role(userName, `"ThirdPartyAppAccess"`) + fmt.Sprintf(`
resource "ringcentral_service_user" "test" {
  first_name = %[1]q
  email      = "%[1]s@example.com"
  department = %[2]q
  role_ids   = [ringcentral_user_role.test.id]
  %[3]s
}
`, userName, department, site)
	}
	var id string
	a.test(t, resource.TestCase{
		CheckDestroy: userIsGone(t, a.client, &id),
		Steps: []resource.TestStep{
			{
				Config: user("Integrations"),
				Check: resource.ComposeAggregateTestCheckFunc(
					providertest.ID(userAddress, &id),
					resource.TestCheckResourceAttr(userAddress, "first_name", userName),
					resource.TestCheckResourceAttr(userAddress, "role_ids.#", "1"),
				),
			},
			{Config: user("Integrations"), ConfigPlanChecks: providertest.EmptyPlan()},
			{ResourceName: userAddress, ImportState: true, ImportStateVerify: true},
			{Config: user("Operations"), ConfigPlanChecks: providertest.PlansAction(userAddress, plancheck.ResourceActionUpdate)},
			{Config: user("Operations"), ConfigPlanChecks: providertest.EmptyPlan()},
		},
	})
}

// testLookups reads what every account has.
func testLookups(t *testing.T, a *account) {
	owner, err := a.client.OwnerID(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a.test(t, resource.TestCase{Steps: []resource.TestStep{{
		Config: fmt.Sprintf(`
data "ringcentral_account" "test" {}

data "ringcentral_permissions" "test" {}

data "ringcentral_extension" "test" {
  id = %q
}
`, owner),
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttrSet("data.ringcentral_account.test", "id"),
			resource.TestCheckResourceAttr("data.ringcentral_extension.test", "status", "Enabled"),
		),
	}}})
}

func roleIsGone(t *testing.T, client *ringcentral.Client, id *string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		listed, err := client.RoleListed(t.Context(), *id)
		if err == nil && listed {
			err = fmt.Errorf("the role %s is still there", *id)
		}
		return err
	}
}

func userIsGone(t *testing.T, client *ringcentral.Client, id *string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		_, err := client.Extension(t.Context(), *id)
		if ringcentral.IsNotFound(err, "extensionId") {
			return nil
		}
		if err == nil {
			err = fmt.Errorf("the user %s is still there", *id)
		}
		return err
	}
}
