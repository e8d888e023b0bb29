// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// aNewUser is the n-th user of a test.
func aNewUser(n int) *ringcentral.ExtensionCreate {
	return &ringcentral.ExtensionCreate{
		Contact: ringcentral.ContactCreate{FirstName: fmt.Sprint("User ", n), LastName: "Integration", Email: fmt.Sprintf("user-%d@example.com", n)},
		Status:  "Enabled", Type: "User",
	}
}

// createUsers creates users as Terraform does that works on all of them at once.
func (a *account) createUsers(ctx context.Context, users ...*ringcentral.ExtensionCreate) (created []*ringcentral.Extension, errs []error) {
	created, errs = make([]*ringcentral.Extension, len(users)), make([]error, len(users))
	var wait sync.WaitGroup
	for i, user := range users {
		wait.Go(func() { created[i], errs[i] = a.client.CreateExtension(ctx, user) })
	}
	wait.Wait()
	return created, errs
}

// usersOf counts the account's users by the e-mail address.
func (a *account) usersOf() map[string]int {
	users := map[string]int{}
	for _, e := range a.Extensions() {
		if strings.HasPrefix(e.Contact.Email, "user-") {
			users[e.Contact.Email]++
		}
	}
	return users
}

// expectUsers asserts that each new user exists once, and is who was asked for.
func (a *account) expectUsers(t *testing.T, users []*ringcentral.ExtensionCreate, created []*ringcentral.Extension, errs []error) {
	t.Helper()
	existing := a.usersOf()
	if len(existing) != len(users) {
		t.Errorf("the account has the users %v, want %d", existing, len(users))
	}
	for i, user := range users {
		switch {
		case errs[i] != nil:
			t.Errorf("user %d: %v", i, errs[i])
		case existing[user.Contact.Email] != 1:
			t.Errorf("there are %d users %s", existing[user.Contact.Email], user.Contact.Email)
		case created[i].Contact.Email != user.Contact.Email || len(created[i].ID) == 0:
			t.Errorf("user %d: got %+v", i, created[i])
		}
	}
}

func newUsers(n int) []*ringcentral.ExtensionCreate {
	users := make([]*ringcentral.ExtensionCreate, 0, n)
	for i := range n {
		users = append(users, aNewUser(i))
	}
	return users
}

// TestCreateUsersTogether counts what users cost that are created at the same time: a
// request for each, and one search for all.
func TestCreateUsersTogether(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		users, medium int
		windows       float64
	}{
		"one":                    {users: 1, medium: 2, windows: 0.1},
		"thirty":                 {users: 30, medium: 31, windows: 0.2},
		"more than a window has": {users: 100, medium: 101, windows: 2.2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newVirtualAccount(t, simulator.Options{})
				users := newUsers(test.users)
				start := time.Now()
				created, errs := a.createUsers(t.Context(), users...)
				took := time.Since(start).Minutes()
				a.expectUsers(t, users, created, errs)
				counts := map[string]int{}
				for _, request := range a.Requests() {
					counts[request.Group]++
					if request.Status == http.StatusTooManyRequests {
						t.Error("the rate limit was met")
					}
				}
				if counts["heavy"] > 0 || counts["medium"] > test.medium || counts["light"] > 1 { // the first one is read back
					t.Errorf("took %v, want %d medium and 1 light", counts, test.medium)
				}
				if took > test.windows {
					t.Errorf("took %.2f windows, want at most %.2f", took, test.windows)
				}
			})
		})
	}
}

// TestCreateUsersInALargeAccount does not page through an account to see whether a
// few users are there already, and still sees one.
func TestCreateUsersInALargeAccount(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newVirtualAccount(t, simulator.Options{})
		for n := range 5000 {
			a.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", ExtensionNumber: fmt.Sprint(1_000_000 + n), RoleIDs: []string{"3"},
				Contact: simulator.Contact{FirstName: "Other", LastName: fmt.Sprint(n), Email: fmt.Sprintf("other-%d@example.com", n)}})
		}
		users := newUsers(5)
		a.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"3"},
			Contact: simulator.Contact{FirstName: "User 4", LastName: "Integration", Email: "user-4@example.com"}})
		created, errs := a.createUsers(t.Context(), users...)
		var exists *ringcentral.ExistsError
		if !errors.As(errs[4], &exists) {
			t.Errorf("the user who exists: %v", errs[4])
		}
		if medium := a.countOf("listExtensions"); medium > 3 {
			t.Errorf("took %d lists, want the first page, one query, and one for the user who exists", medium)
		}
		for i := range 4 {
			if errs[i] != nil || created[i] == nil {
				t.Errorf("user %d: %v", i, errs[i])
			}
		}
	})
}

