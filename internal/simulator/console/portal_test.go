// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

func completeUser(roleIDs ...string) url.Values {
	return url.Values{
		"action": {"save"}, "first_name": {"Orders"}, "last_name": {"Notifier"}, "email": {"orders@example.com"}, "extension_number": {"4711"},
		"department": {"IT"}, "job_title": {"Robot"}, "status": {"Disabled"}, "hidden": {"yes"}, "roles": roleIDs,
	}
}

func TestUserIsChangedByHand(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	id := p.user("DevPortalAccess")
	roleID := p.AddRole(simulator.Role{DisplayName: "Reader", Permissions: []string{"ReadCallLog"}})
	page := "/portal/users/" + id
	p.get("/portal/users").wantStatus(t, http.StatusOK).wantShown(t, page, "0 unassigned seats")
	p.get(page).wantStatus(t, http.StatusOK).wantShown(t, `name="email" value="`, `value="`+roleID+`"`)

	p.submit(page, p.URL, completeUser(roleID)).wantStatus(t, http.StatusSeeOther)
	e, _ := p.Extension(id)
	if e.Name() != "Orders Notifier" || e.Contact.Email != "orders@example.com" || e.ExtensionNumber != "4711" || e.Contact.Department != "IT" ||
		e.Contact.JobTitle != "Robot" || e.Status != "Disabled" || !e.Hidden || !slices.Equal(e.RoleIDs, []string{roleID}) {
		t.Errorf("the user is %+v", e)
	}

	p.submit(page, p.URL, url.Values{"action": {"delete"}}).wantStatus(t, http.StatusSeeOther)
	if _, ok := p.Extension(id); ok {
		t.Error("the user was not deleted")
	}
	p.get(page).wantStatus(t, http.StatusNotFound).wantShown(t, "There is no user with the ID "+id)
}

func TestRefusedUserKeepsWhatWasEntered(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	id := p.user("DevPortalAccess")
	before, _ := p.Extension(id)
	for field, message := range map[string]string{"first_name": "Enter the first name.", "status": "Choose a status.", "roles": "Choose at least one role."} {
		form := completeUser(before.RoleIDs...)
		form.Del(field)
		p.submit("/portal/users/"+id, p.URL, form).wantStatus(t, http.StatusUnprocessableEntity).wantShown(t, message, `value="orders@example.com"`)
	}
	if after, _ := p.Extension(id); after.Contact != before.Contact {
		t.Errorf("the user is %+v", after)
	}
}

func TestSeatIsAdded(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	p.submit("/portal/users", p.URL, nil).wantStatus(t, http.StatusSeeOther)
	p.get("/portal/users").wantShown(t, "1 unassigned seat.")
}

func TestRoleIsChangedByHand(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	id := p.AddRole(simulator.Role{DisplayName: "Reader", Permissions: []string{"ReadCallLog"}})
	page := "/portal/roles/" + id
	p.get("/portal/roles").wantStatus(t, http.StatusOK).wantShown(t, page, "Reader", "Super Admin")
	got := p.get(page).wantStatus(t, http.StatusOK).wantShown(t, `value="ReadCallLog" checked`)
	if n := strings.Count(string(got.body), " checked"); n != 1 {
		t.Errorf("%d permissions are chosen, want 1", n)
	}

	form := url.Values{"action": {"save"}, "name": {"Writer"}, "description": {"Writes."}, "permissions": {"BusinessSms", "ReadCallLog"}}
	p.submit(page, p.URL, form).wantStatus(t, http.StatusSeeOther)
	role, _ := p.Role(id)
	if role.DisplayName != "Writer" || role.Description != "Writes." || !slices.Equal(role.Permissions, form["permissions"]) {
		t.Errorf("the role is %+v", role)
	}

	form.Set("name", "")
	p.submit(page, p.URL, form).wantStatus(t, http.StatusUnprocessableEntity).wantShown(t, "Enter the name.")
	p.submit(page, p.URL, url.Values{"action": {"delete"}}).wantStatus(t, http.StatusSeeOther)
	if _, ok := p.Role(id); ok {
		t.Error("the role was not deleted")
	}
	p.submit("/portal/roles/1", p.URL, url.Values{"action": {"delete"}}).wantStatus(t, http.StatusUnprocessableEntity).wantShown(t, "A predefined role cannot be changed.")
}

func TestPortalRefusesForeignForms(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	id := p.user("DevPortalAccess")
	p.submit("/portal/users/"+id, "https://example.com", url.Values{"action": {"delete"}}).wantStatus(t, http.StatusForbidden)
	if _, ok := p.Extension(id); !ok {
		t.Error("a form of another site deleted the user")
	}
}

func TestUnknownPage(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	request := p.request(http.MethodGet, "/console/nowhere", "")
	request.Header.Set("Accept", "text/html,*/*")
	p.do(request).wantStatus(t, http.StatusNotFound).wantShown(t, "Page not found", "has no page /console/nowhere")
	request = p.request(http.MethodGet, "/restapi/v1.0/nowhere", "")
	request.Header.Set("Accept", "text/html,*/*")
	if got := p.do(request); strings.Contains(string(got.body), "<html") {
		t.Errorf("the API responds with a page: %s", got.body)
	}
}

func TestNextStepFillsInUserAndLabel(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	app := p.register(simulator.AppRegistration{Name: "Orders"})
	owner := p.user("DevPortalAccess")
	step := "Create the JWT credential: sign in to the Developer Console as extension " + owner + `, open http://x , set the label to "orders-notifier", permit the apps ` + app.ClientID
	p.get(creationPage+"?"+url.Values{"client_id": {app.ClientID}, "next_step": {step}}.Encode()).
		wantShown(t, `<option value="`+owner+`" selected>`, `name="label" value="orders-notifier"`, `id="label-asked">from Terraform`, `id="owner_id-asked">from Terraform`)
}

func TestCopyButtons(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	p.get("/").wantShown(t, ownScript)
	got := p.get("/console.js").wantStatus(t, http.StatusOK).wantShown(t, "navigator.clipboard")
	if got.header.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("the script is of the type %s", got.header.Get("Content-Type"))
	}
	if policy := p.get("/").header.Get("Content-Security-Policy"); !strings.Contains(policy, "script-src 'self'") {
		t.Errorf("the policy %s does not admit the script", policy)
	}
}

func TestDarkMode(t *testing.T) {
	t.Parallel()
	start(t, simulator.Options{}).get("/").wantShown(t, "prefers-color-scheme: dark")
}
