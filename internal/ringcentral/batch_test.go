// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"errors"
	"net/http"
	"regexp"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// deleteUsers deletes users as Terraform does that works on all of them at once.
func (a *account) deleteUsers(t *testing.T, ids ...string) []error {
	errs := make([]error, len(ids))
	var wait sync.WaitGroup
	for i, id := range ids {
		wait.Go(func() {
			errs[i] = a.client.DeleteExtension(t.Context(), ringcentral.Extension{ID: ringcentral.ID(id), Type: "User"})
		})
	}
	wait.Wait()
	return errs
}

func TestDeleteUsersTogether(t *testing.T) {
	t.Parallel()
	refusal := func(status int, code string) *simulator.Fault {
		return &simulator.Fault{Method: http.MethodDelete, Path: regexp.MustCompile("/v2/.*/extensions$"), Status: status, Body: `{"errors":[{"errorCode":"` + code + `","message":"No"}]}`}
	}
	for name, test := range map[string]struct {
		users         int
		fault         *simulator.Fault
		heavy, medium int
	}{
		"one":                {1, nil, 1, 0},
		"a hundred":          {100, nil, 2, 0},
		"not available":      {30, refusal(http.StatusForbidden, "CMN-109"), 1, 30},
		"refused as it is":   {30, refusal(http.StatusBadRequest, "CMN-101"), 1, 30},
		"a response is lost": {30, &simulator.Fault{Method: http.MethodDelete, Drop: simulator.AfterProcessing, Times: 1}, 2, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newVirtualAccount(t, simulator.Options{})
				ids := a.addUsers(test.users)
				before := len(a.Extensions())
				if test.fault != nil {
					a.Inject(*test.fault)
				}
				for i, err := range a.deleteUsers(t, ids...) {
					if err != nil && !ringcentral.IsNotFound(err, "extensionId") {
						t.Errorf("user %d: %v", i, err)
					}
				}
				if left := len(a.Extensions()); left != before-test.users {
					t.Errorf("%d of %d extensions are left", left, before)
				}
				counts := map[string]int{}
				for _, request := range a.Requests() {
					counts[request.Group]++
				}
				if counts["heavy"] > test.heavy || counts["medium"] > test.medium {
					t.Errorf("took %v, want at most %d heavy and %d medium", counts, test.heavy, test.medium)
				}
			})
		})
	}
}

// TestDeleteUsersItemByItem reports the one user that cannot be deleted, and the one
// who is gone already, and deletes the others.
func TestDeleteUsersItemByItem(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newVirtualAccount(t, simulator.Options{})
		ids := a.addUsers(3)
		errs := a.deleteUsers(t, append(ids, a.AccountID(), "999999999")...)
		var refused *ringcentral.Error
		if errs[0] != nil || errs[1] != nil || errs[2] != nil || !errors.As(errs[3], &refused) || !ringcentral.IsNotFound(errs[4], "extensionId") {
			t.Errorf("got %v", errs)
		}
	})
}

// TestChangeRolesTogether changes the roles of many users role by role, of few user by
// user, and never takes a role away before the new one is there.
func TestChangeRolesTogether(t *testing.T) {
	t.Parallel()
	bulk := regexp.MustCompile("/bulk-assign$")
	for name, test := range map[string]struct {
		users         int
		fault         *simulator.Fault
		heavy, medium int
	}{
		"one":             {1, nil, 0, 1},
		"three":           {3, nil, 0, 3},
		"a hundred":       {100, nil, 2, 1},
		"not available":   {30, &simulator.Fault{Path: bulk, Status: http.StatusForbidden, Body: `{"errors":[{"errorCode":"CMN-109"}]}`}, 1, 30},
		"refused":         {30, &simulator.Fault{Path: bulk, Status: http.StatusBadRequest, Body: `{"errors":[{"errorCode":"CMN-101"}]}`}, 1, 30},
		"responses lost":  {30, &simulator.Fault{Path: bulk, Drop: simulator.AfterProcessing}, 1, 30},
		"second one lost": {30, &simulator.Fault{Path: bulk, Method: http.MethodPost, Drop: simulator.AfterProcessing, Times: 1}, 2, 31},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newVirtualAccount(t, simulator.Options{})
				ids := a.addUsers(test.users) // with the role 3
				if test.fault != nil {
					a.Inject(*test.fault)
				}
				before := len(a.Requests())
				var wait sync.WaitGroup
				for _, id := range ids {
					wait.Go(func() {
						roles, err := a.client.ChangeRoles(t.Context(), ringcentral.RoleChange{ExtensionID: id, From: []string{"3"}, To: []string{"4"}})
						if err != nil || len(roles) != 1 || roles[0].ID != "4" {
							t.Errorf("user %s has %v, %v", id, roles, err)
						}
					})
				}
				wait.Wait()
				for _, id := range ids {
					if user, _ := a.Extension(id); !slices.Equal(user.RoleIDs, []string{"4"}) {
						t.Errorf("user %s has %v", id, user.RoleIDs)
					}
				}
				counts := map[string]int{}
				for _, request := range a.Requests()[before:] {
					counts[request.Group]++
				}
				if counts["heavy"] > test.heavy || counts["medium"] > test.medium {
					t.Errorf("took %v, want at most %d heavy and %d medium", counts, test.heavy, test.medium)
				}
			})
		})
	}
}
