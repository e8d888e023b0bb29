// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// assignability returns the permissions of a role resource and whether each is
// assignable.
func assignability(t *testing.T, role received) map[string]bool {
	t.Helper()
	permissions := map[string]bool{}
	for i := range role.length(t, "permissions") {
		permissions[role.text(t, "permissions", i, "id")] = role.value(t, "permissions", i, "assignable").(bool)
	}
	return permissions
}

func TestRoleLifeCycle(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	created := p.send("POST", rolesPath, token, `{"displayName":"Orders notifier","description":"Sends","permissions":[{"id":"BusinessSms"},{"id":"Users"}]}`).
		wantStatus(t, http.StatusCreated)
	path := rolesPath + "/" + created.text(t, "id")
	if created.value(t, "custom") != true || created.text(t, "scope") != "Self" {
		t.Errorf("got %s", created.body)
	}
	for id, want := range map[string]bool{"BusinessSms": true, "OutboundSMS": false, "Users": true, "UserInfo": true, "EditUserInfo": false} {
		if got, present := assignability(t, created)[id]; !present || got != want {
			t.Errorf("%s: present %v, assignable %v, want %v", id, present, got, want)
		}
	}

	updated := p.send("PUT", path, token, `{"displayName":"Orders","permissions":[{"id":"BusinessSms"}]}`).wantStatus(t, http.StatusOK)
	if _, present := assignability(t, updated)["EditUserInfo"]; present || updated.value(t, "description") != nil {
		t.Errorf("an update replaces the role: %s", updated.body)
	}
	if read := p.send("GET", path, token, ""); string(read.body) != string(updated.body) {
		t.Errorf("read %s after update %s", read.body, updated.body)
	}
	if list := p.send("GET", rolesPath+"?custom=true", token, ""); list.length(t, "records") != 1 || list.length(t, "records", 0, "permissions") != updated.length(t, "permissions") {
		t.Errorf("got %s", list.body)
	}
	advanced := p.send("GET", path+"?advancedPermissions=true", token, "")
	if advanced.value(t, "permissions", 0, "permissionsCapabilities", "enabled") != true {
		t.Errorf("got %s", advanced.body)
	}

	user := p.AddExtension(simulator.Extension{RoleIDs: []string{created.text(t, "id")}})
	for _, query := range []string{"", "?validateOnly=true"} {
		p.send("DELETE", path+query, token, "").wantError(t, http.StatusBadRequest, "CMN-101", "roleId")
	}
	p.send("PUT", extensionsPath+"/"+user+"/assigned-role/default", token, "").wantStatus(t, http.StatusOK)
	p.send("DELETE", path+"?validateOnly=true", token, "").wantStatus(t, http.StatusNoContent)
	p.send("GET", path, token, "").wantStatus(t, http.StatusOK)
	p.send("DELETE", path, token, "").wantStatus(t, http.StatusNoContent)
	p.send("GET", path, token, "").wantError(t, http.StatusNotFound, "CMN-102", "roleId")
}

func TestRoleRequestsAreChecked(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	custom := p.AddRole(simulator.Role{DisplayName: "Taken"})
	other := p.AddRole(simulator.Role{DisplayName: "Other"})
	tests := []struct {
		method, path, body  string
		code, parameterName string
	}{
		{"POST", "", `{}`, "CMN-101", "displayName"},
		{"POST", "", `{"displayName":""}`, "CMN-101", "displayName"},
		{"POST", "", `{"displayName":"a<b"}`, "CMN-101", "displayName"},
		{"POST", "", `{"displayName":"taken"}`, "CMN-101", "displayName"},
		{"POST", "", `{"displayName":"A","description":"a/b"}`, "CMN-101", "description"},
		{"POST", "", `{"displayName":"A","scope":"Everything"}`, "CMN-101", "scope"},
		{"POST", "", `{"displayName":"A","uri":"https://x"}`, "CMN-101", "uri"},
		{"POST", "", `{"displayName":"A","permissions":[{"id":"BusinessSms"},{"id":"OutboundSMS"}]}`, "CMN-101", "permissions[1].id"},
		{"POST", "", `{"displayName":"A","permissions":[{"id":"Unknown"}]}`, "CMN-102", "permissions[0].id"},
		{"PUT", "/" + custom, `{"displayName":"other"}`, "CMN-101", "displayName"},
		{"PUT", "/" + custom, `{"displayName":"A","id":"` + other + `"}`, "CMN-108", "id"},
		{"PUT", "/1", `{"displayName":"A"}`, "CMN-101", "roleId"},
		{"DELETE", "/1", "", "CMN-101", "roleId"},
		{"PUT", "/default", `{}`, "CMN-101", "id"},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.method, test.path, test.body), func(t *testing.T) {
			p.send(test.method, rolesPath+test.path, token, test.body).wantError(t, http.StatusBadRequest, test.code, test.parameterName)
		})
	}
	p.send("PUT", rolesPath+"/"+custom, token, `{"displayName":"TAKEN"}`).wantStatus(t, http.StatusOK)
}

