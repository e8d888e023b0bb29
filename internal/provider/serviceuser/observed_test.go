// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser_test

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// These tests are about what RingCentral was observed to do where its OpenAPI document
// is silent, or says something else.

var (
	collection = regexp.MustCompile("/extension$")
	anyUser    = regexp.MustCompile("/extension(/[0-9]+)?$")
	roles      = regexp.MustCompile("/assigned-role$|/bulk-assign$")
)

func errorBody(code, parameter string) string {
	return fmt.Sprintf(`{"errorCode":%q,"message":"refused","errors":[{"errorCode":%q,"message":"refused","parameterName":%q}]}`, code, code, parameter)
}

// TestUserRules refuses a create with each error code of RingCentral's reference that
// concerns an argument.
func TestUserRules(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	w := env.Scenario(user(minimal))
	for _, code := range slices.Sorted(maps.Keys(findings.UserRuleCodes())) {
		remove := env.Inject(simulator.Fault{Method: http.MethodPost, Path: collection, Status: 400, Body: errorBody(code, "")})
		result := w.Run("apply", "-auto-approve")
		remove()
		if result.ExitCode == 0 || result.Says("Look up the error code") || !result.Says(code) {
			t.Errorf("%s: %s", code, result.Output)
		}
	}
}

// TestPasswordRequired: an account may not enable a user without a password.
func TestPasswordRequired(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Inject(simulator.Fault{Method: http.MethodPost, Path: collection, Status: 400, Body: errorBody("CMN-101", "password")})
	result := env.Scenario(user(minimal)).Run("apply", "-auto-approve")
	if result.ExitCode == 0 || !result.Says("Finding: password_required") || !result.Says(`status = "NotActivated"`) {
		t.Error(result.Output)
	}
}

// TestRefusedRolesKeepTheUser applies three times while roles cannot be assigned.
func TestRefusedRolesKeepTheUser(t *testing.T) {
	t.Parallel()
	for name, refusal := range map[string]simulator.Fault{
		"role management is not granted": {Method: http.MethodPut, Path: roles, Status: 403, Body: errorBody("CMN-401", "")},
		"the user is not there yet":      {Method: http.MethodPut, Path: roles, Status: 404, Body: errorBody("CMN-102", "extensionId")},
		"a server error":                 {Method: http.MethodPut, Path: roles, Status: 500, Body: errorBody("CMN-203", "")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			before := len(env.Extensions())
			remove := env.Inject(refusal)
			w := env.Scenario("provider \"ringcentral\" {\n  max_retries = 0\n}\n" +
				user(minimal+"\n"+`role_ids = ["4"]`+"\n  timeouts {\n    create = \"4s\"\n    update = \"4s\"\n  }"))
			if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || !result.Says("Warning: Could not assign the roles 4") {
				t.Fatal(result.Output)
			}
			for range 2 {
				if result := w.Run("apply", "-auto-approve"); result.ExitCode == 0 {
					t.Error(result.Output)
				}
			}
			remove()
			if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || !result.Says("0 destroyed") {
				t.Error(result.Output)
			}
			if created := len(env.Extensions()) - before; created != 1 {
				t.Errorf("%d users were created", created)
			}
			if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 {
				t.Error(result.Output)
			}
		})
	}
}

// rewriteExtensions changes responses about extensions: direct ones and the records of lists.
func rewriteExtensions(change func(extension map[string]any)) func([]byte) []byte {
	return providertest.RewriteObjects("contact", change)
}

// TestAbsentAttributes: an attribute that a response leaves out says nothing.
func TestAbsentAttributes(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		arguments string
		change    func(extension map[string]any)
	}{
		"everything optional": {"hidden = true\nrole_ids = [\"4\"]", func(e map[string]any) {
			for _, attribute := range []string{"site", "costCenter", "hidden", "roles", "creationTime"} {
				delete(e, attribute)
			}
		}},
		"the main site has no ID": {`site_id = "main-site"`, func(e map[string]any) {
			e["site"] = map[string]any{"name": "Main Site", "code": "11"}
		}},
		"the login name": {"email_as_login_name = true", func(e map[string]any) {
			if contact, ok := e["contact"].(map[string]any); ok {
				delete(contact, "emailAsLoginName")
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			env.Inject(simulator.Fault{Path: anyUser, Rewrite: rewriteExtensions(test.change)})
			w := env.Scenario(user(minimal + "\n" + test.arguments))
			if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || result.Says("Warning") {
				t.Fatal(result.Output)
			}
			for range 2 {
				if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 {
					t.Error(result.Output)
				}
			}
		})
	}
}

