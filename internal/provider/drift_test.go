// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// drifting is an integration under Terraform that somebody changes by hand.
type drifting struct {
	*providertest.Integration
	*providertest.Workspace
}

// find returns the ID of the user or role that Terraform has made.
func (d *drifting) user(t *testing.T) string {
	t.Helper()
	for _, e := range d.Extensions() {
		if e.Contact.FirstName == "Managed" {
			return e.ID
		}
	}
	t.Fatal("there is no managed user")
	return ""
}

func (d *drifting) role(t *testing.T) string {
	t.Helper()
	for _, r := range d.Roles() {
		if r.DisplayName == "Managed" {
			return r.ID
		}
	}
	t.Fatal("there is no managed role")
	return ""
}

const driftingRole = `
resource "ringcentral_user_role" "test" {
  display_name    = "Managed"
  description     = "As declared"
  scope           = "AllExtensions"
  site_compatible = true
  permissions     = ["BusinessSms", "ThirdPartyAppAccess"]
}
`

const driftingUser = `
resource "ringcentral_service_user" "test" {
  first_name       = "Managed"
  last_name        = "Service"
  email            = "managed@example.com"
  extension_number = "4711"
  department       = "IT"
  job_title        = "Integration"
  hidden           = false
  role_ids         = ["4"]
}
`

func driftingSite(*drifting) string {
	return strings.Replace(driftingUser, "hidden ", "site_id          = \"main-site\"\n  hidden ", 1)
}

func driftingApp(d *drifting) string {
	return app(`["ReadAccounts", "SMS"]`, fmt.Sprintf("client_id     = \"CLIENT_ID\"\n  client_secret_from = { env = \"SECRET\" }\n  jwt_from           = { env = %q }", d.JWTVariable))(d.Integration)
}

func driftingCredential(d *drifting) string {
	return credentialOf(`jwt_from = { env = "JWT" }`)(d.Integration)
}

func driftingAssignment(d *drifting) string {
	return fmt.Sprintf("resource \"ringcentral_user_role_assignment\" \"test\" {\n  user_id = %q\n  role_id = \"3\"\n}\n", d.OwnerID)
}

func always(configuration string) func(*drifting) string {
	return func(*drifting) string { return configuration }
}

// driftRow is one change by hand.
type driftRow struct {
	options       simulator.Options
	configuration func(*drifting) string
	cause         func(t *testing.T, d *drifting) error
	// shows is a line of the plan: the attribute that differs, or what is created.
	shows string
	// clicks is set where only a person can repair: what apply says, and the repair.
	clicks string
	repair func(t *testing.T, d *drifting) error
}

func editUser(change func(*simulator.Extension)) func(*testing.T, *drifting) error {
	return func(t *testing.T, d *drifting) error {
		t.Helper()
		return d.EditExtension(d.user(t), change)
	}
}

func editManagedRole(change func(*simulator.Role)) func(*testing.T, *drifting) error {
	return func(t *testing.T, d *drifting) error {
		t.Helper()
		return d.EditRole(d.role(t), change)
	}
}

func editManagedApp(change func(*simulator.App)) func(*testing.T, *drifting) error {
	return func(_ *testing.T, d *drifting) error { return d.EditApp(d.App.ClientID, change) }
}

func putBack(_ *testing.T, d *drifting) error {
	return d.EditApp(d.App.ClientID, func(a *simulator.App) {
		a.Scopes, a.JWTFlow, a.Blocked = []string{"ReadAccounts", "SMS"}, true, false
	})
}