func TestAssignedRoles(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	user := p.AddExtension(simulator.Extension{})
	department := p.AddExtension(simulator.Extension{Type: "Department"})
	hidden := p.AddRole(simulator.Role{DisplayName: "Hidden", Hidden: true})
	path := extensionsPath + "/" + user + "/assigned-role"

	assigned := p.send("PUT", path, token, `{"records":[{"id":"4"},{"id":"`+hidden+`"}]}`).wantStatus(t, http.StatusOK)
	if assigned.length(t, "records") != 2 || assigned.value(t, "records", 0, "autoAssigned") != false {
		t.Errorf("got %s", assigned.body)
	}
	if got := p.send("GET", path, token, ""); got.length(t, "records") != 1 || got.text(t, "records", 0, "id") != "4" {
		t.Errorf("a hidden role is shown: %s", got.body)
	}
	if got := p.send("GET", path+"?showHidden=true", token, "").length(t, "records"); got != 2 {
		t.Errorf("got %d roles with showHidden", got)
	}
	p.send("PUT", path, token, `{"records":[]}`).wantError(t, http.StatusBadRequest, "CMN-101", "records")
	p.send("PUT", path, token, `{"records":[{"id":"99"}]}`).wantError(t, http.StatusNotFound, "CMN-102", "roleId")
	p.send("PUT", path, token, `{"records":[{"id":"4"},{"id":"4"}]}`).wantError(t, http.StatusBadRequest, "CMN-406", "records")
	p.send("PUT", extensionsPath+"/1/assigned-role", token, `{"records":[{"id":"4"}]}`).wantError(t, http.StatusNotFound, "CMN-102", "extensionId")
	p.send("PUT", extensionsPath+"/"+department+"/assigned-role", token, `{"records":[{"id":"4"}]}`).wantError(t, http.StatusForbidden, "CMN-403", "")

	all := p.send("GET", "/restapi/v1.0/account/~/assigned-role", token, "").wantStatus(t, http.StatusOK)
	if all.length(t, "records") != 3 || all.text(t, "records", 2, "extensionId") != user || all.text(t, "paging", "totalElements") != "3" {
		t.Errorf("got %s", all.body)
	}

	p.send("PUT", rolesPath+"/default", token, `{"id":"4"}`).wantStatus(t, http.StatusOK)
	if got := p.send("GET", rolesPath+"/default", token, "").text(t, "displayName"); got != "Standard" {
		t.Errorf("the default role is %q", got)
	}
	reset := p.send("PUT", path+"/default", token, "").wantStatus(t, http.StatusOK)
	if reset.length(t, "records") != 1 || reset.text(t, "records", 0, "id") != "4" || reset.value(t, "records", 0, "autoAssigned") != true {
		t.Errorf("got %s", reset.body)
	}
}

