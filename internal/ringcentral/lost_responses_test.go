// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// TestDeletionThroughAProxy does not believe what something else says of a deletion.
func TestDeletionThroughAProxy(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newVirtualAccount(t, simulator.Options{})
		role := a.AddRole(simulator.Role{DisplayName: "Bots", Permissions: []string{"ReadCallLog"}})
		a.Inject(simulator.Fault{Method: http.MethodDelete, Times: 1, Status: http.StatusOK, Body: "<html>Please log in</html>", ContentType: "text/html"})
		var unreadable *ringcentral.DecodeError
		if err := a.client.DeleteUserRole(t.Context(), role, false); !errors.As(err, &unreadable) {
			t.Errorf("got %v", err)
		}
		if err := a.client.DeleteUserRole(t.Context(), role, false); err != nil {
			t.Errorf("RingCentral's own response, which is empty: %v", err)
		}
	})
}

// TestResponsesThatBreakOff repeats a read whose response ended early, and looks what
// became of a create.
func TestResponsesThatBreakOff(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]simulator.Fault{
		"with a length":    {Drop: simulator.WithinResponse},
		"without a length": {Drop: simulator.WithinResponse, Chunked: true},
		"too slow":         {Drip: 10 * time.Second, Chunked: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newVirtualAccount(t, simulator.Options{})
				fault.Times, fault.Operation = 1, "listExtensions"
				a.Inject(fault)
				if found, err := a.client.ListExtensions(t.Context(), ringcentral.ExtensionFilter{}); err != nil || len(found) != 2 || a.countOf("listExtensions") != 2 {
					t.Errorf("got %d extensions, %v", len(found), err)
				}
				fault.Operation = "createExtension"
				a.Inject(fault)
				users := newUsers(1)
				created, errs := a.createUsers(t.Context(), users...)
				a.expectUsers(t, users, created, errs)
				if a.countOf("createExtension") != 1 {
					t.Errorf("the create was sent %d times", a.countOf("createExtension"))
				}
			})
		})
	}
}

// TestGrantsAreRepeated follows RingCentral's guide on tokens, which has rules of its
// own for repeating requests.
func TestGrantsAreRepeated(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault   simulator.Fault
		repeats bool
	}{
		"reset before": {simulator.Fault{Drop: simulator.BeforeProcessing}, true},
		"reset after":  {simulator.Fault{Drop: simulator.AfterProcessing}, true},
		"408":          {simulator.Fault{Status: http.StatusRequestTimeout}, true},
		"500":          {simulator.Fault{Status: http.StatusInternalServerError}, true},
		"503":          {simulator.Fault{Status: http.StatusServiceUnavailable, Header: http.Header{"Retry-After": {"20"}}}, true},
		"502":          {simulator.Fault{Status: http.StatusBadGateway}, false},
		"504":          {simulator.Fault{Status: http.StatusGatewayTimeout}, false},
		"400":          {simulator.Fault{Status: http.StatusBadRequest}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newVirtualAccount(t, simulator.Options{})
				test.fault.Times, test.fault.Operation = 1, "getToken"
				a.Inject(test.fault)
				start := time.Now()
				_, err := a.client.Account(t.Context())
				if (err == nil) != test.repeats {
					t.Errorf("got %v", err)
				}
				if took := time.Since(start); test.repeats && took < 10*time.Second || took > 25*time.Second {
					t.Errorf("it took %s", took)
				}
			})
		})
	}
}

// TestTimeoutsAreExplained tells what an operation was doing when its time was over.
func TestTimeoutsAreExplained(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		options simulator.Options
		fault   simulator.Fault
		group   string
	}{
		"the rate limit":      {simulator.Options{Limits: map[string]int{"light": 1}}, simulator.Fault{Operation: "getToken", Delay: time.Millisecond}, "light"},
		"the limit of grants": {simulator.Options{}, simulator.Fault{Operation: "getToken", Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"60"}, "X-Rate-Limit-Group": {"auth"}}}, "auth"},
		"a slow platform":     {simulator.Options{}, simulator.Fault{Operation: "readUserRole", Delay: time.Hour}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newVirtualAccount(t, test.options)
				a.Inject(test.fault)
				ctx, cancel := context.WithTimeoutCause(t.Context(), 45*time.Second, &ringcentral.TimeoutError{Allowed: 45 * time.Second})
				defer cancel()
				var err error
				for _, id := range []string{"3", "4"} { // so few are read one by one
					if err == nil {
						_, err = a.client.UserRole(ctx, id)
					}
				}
				var timeout *ringcentral.TimeoutError
				if !errors.As(err, &timeout) || timeout.Allowed != 45*time.Second || timeout.Group != test.group {
					t.Errorf("got %#v, %v", timeout, err)
				}
				a.RemoveFaults()
				time.Sleep(time.Hour) // what nobody waits for any more comes to its end
			})
		})
	}
}
