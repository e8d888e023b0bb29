// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// terraformParallelism is how many objects Terraform reads at the same time.
const terraformParallelism = 10

func (a *account) addUsers(n int) (ids []string) {
	for i := range n {
		ids = append(ids, a.AddExtension(simulator.Extension{
			Type: "User", Status: "Enabled", ExtensionNumber: strconv.Itoa(1_000_000 + i), RoleIDs: []string{"3"},
			Contact: simulator.Contact{FirstName: fmt.Sprint("User ", i), Email: fmt.Sprintf("present-%d@example.com", i)},
		}))
	}
	return ids
}

// requestsFor counts the requests by method and operation, those for tokens left out.
func (a *account) requestsFor(work func()) (count int, kinds map[string]int) {
	before := len(a.Requests())
	work()
	kinds = map[string]int{}
	for _, request := range a.Requests()[before:] {
		if strings.Contains(request.Path, "/oauth/") {
			continue
		}
		count++
		kinds[request.Method+" "+regexp.MustCompile("[0-9]{5,}").ReplaceAllString(request.Path, "ID")]++
	}
	return count, kinds
}

// readAll reads users as Terraform does, and checks that each is what was asked for.
func (a *account) readAll(t *testing.T, ids []string) {
	t.Helper()
	var reads errgroup.Group
	reads.SetLimit(terraformParallelism)
	for _, id := range ids {
		reads.Go(func() error {
			user, err := a.client.Extension(t.Context(), id)
			if err == nil && (string(user.ID) != id || len(user.Roles) != 1) {
				err = fmt.Errorf("reading %s yields %+v", id, user)
			}
			return err
		})
	}
	if err := reads.Wait(); err != nil {
		t.Error(err)
	}
}

// TestReadsCost compares the requests with what somebody needs who knows all reads
// in advance: the smaller one of their number and the pages of the account.
func TestReadsCost(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ account, managed, most int }{
		"one user of a large account":   {20_000, 1, 1},
		"two users of a large account":  {20_000, 2, 2},
		"ten users of a small account":  {500, 10, 3},
		"all users of a page":           {900, 900, 3},
		"1,000 users":                   {1_000, 1_000, 4},
		"5,000 users":                   {5_000, 5_000, 8},
		"ten users of a large account":  {20_000, 10, 11},
		"half of a large account":       {20_000, 10_000, 2 + 21 + 20},
		"as many users as it has pages": {20_000, 21, 2 + 21 + 20},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t)
			users := a.addUsers(test.account)
			count, kinds := a.requestsFor(func() { a.readAll(t, users[len(users)-test.managed:]) })
			if count > test.most {
				t.Errorf("took %d requests, want at most %d: %v", count, test.most, kinds)
			}
		})
	}
}

// TestReadsOfWhatWasWritten reads what this run has changed, and not what a list
// said before or says while the change is under way.
func TestReadsOfWhatWasWritten(t *testing.T) {
	t.Parallel()
	a := newAccount(t)
	users := a.addUsers(20)
	a.readAll(t, users)
	var changes errgroup.Group
	for n, id := range users {
		changes.Go(func() error {
			department := fmt.Sprint("Department ", n)
			if _, err := a.client.UpdateExtension(t.Context(), id, &ringcentral.ExtensionUpdate{Contact: &ringcentral.ContactUpdate{Department: &department}}); err != nil {
				return err
			}
			if _, err := a.client.SetAssignedRoles(t.Context(), id, []string{"4"}); err != nil {
				return err
			}
			user, err := a.client.Extension(t.Context(), id)
			if err == nil && (user.Contact.Department != department || string(user.Roles[0].ID) != "4") {
				err = fmt.Errorf("read %+v after the change to %s", user, department)
			}
			return err
		})
	}
	if err := changes.Wait(); err != nil {
		t.Error(err)
	}
}

