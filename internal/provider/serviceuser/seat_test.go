// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

func addSeats(env *providertest.Environment, n int) (ids []string) {
	for range n {
		ids = append(ids, env.AddExtension(simulator.Extension{Status: "Unassigned", Hidden: true, DigitalLines: 1}))
	}
	return ids
}

func seated(count int, arguments string) string {
	return fmt.Sprintf(`
resource "ringcentral_service_user" "test" {
  count               = %d
  first_name          = "Orders"
  email               = "orders-${count.index}@example.com"
  role_ids            = ["4"]
  use_unassigned_seat = true
  %s
}
`, count, arguments)
}

// TestAccSeats takes seats for several users at once, changes one user, and gives
// the seats back.
func TestAccSeats(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	seats := addSeats(env, 4)
	before := len(env.Extensions())
	allSeated := func(*terraform.State) error {
		for _, id := range seats[:3] {
			if e, ok := env.Extension(id); !ok || e.Status != "Enabled" || e.Hidden || e.ExtensionNumber == "" || len(e.RoleIDs) != 1 || e.RoleIDs[0] != "4" {
				return fmt.Errorf("seat %s has become %+v", id, e)
			}
		}
		if got := len(env.Extensions()); got != before {
			return fmt.Errorf("there are %d extensions, want %d", got, before)
		}
		return nil
	}
	env.Test(resource.TestCase{
		Steps: []resource.TestStep{
			{Config: seated(3, ""), Check: allSeated},
			{Config: seated(3, `department = "IT"`), Check: allSeated},
		},
		CheckDestroy: func(*terraform.State) error {
			free := 0
			for _, e := range env.Extensions() {
				if e.Status == "Unassigned" {
					free++
				}
			}
			if free != len(seats) {
				return fmt.Errorf("%d seats are unassigned, want %d", free, len(seats))
			}
			return nil
		},
	})
}

// TestAccNotEnoughSeats warns in the plan; apply creates what it can, and says what
// is missing.
func TestAccNotEnoughSeats(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	addSeats(env, 2)
	w := env.Scenario(seated(3, "")).InAnyOrder()
	if plan := w.Run("plan"); plan.ExitCode != 0 || plan.Count("Not enough unassigned seats") != 1 || !plan.Says("Seats needed so far: 3. Unassigned seats of the account: 2.") {
		t.Errorf("the plan ended with %d:\n%s", plan.ExitCode, plan.Output)
	}
	if apply := w.Run("apply", "-auto-approve"); apply.ExitCode != 1 || apply.Count("No unassigned seat is available") != 1 || !apply.Says("only in the Admin Portal") {
		t.Errorf("apply ended with %d:\n%s", apply.ExitCode, apply.Output)
	}
	addSeats(env, 1)
	if apply := w.Run("apply", "-auto-approve"); apply.ExitCode != 0 || !apply.Says("1 added, 0 changed, 0 destroyed") {
		t.Errorf("apply with one more seat ended with %d:\n%s", apply.ExitCode, apply.Output)
	}
	if plan := w.Run("plan", "-detailed-exitcode"); plan.ExitCode != 0 {
		t.Errorf("the plan after that ended with %d:\n%s", plan.ExitCode, plan.Output)
	}
}

// TestAccSeatOfASite takes a seat of the user's site.
func TestAccSeatOfASite(t *testing.T) {
	t.Parallel()
	env := providertest.StartWith(t, simulator.Options{MultiSite: true})
	const branchOffice = "62264418008"
	addSeats(env, 1)
	elsewhere := env.AddExtension(simulator.Extension{Status: "Unassigned", SiteID: branchOffice, DigitalLines: 1})
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: seated(1, fmt.Sprintf("site_id = %q", branchOffice)), Check: resource.TestCheckResourceAttr(address+".0", "id", elsewhere)},
	}})
}

// TestAccWelcomeOfASeat sends the welcome e-mail that is asked for, and no other.
func TestAccWelcomeOfASeat(t *testing.T) {
	t.Parallel()
	for arguments, want := range map[string]int{
		`status = "NotActivated"`:                                0,
		"status = \"NotActivated\"\n  send_welcome_email = true": 1,
	} {
		t.Run(fmt.Sprint(want), func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			seat := addSeats(env, 1)[0]
			env.Test(resource.TestCase{Steps: []resource.TestStep{{Config: seated(1, arguments), Check: func(*terraform.State) error {
				if e, _ := env.Extension(seat); e.WelcomeEmails != want {
					return fmt.Errorf("%d welcome e-mails were sent, want %d", e.WelcomeEmails, want)
				}
				return nil
			}}}})
		})
	}
}

func TestAccSeatArguments(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	var steps []resource.TestStep
	for _, test := range []struct{ arguments, problem string }{
		{`type = "VirtualUser"`, "A seat needs a user of the type User"},
		{`cost_center_id = "401125"`, "The API cannot change the cost center of a seat"},
		{`hidden = true`, "The API cannot change the visibility of a seat"},
	} {
		steps = append(steps, resource.TestStep{Config: seated(1, test.arguments), PlanOnly: true, ExpectError: providertest.Message(test.problem)})
	}
	env.Test(resource.TestCase{Steps: steps})
}
