// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/http"
)

// AssignedRole is a role that a user holds.
type AssignedRole struct {
	ID          ID     `json:"id"`
	URI         string `json:"uri"`
	DisplayName string `json:"displayName"`
}

type assignedRoles struct {
	Records []AssignedRole `json:"records"`
}

// RolesOf reads the roles of a user, from the account's list if many users are
// asked for.
func (c *Client) RolesOf(ctx context.Context, extensionID string) ([]AssignedRole, error) {
	user, err := c.Extension(ctx, extensionID)
	if err != nil {
		return nil, err
	}
	if user.Roles == nil {
		return c.AssignedRoles(ctx, extensionID)
	}
	return user.Roles, nil
}

// AssignedRoles reads the roles that a user has now.
func (c *Client) AssignedRoles(ctx context.Context, extensionID string) ([]AssignedRole, error) {
	var roles assignedRoles
	err := c.do(ctx, call{method: http.MethodGet, group: groupLight, path: c.accountPath("/extension/%s/assigned-role", extensionID), into: &roles})
	return roles.Records, err
}

// AssignDefaultRole gives a user the account's default role and no other: a user
// cannot be without a role.
func (c *Client) AssignDefaultRole(ctx context.Context, extensionID string) error {
	defer c.extensionReads.wrote(extensionID)
	return c.do(ctx, call{method: http.MethodPut, group: groupMedium, path: c.accountPath("/extension/%s/assigned-role/default", extensionID)})
}

// SetAssignedRoles replaces the roles of a user and returns the new ones.
func (c *Client) SetAssignedRoles(ctx context.Context, extensionID string, roleIDs []string) ([]AssignedRole, error) {
	type reference struct {
		ID string `json:"id"`
	}
	request := struct {
		Records []reference `json:"records"`
	}{}
	for _, id := range roleIDs {
		request.Records = append(request.Records, reference{id})
	}
	var roles assignedRoles
	defer c.extensionReads.wrote(extensionID)
	err := c.do(ctx, call{method: http.MethodPut, group: groupMedium, path: c.accountPath("/extension/%s/assigned-role", extensionID), body: request, into: &roles})
	return roles.Records, err
}
