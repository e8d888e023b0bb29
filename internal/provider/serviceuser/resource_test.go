// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const address = "ringcentral_service_user.test"

func user(body string) string {
	return "resource \"ringcentral_service_user\" \"test\" {\n" + body + "\n}\n"
}

const (
	minimal = `first_name = "Orders"
email = "orders@example.com"`
	full = `first_name = "Orders"
last_name = "Notifier"
email = "Orders-Notifier@example.com"
extension_number = "4711"
status = "Disabled"
type = "User"
department = "IT"
job_title = "Integration"
hidden = true
role_ids = ["4", "3"]`
	reordered = `first_name = "Orders"
last_name = "Notifier"
email = "Orders-Notifier@example.com"
extension_number = "4711"
status = "Disabled"
department = "IT"
job_title = "Integration"
hidden = true
role_ids = ["3", "4"]`
)

func noUserLeft(env *providertest.Environment) resource.TestCheckFunc {
	return func(*terraform.State) error {
		for _, extension := range env.Extensions() {
			if extension.Contact.FirstName == "Orders" {
				return fmt.Errorf("extension %s is left", extension.ID)
			}
		}
		return nil
	}
}

func TestAccLifeCycle(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.TestTerraform(resource.TestCase{
		CheckDestroy: noUserLeft(env),
		Steps: []resource.TestStep{
			{
				Config: user(minimal),
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckResourceAttr(address, "status", "Enabled"),
					resource.TestCheckResourceAttr(address, "type", "User"),
					resource.TestCheckNoResourceAttr(address, "last_name"),
					resource.TestCheckResourceAttrSet(address, "extension_number"),
					resource.TestCheckResourceAttr(address, "hidden", "false"),
					resource.TestCheckResourceAttr(address, "role_ids.#", "1"), // the account's default role
				),
			},
			{Config: user(minimal), ConfigPlanChecks: providertest.EmptyPlan()},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config:           user(minimal + "\n" + `last_name = "N"` + "\n" + `department = "IT"` + "\n" + `role_ids = ["4"]` + "\n" + `extension_number = "4712"` + "\n" + `status = "Frozen"`),
				ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionUpdate),
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckResourceAttr(address, "last_name", "N"),
					resource.TestCheckResourceAttr(address, "extension_number", "4712"),
					resource.TestCheckTypeSetElemAttr(address, "role_ids.*", "4"),
				),
			},
			{
				Config: user(minimal), // texts are cleared, roles and number stay
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckNoResourceAttr(address, "last_name"),
					resource.TestCheckNoResourceAttr(address, "department"),
					resource.TestCheckResourceAttr(address, "status", "Enabled"),
					resource.TestCheckTypeSetElemAttr(address, "role_ids.*", "4"),
				),
			},
		},
	})
}

func TestAccEveryAttribute(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Test(resource.TestCase{
		CheckDestroy: noUserLeft(env),
		Steps: []resource.TestStep{
			{Config: user(full)},
			{Config: user(reordered), ConfigPlanChecks: providertest.EmptyPlan()},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
		},
	})
}

func TestAccUpdateSendsOnlyChanges(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: user(minimal)},
		{
			Config: user(`first_name = "Orders"` + "\n" + `email = "new@example.com"`),
			Check: func(*terraform.State) error {
				for _, request := range env.Requests() {
					if request.Method == http.MethodPut && request.Body != `{"contact":{"email":"new@example.com"}}` {
						return fmt.Errorf("unexpected request %s %s %s", request.Method, request.Path, request.Body)
					}
				}
				return nil
			},
		},
	}})
}

