// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package roleassignment_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const address = "ringcentral_user_role_assignment.test"

func assignment(name, userID, roleID string) string {
	return fmt.Sprintf("resource \"ringcentral_user_role_assignment\" %q {\n  user_id = %q\n  role_id = %q\n}\n", name, userID, roleID)
}

// colleague adds a user whom Terraform does not manage.
func colleague(env *providertest.Environment, roleIDs ...string) string {
	return env.AddExtension(simulator.Extension{
		Type: "User", Status: "Enabled", RoleIDs: roleIDs,
		Contact: simulator.Contact{FirstName: "Example", LastName: "Colleague", Email: "colleague@example.com"},
	})
}

func rolesOf(env *providertest.Environment, userID string) []string {
	for _, e := range env.Extensions() {
		if e.ID == userID {
			return slices.Sorted(slices.Values(e.RoleIDs))
		}
	}
	return nil
}

func holds(env *providertest.Environment, userID string, roleIDs ...string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if got := rolesOf(env, userID); !slices.Equal(got, roleIDs) {
			return fmt.Errorf("user %s has the roles %v, want %v", userID, got, roleIDs)
		}
		return nil
	}
}

func TestAccLifeCycle(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	user := colleague(env, "4")
	role := env.AddRole(simulator.Role{DisplayName: "Reader", Custom: true, Permissions: []string{"ReadCallLog"}})
	env.TestTerraform(resource.TestCase{
		CheckDestroy: holds(env, user, "4"),
		Steps: []resource.TestStep{
			{Config: assignment("test", user, role), Check: resource.ComposeAggregateTestCheckFunc(
				holds(env, user, role, "4"),
				resource.TestCheckResourceAttr(address, "id", user+"/"+role),
			)},
			{Config: assignment("test", user, role), ConfigPlanChecks: providertest.EmptyPlan()},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateId: user, ExpectError: providertest.Message("Invalid import ID of a role assignment")},
			{
				Config:           assignment("test", user, "3"),
				ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionReplace),
				Check:            holds(env, user, "3", "4"),
			},
		},
	})
}

// TestAccManyAtOnce assigns several roles to one user at the same time: none is
// lost, although RingCentral only replaces the whole list.
func TestAccManyAtOnce(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	user := colleague(env, "4")
	var config strings.Builder
	want := []string{"4"}
	for n := range 8 {
		role := env.AddRole(simulator.Role{DisplayName: fmt.Sprint("Role ", n), Custom: true, Permissions: []string{"ReadCallLog"}})
		want = append(want, role)
		config.WriteString(assignment(fmt.Sprint("test", n), user, role))
	}
	slices.Sort(want)
	env.Test(resource.TestCase{
		CheckDestroy: holds(env, user, "4"),
		Steps:        []resource.TestStep{{Config: config.String(), Check: holds(env, user, want...)}},
	})
}

// TestAccLastRole gives a user the default role when the last one is taken away.
func TestAccLastRole(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	user := colleague(env, "4")
	env.Test(resource.TestCase{
		CheckDestroy: holds(env, user, "3"), // the account's default role
		Steps:        []resource.TestStep{{Config: assignment("test", user, "4"), Check: holds(env, user, "4")}},
	})
}

func TestAccDrift(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	user := colleague(env, "4")
	edit := func(change func(*simulator.Extension)) func() {
		return func() {
			if err := env.EditExtension(user, change); err != nil {
				t.Fatal(err)
			}
		}
	}
	config := assignment("test", user, "3")
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: config},
		{ // somebody takes the role away
			PreConfig:        edit(func(e *simulator.Extension) { e.RoleIDs = []string{"4"} }),
			Config:           config,
			ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionCreate),
			Check:            holds(env, user, "3", "4"),
		},
		{ // other roles are ignored here
			PreConfig:        edit(func(e *simulator.Extension) { e.RoleIDs = []string{"3", "5"} }),
			Config:           config,
			ConfigPlanChecks: providertest.EmptyPlan(),
		},
		{ // the user is deleted
			PreConfig: func() {
				if err := env.RemoveExtension(user); err != nil {
					t.Fatal(err)
				}
			},
			Config:      config,
			ExpectError: providertest.Message("Could not assign the role"),
		},
	}})
}

