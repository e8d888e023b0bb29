// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

func withTimeouts(b terraformmodel.Block, values map[string]any) terraformmodel.Block {
	b.Values = merged(b.Values, map[string]any{"timeouts": values})
	return b
}

// TestTimeoutInTheRateLimit lets creates wait for a rate limit longer than their
// timeouts allow: the error says so, and repeated applies complete the rest.
func TestTimeoutInTheRateLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t, simulator.Options{Limits: map[string]int{"medium": 2}})
		var c terraformmodel.Configuration
		for n := range 6 {
			c.Resources = append(c.Resources, withTimeouts(role(fmt.Sprint("role_", n), "ReadCallLog"), map[string]any{"create": "70s"}))
		}
		start := time.Now()
		o := a.apply(c)
		if took := time.Since(start); took > 5*time.Minute {
			t.Errorf("it took %s", took)
		}
		if len(o.Errors()) == 0 || len(a.State) == 0 {
			t.Errorf("%d roles, %s", len(a.State), text(o))
		}
		for _, d := range o.Errors() {
			if !strings.HasPrefix(d.Summary, "Could not create the role: the operation timed out while it was waiting for RingCentral's rate limit") ||
				!strings.Contains(d.Detail, "After 1m10s, requests of the usage group \"medium\"") || !strings.Contains(d.Detail, "timeouts block") {
				t.Errorf("%s: %s", d.Summary, d.Detail)
			}
		}
		for range 6 {
			if o = a.apply(c); len(o.Errors()) == 0 {
				break
			}
		}
		a.settle(c)
	})
}

// TestTimeouts bounds each operation on each resource, and leaves a true state.
func TestTimeouts(t *testing.T) {
	t.Parallel()
	bounded := map[string]any{"create": "90s", "read": "90s", "update": "90s", "delete": "90s"}
	withoutUpdate := map[string]any{"create": "90s", "read": "90s", "delete": "90s"}
	theUser := withTimeouts(user("orders", ids("3")), bounded)
	theRole := withTimeouts(bots, bounded)
	theAssignment := withTimeouts(assignment("reader", "70000000001", "3"), withoutUpdate)
	for name, test := range map[string]struct {
		before, after []terraformmodel.Block
		method        string
		// operation is the one that never responds, finding what comes of it.
		operation, finding string
	}{
		"create a user":                 {nil, []terraformmodel.Block{theUser}, http.MethodPost, "createExtension", "creation_uncertain"},
		"create a role":                 {nil, []terraformmodel.Block{theRole}, http.MethodPost, "createCustomRole", "creation_uncertain"},
		"assign a role":                 {nil, []terraformmodel.Block{theAssignment}, http.MethodPut, "updateUserAssignedRoles", "operation_timeout"},
		"read a user":                   {[]terraformmodel.Block{theUser}, []terraformmodel.Block{theUser}, http.MethodGet, "readExtension", "operation_timeout"},
		"read a role":                   {[]terraformmodel.Block{theRole}, []terraformmodel.Block{theRole}, http.MethodGet, "readUserRole", "operation_timeout"},
		"read an assignment":            {[]terraformmodel.Block{theAssignment}, []terraformmodel.Block{theAssignment}, http.MethodGet, "readExtension", "operation_timeout"},
		"update a user":                 {[]terraformmodel.Block{theUser}, []terraformmodel.Block{withTimeouts(user("orders", merged(ids("3"), map[string]any{"department": "IT"})), bounded)}, http.MethodPut, "updateExtension", "operation_timeout"},
		"update a role":                 {[]terraformmodel.Block{theRole}, []terraformmodel.Block{withTimeouts(role("bots", "ReadCallLog"), bounded)}, http.MethodPut, "updateUserRole", "operation_timeout"},
		"delete a user":                 {[]terraformmodel.Block{theUser}, nil, http.MethodDelete, "bulkDeleteUsersV2", "operation_timeout"},
		"delete a role":                 {[]terraformmodel.Block{theRole}, nil, http.MethodDelete, "deleteCustomRole", "operation_timeout"},
		"remove the role from the user": {[]terraformmodel.Block{theAssignment}, nil, http.MethodPut, "updateUserAssignedRoles", "operation_timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newAccount(t, simulator.Options{})
				colleague(a)
				if o := a.apply(terraformmodel.Configuration{Resources: test.before}); len(o.Errors()) > 0 {
					t.Fatal(text(o))
				}
				a.Inject(simulator.Fault{Method: test.method, Operation: test.operation, Delay: 10 * time.Minute})
				start := time.Now()
				o := a.apply(terraformmodel.Configuration{Resources: test.after})
				if took := time.Since(start); took > 5*time.Minute {
					t.Errorf("it took %s", took)
				}
				if errs := o.Errors(); len(errs) != 1 || !strings.Contains(errs[0].Detail, test.finding) {
					t.Errorf("got %s", text(o))
				}
				a.RemoveFaults()
				a.settle(terraformmodel.Configuration{Resources: test.after})
			})
		})
	}
}

// TestTimeoutsAlone changes nothing but the timeouts: nothing is sent to the account.
func TestTimeoutsAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t, simulator.Options{})
		colleague(a)
		blocks := []terraformmodel.Block{user("orders", ids("3")), assignment("reader", "70000000001", "3")}
		a.settle(terraformmodel.Configuration{Resources: blocks})
		for i := range blocks {
			blocks[i] = withTimeouts(blocks[i], map[string]any{"create": "1h"})
		}
		before := len(a.Requests())
		a.settle(terraformmodel.Configuration{Resources: blocks})
		for _, r := range a.Requests()[before:] {
			if r.Method != http.MethodGet && r.Group != "auth" {
				t.Errorf("%s %s", r.Method, r.Path)
			}
		}
	})
}

// TestForecastOfApply announces the waits of a plan once. Terraform plans again during
// apply, when nothing is announced.
func TestForecastOfApply(t *testing.T) {
	t.Parallel()
	const summary = "Applying this plan will wait for RingCentral's rate limits"
	announced := func(o *terraformmodel.Outcome) (texts []string) {
		for _, d := range o.Diagnostics {
			if d.Summary == summary {
				texts = append(texts, d.Detail)
			}
		}
		return texts
	}
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t, simulator.Options{})
		many := terraformmodel.Configuration{Resources: append(users(90, ids(botsID)), bots)}
		if texts := announced(a.apply(many)); len(texts) != 1 || !strings.HasPrefix(texts[0], "1 role and 90 users: about 3 minutes at 40 requests per minute.") {
			t.Errorf("apply announces %q", texts)
		}
		if texts := announced(a.plan(many)); len(texts) != 0 {
			t.Errorf("an empty plan announces %q", texts)
		}
		destroyed := announced(a.apply(terraformmodel.Configuration{}))
		if len(destroyed) != 0 { // 10 requests
			t.Errorf("destroying 91 objects announces %q", destroyed)
		}
	})
}
