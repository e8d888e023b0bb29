// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest_test

import (
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

func TestMain(m *testing.M) { providertest.Main(m) }

func role(description string) string {
	return `
resource "ringcentral_user_role" "test" {
  display_name = "Orders"
  description  = "` + description + `"
  permissions  = ["ReadCallLog"]
}
`
}

const userOfRole = `
locals {
  people = { a = "a@example.com" }
}

resource "ringcentral_service_user" "test" {
  for_each   = local.people
  first_name = "Bot"
  last_name  = upper(each.key) == "A" ? "First" : "Second"
  email      = each.value
  role_ids   = [ringcentral_user_role.test.id]
}

data "ringcentral_user_role" "test" {
  id = ringcentral_user_role.test.id
}

output "role" {
  value = data.ringcentral_user_role.test.display_name
}
`

// agreements are scenarios for the model and for the real Terraform. make model
// compares all tests that run on the model.
var agreements = map[string]func(t *testing.T, w *providertest.Workspace, platform *simulator.Simulator){
	"life cycle": func(t *testing.T, w *providertest.Workspace, platform *simulator.Simulator) {
		t.Helper()
		w.Write(role("First") + userOfRole)
		w.Run("plan")
		w.Run("apply", "-auto-approve")
		w.Write(role("Second") + userOfRole)
		w.Run("plan")
		w.Run("apply", "-auto-approve")
		for _, r := range platform.Roles() {
			if r.Custom {
				if err := platform.EditRole(r.ID, func(r *simulator.Role) { r.Description = "By hand" }); err != nil {
					t.Fatal(err)
				}
			}
		}
		w.Run("plan")
		w.Run("plan", "-refresh-only")
		w.Run("plan", "-replace=ringcentral_user_role.test")
		w.Write("")
		w.Run("plan")
		w.Run("destroy", "-auto-approve")
	},
	"errors": func(_ *testing.T, w *providertest.Workspace, _ *simulator.Simulator) {
		w.Write(strings.Replace(role("First"), "ReadCallLog", "readcalllog", 1))
		w.Run("plan")
		w.Write(strings.Replace(role("First"), "Orders", "a/b", 1))
		w.Run("validate")
		w.Write(role("First") + strings.Replace(role("First"), `"test" {`, "\"again\" {\n  depends_on = [ringcentral_user_role.test]", 1))
		w.Run("apply", "-auto-approve")
	},
	"import": func(_ *testing.T, w *providertest.Workspace, platform *simulator.Simulator) {
		id := platform.AddRole(simulator.Role{DisplayName: "Orders", Description: "First", Scope: "Self", Custom: true, Permissions: []string{"ReadCallLog"}})
		w.Write(role("Second") + "import {\n  to = ringcentral_user_role.test\n  id = \"" + id + "\"\n}\n")
		w.Run("plan")
		w.Run("apply", "-auto-approve")
		w.Write(role("Second") + "import {\n  to = ringcentral_user_role.test\n  id = \"404\"\n}\n")
		w.Run("plan")
	},
	"another name than configured": func(_ *testing.T, w *providertest.Workspace, _ *simulator.Simulator) {
		w.Write(role(providertest.TamperPlan))
		w.Run("plan")
	},
	"inconsistent final plan": func(_ *testing.T, w *providertest.Workspace, _ *simulator.Simulator) {
		w.Write(role(providertest.TamperFinalPlan))
		w.Run("apply", "-auto-approve")
	},
	"inconsistent result": func(_ *testing.T, w *providertest.Workspace, _ *simulator.Simulator) {
		w.Write(role(providertest.TamperResult))
		w.Run("apply", "-auto-approve")
	},
}

// TestModelAgrees compares the model with the real Terraform: plans, messages and
// states, and what becomes of a provider that breaks its promises.
func TestModelAgrees(t *testing.T) {
	t.Parallel()
	for name, scenario := range agreements {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run := func(start func(*providertest.Environment) *providertest.Workspace) []providertest.Record {
				env := providertest.Start(t)
				w := start(env).Record()
				scenario(t, w, env.Simulator)
				return w.Recorded()
			}
			model := run(func(env *providertest.Environment) *providertest.Workspace {
				env.Tamper(providertest.Tampering)
				return env.Model("")
			})
			terraform := run(func(env *providertest.Environment) *providertest.Workspace {
				return env.Workspace(providertest.TamperingProvider, "")
			})
			if difference := providertest.Difference(model, terraform); difference != "" {
				t.Error(difference)
			}
		})
	}
}