func TestAccDrift(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		edit   func(*simulator.Extension)
		update bool
	}{
		"first name":     {func(e *simulator.Extension) { e.Contact.FirstName = "Other" }, true},
		"last name":      {func(e *simulator.Extension) { e.Contact.LastName = "" }, true},
		"email":          {func(e *simulator.Extension) { e.Contact.Email = "other@example.com" }, true},
		"number":         {func(e *simulator.Extension) { e.ExtensionNumber = "4799" }, true},
		"enabled":        {func(e *simulator.Extension) { e.Status = "Enabled" }, true},
		"department":     {func(e *simulator.Extension) { e.Contact.Department = "Sales" }, true},
		"job title":      {func(e *simulator.Extension) { e.Contact.JobTitle = "Other" }, true},
		"role added":     {func(e *simulator.Extension) { e.RoleIDs = append(e.RoleIDs, "1") }, true},
		"role removed":   {func(e *simulator.Extension) { e.RoleIDs = []string{"4"} }, true},
		"role order":     {func(e *simulator.Extension) { slices.Reverse(e.RoleIDs) }, false},
		"case of email":  {func(e *simulator.Extension) { e.Contact.Email = "ORDERS-notifier@example.com" }, false},
		"mobile phone":   {func(e *simulator.Extension) { e.Contact.MobilePhone = "+16505550100" }, false},
		"wizard state":   {func(e *simulator.Extension) { e.SetupWizardState = "Completed" }, false},
		"status comment": {func(e *simulator.Extension) { e.StatusInfo.Comment = "holiday" }, false},
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
				{Config: user(full), Check: providertest.ID(address, &id)},
				{
					PreConfig: func() {
						if err := env.EditExtension(id, test.edit); err != nil {
							t.Fatal(err)
						}
					},
					Config:           user(full),
					ConfigPlanChecks: providertest.PlansAction(address, want),
				},
			}})
		})
	}
}

func TestAccPortalOnlyChange(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	var id string
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: user(full), Check: providertest.ID(address, &id)},
		{
			PreConfig: func() {
				if err := env.EditExtension(id, func(e *simulator.Extension) { e.Hidden = false }); err != nil {
					t.Fatal(err)
				}
			},
			Config:      user(full),
			ExpectError: providertest.Message("The API cannot change the visibility in the directory of a user"),
		},
		{
			PreConfig: func() {
				if err := env.EditExtension(id, func(e *simulator.Extension) { e.Hidden = true }); err != nil {
					t.Fatal(err)
				}
			},
			Config: user(full), ConfigPlanChecks: providertest.EmptyPlan(),
		},
	}})
}

func TestAccBadInput(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ config, message string }{
		"no first name":                 {`first_name = ""` + "\n" + `email = "a@example.com"`, "first_name UTF-8 character count must be between 1 and 64"},
		"first name of spaces":          {`first_name = "   "` + "\n" + `email = "a@example.com"`, "Attribute first_name must not consist of white space"},
		"job title of hard spaces":      {minimal + "\n" + `job_title = "\u00a0\u3000"`, "Attribute job_title must not consist of white space"},
		"long last name":                {minimal + "\n" + `last_name = join("", [for i in range(65) : "x"])`, "last_name UTF-8 character count must be between 1 and 64"},
		"no e-mail":                     {`first_name = "A"` + "\n" + `email = "nobody"`, "Attribute email must be an e-mail address"},
		"letters in the number":         {minimal + "\n" + `extension_number = "12a"`, "extension_number must consist of 1 to 8 digits"},
		"long number":                   {minimal + "\n" + `extension_number = "123456789"`, "extension_number must consist of 1 to 8 digits"},
		"unknown status":                {minimal + "\n" + `status = "Unassigned"`, "Attribute status value must be one of"},
		"unknown type":                  {minimal + "\n" + `type = "Department"`, "Attribute type value must be one of"},
		"no role":                       {minimal + "\n" + `role_ids = []`, "role_ids set must contain at least 1 elements"},
		"welcome e-mail enabled":        {minimal + "\n" + `send_welcome_email = true`, "The welcome e-mail needs a user in the status NotActivated"},
		"hidden virtual user":           {minimal + "\n" + `hidden = true` + "\n" + `type = "VirtualUser"`, "Only users of the type User can be hidden"},
		"number in use":                 {minimal + "\n" + `extension_number = "102"`, "Could not create the service user: RingCentral refused the extension number: another extension has it"},
		"unknown site":                  {minimal + "\n" + `site_id = "99"`, "Could not create the service user"},
		"welcome e-mail without a seat": {minimal + "\n" + `status = "NotActivated"` + "\n" + `send_welcome_email = true`, "The welcome e-mail needs an unassigned seat"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			env.Test(resource.TestCase{
				CheckDestroy: noUserLeft(env),
				Steps:        []resource.TestStep{{Config: user(test.config), ExpectError: providertest.Message(test.message)}},
			})
		})
	}
}

func TestAccUnknownRoleKeepsTheNewUser(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	w := env.Scenario(user(minimal + "\n" + `role_ids = ["99999"]`))
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || !result.Says("Warning: Could not assign the roles 99999 to the new service user") {
		t.Error(result.Output)
	}
	w.Write(user(minimal + "\n" + `role_ids = ["4"]`))
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || !result.Says("0 added, 1 changed, 0 destroyed") {
		t.Error(result.Output)
	}
}