// TestShortResponse updates a user where the response says only which user it was.
func TestShortResponse(t *testing.T) {
	t.Parallel()
	providertest.ShortResponse(t, anyUser, user(minimal), user(minimal+"\n"+`department = "Sales"`))
}

// TestUnreadableRoles creates a user whose roles can neither be assigned nor read: the
// state must not claim them, or no later plan would assign them.
func TestUnreadableRoles(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Inject(simulator.Fault{Path: anyUser, Rewrite: rewriteExtensions(func(e map[string]any) { delete(e, "roles") })})
	refuse := func() (remove func()) {
		return env.Inject(simulator.Fault{Path: roles, Status: 403, Body: errorBody("CMN-401", "")})
	}
	remove := refuse()
	w := env.Scenario(user(minimal + "\n" + `role_ids = ["4"]`))
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || !result.Says("Warning: Could not assign the roles 4") {
		t.Fatal(result.Output)
	}
	for range 2 {
		if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 2 || !result.Says("role_ids") || result.Says("roles that the state holds") {
			t.Errorf("exit code %d: %s", result.ExitCode, result.Output)
		}
	}
	if result := w.Run("apply", "-auto-approve"); result.ExitCode == 0 {
		t.Error(result.Output)
	}
	remove()
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || !result.Says("1 changed") {
		t.Error(result.Output)
	}
	refuse()
	if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 || !result.Says("roles that the state holds") {
		t.Errorf("roles that were assigned are forgotten: %s", result.Output)
	}
}

// TestRolesAssignedElsewhere: somebody assigns the roles that the create could not. Once
// they have been read, the state holds what was observed.
func TestRolesAssignedElsewhere(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Inject(simulator.Fault{Path: anyUser, Rewrite: rewriteExtensions(func(e map[string]any) { delete(e, "roles") })})
	remove := env.Inject(simulator.Fault{Path: roles, Status: 403, Body: errorBody("CMN-401", "")})
	w := env.Scenario(user(minimal + "\n" + `role_ids = ["4"]`))
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	remove()
	for _, e := range env.Extensions() {
		if e.Contact.Email == "orders@example.com" {
			if err := env.EditExtension(e.ID, func(e *simulator.Extension) { e.RoleIDs = []string{"4"} }); err != nil {
				t.Fatal(err)
			}
		}
	}
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || !result.Says("0 changed") {
		t.Error(result.Output)
	}
	env.Inject(simulator.Fault{Path: roles, Status: 403, Body: errorBody("CMN-401", "")})
	if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 {
		t.Error(result.Output)
	}
}

// TestImportedWithoutEmail deletes an imported user who has no e-mail address: that the
// address is missing does not mean that the import still goes on.
func TestImportedWithoutEmail(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	id := env.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", ExtensionNumber: "4711", Contact: simulator.Contact{FirstName: "Orders"}})
	w := env.Scenario(user(minimal))
	if result := w.Run("import", "ringcentral_service_user.test", id); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	if err := env.RemoveExtension(id); err != nil {
		t.Fatal(err)
	}
	if result := w.Run("plan"); result.ExitCode != 0 || !result.Says("no longer exists") {
		t.Error(result.Output)
	}
}

// TestUndeclaredRolesStayUnknown creates a user without role_ids where its roles cannot
// be read: that they are unknown does not mean that there are none.
func TestUndeclaredRolesStayUnknown(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Inject(simulator.Fault{Path: anyUser, Rewrite: rewriteExtensions(func(e map[string]any) { delete(e, "roles") })})
	env.Inject(simulator.Fault{Path: roles, Status: 403, Body: errorBody("CMN-401", "")})
	w := env.Scenario(user(minimal) + "\noutput \"unknown\" {\n  value = ringcentral_service_user.test.role_ids == null\n}\n")
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || !result.Says("unknown = true") {
		t.Error(result.Output)
	}
}

