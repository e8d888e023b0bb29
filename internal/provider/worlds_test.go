// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// everyResource declares every resource. label changes an argument of each.
func everyResource(i *providertest.Integration, label, clientID string) string {
	return fmt.Sprintf(`
resource "ringcentral_app" "orders" {
  name               = %[1]q
  description        = "Sends order updates by SMS."
  scopes             = ["ReadAccounts", "SMS"]
  client_id          = %[2]s
  client_secret_from = { env = %[3]q }
  jwt_from           = { env = %[4]q }
}

resource "ringcentral_jwt_credential" "orders" {
  label    = %[1]q
  owner_id = %[5]q
  jwt_from = { env = %[4]q }
}

resource "ringcentral_user_role" "orders" {
  display_name = "New"
  description  = %[1]q
  permissions  = ["BusinessSms"]
}

resource "ringcentral_service_user" "orders" {
  first_name = %[1]q
  email      = "new@example.com"
}

resource "ringcentral_user_role_assignment" "orders" {
  user_id = ringcentral_service_user.orders.id
  role_id = ringcentral_user_role.orders.id
}
`, label, clientID, i.SecretVariable, i.JWTVariable, i.OwnerID)
}

// TestPlanInOneWorldApplyInAnother saves a plan, changes something outside of
// Terraform, and applies the plan. What was planned is applied, or the provider says in
// its own words what has changed; Terraform never finds the plan inconsistent.
func TestPlanInOneWorldApplyInAnother(t *testing.T) {
	t.Parallel()
	worlds := map[string]func(*testing.T, *providertest.Integration){
		"another JWT of the owner": func(_ *testing.T, i *providertest.Integration) { i.ChangeSecret(i.JWTVariable, i.NewJWT()) },
		"no JWT":                   func(_ *testing.T, i *providertest.Integration) { i.ChangeSecret(i.JWTVariable, "") },
		"a damaged JWT":            func(_ *testing.T, i *providertest.Integration) { i.ChangeSecret(i.JWTVariable, "eyJx") },
		"no client secret":         func(_ *testing.T, i *providertest.Integration) { i.ChangeSecret(i.SecretVariable, "") },
		"a wrong client secret":    func(_ *testing.T, i *providertest.Integration) { i.ChangeSecret(i.SecretVariable, "wrong") },
		"another Console": func(_ *testing.T, i *providertest.Integration) {
			i.SetVariable("RINGCENTRAL_DEVELOPER_CONSOLE_URL", "https://console.example.com")
		},
		"the default Console": func(_ *testing.T, i *providertest.Integration) {
			i.SetVariable("RINGCENTRAL_DEVELOPER_CONSOLE_URL", "")
		},
		"strict verification": func(_ *testing.T, i *providertest.Integration) { i.SetVariable("RINGCENTRAL_VERIFICATION", "strict") },
		"a scope is removed":  editApp(func(a *simulator.App) { a.Scopes = []string{"SMS"} }),
		"the flow is off":     editApp(func(a *simulator.App) { a.JWTFlow = false }),
		"the role is deleted": edit(func(i *providertest.Integration) error {
			for _, role := range i.Roles() {
				if role.DisplayName == "New" {
					return i.RemoveRole(role.ID)
				}
			}
			return nil
		}),
		"the user is deleted": edit(func(i *providertest.Integration) error {
			for _, extension := range i.Extensions() {
				if extension.Contact.Email == "new@example.com" {
					return i.RemoveExtension(extension.ID)
				}
			}
			return nil
		}),
	}
	onPlatform := map[string]bool{"a scope is removed": true, "the flow is off": true, "the role is deleted": true, "the user is deleted": true}
	for name, change := range worlds {
		for _, reverse := range []bool{false, true} {
			if reverse && onPlatform[name] {
				continue // the platform cannot be put back
			}
			for _, prior := range []string{"nothing", "pending", "registered"} {
				t.Run(fmt.Sprintf("%s, reverse %v, %s", name, reverse, prior), func(t *testing.T) {
					t.Parallel()
					i := providertest.Integrate(t, simulator.Options{})
					secrets := map[string]string{i.JWTVariable: i.Secret(i.JWTVariable), i.SecretVariable: i.Secret(i.SecretVariable)}
					registered := fmt.Sprintf("%q", i.App.ClientID)
					w := i.Scenario(everyResource(i, "Before", registered))
					switch prior {
					case "pending":
						w.Write(everyResource(i, "Before", "null"))
						fallthrough
					case "registered":
						if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
							t.Fatal(result.Output)
						}
					}
					w.Write(everyResource(i, "After", map[bool]string{true: "null", false: registered}[prior == "pending"]))
					if reverse {
						change(t, i)
					}
					if result := w.Run("plan", "-out=saved"); result.ExitCode != 0 {
						if !reverse || strings.Contains(result.Output, "inconsistent") {
							t.Fatal(result.Output)
						}
						return // the provider refuses in its own words
					}
					if !reverse {
						change(t, i)
					} else {
						for variable, value := range secrets {
							i.ChangeSecret(variable, value)
						}
						for _, variable := range console.Environment(i.Simulator, "") {
							i.SetVariable(variable.Name, variable.Value)
						}
						i.SetVariable("RINGCENTRAL_VERIFICATION", "")
					}
					result := w.Run("apply", "saved")
					for _, fault := range []string{"inconsistent", "bug in the provider", "Defect"} {
						if strings.Contains(result.Output, fault) {
							t.Fatal(result.Output)
						}
					}
				})
			}
		}
	}
}