// TestReadsInFlight does not share the response to a request that was sent before a
// write with who asks after it.
func TestReadsInFlight(t *testing.T) {
	t.Parallel()
	a := newAccount(t)
	id := a.addUsers(1)[0]
	processed, proceed := make(chan struct{}), make(chan struct{})
	var once sync.Once
	a.meanwhile = func(r *http.Request) {
		if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, id) {
			once.Do(func() { close(processed); <-proceed }) // the response is on its way, for long
		}
	}
	var reads errgroup.Group
	reads.Go(func() error {
		_, err := a.client.Extension(t.Context(), id)
		return err
	})
	<-processed
	department := "IT"
	if _, err := a.client.UpdateExtension(t.Context(), id, &ringcentral.ExtensionUpdate{Contact: &ringcentral.ContactUpdate{Department: &department}}); err != nil {
		t.Fatal(err)
	}
	reads.Go(func() error {
		user, err := a.client.Extension(t.Context(), id)
		if err == nil && user.Contact.Department != department {
			err = fmt.Errorf("read %+v after the write", user.Contact)
		}
		return err
	})
	close(proceed)
	if err := reads.Wait(); err != nil {
		t.Error(err)
	}
}

// TestReadsWithoutAList reads one by one when the list is of no use.
func TestReadsWithoutAList(t *testing.T) {
	t.Parallel()
	list := regexp.MustCompile("/extension$")
	for name, fault := range map[string]simulator.Fault{
		"refused":       {Path: list, Status: http.StatusForbidden},
		"damaged":       {Path: list, Status: http.StatusOK, Body: `{"records":`},
		"without roles": {Path: list, Status: http.StatusOK, Body: `{"records":[{"id":62264425009}],"paging":{"totalPages":1}}`},
		"empty":         {Path: list, Status: http.StatusOK, Body: `{"records":[]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t)
			users := a.addUsers(30)
			a.Inject(fault)
			count, kinds := a.requestsFor(func() { a.readAll(t, users) })
			if lists := kinds["GET /restapi/v1.0/account/~/extension"]; lists != 1 || count != len(users)+1 {
				t.Errorf("took %v", kinds)
			}
		})
	}
}

// TestReadsOfShiftingPages finds a user whom a deletion moved to a page that had
// been read already.
func TestReadsOfShiftingPages(t *testing.T) {
	t.Parallel()
	a := newAccount(t)
	users := a.addUsers(2_500)
	var once sync.Once
	a.meanwhile = func(r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/extension") && r.URL.Query().Get("page") == "1" {
			once.Do(func() { _ = a.RemoveExtension(users[0]) })
		}
	}
	a.readAll(t, users[1:])
	if _, err := a.client.Extension(t.Context(), users[0]); err != nil {
		t.Errorf("the deleted user was on the page: %v", err)
	}
	listed, err := a.client.ExtensionListed(t.Context(), users[0], "")
	if !listed || err != nil {
		t.Errorf("got %t, %v", listed, err)
	}
}

// TestReadsOfRoles reads roles from their list, and a predefined one directly.
func TestReadsOfRoles(t *testing.T) {
	t.Parallel()
	a := newAccount(t)
	ids := []string{"1"}
	for n := range 20 {
		ids = append(ids, a.AddRole(simulator.Role{DisplayName: fmt.Sprint("Role ", n), Custom: true, Permissions: []string{"BusinessSms"}}))
	}
	count, kinds := a.requestsFor(func() {
		var reads errgroup.Group
		reads.SetLimit(terraformParallelism)
		for _, id := range ids {
			reads.Go(func() error {
				role, err := a.client.UserRole(t.Context(), id)
				if err == nil && (string(role.ID) != id || len(role.Permissions) == 0) {
					err = fmt.Errorf("reading %s yields %+v", id, role)
				}
				return err
			})
		}
		if err := reads.Wait(); err != nil {
			t.Error(err)
		}
	})
	if count > 4 {
		t.Errorf("took %d requests: %v", count, kinds)
	}
}
