// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strconv"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const accountObjects = `
resource "ringcentral_user_role" "a" {
  display_name = "Orders"
  permissions  = ["BusinessSms"]
}

resource "ringcentral_service_user" "a" {
  first_name = "Orders"
  email      = "orders@example.com"
}

resource "ringcentral_user_role_assignment" "a" {
  user_id = ringcentral_service_user.a.id
  role_id = ringcentral_user_role.a.id
}
`

// TestStateOfAnotherAccount runs every command with the credentials of account B on the
// state of account A. The IDs of the objects exist in B, too, or do not.
func TestStateOfAnotherAccount(t *testing.T) {
	t.Parallel()
	for name, same := range map[string]bool{"the IDs are strangers'": true, "the IDs do not exist": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, b := providertest.Start(t), providertest.StartWith(t, simulator.Options{AccountID: "812345017"})
			w := a.Scenario(accountObjects)
			if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
				t.Fatal(result.Output)
			}
			if same { // a simulated account counts its IDs from the same number
				b.AddExtension(simulator.Extension{Contact: simulator.Contact{FirstName: "Stranger", Email: "stranger@example.com"}})
				b.AddRole(simulator.Role{DisplayName: "Stranger's"})
			}
			before := len(b.Requests())
			for _, variable := range console.Environment(b.Simulator, "") {
				a.SetVariable(variable.Name, variable.Value)
			}
			for _, command := range [][]string{{"plan"}, {"apply", "-auto-approve"}, {"apply", "-auto-approve", "-refresh-only"}, {"destroy", "-auto-approve"}, {"destroy", "-auto-approve", "-refresh=false"}} {
				result := w.Run(command...)
				if result.ExitCode == 0 || !result.Says("The object belongs to another RingCentral account") || !result.Says(a.AccountID()) || !result.Says(b.AccountID()) {
					t.Errorf("%v: %s", command, result.Output)
				}
			}
			for _, request := range b.Requests()[before:] {
				if request.Method != "GET" && request.Group != "auth" {
					t.Errorf("%s %s was sent to a stranger's account", request.Method, request.Path)
				}
			}
		})
	}
}

// TestAllowedAccounts runs every command with the credentials of an account that is not
// allowed. Nothing but the token, the account and the revocation is asked for.
func TestAllowedAccounts(t *testing.T) {
	t.Parallel()
	for _, cached := range []bool{false, true} {
		env := providertest.Start(t)
		if cached { // with a token that an earlier command was allowed to keep
			env.SetVariable("RINGCENTRAL_TOKEN_CACHE", t.TempDir()+"/cache")
		}
		w := env.Scenario("provider \"ringcentral\" { allowed_account_ids = [" + strconv.Quote(env.AccountID()) + ", \"1\"] }\n" + accountObjects)
		if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
			t.Fatal(result.Output)
		}
		before := len(env.Requests())
		w.Write("provider \"ringcentral\" { allowed_account_ids = [\"1\"] }\n" + accountObjects)
		for _, command := range [][]string{{"plan"}, {"apply", "-auto-approve"}, {"destroy", "-auto-approve"}, {"destroy", "-auto-approve", "-refresh=false"}} {
			result := w.Run(command...)
			if result.ExitCode == 0 || !result.Says("an account that is not allowed") || !result.Says(env.AccountID()) {
				t.Errorf("%v: %s", command, result.Output)
			}
		}
		for _, request := range env.Requests()[before:] {
			if request.Group != "auth" && request.OperationID != "readAccountInfo" {
				t.Errorf("%s %s was sent", request.Method, request.Path)
			}
		}
	}
}