// TestImportRefusesOtherKinds imports what is not a user.
func TestImportRefusesOtherKinds(t *testing.T) {
	t.Parallel()
	env := providertest.StartWith(t, simulator.Options{Dialect: simulator.Dialect{Exceptions: []simulator.Exception{
		{Operations: []string{"readExtension"}, Problem: "body /type must be one of *"},
		{Operations: []string{"listExtensions"}, Problem: "body /records/*/type must be one of *"},
	}}})
	for says, extension := range map[string]simulator.Extension{
		"is an IVR menu, not a user":                       {Type: "IvrMenu", Status: "Enabled", ExtensionNumber: "39999", Contact: simulator.Contact{FirstName: "Language Selection"}},
		"is a call queue, not a user":                      {Type: "Department", Status: "Enabled", ExtensionNumber: "3999", Contact: simulator.Contact{FirstName: "Front Desk"}},
		"is an unassigned seat, not a user":                {Type: "User", Status: "Unassigned", ExtensionNumber: "3998"},
		`is of the type "DelegatedLinesGroup", not a user`: {Type: "DelegatedLinesGroup", Status: "Enabled", ExtensionNumber: "3997", Contact: simulator.Contact{FirstName: "A"}},
	} {
		id := env.AddExtension(extension)
		w := env.Scenario(user(minimal))
		for _, key := range []string{id, "extension_number:" + extension.ExtensionNumber, " " + id + " "} {
			if result := w.Run("import", "ringcentral_service_user.test", key); result.ExitCode == 0 || !result.Says(says) {
				t.Errorf("%s: %s", key, result.Output)
			}
		}
	}
}

// TestEmailInUse plans a user with the e-mail address of another one.
func TestEmailInUse(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", Contact: simulator.Contact{FirstName: "Somebody", LastName: "Else", Email: "ORDERS@example.com"}})
	// The e-mail address is looked up only if a grant exists already.
	w := env.Scenario("data \"ringcentral_account\" \"a\" {}\n" + strings.Replace(user(minimal), "{\n", "{\n  depends_on = [data.ringcentral_account.a]\n", 1))
	if result := w.Run("plan"); !result.Says("Warning: The e-mail address is in use") {
		t.Error(result.Output)
	}
}

// TestNamesakeOfAnotherResource plans a user like one that Terraform does not manage, but
// gives a role or looks up.
func TestNamesakeOfAnotherResource(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	id := env.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"3"}, Contact: simulator.Contact{FirstName: "Orders", Email: "orders@example.com"}})
	w := env.Scenario(fmt.Sprintf(`
data "ringcentral_extension" "colleague" {
  id = %[1]q
}

resource "ringcentral_user_role_assignment" "colleague" {
  user_id = data.ringcentral_extension.colleague.id
  role_id = "4"
}

resource "ringcentral_service_user" "test" {
  first_name = "Orders"
  email      = "orders@example.com"
  depends_on = [ringcentral_user_role_assignment.colleague]
}
`, id))
	for range 2 {
		if result := w.Run("apply", "-auto-approve"); result.ExitCode == 0 || !result.Says("Finding: object_exists") || !result.Says(id) {
			t.Error(result.Output)
		}
	}
}

// TestOldAccounts: old accounts have values that RingCentral no longer accepts.
func TestOldAccounts(t *testing.T) {
	t.Parallel()
	env := providertest.StartWith(t, simulator.Options{Dialect: simulator.Dialect{Exceptions: simulator.MustDialect("legacy").Exceptions}})
	title := strings.Repeat("x", 200)
	id := env.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", ExtensionNumber: "0", Contact: simulator.Contact{FirstName: "A", Email: "a@example.com"}})
	env.Inject(simulator.Fault{Path: anyUser, Rewrite: rewriteExtensions(func(extension map[string]any) {
		if contact, ok := extension["contact"].(map[string]any); ok {
			contact["jobTitle"] = title
		}
	})})
	w := env.Scenario(user(fmt.Sprintf("first_name = \"A\"\nemail = \"a@example.com\"\nextension_number = \"0\"\njob_title = %q", title)))
	if result := w.Run("import", "ringcentral_service_user.test", id); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 {
		t.Error(result.Output)
	}
}
