// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// TestLookupsAreShared looks many objects up by what people know, at the same time
// and one after the other.
func TestLookupsAreShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newVirtualAccount(t, simulator.Options{})
		ids := a.addUsers(30)
		lookUp := func() {
			var wait sync.WaitGroup
			for i, id := range ids {
				wait.Go(func() {
					found, err := a.client.ListExtensions(t.Context(), ringcentral.ExtensionFilter{Email: []string{fmt.Sprintf("present-%d@example.com", i)}})
					if err != nil || len(found) != 1 || string(found[0].ID) != id {
						t.Errorf("user %d: %v, %v", i, found, err)
					}
				})
				wait.Go(func() {
					if roles, err := a.client.ListUserRoles(t.Context(), nil); err != nil || len(roles) == 0 {
						t.Errorf("%d roles, %v", len(roles), err)
					}
				})
			}
			wait.Wait()
		}
		if count, kinds := a.requestsFor(lookUp); count != 2 {
			t.Errorf("the lookups took %v", kinds)
		}
		if count, kinds := a.requestsFor(lookUp); count != 1 {
			t.Errorf("later lookups took %v, and roles are known already", kinds)
		}
		role, err := a.client.CreateUserRole(t.Context(), &ringcentral.UserRoleRequest{DisplayName: "Bots", Permissions: ringcentral.PermissionIDs([]string{"ReadCallLog"})})
		if err != nil {
			t.Fatal(err)
		}
		roles, err := a.client.ListUserRoles(t.Context(), nil)
		if err != nil || roles[len(roles)-1].ID != role.ID {
			t.Errorf("the new role is not in the list of %d: %v", len(roles), err)
		}
	})
}