// TestAccMovingBetweenForms moves a service user from role_ids to assignments and
// back. At no request is a permission lost.
func TestAccMovingBetweenForms(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	const user = `
resource "ringcentral_service_user" "test" {
  first_name = "Orders"
  email      = "orders@example.com"
  %s
}
`
	const assignments = `
resource "ringcentral_user_role_assignment" "three" {
  user_id = ringcentral_service_user.test.id
  role_id = "3"
}

resource "ringcentral_user_role_assignment" "four" {
  user_id = ringcentral_service_user.test.id
  role_id = "4"
}
`
	const removed = `
removed {
  from = ringcentral_user_role_assignment.three
  lifecycle { destroy = false }
}

removed {
  from = ringcentral_user_role_assignment.four
  lifecycle { destroy = false }
}
`
	w := env.Scenario(fmt.Sprintf(user, `role_ids = ["3", "4"]`))
	apply := func(configuration string) {
		t.Helper()
		w.Write(configuration)
		if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
			t.Fatal(result.Output)
		}
		if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 {
			t.Fatal(result.Output)
		}
	}
	apply(fmt.Sprintf(user, `role_ids = ["3", "4"]`))
	before := len(env.Requests())
	apply(fmt.Sprintf(user, "") + assignments)
	apply(fmt.Sprintf(user, `role_ids = ["4", "3"]`) + removed)
	changes := regexp.MustCompile("/assigned-role")
	for _, request := range env.Requests()[before:] {
		if changes.MatchString(request.Path) && request.Method != "GET" {
			t.Errorf("%s %s changed roles that the user was to keep", request.Method, request.Path)
		}
	}
}

// TestAccEmptyRoles gets a list without roles before the roles are replaced. Every user has
// a role, so the list proves nothing, and the user keeps all of them.
func TestAccEmptyRoles(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	userID := colleague(env, "3", "5")
	empty := simulator.Fault{Method: http.MethodGet, Path: regexp.MustCompile("/assigned-role$"), Status: http.StatusOK, Body: `{"records":[]}`, Times: 1}
	w := env.Scenario(assignment("test", userID, "4"))
	for _, step := range []struct {
		command     string
		before, has []string
	}{
		{"apply", []string{"3", "5"}, []string{"3", "4", "5"}},
		{"destroy", []string{"3", "4", "5"}, []string{"3", "5"}},
	} {
		env.Inject(empty)
		arguments := []string{step.command, "-auto-approve", "-refresh=false"}
		if result := w.Run(arguments...); result.ExitCode == 0 || !result.Says("it has no roles, but every user has some") {
			t.Errorf("%s: %s", step.command, result.Output)
		}
		if roles := rolesOf(env, userID); !slices.Equal(roles, step.before) {
			t.Errorf("%s: the user has the roles %v, want %v", step.command, roles, step.before)
		}
		if result := w.Run(arguments...); result.ExitCode != 0 {
			t.Error(result.Output)
		}
		if roles := rolesOf(env, userID); !slices.Equal(roles, step.has) {
			t.Errorf("%s again: the user has the roles %v, want %v", step.command, roles, step.has)
		}
	}
}

// TestAccNotStored gets a success for a change of roles that RingCentral did not make.
func TestAccNotStored(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	userID := colleague(env, "3", "5")
	w := env.Scenario(assignment("test", userID, "4"))
	ignored := func() (remove func()) {
		var records []string
		for _, id := range rolesOf(env, userID) {
			records = append(records, fmt.Sprintf(`{"id":%q}`, id))
		}
		return env.Inject(simulator.Fault{
			Method: http.MethodPut, Path: regexp.MustCompile("/assigned-role$"), Status: http.StatusOK,
			Body: fmt.Sprintf(`{"records":[%s]}`, strings.Join(records, ",")),
		})
	}
	for _, step := range []struct{ command, says, done string }{
		{"apply", "does not have role 4", "1 added"},
		{"destroy", "still has role 4", "1 destroyed"},
	} {
		remove := ignored()
		if result := w.Run(step.command, "-auto-approve"); result.ExitCode == 0 || !result.Says(step.says) {
			t.Errorf("%s: %s", step.command, result.Output)
		}
		remove()
		if result := w.Run(step.command, "-auto-approve"); result.ExitCode != 0 || !result.Says(step.done) {
			t.Errorf("%s again: %s", step.command, result.Output)
		}
	}
}

