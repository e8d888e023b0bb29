// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const address = "ringcentral_user_role.test"

func role(body string) string {
	return "resource \"ringcentral_user_role\" \"test\" {\n" + body + "\n}\n"
}

const (
	minimal = `display_name = "Orders"
permissions = ["UserInfo"]`
	full = `display_name = "Orders notifier"
description = "Sends order updates"
scope = "Account"
site_compatible = true
permissions = ["ThirdPartyAppAccess", "BusinessSms", "Users"]`
	reordered = `display_name = "Orders notifier"
description = "Sends order updates"
scope = "Account"
site_compatible = true
permissions = ["Users", "ThirdPartyAppAccess", "BusinessSms"]`
)

func TestAccLifeCycle(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.TestTerraform(resource.TestCase{
		CheckDestroy: func(*terraform.State) error {
			for _, role := range env.Roles() {
				if role.Custom {
					return fmt.Errorf("role %s is left", role.DisplayName)
				}
			}
			return nil
		},
		Steps: []resource.TestStep{
			{
				Config: role(minimal),
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckResourceAttr(address, "display_name", "Orders"),
					resource.TestCheckNoResourceAttr(address, "description"),
					resource.TestCheckResourceAttrSet(address, "scope"),
					resource.TestCheckResourceAttr(address, "permissions.#", "1"),
				),
			},
			{Config: role(minimal), ConfigPlanChecks: providertest.EmptyPlan()},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config:           role(full),
				ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionUpdate),
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckResourceAttr(address, "description", "Sends order updates"),
					resource.TestCheckResourceAttr(address, "scope", "Account"),
					resource.TestCheckResourceAttr(address, "site_compatible", "true"),
					resource.TestCheckResourceAttr(address, "permissions.#", "3"),
				),
			},
			{Config: role(reordered), ConfigPlanChecks: providertest.EmptyPlan()},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config: role(minimal), // texts are cleared again
				Check:  resource.TestCheckNoResourceAttr(address, "description"),
			},
		},
	})
}

func TestAccDrift(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		edit   func(*simulator.Role)
		update bool
	}{
		"permission removed":  {func(r *simulator.Role) { r.Permissions = []string{"ThirdPartyAppAccess", "Users"} }, true},
		"permission added":    {func(r *simulator.Role) { r.Permissions = append(r.Permissions, "CompanyInfo") }, true},
		"name changed":        {func(r *simulator.Role) { r.DisplayName = "Other" }, true},
		"description changed": {func(r *simulator.Role) { r.Description = "Other" }, true},
		"scope changed":       {func(r *simulator.Role) { r.Scope = "Self" }, true},
		"site changed":        {func(r *simulator.Role) { r.SiteCompatible = false }, true},
		"order changed":       {func(r *simulator.Role) { slices.Reverse(r.Permissions) }, false},
		"implied made explicit": {func(r *simulator.Role) {
			r.Permissions = append(r.Permissions, "UserInfo") // Users includes it
		}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			var id string
			want := plancheck.ResourceActionNoop
			if test.update {
				want = plancheck.ResourceActionUpdate
			}
			env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: role(full), Check: providertest.ID(address, &id)},
				{
					PreConfig: func() {
						if err := env.EditRole(id, test.edit); err != nil {
							t.Fatal(err)
						}
					},
					Config:           role(full),
					ConfigPlanChecks: providertest.PlansAction(address, want),
				},
			}})
		})
	}
}

func TestAccBadInput(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ config, message string }{
		"name with a slash":    {`display_name = "a/b"` + "\n" + `permissions = ["Users"]`, `Attribute display_name must not contain line breaks or any of < > / "`},
		"name of spaces":       {`display_name = " "` + "\n" + `permissions = ["Users"]`, "Attribute display_name must not consist of white space"},
		"name too long":        {`display_name = join("", [for i in range(129) : "x"])` + "\n" + `permissions = ["Users"]`, "display_name UTF-8 character count must be between 1 and 128"},
		"description with a <": {`display_name = "a"` + "\n" + `description = "<b>"` + "\n" + `permissions = ["Users"]`, "Attribute description must not contain"},
		"unknown scope":        {`display_name = "a"` + "\n" + `scope = "Everything"` + "\n" + `permissions = ["Users"]`, "Attribute scope value must be one of"},
		"no permission":        {`display_name = "a"` + "\n" + `permissions = []`, "permissions set must contain at least 1 elements"},
		"misspelt permission":  {`display_name = "a"` + "\n" + `permissions = ["businesssms"]`, `account has no such permission. Did you mean "BusinessSms"?`},
		"non-assignable":       {`display_name = "a"` + "\n" + `permissions = ["OutboundSMS"]`, `Permission "OutboundSMS" cannot be assigned directly`},
		"name used already":    {`display_name = "Super Admin"` + "\n" + `permissions = ["Users"]`, "Could not create the role: RingCentral refused the request because of displayName"},
		"empty permission":     {`display_name = "a"` + "\n" + `permissions = [""]`, "string length must be at least 1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: role(test.config), ExpectError: providertest.Message(test.message)},
			}})
		})
	}
}

func TestAccRoleStillAssigned(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	var id, holder string
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: role(minimal), Check: providertest.ID(address, &id)},
		{
			PreConfig: func() {
				holder = env.AddExtension(simulator.Extension{
					Type: "User", Status: "Enabled", RoleIDs: []string{id},
					Contact: simulator.Contact{FirstName: "Fax", LastName: "Service", Email: "fax@example.com"},
				})
			},
			Config:      role(minimal),
			Destroy:     true,
			ExpectError: providertest.Message("These users have it: - Fax Service (extension ID"),
		},
		{
			PreConfig: func() {
				if err := env.RemoveExtension(holder); err != nil {
					t.Fatal(err)
				}
			},
			Config: role(minimal), // the state is intact
			Check:  resource.TestCheckResourceAttrPtr(address, "id", &id),
		},
	}})
}

func TestAccRefresh(t *testing.T) {
	t.Parallel()
	providertest.RefreshFaults(t, address, role(minimal), regexp.MustCompile(`/user-role/\d+$`))
}

func TestAccDeletedOutsideTerraform(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	var id string
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: role(minimal), Check: providertest.ID(address, &id)},
		{
			PreConfig: func() {
				if err := env.RemoveRole(id); err != nil {
					t.Fatal(err)
				}
			},
			Config:           role(minimal),
			ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionCreate),
		},
	}})
}