// TestCreateUsersItemByItem creates all but the user that the platform refuses, and
// reports that one as a single request does.
func TestCreateUsersItemByItem(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newVirtualAccount(t, simulator.Options{})
		a.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", ExtensionNumber: "777", Contact: simulator.Contact{FirstName: "A", Email: "a@example.com"}})
		users := newUsers(5)
		users[2].ExtensionNumber = "777"
		created, errs := a.createUsers(t.Context(), users...)
		var refused *ringcentral.Error
		if !errors.As(errs[2], &refused) || refused.ParameterName != "extensionNumber" {
			t.Errorf("the refused user: %v", errs[2])
		}
		rest := append(users[:2:2], users[3:]...)
		a.expectUsers(t, rest, append(created[:2:2], created[3:]...), append(errs[:2:2], errs[3:]...))
	})
}

func (a *account) countOf(operation string) (count int) {
	for _, request := range a.Requests() {
		if request.OperationID == operation {
			count++
		}
	}
	return count
}

// TestLostCreation loses responses: whatever the platform did, each user exists once
// in the end.
func TestLostCreation(t *testing.T) {
	t.Parallel()
	faults := map[string]simulator.Fault{
		"reset before":    {Drop: simulator.BeforeProcessing},
		"reset after":     {Drop: simulator.AfterProcessing},
		"gateway timeout": {Status: http.StatusGatewayTimeout},
		"server error":    {Status: http.StatusInternalServerError},
		"not JSON":        {Status: http.StatusOK, Body: "<html>Welcome to the hotel</html>", ContentType: "text/html"},
		"not an object":   {Status: http.StatusOK, Body: `{}`},
	}
	for name, fault := range faults {
		for _, n := range []int{1, 3, 10} {
			t.Run(fmt.Sprintf("%s, %d users", name, n), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					a := newVirtualAccount(t, simulator.Options{Limits: simulator.GenerousLimits()})
					fault := fault // each subtest arms its own
					fault.Method, fault.Times, fault.Path = http.MethodPost, 1, regexp.MustCompile("/extension$")
					a.Inject(fault)
					users := newUsers(n)
					created, errs := a.createUsers(t.Context(), users...)
					a.expectUsers(t, users, created, errs)
				})
			})
		}
	}
}

// TestLostForEver ends with an error that says so, and nothing is made twice.
func TestLostForEver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newVirtualAccount(t, simulator.Options{Limits: simulator.GenerousLimits()})
		a.Inject(simulator.Fault{Method: http.MethodPost, Path: regexp.MustCompile("/extension$"), Drop: simulator.BeforeProcessing})
		_, errs := a.createUsers(t.Context(), aNewUser(0))
		var uncertain *ringcentral.UncertainError
		if !errors.As(errs[0], &uncertain) || len(uncertain.IDs) != 0 {
			t.Errorf("got %v", errs[0])
		}
		if sent := a.countOf("createExtension"); sent != 2 {
			t.Errorf("the create was sent %d times", sent)
		}
	})
}

// TestLostAndCannotLook does not send a create again when nobody can tell what
// became of it.
func TestLostAndCannotLook(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newVirtualAccount(t, simulator.Options{Limits: simulator.GenerousLimits()})
		extensions := regexp.MustCompile("/extension$")
		a.Inject(simulator.Fault{Method: http.MethodGet, Path: extensions, Times: 1, Delay: time.Millisecond}) // the look before
		a.Inject(simulator.Fault{Method: http.MethodPost, Path: extensions, Times: 1, Drop: simulator.AfterProcessing})
		a.Inject(simulator.Fault{Method: http.MethodGet, Path: extensions, Status: http.StatusServiceUnavailable})
		_, errs := a.createUsers(t.Context(), aNewUser(0))
		var uncertain *ringcentral.UncertainError
		if !errors.As(errs[0], &uncertain) {
			t.Errorf("got %v", errs[0])
		}
		if existing := a.usersOf(); existing["user-0@example.com"] != 1 || a.countOf("createExtension") != 1 {
			t.Errorf("there are %v after %d creations", existing, a.countOf("createExtension"))
		}
	})
}

