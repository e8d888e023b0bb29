// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// typicalIntegrations are what integrations call.
var typicalIntegrations = map[string][]string{
	"SMS notifications":      {"createSMSMessage"},
	"SMS conversations":      {"createSMSMessage", "createMMS", "listMessages", "readMessage"},
	"high-volume SMS":        {"createA2PSMS"},
	"fax":                    {"createFaxMessage", "listMessages"},
	"call log export":        {"readCompanyCallLog"},
	"personal call log":      {"readUserCallLog", "listMessages"},
	"recordings archive":     {"readCompanyCallLog", "readCallRecording"},
	"click to call":          {"createRingOutCall", "readRingOutCallStatus"},
	"call control":           {"createCallOutCallSession", "readCallSessionStatus", "listExtensionDevices"},
	"presence dashboard":     {"readUserPresenceStatus", "readAccountPresence"},
	"presence from calendar": {"readUserPresenceStatus", "updateUserPresenceStatus"},
	"webhooks":               {"createSubscription", "readUserPresenceStatus"},
	"contact sync":           {"createContact", "listContacts"},
	"company directory":      {"listDirectoryEntries", "listExtensions"},
	"HR provisioning":        {"createExtension", "updateExtension", "deleteExtension", "listExtensions"},
	"role administration":    {"createCustomRole", "updateUserAssignedRoles", "listUserAssignedRoles"},
	"call queue report":      {"listCallQueues", "listCallQueueMembers", "readCompanyCallLog"},
	"number inventory":       {"listAccountPhoneNumbers", "listExtensionPhoneNumbers"},
	"video meetings":         {"createBridge", "readAccountInfo"},
	"analytics":              {"analyticsCallsAggregationFetch", "readAccountInfo"},
	"audit":                  {"auditTrailSearch", "listBlockedAllowedNumbers", "readNotificationSettings"},
}

// oneList declares app, role and grant from one list of operations.
const oneList = `
locals {
  operations = [%[1]s]
}

data "ringcentral_api_operations" "all" {
  operations = local.operations
}

resource "ringcentral_app" "all" {
  name               = "Integration"
  description        = "Does what the list of operations says."
  scopes             = setunion(data.ringcentral_api_operations.all.scopes, [%[6]s])
  operations         = local.operations
  client_id          = %[2]q
  client_secret_from = { env = %[3]q }
}

resource "ringcentral_user_role" "all" {
  display_name = "Integration"
  permissions  = setunion(data.ringcentral_api_operations.all.role_permissions, ["ThirdPartyAppAccess"])
  operations   = local.operations
}

resource "ringcentral_user_role_assignment" "all" {
  user_id = %[4]q
  role_id = ringcentral_user_role.all.id
}
`

// proofOfList is the grant of that list.
const proofOfList = `
data "ringcentral_jwt_grant" "all" {
  client_id          = %[2]q
  client_secret_from = { env = %[3]q }
  jwt_from           = { env = %[5]q }
  expected_owner_id  = %[4]q
  operations         = [%[1]s]
  allow_extra_scopes = true
}
`

