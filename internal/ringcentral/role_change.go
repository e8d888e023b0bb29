// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const (
	roleChangesPerBatch = 100
	// extensionsPerRoleRequest is the number of users from which one request for a role is
	// cheaper than one for each user: RingCentral allows 10 Heavy and 40 Medium requests
	// per minute.
	extensionsPerRoleRequest = 4
)

// RoleChange gives a user other roles.
type RoleChange struct {
	ExtensionID string
	// From holds the roles that the user was last seen with, To those to have.
	From, To []string
}

func (r RoleChange) added() []string   { return without(r.To, r.From) }
func (r RoleChange) removed() []string { return without(r.From, r.To) }

func without(ids, others []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return slices.Contains(others, id) })
}

// ChangeRoles assigns exactly the given roles to a user, and returns the user's roles
// afterwards. Concurrent changes are combined by role if that takes fewer requests.
// During the change, no user is without a role, or without a wanted role that the user
// already had.
func (c *Client) ChangeRoles(ctx context.Context, change RoleChange) ([]AssignedRole, error) {
	defer c.markFreed()
	return c.roleChanges.Do(ctx, change)
}

// changeRolesAlone sends all roles, so it works whatever roles the user has.
func (c *Client) changeRolesAlone(ctx context.Context, change RoleChange) ([]AssignedRole, error) {
	return c.SetAssignedRoles(ctx, change.ExtensionID, change.To)
}

func sameRoles(roles []AssignedRole, ids []string) bool {
	held := RoleIDs(roles)
	return len(without(held, ids)) == 0 && len(without(ids, held)) == 0
}

// changeRolesTogether adds and then removes roles, with one request for each role. Users
// who do not have the wanted roles afterwards are changed alone.
func (c *Client) changeRolesTogether(ctx context.Context, changes []RoleChange) []coalesce.Outcome[[]AssignedRole] {
	added, removed := map[string][]string{}, map[string][]string{}
	for _, change := range changes {
		for _, role := range change.added() {
			added[role] = append(added[role], change.ExtensionID)
		}
		for _, role := range change.removed() {
			removed[role] = append(removed[role], change.ExtensionID)
		}
	}
	alone := func(err error) []coalesce.Outcome[[]AssignedRole] {
		return coalesce.SameOutcome(len(changes), coalesce.Outcome[[]AssignedRole]{Err: err})
	}
	if len(changes) < extensionsPerRoleRequest*(len(added)+len(removed)) {
		return alone(coalesce.ErrSendSingly)
	}
	for _, change := range changes {
		defer c.extensionChanged(ID(change.ExtensionID))
	}
	for _, role := range slices.Sorted(maps.Keys(added)) {
		if err := c.bulkAssign(ctx, role, bulkAssignment{Added: added[role]}); err != nil {
			return alone(err)
		}
	}
	for _, role := range slices.Sorted(maps.Keys(removed)) {
		if err := c.bulkAssign(ctx, role, bulkAssignment{Removed: removed[role]}); err != nil {
			return alone(err)
		}
	}
	return c.rolesAfter(ctx, changes)
}

// rolesAfter reads the roles after the changes, because the operation returns no result.
func (c *Client) rolesAfter(ctx context.Context, changes []RoleChange) []coalesce.Outcome[[]AssignedRole] {
	ctx, cancel := transport.WithGracePeriod(ctx)
	defer cancel()
	held, _ := c.rolesByExtension(ctx)
	outcomes := make([]coalesce.Outcome[[]AssignedRole], 0, len(changes))
	for _, change := range changes {
		after := coalesce.Outcome[[]AssignedRole]{Value: held[ID(change.ExtensionID)]}
		if !sameRoles(after.Value, change.To) {
			after.Err = coalesce.ErrSendSingly
		}
		outcomes = append(outcomes, after)
	}
	return outcomes
}

type bulkAssignment struct {
	Added   []string `json:"addedExtensionIds,omitempty"`
	Removed []string `json:"removedExtensionIds,omitempty"`
}

// bulkAssign returns how to continue if the roles were not assigned. The request for a
// single user then sends all roles.
func (c *Client) bulkAssign(ctx context.Context, roleID string, request bulkAssignment) error {
	err := c.do(ctx, call{method: http.MethodPost, group: transport.Heavy, path: c.accountPath("/user-role/%s/bulk-assign", roleID), body: request})
	if err != nil && !isRefusal(err) {
		return coalesce.ErrSendSingly
	}
	return unlessRefused(err)
}