var drifts = map[string]driftRow{
	"first name":       {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.Contact.FirstName = "Other" }), shows: "~ first_name"},
	"last name":        {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.Contact.LastName = "Other" }), shows: "~ last_name"},
	"e-mail":           {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.Contact.Email = "other@example.com" }), shows: "~ email"},
	"extension number": {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.ExtensionNumber = "4712" }), shows: "~ extension_number"},
	"department":       {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.Contact.Department = "HR" }), shows: "~ department"},
	"department gone":  {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.Contact.Department = "" }), shows: "+ department"},
	"job title":        {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.Contact.JobTitle = "Boss" }), shows: "~ job_title"},
	"user disabled":    {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.Status = "Disabled" }), shows: "~ status"},
	"user frozen":      {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.Status = "Frozen" }), shows: "~ status"},
	"user type":        {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.Type = "VirtualUser" }), shows: "~ type"},
	"user hidden": {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.Hidden = true }), shows: "~ hidden",
		clicks: "change it in the Admin Portal", repair: editUser(func(e *simulator.Extension) { e.Hidden = false })},
	"cost center": {configuration: always(strings.Replace(driftingUser, "hidden ", "cost_center_id   = \"401125\"\n  hidden ", 1)), cause: editUser(func(e *simulator.Extension) { e.CostCenterID = "401126" }), shows: "~ cost_center_id",
		clicks: "change it in the Admin Portal", repair: editUser(func(e *simulator.Extension) { e.CostCenterID = "401125" })},
	"user moved to another site": {options: simulator.Options{MultiSite: true}, configuration: driftingSite, cause: editUser(func(e *simulator.Extension) { e.SiteID = "62264418008" }), shows: "~ site_id"},
	"role added to the user":     {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.RoleIDs = []string{"4", "1"} }), shows: "~ role_ids"},
	"role of the user replaced":  {configuration: always(driftingUser), cause: editUser(func(e *simulator.Extension) { e.RoleIDs = []string{"3"} }), shows: "~ role_ids"},
	"user deleted": {configuration: always(driftingUser), cause: func(t *testing.T, d *drifting) error {
		t.Helper()
		return d.RemoveExtension(d.user(t))
	}, shows: "ringcentral_service_user.test will be created"},
	"user deleted and made again by hand": {configuration: always(strings.Replace(driftingUser, "  extension_number = \"4711\"\n", "", 1)), cause: func(t *testing.T, d *drifting) error {
		t.Helper()
		if err := d.RemoveExtension(d.user(t)); err != nil {
			return err
		}
		d.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"4"}, Contact: simulator.Contact{FirstName: "Made", LastName: "By Hand", Email: "by-hand@example.com"}})
		return nil
	}, shows: "ringcentral_service_user.test will be created"},

	"role renamed":            {configuration: always(driftingRole), cause: editManagedRole(func(r *simulator.Role) { r.DisplayName = "Other" }), shows: "~ display_name"},
	"description of the role": {configuration: always(driftingRole), cause: editManagedRole(func(r *simulator.Role) { r.Description = "Other" }), shows: "~ description"},
	"scope of the role":       {configuration: always(driftingRole), cause: editManagedRole(func(r *simulator.Role) { r.Scope = "Self" }), shows: "~ scope"},
	"site compatibility":      {configuration: always(driftingRole), cause: editManagedRole(func(r *simulator.Role) { r.SiteCompatible = false }), shows: "~ site_compatible"},
	"permission added":        {configuration: always(driftingRole), cause: editManagedRole(func(r *simulator.Role) { r.Permissions = append(r.Permissions, "AccountAdministration") }), shows: `- "AccountAdministration"`},
	"permission removed":      {configuration: always(driftingRole), cause: editManagedRole(func(r *simulator.Role) { r.Permissions = []string{"ThirdPartyAppAccess"} }), shows: `+ "BusinessSms"`},
	"permission replaced":     {configuration: always(driftingRole), cause: editManagedRole(func(r *simulator.Role) { r.Permissions = []string{"ThirdPartyAppAccess", "InternalSMS"} }), shows: `- "InternalSMS"`},
	"role deleted": {configuration: always(driftingRole), cause: func(t *testing.T, d *drifting) error {
		t.Helper()
		return d.RemoveRole(d.role(t))
	}, shows: "ringcentral_user_role.test will be created"},

	"single role taken away": {configuration: driftingAssignment, cause: func(_ *testing.T, d *drifting) error {
		return d.EditExtension(d.OwnerID, func(e *simulator.Extension) { e.RoleIDs = []string{d.RoleID} })
	}, shows: "ringcentral_user_role_assignment.test will be created"},

	"scope added":   {configuration: driftingApp, cause: editManagedApp(func(a *simulator.App) { a.Scopes = append(a.Scopes, "Faxes") }), shows: `- "Faxes"`, clicks: "remove Faxes from its application scopes", repair: putBack},
	"scope removed": {configuration: driftingApp, cause: editManagedApp(func(a *simulator.App) { a.Scopes = []string{"ReadAccounts"} }), shows: `+ "SMS"`, clicks: "add SMS to its application scopes", repair: putBack},
	"JWT flow off":  {configuration: driftingApp, cause: editManagedApp(func(a *simulator.App) { a.JWTFlow = false }), shows: "~ status", clicks: `select "JWT auth flow"`, repair: putBack},
	"app blocked":   {configuration: driftingApp, cause: editManagedApp(func(a *simulator.App) { a.Blocked = true }), shows: "~ status", clicks: "check its status", repair: putBack},
	"app deleted": {configuration: driftingApp, cause: func(_ *testing.T, d *drifting) error { return d.DeleteApp(d.App.ClientID) }, shows: "~ status", clicks: "register the app again",
		repair: func(_ *testing.T, d *drifting) error {
			renewed, err := d.RegisterApp(simulator.AppRegistration{Name: "Orders", Description: "Sends order updates by SMS.", Scopes: []string{"ReadAccounts", "SMS"}, JWTFlow: true})
			if err != nil {
				return err
			}
			d.App = renewed
			d.ChangeSecret(d.SecretVariable, renewed.ClientSecret)
			d.ChangeSecret(d.JWTVariable, d.NewJWT())
			d.Write(driftingApp(d))
			return nil
		}},
	"client secret rotated": {configuration: driftingApp, cause: func(_ *testing.T, d *drifting) error {
		_, err := d.RotateClientSecret(d.App.ClientID)
		return err
	}, shows: "~ status", clicks: "Copy the Client Secret", repair: func(_ *testing.T, d *drifting) error {
		for _, a := range d.Apps() {
			if a.ClientID == d.App.ClientID {
				d.ChangeSecret(d.SecretVariable, a.ClientSecret)
			}
		}
		return nil
	}},
	"credential revoked": {configuration: driftingApp, cause: func(_ *testing.T, d *drifting) error { return d.DeleteCredential(d.Credential.TokenID) }, shows: "~ status", clicks: "Create a new JWT credential",
		repair: func(_ *testing.T, d *drifting) error { d.ChangeSecret(d.JWTVariable, d.NewJWT()); return nil }},
	"permitted apps of the credential": {configuration: driftingApp, cause: func(_ *testing.T, d *drifting) error {
		return d.EditCredential(d.Credential.TokenID, []string{d.Administrator().ClientID})
	}, shows: "~ status", clicks: "open the credential in the Developer Console", repair: func(_ *testing.T, d *drifting) error {
		return d.EditCredential(d.Credential.TokenID, []string{d.App.ClientID})
	}},
	"credential replaced": {configuration: driftingCredential, cause: func(_ *testing.T, d *drifting) error {
		d.ChangeSecret(d.JWTVariable, d.NewJWT())
		return nil
	}, shows: "~ fingerprint"},
}

