// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// TestSharedLimits works on many users while another process with the same app and
// user spends half of every limit.
func TestSharedLimits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		// The group Auth has tests of its own.
		a := newVirtualAccount(t, simulator.Options{Limits: map[string]int{"auth": simulator.GenerousLimits()["auth"]}})
		victims := a.addUsers(200)
		done := make(chan struct{})
		var other sync.WaitGroup
		steady := func(every time.Duration, send func(*ringcentral.Client)) {
			client := a.newClient(t)
			other.Go(func() {
				for {
					select {
					case <-done:
						return
					case <-time.After(every):
						send(client)
					}
				}
			})
		}
		ctx := t.Context()
		steady(time.Minute/25, func(c *ringcentral.Client) { _, _ = c.AssignedRoles(ctx, a.Administrator().ExtensionID) })
		steady(time.Minute/20, func(c *ringcentral.Client) { _, _ = c.ListUserRoles(ctx, nil) })
		steady(time.Minute/5, func(c *ringcentral.Client) {
			_ = c.DeleteExtension(ctx, ringcentral.Extension{ID: "999999999", Type: "User"})
		})
		time.Sleep(3 * time.Minute) // in a synctest bubble
		before := len(a.Requests())
		users := newUsers(100)
		created, errs := a.createUsers(ctx, users...)
		for i, err := range errs {
			if err != nil || created[i] == nil {
				t.Fatalf("user %d: %v", i, err)
			}
		}
		a.readAll(t, victims)
		for _, err := range a.deleteUsers(t, victims...) {
			if err != nil {
				t.Error(err)
			}
		}
		close(done)
		other.Wait()

		refused, penalty := map[string]int{}, map[string]time.Time{}
		for _, request := range a.Requests()[before:] {
			if request.At.Before(penalty[request.Group]) {
				t.Errorf("%s %s was sent during the penalty of its group", request.Method, request.Path)
			}
			if request.Status == http.StatusTooManyRequests {
				refused[request.Group]++
				penalty[request.Group] = request.At.Add(time.Minute)
			}
		}
		for group, count := range refused {
			if count > 1 {
				t.Errorf("%d requests of the group %s met the limit", count, group)
			}
		}
	})
}