func TestDictionaries(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	first := p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusOK)
	if first.length(t, "records") != 100 || first.value(t, "navigation", "nextPage") == nil {
		t.Errorf("the dictionary has more than one page of 100: %s", first.body)
	}
	assignable := p.send("GET", permissionsPath+"?assignable=true&perPage=1000", token, "")
	children := p.send("GET", permissionsPath+"?assignable=false&perPage=1000", token, "")
	if total := fmt.Sprint(assignable.length(t, "records") + children.length(t, "records")); total != first.text(t, "paging", "totalElements") {
		t.Errorf("assignable and other permissions are %s together, want %s", total, first.text(t, "paging", "totalElements"))
	}
	included := map[string]bool{}
	for i := range assignable.length(t, "records") {
		for j := range assignable.length(t, "records", i, "includedPermissions") {
			included[assignable.text(t, "records", i, "includedPermissions", j, "id")] = true
		}
	}
	for i := range children.length(t, "records") {
		if id := children.text(t, "records", i, "id"); !included[id] {
			t.Errorf("no assignable permission includes %s", id)
		}
	}
	sms := p.send("GET", permissionsPath+"/BusinessSms", token, "")
	if sms.text(t, "displayName") != "Business SMS" || sms.text(t, "category", "id") != "Features" || sms.text(t, "includedPermissions", 0, "id") != "OutboundSMS" {
		t.Errorf("got %s", sms.body)
	}
	p.send("GET", permissionsPath+"/Unknown", token, "").wantError(t, http.StatusNotFound, "CMN-102", "permissionId")
	if got := p.send("GET", "/restapi/v1.0/dictionary/permission-category/Features", token, "").text(t, "id"); got != "Features" {
		t.Errorf("got category %q", got)
	}
	if got := p.send("GET", "/restapi/v1.0/dictionary/permission-category", token, "").length(t, "records"); got != 6 {
		t.Errorf("got %d categories", got)
	}
	custom := p.AddRole(simulator.Role{DisplayName: "Custom"})
	roles := p.send("GET", "/restapi/v1.0/dictionary/user-role", token, "")
	if roles.text(t, "records", 0, "displayName") != "Super Admin" {
		t.Errorf("got %s", roles.body)
	}
	p.send("GET", "/restapi/v1.0/dictionary/user-role/3", token, "").wantStatus(t, http.StatusOK)
	p.send("GET", "/restapi/v1.0/dictionary/user-role/"+custom, token, "").wantError(t, http.StatusNotFound, "CMN-102", "roleId")
}

func TestAuthorizationProfile(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token, userID := p.tokenFor(nil, "Self", "BusinessSms")
	admin := p.Administrator().ExtensionID
	profile := p.send("GET", extensionsPath+"/~/authz-profile", token, "").wantStatus(t, http.StatusOK)
	var held []string
	for i := range profile.length(t, "permissions") {
		held = append(held, profile.text(t, "permissions", i, "permission", "id"))
	}
	if !slices.Contains(held, "OutboundSMS") || slices.Contains(held, "Users") {
		t.Errorf("the profile holds %v", held)
	}
	if got := profile.text(t, "permissions", 0, "scopes", 0); got != "Self" {
		t.Errorf("the scope is %q", got)
	}

	check := func(query string) received {
		return p.send("GET", extensionsPath+"/~/authz-profile/check?"+query, token, "")
	}
	if got := check("permissionId=OutboundSMS"); got.value(t, "successful") != true || got.text(t, "details", "permission", "id") != "OutboundSMS" {
		t.Errorf("got %s", got.body)
	}
	if got := check("permissionId=OutboundSMS&targetExtensionId=" + userID); got.value(t, "successful") != true {
		t.Errorf("got %s", got.body)
	}
	for _, query := range []string{"permissionId=Users", "permissionId=OutboundSMS&targetExtensionId=" + admin} {
		if got := check(query); got.value(t, "successful") != false || got.value(t, "details") != nil {
			t.Errorf("%s: got %s", query, got.body)
		}
	}
	check("").wantError(t, http.StatusBadRequest, "CMN-101", "permissionId")
	check("permissionId=Unknown").wantError(t, http.StatusNotFound, "CMN-102", "permissionId")
	check("permissionId=Users&targetExtensionId=1").wantError(t, http.StatusNotFound, "CMN-102", "targetExtensionId")

	for scope, want := range map[string][]any{
		"Account":        {"Account", "AllExtensions", "Self"},
		"AllExtensions":  {"AllExtensions", "Self"},
		"UserExtensions": {"UserExtensions", "Self"},
		"Group":          {"RoleBased"},
	} {
		role := p.AddRole(simulator.Role{DisplayName: scope, Scope: scope, Permissions: []string{"BusinessSms"}})
		if err := p.EditExtension(userID, func(e *simulator.Extension) { e.RoleIDs = []string{role} }); err != nil {
			t.Fatal(err)
		}
		got := check("permissionId=BusinessSms&targetExtensionId=" + admin)
		if diff := cmp.Diff(want, got.value(t, "details", "scopes")); diff != "" {
			t.Errorf("role scope %s: %s", scope, diff)
		}
	}

	other := p.send("GET", extensionsPath+"/"+userID+"/authz-profile/check?permissionId=BusinessSms", p.administratorToken(), "")
	if other.value(t, "successful") != true {
		t.Errorf("an administrator checks another user: %s", other.body)
	}
}