// TestTypicalIntegrations declares each of them by its operations. Then it takes every
// scope, permission and feature away, one at a time: the grant names exactly that one.
func TestTypicalIntegrations(t *testing.T) {
	t.Parallel()
	for name, ids := range typicalIntegrations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var operations []apicatalog.Operation
			var quoted []string
			for _, id := range ids {
				operation, known := apicatalog.Find(id)
				if !known {
					t.Fatalf("there is no operation %s", id)
				}
				operations, quoted = append(operations, operation), append(quoted, fmt.Sprintf("%q", id))
			}
			needs := apicatalog.NeedsOf(operations)
			i := providertest.Integrate(t, simulator.Options{})
			// ReadAccounts and ReadExtensions let the integration ask for its features.
			scopes := append(slices.DeleteFunc([]string{"ReadAccounts"}, func(s string) bool {
				return console.IncludedBy(s, needs.Scopes) != "" || slices.Contains(needs.Scopes, s)
			}), needs.Scopes...)
			asks := i.AddRole(simulator.Role{DisplayName: "Asks", Permissions: []string{"ReadExtensions"}})
			editApp(func(a *simulator.App) { a.Scopes = slices.Clone(scopes) })(t, i)
			editOwner(func(e *simulator.Extension) { e.RoleIDs = []string{asks} })(t, i)
			extra := ""
			if !slices.Contains(needs.Scopes, scopes[0]) {
				extra = `"ReadAccounts"`
			}
			arguments := []any{strings.Join(quoted, ", "), i.App.ClientID, i.SecretVariable, i.OwnerID, i.JWTVariable, extra}
			if result := i.Scenario(fmt.Sprintf(oneList, arguments...)).Run("apply", "-auto-approve"); result.ExitCode != 0 {
				t.Fatal(result.Output)
			}
			w := i.Scenario(fmt.Sprintf(proofOfList, arguments[:5]...))
			if result := w.Run("plan"); result.ExitCode != 0 || result.Says("Finding:") {
				t.Fatal(result.Output)
			}
			names := func(code, what string) {
				t.Helper()
				result := w.Run("plan")
				found := findingCode.FindAllStringSubmatch(result.Output, -1)
				if len(found) != 1 || found[0][1] != code || !result.Says(what) {
					t.Errorf("without %s: %v\n%s", what, found, result.Output)
				}
			}
			taken := 0
			for _, scope := range needs.Scopes {
				editApp(func(a *simulator.App) {
					a.Scopes = slices.DeleteFunc(slices.Clone(scopes), func(s string) bool { return s == scope })
				})(t, i)
				names("scope_missing", "lacks scopes: "+scope)
				taken++
			}
			editApp(func(a *simulator.App) { a.Scopes = slices.Clone(scopes) })(t, i)
			taken += takePermissions(t, i, needs, names)
			for _, feature := range append(slices.Clone(needs.Features), slices.Concat(needs.FeatureAlternatives...)...) {
				without := map[string]simulator.FeatureReason{feature: {Code: "ConfigurationLimitation"}}
				wanted := feature
				for _, group := range needs.FeatureAlternatives {
					if slices.Contains(group, feature) { // one of them is enough
						wanted = group[0]
						for _, other := range group {
							without[other] = simulator.FeatureReason{Code: "ConfigurationLimitation"}
						}
					}
				}
				editOwner(func(e *simulator.Extension) { e.UnavailableFeatures = without })(t, i)
				names("feature_off_for_user", wanted+" is turned off")
				taken++
			}
			t.Logf("%d scopes, permissions and features were taken away", taken)
		})
	}
}

// takePermissions leaves out one needed permission at a time.
func takePermissions(t *testing.T, i *providertest.Integration, needs apicatalog.Needs, names func(code, what string)) (taken int) {
	t.Helper()
	extension, _ := i.Extension(i.OwnerID)
	roleID := extension.RoleIDs[len(extension.RoleIDs)-1]
	role, _ := i.Role(roleID)
	needed := slices.Clone(needs.Permissions)
	for _, group := range needs.Alternatives {
		needed = append(needed, group[0])
	}
	for _, permission := range needed {
		if permission == "ReadExtensions" {
			continue // the features could not be asked for without it
		}
		editRoleWithID(t, i, roleID, append(slices.DeleteFunc(slices.Clone(needed), func(p string) bool { return p == permission }), "ThirdPartyAppAccess"))
		names("permission_missing", "lacks permissions: "+permission)
		taken++
	}
	editRoleWithID(t, i, roleID, role.Permissions)
	return taken
}

func editRoleWithID(t *testing.T, i *providertest.Integration, id string, permissions []string) {
	t.Helper()
	if err := i.EditRole(id, func(r *simulator.Role) { r.Permissions = permissions }); err != nil {
		t.Fatal(err)
	}
}