// TestAccStatusTakesASecondRequest: some accounts leave a new user NotActivated.
func TestAccStatusTakesASecondRequest(t *testing.T) {
	t.Parallel()
	env := providertest.StartWith(t, simulator.Options{Dialect: simulator.MustDialect("activates-later")})
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: user(minimal), Check: resource.TestCheckResourceAttr(address, "status", "Enabled")},
		{Config: user(minimal), ConfigPlanChecks: providertest.EmptyPlan()},
	}})
}

// TestAccResponseDiffers: the platform takes over something else than was asked for.
func TestAccResponseDiffers(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	roles := regexp.MustCompile("/assigned-role$")
	response := simulator.Fault{Method: http.MethodPut, Path: roles, Status: 200, Times: 1, Body: `{"records":[{"id":"4"},{"id":"3"}]}`}
	withRole := user(minimal + "\n" + `role_ids = ["4"]`)
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{ // a new user is kept, and the next plan shows the difference
			PreConfig:          func() { env.Inject(response) },
			Config:             withRole,
			ExpectNonEmptyPlan: true,
		},
		{
			PreConfig:   func() { env.Inject(response) },
			Config:      withRole,
			ExpectError: providertest.Message("RingCentral accepted the request, but did not store role_ids"),
		},
		{Config: withRole},
		{Config: withRole, ConfigPlanChecks: providertest.EmptyPlan()},
	}})
}

// TestAccNotFoundButListed: a single 404 does not make a second user.
func TestAccNotFoundButListed(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	notFound := simulator.Fault{
		Method: http.MethodGet, Path: regexp.MustCompile(`/extension/\d+$`), Times: 1, Status: 404,
		Body: `{"errorCode":"CMN-102","message":"Resource for parameter [extensionId] is not found","parameterName":"extensionId","errors":[{"errorCode":"CMN-102","message":"Resource for parameter [extensionId] is not found","parameterName":"extensionId"}]}`,
	}
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: user(minimal)},
		{
			PreConfig: func() { env.Inject(notFound) },
			Config:    user(minimal), PlanOnly: true,
			ExpectError: providertest.Message("was not found, although RingCentral still lists it"),
		},
		{Config: user(minimal), ConfigPlanChecks: providertest.EmptyPlan()},
	}})
}

func TestAccRefresh(t *testing.T) {
	t.Parallel()
	providertest.RefreshFaults(t, address, user(minimal), regexp.MustCompile(`/extension/\d+$`))
}

func TestAccDeletedOutsideTerraform(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	var id string
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: user(minimal), Check: providertest.ID(address, &id)},
		{
			PreConfig: func() {
				if err := env.RemoveExtension(id); err != nil {
					t.Fatal(err)
				}
			},
			Config:           user(minimal),
			ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionCreate),
		},
	}})
}

func TestAccProtectedExtensions(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		id      func(*providertest.Environment) string
		message string
	}{
		"system extension": {func(e *providertest.Environment) string { return e.AccountID() }, "The account's system extension cannot be deleted"},
		"own identity":     {func(e *providertest.Environment) string { return e.Administrator().ExtensionID }, "The provider acts as this user"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			id := test.id(env)
			extension, _ := env.Extension(id)
			config := user(fmt.Sprintf("first_name = %q\nlast_name = %q\nemail = %q", extension.Contact.FirstName, extension.Contact.LastName, extension.Contact.Email))
			env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: config, ResourceName: address, ImportState: true, ImportStateId: id, ImportStatePersist: true},
				{Config: config, Destroy: true, ExpectError: providertest.Message(test.message)},
				{
					Config: `removed {
  from = ringcentral_service_user.test
  lifecycle { destroy = false }
}`,
				},
			}})
			if _, ok := env.Extension(id); !ok {
				t.Error("the extension was deleted")
			}
		})
	}
}

func TestAccImportID(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: user(minimal)},
		{ResourceName: address, ImportState: true, ImportStateId: "orders@example.com", ExpectError: providertest.Message("Invalid import ID of a user")},
		{ResourceName: address, ImportState: true, ImportStateId: "1234567", ExpectError: providertest.Message("Nothing to import: the account has no user 1234567")},
	}})
}