// TestAccNewAddress gives an assignment another address, or replaces it. Whichever of the
// create and the delete comes first, the user has the role afterwards.
func TestAccNewAddress(t *testing.T) {
	t.Parallel()
	const createFirst = `  lifecycle { create_before_destroy = true }`
	for name, test := range map[string]struct {
		options, address string
		arguments        []string
	}{
		"replaced, delete first": {address: "old", arguments: []string{"-replace=ringcentral_user_role_assignment.old"}},
		"replaced, create first": {options: createFirst, address: "old", arguments: []string{"-replace=ringcentral_user_role_assignment.old"}},
		"renamed":                {address: "new"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			userID := colleague(env, "3")
			configuration := func(address string) string {
				text := assignment(address, userID, "4")
				return strings.Replace(text, "\n}", "\n"+test.options+"\n}", 1)
			}
			w := env.Scenario(configuration("old"))
			for _, arguments := range [][]string{nil, test.arguments} {
				if result := w.Run(append([]string{"apply", "-auto-approve"}, arguments...)...); result.ExitCode != 0 {
					t.Fatal(result.Output)
				}
				w.Write(configuration(test.address))
			}
			if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 {
				t.Error(result.Output)
			}
		})
	}
}

// TestAccBothForms warns about a user whose roles are declared twice.
func TestAccBothForms(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	const both = `
resource "ringcentral_service_user" "test" {
  first_name = "Orders"
  email      = "orders@example.com"
  role_ids   = ["4"]
}

resource "ringcentral_user_role_assignment" "test" {
  user_id = ringcentral_service_user.test.id
  role_id = "%s"
}
`
	w := env.Scenario(fmt.Sprintf(both, "4"))
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	if result := w.Run("plan"); !result.Says("are declared in two forms") || !result.Says("The assignments repeat role_ids") {
		t.Error(result.Output)
	}
	w.Write(fmt.Sprintf(both, "3"))
	if result := w.Run("plan"); !result.Says("are declared in two forms") || !result.Says("Each apply of one form undoes the other") {
		t.Error(result.Output)
	}
}

// TestAccImportBeforeLogin imports while the provider cannot log in yet.
func TestAccImportBeforeLogin(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	userID := colleague(env, "3", "4")
	const unknown = `
resource "terraform_data" "client_id" {
  input = %q
}

provider "ringcentral" {
  client_id = terraform_data.client_id.output
}

import {
  to = ringcentral_user_role_assignment.test
  id = "%s/4"
}
`
	w := env.Scenario(fmt.Sprintf(unknown, env.Administrator().ClientID, userID) + assignment("test", userID, "4"))
	if result := w.Run("plan"); result.ExitCode != 0 || !result.Says("1 to import") || !result.Says("0 to destroy") {
		t.Error(result.Output)
	}
}

// TestAccTwice warns about two assignments of the same role to the same user: before both
// exist, and afterwards.
func TestAccTwice(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	userID := colleague(env, "3")
	const warning = "Warning: Role 4 of user"
	w := env.Scenario(assignment("first", userID, "4"))
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || result.Says(warning) {
		t.Error(result.Output)
	}
	if result := w.Run("plan", "-replace=ringcentral_user_role_assignment.first"); result.Says(warning) {
		t.Error(result.Output)
	}
	w.Write(assignment("first", userID, "4") + assignment("second", userID, "4"))
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
		t.Error(result.Output)
	}
	if result := w.Run("plan"); !result.Says(warning) {
		t.Error(result.Output)
	}
	w = env.Scenario(assignment("first", userID, "4") + assignment("second", userID, "4"))
	if result := w.Run("plan"); !result.Says(warning) {
		t.Error(result.Output)
	}
}

func TestAccErrors(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ config, message string }{
		"no such user":      {assignment("test", "1", "4"), "Could not assign the role"},
		"no such role":      {assignment("test", "USER", "9999"), "Could not assign the role"},
		"user with letters": {assignment("test", "orders", "4"), "user_id must be the ID of an extension"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			config := strings.Replace(test.config, "USER", colleague(env, "4"), 1)
			env.Test(resource.TestCase{Steps: []resource.TestStep{{Config: config, ExpectError: providertest.Message(test.message)}}})
		})
	}
}
