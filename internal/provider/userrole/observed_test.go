// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

var (
	anyRole = regexp.MustCompile("/user-role(/[0-9]+)?$")
	oneRole = regexp.MustCompile("/user-role/[0-9]+$")
)

// TestAbsentAttributes: an attribute that a response leaves out says nothing.
func TestAbsentAttributes(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Inject(simulator.Fault{Path: anyRole, Rewrite: providertest.RewriteObjects("displayName", func(role map[string]any) {
		delete(role, "scope")
		delete(role, "siteCompatible")
	})})
	w := env.Scenario(role(full))
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || result.Says("Warning") {
		t.Fatal(result.Output)
	}
	if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 {
		t.Error(result.Output)
	}
}

// TestShortResponse updates a role where the response says only which role it was.
func TestShortResponse(t *testing.T) {
	t.Parallel()
	providertest.ShortResponse(t, anyRole, role(minimal), role(minimal+"\ndescription = \"Sends orders\""))
}

// TestDeleteRefused: why a role is not deleted depends on the refusal, not only on
// whether somebody has the role.
func TestDeleteRefused(t *testing.T) {
	t.Parallel()
	const assigned = `Role "Orders" is still assigned`
	withoutRoles := simulator.Fault{Path: regexp.MustCompile("/extension$"), Rewrite: func(body []byte) []byte {
		return regexp.MustCompile(`"roles":\[[^\]]*\],?`).ReplaceAll(body, nil)
	}}
	for name, test := range map[string]struct {
		holder, says, silent string
		fault                simulator.Fault
	}{
		"the administrator lacks a permission": {
			holder: "Fax", says: "Finding: provider_permission_missing", silent: assigned,
			fault: simulator.Fault{
				Method: http.MethodDelete, Path: oneRole, Status: http.StatusForbidden,
				Body: `{"errorCode":"CMN-408","message":"refused","errors":[{"errorCode":"CMN-408","message":"refused","permissionName":"EditUserRoles"}]}`,
			},
		},
		"a call queue has no roles, and assignments cannot be read": {
			holder: "Fax", says: assigned,
			fault: simulator.Fault{Method: http.MethodGet, Path: regexp.MustCompile("/account/~/assigned-role$"), Status: http.StatusForbidden},
		},
		"lists leave roles out": {holder: "Fax", says: assigned, fault: withoutRoles},
		"it was deleted meanwhile": {
			silent: "Error",
			fault: simulator.Fault{
				Method: http.MethodDelete, Path: oneRole, Status: http.StatusBadRequest, Times: 1,
				Body:       `{"errorCode":"CMN-101","message":"refused","errors":[{"errorCode":"CMN-101","message":"refused","parameterName":"roleId"}]}`,
				Afterwards: func() {},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			w := env.Scenario(role(minimal))
			if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
				t.Fatal(result.Output)
			}
			var id string
			for _, role := range env.Roles() {
				if role.Custom {
					id = role.ID
				}
			}
			if test.holder != "" {
				env.AddExtension(simulator.Extension{Type: "Department", Status: "Enabled", Contact: simulator.Contact{FirstName: "Front Desk"}})
				env.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{id}, Contact: simulator.Contact{FirstName: test.holder, Email: "a@example.com"}})
			}
			if test.fault.Afterwards != nil {
				test.fault.Afterwards = func() { _ = env.RemoveRole(id) } // the next request finds none
			}
			env.Inject(test.fault)
			result := w.Run("destroy", "-auto-approve")
			if !result.Says(test.says) || test.silent != "" && result.Says(test.silent) {
				t.Error(result.Output)
			}
		})
	}
}

// TestImportRefusesPredefined imports a role that RingCentral does not let anybody change.
func TestImportRefusesPredefined(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	w := env.Scenario(role(minimal))
	for _, r := range env.Roles() {
		if !r.Custom {
			if result := w.Run("import", "ringcentral_user_role.test", r.ID); result.ExitCode == 0 || !result.Says("is predefined") {
				t.Errorf("%s: %s", r.DisplayName, result.Output)
			}
		}
	}
}
