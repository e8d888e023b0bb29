// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole_test

import (
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// TestAccDissolve takes a role out of the configuration together with its use.
// Terraform destroys first and changes later, unless the role is created before it is
// destroyed.
func TestAccDissolve(t *testing.T) {
	t.Parallel()
	const (
		role = `
resource "ringcentral_user_role" "test" {
  display_name = "Orders"
  permissions  = ["ReadCallLog"]
}
`
		careful = `
resource "ringcentral_user_role" "test" {
  display_name = "Orders"
  permissions  = ["ReadCallLog"]
  lifecycle { create_before_destroy = true }
}
`
		user = `
resource "ringcentral_service_user" "test" {
  first_name = "Orders"
  email      = "orders@example.com"
  role_ids   = [ringcentral_user_role.test.id]
}
`
		moved = `
resource "ringcentral_service_user" "test" {
  first_name = "Orders"
  email      = "orders@example.com"
  role_ids   = ["4"]
}
`
	)
	w := providertest.Start(t).Scenario(role + user)
	run := func(configuration string) providertest.Result {
		w.Write(configuration)
		return w.Run("apply", "-auto-approve")
	}
	if result := run(role + user); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	if result := run(moved); result.ExitCode == 0 || !result.Says(`Role "Orders" is still assigned`) || !result.Says("add create_before_destroy") || result.Count("Error:") != 1 {
		t.Error(result.Output)
	}
	for _, configuration := range []string{careful + user, moved} {
		if result := run(configuration); result.ExitCode != 0 {
			t.Error(result.Output)
		}
	}
	if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 {
		t.Error(result.Output)
	}
}
