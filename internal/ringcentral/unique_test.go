// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// TestShiftingPages reads a list of which a record moves to the next page meanwhile: it
// is there once.
func TestShiftingPages(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newVirtualAccount(t, simulator.Options{MaxPerPage: 2})
		a.addUsers(3)
		a.Inject(simulator.Fault{Operation: "listExtensions", After: 1, Times: 1, Rewrite: func([]byte) []byte {
			first := a.Extensions()[1] // the last of the first page
			return []byte(`{"records":[{"id":` + first.ID + `,"type":"User","status":"Enabled"},{"id":5,"type":"User","status":"Enabled"}],"paging":{"page":2,"totalPages":2}}`)
		}})
		found, err := a.client.ListExtensions(t.Context(), ringcentral.ExtensionFilter{})
		if err != nil || len(found) != 3 {
			t.Errorf("got %d extensions, %v", len(found), err)
		}
	})
}

// TestRepeatedElements reads a user and a role whose responses name something twice.
func TestRepeatedElements(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newVirtualAccount(t, simulator.Options{})
		a.Inject(simulator.Fault{Operation: "readExtension", Status: http.StatusOK, Body: `{"id":1,"type":"User","status":"Enabled","roles":[{"id":"3"},{"id":3},{"id":"4"}]}`})
		a.Inject(simulator.Fault{Operation: "readUserRole", Status: http.StatusOK, Body: `{"id":"3","displayName":"Bots","permissions":[{"id":"A"},{"id":"A"}]}`})
		if user, err := a.client.Extension(t.Context(), "1"); err != nil || len(user.Roles) != 2 {
			t.Errorf("got %+v, %v", user, err)
		}
		if role, err := a.client.UserRole(t.Context(), "3"); err != nil || len(role.Permissions) != 1 {
			t.Errorf("got %+v, %v", role, err)
		}
	})
}
