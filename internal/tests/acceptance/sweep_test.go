// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

const sweepTimeout = 10 * time.Minute

func init() {
	resource.AddTestSweepers("ringcentral_service_user", &resource.Sweeper{
		Name: "ringcentral_service_user",
		F:    sweeper(sweepUsers),
	})
	resource.AddTestSweepers("ringcentral_user_role", &resource.Sweeper{
		Name:         "ringcentral_user_role",
		Dependencies: []string{"ringcentral_service_user"},
		F:            sweeper(sweepRoles),
	})
}

// sweeper runs a sweep in the account of the environment.
func sweeper(sweep func(context.Context, *ringcentral.Client) error) resource.SweeperFunc {
	return func(string) error {
		ctx, cancel := context.WithTimeout(context.Background(), sweepTimeout)
		defer cancel()
		client, err := connect(os.LookupEnv)
		if err != nil {
			return err
		}
		return sweep(ctx, client)
	}
}

// sweepUsers deletes the users that tests have left behind.
func sweepUsers(ctx context.Context, client *ringcentral.Client) error {
	users, err := client.ListExtensions(ctx, ringcentral.ExtensionFilter{})
	if err != nil {
		return fmt.Errorf("listing users: %w", err)
	}
	var failures []error
	for _, user := range users {
		if strings.HasPrefix(user.Contact.FirstName, namePrefix) {
			failures = append(failures, client.DeleteExtension(ctx, user))
		}
	}
	return errors.Join(failures...)
}

// sweepRoles deletes the roles that tests have left behind.
func sweepRoles(ctx context.Context, client *ringcentral.Client) error {
	custom := true
	roles, err := client.ListUserRoles(ctx, &custom)
	if err != nil {
		return fmt.Errorf("listing roles: %w", err)
	}
	var failures []error
	for _, role := range roles {
		if strings.HasPrefix(role.DisplayName, namePrefix) {
			failures = append(failures, client.DeleteUserRole(ctx, string(role.ID), false))
		}
	}
	return errors.Join(failures...)
}

// TestSweep sweeps a simulated account: what tests have left behind, and nothing else.
func TestSweep(t *testing.T) {
	t.Setenv(realVariable, "")
	a := use(t)
	left := a.simulated.AddRole(simulator.Role{DisplayName: name(), Custom: true, Permissions: []string{"UserInfo"}})
	a.simulated.AddRole(simulator.Role{DisplayName: "my-tf-acc-role", Custom: true, Permissions: []string{"UserInfo"}})
	a.simulated.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{left}, Contact: simulator.Contact{FirstName: name(), Email: "left@example.com"}})
	a.simulated.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"3"}, Contact: simulator.Contact{FirstName: "Tf-acc", Email: "kept@example.com"}})
	if err := errors.Join(sweepUsers(t.Context(), a.client), sweepRoles(t.Context(), a.client)); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, user := range a.simulated.Extensions() {
		names = append(names, user.Contact.FirstName)
	}
	if !slices.Contains(names, "Tf-acc") || slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, namePrefix) }) {
		t.Errorf("the users are %v", names)
	}
	var custom []string
	for _, role := range a.simulated.Roles() {
		if role.Custom {
			custom = append(custom, role.DisplayName)
		}
	}
	if !slices.Equal(custom, []string{"my-tf-acc-role"}) {
		t.Errorf("the custom roles are %v", custom)
	}
}