// TestAccDrift causes every change. plan and plan -refresh-only must see it; apply
// repairs it, or says what a person must click; then the plan is empty.
func TestAccDrift(t *testing.T) {
	t.Parallel()
	for name, row := range drifts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			t.Cleanup(func() { providertest.ReportDrift(t, "row", !t.Failed()) })
			d := &drifting{Integration: providertest.Integrate(t, row.options)}
			d.Workspace = d.Scenario(row.configuration(d))
			want(t, d.Workspace, 0, "", "apply", "-auto-approve")
			want(t, d.Workspace, 0, "No changes.", "plan", "-detailed-exitcode")
			if err := row.cause(t, d); err != nil {
				t.Fatal(err)
			}
			want(t, d.Workspace, 2, row.shows, "plan", "-detailed-exitcode")
			if name != "credential replaced" { // a rotation is planned, and not refreshed
				want(t, d.Workspace, 2, "", "plan", "-refresh-only", "-detailed-exitcode")
			}
			if row.repair == nil {
				want(t, d.Workspace, 0, "", "apply", "-auto-approve")
			} else {
				want(t, d.Workspace, 1, row.clicks, "apply", "-auto-approve")
				if err := row.repair(t, d); err != nil {
					t.Fatal(err)
				}
				want(t, d.Workspace, 0, "", "apply", "-auto-approve")
			}
			want(t, d.Workspace, 0, "No changes.", "plan", "-detailed-exitcode")
		})
	}
}

