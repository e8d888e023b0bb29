// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// changedByTwo applies a user, another one and a role. Then two people change all three.
func changedByTwo(t *testing.T, configuration string) *drifting {
	t.Helper()
	i := providertest.Integrate(t, simulator.Options{})
	d := &drifting{i, i.Scenario(configuration + driftingRole + driftingUser + `
resource "ringcentral_service_user" "other" {
  first_name = "Other"
  email      = "other@example.com"
}
`)}
	if result := d.Run("apply", "-auto-approve"); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	people := make([]string, 0, 2)
	for _, name := range []string{"Avery", "Blake"} {
		people = append(people, i.AddExtension(simulator.Extension{Status: "Enabled", RoleIDs: []string{"1"}, Contact: simulator.Contact{FirstName: name, LastName: "Example", Email: strings.ToLower(name) + "@example.com"}}))
	}
	i.SignIn(people[0])
	if err := editUser(func(e *simulator.Extension) { e.Contact.Department = "Sales" })(t, d); err != nil {
		t.Fatal(err)
	}
	i.SignIn(people[1])
	if err := editManagedRole(func(r *simulator.Role) { r.Description = "By hand" })(t, d); err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(i.Extensions(), func(e simulator.Extension) bool { return e.Contact.FirstName == "Other" })
	if err := i.RemoveExtension(i.Extensions()[at].ID); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *drifting) searches() int {
	n := 0
	for _, r := range d.Requests() {
		if r.OperationID == "auditTrailSearch" {
			n++
		}
	}
	return n
}

func TestExplainDrift(t *testing.T) {
	t.Parallel()
	d := changedByTwo(t, "provider \"ringcentral\" {\n  explain_drift = true\n}\n")
	result := d.Run("plan")
	for _, text := range []string{
		"Warning: Service user managed@example.com was changed outside Terraform", "Avery Example (extension number 105, Super Admin)", "CHANGE_USER_INFO UPDATE",
		`Warning: Role "Managed" was changed outside Terraform`, "Blake Example (extension number 106, Super Admin)", "CHANGE_ROLE UPDATE (roleName)",
		"no longer exists", "CHANGE_USER_INFO DELETE",
	} {
		if !result.Says(text) {
			t.Errorf("it does not say %q", text)
		}
	}
	if result.ExitCode != 0 || d.searches() != 1 {
		t.Errorf("%d searches", d.searches())
	}
	if t.Failed() {
		t.Log(result.Output)
	}
	if result := d.Run("apply", "-auto-approve"); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	if state := d.Run("show", "-json"); strings.Contains(state.Output, "Avery") || strings.Contains(state.Output, "Blake") {
		t.Error("the state names people")
	}
}

func TestExplainDriftIsOptional(t *testing.T) {
	t.Parallel()
	d := changedByTwo(t, "")
	if result := d.Run("plan"); result.ExitCode != 0 || result.Says("Avery") || d.searches() != 0 {
		t.Error(result.Output)
	}
}

// TestExplainDriftFails plans without the explanation and says once why.
func TestExplainDriftFails(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]simulator.Fault{
		"no scope":     {Status: http.StatusForbidden, Body: `{"errors":[{"errorCode":"CMN-401","message":"needs [ReadAuditTrail]"}]}`},
		"rate limit":   {Status: http.StatusTooManyRequests, Header: http.Header{"X-Rate-Limit-Group": {"heavy"}}},
		"server error": {Status: http.StatusServiceUnavailable},
		"no list":      {Status: http.StatusOK, Body: `{"paging":{}}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := changedByTwo(t, "provider \"ringcentral\" {\n  explain_drift = true\n}\n")
			fault.Path = regexp.MustCompile("audit-trail/search$")
			d.Inject(fault)
			result := d.Run("plan")
			if result.ExitCode != 0 || result.Count("Could not explain what was changed") != 1 || !result.Says("department") || d.searches() != 1 {
				t.Errorf("%d searches: %s", d.searches(), result.Output)
			}
		})
	}
}
