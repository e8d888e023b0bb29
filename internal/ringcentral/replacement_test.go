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

// TestReplacement creates an object while the same run deletes one like it, as Terraform
// does when an object gets another address. The delete comes first, later, or never.
func TestReplacement(t *testing.T) {
	t.Parallel()
	aRole := &ringcentral.UserRoleRequest{DisplayName: "Bots", Permissions: ringcentral.PermissionIDs([]string{"ReadCallLog"})}
	kinds := map[string]struct {
		create func(context.Context, *ringcentral.Client) (ringcentral.ID, error)
		remove func(context.Context, *ringcentral.Client, ringcentral.ID) error
	}{
		"user": {
			func(ctx context.Context, c *ringcentral.Client) (ringcentral.ID, error) {
				created, err := c.CreateExtension(ctx, aNewUser(0))
				if err != nil {
					return "", err
				}
				return created.ID, nil
			},
			func(ctx context.Context, c *ringcentral.Client, id ringcentral.ID) error {
				return c.DeleteExtension(ctx, ringcentral.Extension{ID: id, Type: "User"})
			},
		},
		"role": {
			func(ctx context.Context, c *ringcentral.Client) (ringcentral.ID, error) {
				created, err := c.CreateUserRole(ctx, aRole)
				if err != nil {
					return "", err
				}
				return created.ID, nil
			},
			func(ctx context.Context, c *ringcentral.Client, id ringcentral.ID) error {
				return c.DeleteUserRole(ctx, string(id), false)
			},
		},
	}
	deletes := map[string]struct{ after, lasts time.Duration }{
		"just before": {0, 0},
		"begun":       {0, 10 * time.Second},
		"later":       {time.Second, 0},
		"later, slow": {time.Second, 10 * time.Second},
	}
	for kind, o := range kinds {
		for name, d := range deletes {
			t.Run(kind+", "+name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					a := newVirtualAccount(t, simulator.Options{Limits: simulator.GenerousLimits()})
					old, err := o.create(t.Context(), a.client)
					if err != nil {
						t.Fatal(err)
					}
					c := a.newClient(t)
					a.Inject(simulator.Fault{Method: http.MethodDelete, Delay: d.lasts})
					deleted := make(chan error, 1)
					go func() {
						time.Sleep(d.after)
						deleted <- o.remove(t.Context(), c, old)
					}()
					synctest.Wait()
					if id, err := o.create(t.Context(), c); err != nil || id == old {
						t.Errorf("got %s, %v", id, err)
					}
					if err := <-deleted; err != nil {
						t.Error(err)
					}
				})
			})
		}
		t.Run(kind+", never", func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newVirtualAccount(t, simulator.Options{Limits: simulator.GenerousLimits()})
				old, err := o.create(t.Context(), a.client)
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				var exists *ringcentral.ExistsError
				if _, err := o.create(t.Context(), a.newClient(t)); !errors.As(err, &exists) || exists.IDs[0] != old || time.Since(start) > 5*time.Second {
					t.Errorf("got %v after %s", err, time.Since(start))
				}
			})
		})
	}
}