// irrelevant are changes on the platform that concern nothing under Terraform.
var irrelevant = []func(t *testing.T, d *drifting) error{
	func(_ *testing.T, d *drifting) error {
		d.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"4"}, Contact: simulator.Contact{FirstName: "Example", LastName: "Colleague", Email: "colleague@example.com"}})
		return nil
	},
	func(_ *testing.T, d *drifting) error {
		d.AddExtension(simulator.Extension{Type: "Department", Status: "Enabled", Contact: simulator.Contact{FirstName: "Support", Email: "support@example.com"}})
		return nil
	},
	colleague(func(e *simulator.Extension) { e.Status = "Disabled" }),
	colleague(func(e *simulator.Extension) { e.Contact.Email = "colleague@example.org" }),
	colleague(func(e *simulator.Extension) { e.RoleIDs = []string{"1", "3"} }),
	func(t *testing.T, d *drifting) error {
		t.Helper()
		return d.RemoveExtension(d.colleague(t))
	},
	func(_ *testing.T, d *drifting) error {
		d.AddRole(simulator.Role{DisplayName: "Reader", Custom: true, Permissions: []string{"ReadCallLog"}})
		return nil
	},
	otherRole(func(r *simulator.Role) { r.Permissions = append(r.Permissions, "Users") }),
	otherRole(func(r *simulator.Role) { r.Description = "Changed" }),
	editManagedRole(func(r *simulator.Role) { slices.Reverse(r.Permissions) }),
	editManagedRole(func(r *simulator.Role) { r.Permissions = append(r.Permissions, "OutboundSMS") }), // BusinessSms includes it
	editManagedRole(func(r *simulator.Role) { r.Permissions = append(r.Permissions, "ReadMessages") }),
	editUser(func(e *simulator.Extension) { e.SetupWizardState = "Completed" }),
	editUser(func(e *simulator.Extension) { e.Contact.Company = "Example Ltd" }),
	editUser(func(e *simulator.Extension) { e.Contact.BusinessPhone = "+442071234567" }),
	editUser(func(e *simulator.Extension) { e.Contact.MobilePhone = "+447700900123" }),
	editUser(func(e *simulator.Extension) { e.Contact.BusinessAddress.City = "London" }),
	editUser(func(e *simulator.Extension) { e.Contact.EmailAsLoginName = !e.Contact.EmailAsLoginName }),
	editUser(func(e *simulator.Extension) { e.Contact.Email = strings.ToUpper(e.Contact.Email) }),
	editUser(func(e *simulator.Extension) { e.PartnerID = "partner" }),
	editUser(func(e *simulator.Extension) { e.HasPassword = !e.HasPassword }),
	editUser(func(e *simulator.Extension) { e.HasIVRPIN = !e.HasIVRPIN }),
	editUser(func(e *simulator.Extension) {
		e.References = []simulator.Reference{{Ref: "1", Type: "CustomerDirectoryId"}}
	}),
	func(_ *testing.T, d *drifting) error {
		_, err := d.RegisterApp(simulator.AppRegistration{Name: "Another", Description: "Does something else.", Scopes: []string{"Faxes"}, JWTFlow: true})
		return err
	},
	editManagedApp(func(a *simulator.App) { slices.Reverse(a.Scopes) }),
	editManagedApp(func(a *simulator.App) { a.Name = "Renamed in the Console" }), // nobody can observe it
	editManagedApp(func(a *simulator.App) { a.RefreshTokens = true }),
	func(_ *testing.T, d *drifting) error {
		_, _, err := d.CreateCredential(simulator.CredentialRequest{OwnerID: d.OwnerID, Label: "another", ClientIDs: []string{d.App.ClientID}})
		return err
	},
	func(_ *testing.T, d *drifting) error {
		return d.EditCredential(d.Credential.TokenID, []string{d.App.ClientID, d.Administrator().ClientID})
	},
	func(_ *testing.T, d *drifting) error { return d.EditCredential(d.Credential.TokenID, nil) }, // all apps
	func(_ *testing.T, d *drifting) error {
		return d.EditExtension(d.OwnerID, func(e *simulator.Extension) { slices.Reverse(e.RoleIDs) })
	},
}

func (d *drifting) colleague(t *testing.T) string {
	t.Helper()
	for _, e := range d.Extensions() {
		if e.Contact.LastName == "Colleague" {
			return e.ID
		}
	}
	t.Fatal("there is no colleague")
	return ""
}

func colleague(change func(*simulator.Extension)) func(*testing.T, *drifting) error {
	return func(t *testing.T, d *drifting) error {
		t.Helper()
		return d.EditExtension(d.colleague(t), change)
	}
}

func otherRole(change func(*simulator.Role)) func(*testing.T, *drifting) error {
	return func(_ *testing.T, d *drifting) error {
		for _, r := range d.Roles() {
			if r.DisplayName == "Reader" {
				return d.EditRole(r.ID, change)
			}
		}
		return fmt.Errorf("there is no other role")
	}
}

// TestAccNoFalseDrift makes one irrelevant change after another. The plan stays empty.
func TestAccNoFalseDrift(t *testing.T) {
	t.Parallel()
	d := &drifting{Integration: providertest.Integrate(t, simulator.Options{})}
	d.Workspace = d.Scenario(driftingRole + driftingUser + driftingApp(d) + driftingCredential(d) + driftingAssignment(d))
	want(t, d.Workspace, 0, "", "apply", "-auto-approve")
	for k, change := range irrelevant {
		if err := change(t, d); err != nil {
			t.Fatal(err)
		}
		result := d.Run("plan", "-detailed-exitcode")
		if result.ExitCode != 0 {
			t.Errorf("after the irrelevant change %d the plan ends with %d:\n%s", k, result.ExitCode, result.Output)
		}
		providertest.ReportDrift(t, "irrelevant", result.ExitCode == 0)
		if result.ExitCode != 0 {
			return
		}
	}
}