// TestCreateWhatExists refuses to make twice what another run has left behind, and
// lets people who share an address be.
func TestCreateWhatExists(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newVirtualAccount(t, simulator.Options{Limits: simulator.GenerousLimits(), Dialect: simulator.Dialect{Account: simulator.AccountFacts{SharedEmails: true}}})
		user := aNewUser(0)
		created, errs := a.createUsers(t.Context(), user)
		if errs[0] != nil {
			t.Fatal(errs[0])
		}
		a.client = a.newClient(t)
		var exists *ringcentral.ExistsError
		if _, errs = a.createUsers(t.Context(), user); !errors.As(errs[0], &exists) || len(exists.IDs) != 1 || exists.IDs[0] != created[0].ID {
			t.Errorf("got %v, want the ID %s", errs[0], created[0].ID)
		}
		namesake := aNewUser(0)
		namesake.Contact.FirstName = "Somebody Else"
		if _, errs = a.createUsers(t.Context(), namesake); errs[0] != nil {
			t.Error(errs[0])
		}
		if existing := a.usersOf(); existing[user.Contact.Email] != 2 {
			t.Errorf("there are %v", existing)
		}
	})
}

// TestCancelledCreation stops waiting at once, and a create that has left is
// followed to its end.
func TestCancelledCreation(t *testing.T) {
	t.Parallel()
	t.Run("before it is sent", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			a := newVirtualAccount(t, simulator.Options{Limits: map[string]int{"medium": 1}})
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			start := time.Now()
			if _, errs := a.createUsers(ctx, aNewUser(0)); !errors.Is(errs[0], context.DeadlineExceeded) || time.Since(start) > 6*time.Second {
				t.Errorf("got %v after %s", errs[0], time.Since(start))
			}
			if existing := a.usersOf(); len(existing) != 0 {
				t.Errorf("there are %v", existing)
			}
		})
	})
	for name, n := range map[string]int{"a single one": 1, "several": 4} {
		t.Run(name+" that is under way", func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newVirtualAccount(t, simulator.Options{Limits: simulator.GenerousLimits()})
				a.Inject(simulator.Fault{Method: http.MethodPost, Path: regexp.MustCompile("/extension$"), Delay: 3 * time.Second})
				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
				defer cancel()
				users := newUsers(n)
				created, errs := a.createUsers(ctx, users...)
				a.expectUsers(t, users, created, errs)
			})
		})
	}
}

func TestCreateRoles(t *testing.T) {
	t.Parallel()
	role := func(name string) *ringcentral.UserRoleRequest {
		return &ringcentral.UserRoleRequest{DisplayName: name, Permissions: ringcentral.PermissionIDs([]string{"ReadCallLog"})}
	}
	named := func(a *account, name string) (count int) {
		for _, role := range a.Roles() {
			if role.DisplayName == name {
				count++
			}
		}
		return count
	}
	for name, fault := range map[string]simulator.Fault{
		"reset before": {Drop: simulator.BeforeProcessing},
		"reset after":  {Drop: simulator.AfterProcessing},
		"not JSON":     {Status: http.StatusBadGateway, Body: "<html>", ContentType: "text/html"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newVirtualAccount(t, simulator.Options{Limits: simulator.GenerousLimits()})
				fault.Method, fault.Times, fault.Path = http.MethodPost, 1, regexp.MustCompile("/user-role$")
				a.Inject(fault)
				created, err := a.client.CreateUserRole(t.Context(), role("Bots"))
				if err != nil || created.ID == "" || named(a, "Bots") != 1 {
					t.Errorf("got %+v, %v with %d roles", created, err, named(a, "Bots"))
				}
				var exists *ringcentral.ExistsError
				if _, err := a.newClient(t).CreateUserRole(t.Context(), role("Bots")); !errors.As(err, &exists) || exists.IDs[0] != created.ID {
					t.Errorf("a second one: %v", err)
				}
			})
		})
	}
}
