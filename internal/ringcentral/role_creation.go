// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// CreateUserRole creates a custom role. The error is an *ExistsError if the account
// has a custom role of that name that this run did not create, and an
// *UncertainError if a response was lost and the outcome is unknown.
func (c *Client) CreateUserRole(ctx context.Context, request *UserRoleRequest) (*UserRole, error) {
	known, err := c.knownRoles(ctx)
	if err != nil {
		return nil, err
	}
	before := map[ID]bool{}
	var existing []ID
	for _, role := range known {
		before[role.ID] = true
		if !role.IsPredefined() && role.DisplayName == request.DisplayName {
			existing = append(existing, role.ID)
		}
	}
	existing, err = c.roleJournal.awaitDeletes(ctx, existing, func(ctx context.Context) (listed []ID, err error) {
		named, err := c.customRoles(ctx, request.DisplayName)
		for _, role := range named {
			listed = append(listed, role.ID)
		}
		return listed, err
	})
	if err != nil {
		return nil, err
	}
	if len(existing) > 0 {
		return nil, &ExistsError{IDs: existing}
	}
	created, err := createOnce(ctx,
		func(ctx context.Context) (*UserRole, error) { return c.createUserRole(ctx, request) },
		func(ctx context.Context) ([]*UserRole, error) {
			return c.appearedRoles(ctx, request.DisplayName, before)
		},
		(*UserRole).id,
	)
	if err != nil {
		return nil, err
	}
	c.roleJournal.markCreated(created.ID)
	c.roleChanged(created.ID)
	c.roleJournal.awaitVisible(ctx, func(ctx context.Context) error {
		_, err := c.roleNow(ctx, string(created.ID))
		return err
	})
	return created, nil
}

// knownRoles returns the roles as they were before this run wrote any.
func (c *Client) knownRoles(ctx context.Context) ([]*UserRole, error) {
	known, err := c.roles.Known(ctx)
	return known, unbounded(c.accountPath("/user-role"), err)
}

// RolesLike finds the custom roles with a name, except those of which this run knows that
// Terraform manages them.
func (c *Client) RolesLike(ctx context.Context, name string) ([]ID, error) {
	known, err := c.knownRoles(ctx)
	var ids []ID
	for _, role := range known {
		if !role.IsPredefined() && role.DisplayName == name && !c.roleJournal.isManaged(role.ID) {
			ids = append(ids, role.ID)
		}
	}
	return ids, err
}

func (c *Client) createUserRole(ctx context.Context, request *UserRoleRequest) (*UserRole, error) {
	var role UserRole
	err := c.doIdentified(ctx, call{method: http.MethodPost, group: transport.Medium, path: c.accountPath("/user-role"), body: request, into: &role}, &role.ID)
	if err != nil {
		return nil, err
	}
	return &role, nil
}

// appearedRoles finds the custom roles of a name that were not there before.
func (c *Client) appearedRoles(ctx context.Context, name string, before map[ID]bool) ([]*UserRole, error) {
	named, err := c.customRoles(ctx, name)
	var appeared []*UserRole
	for i, role := range named {
		if !before[role.ID] && !c.roleJournal.wasCreated(role.ID) {
			appeared = append(appeared, &named[i])
		}
	}
	return appeared, err
}

// customRoles lists the custom roles that have a name now.
func (c *Client) customRoles(ctx context.Context, name string) ([]UserRole, error) {
	listed, err := list[UserRole](ctx, c.caller, listing{group: transport.Medium, path: c.accountPath("/user-role"), query: url.Values{"custom": {"true"}}})
	return slices.DeleteFunc(listed, func(role UserRole) bool { return role.DisplayName != name }), err
}
