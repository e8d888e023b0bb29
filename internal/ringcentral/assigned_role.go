// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// AssignedRole is a role of a user.
type AssignedRole struct {
	ID          ID     `json:"id"`
	URI         string `json:"uri"`
	DisplayName string `json:"displayName"`
}

// RoleIDs returns the IDs of roles.
func RoleIDs(roles []AssignedRole) []string {
	ids := make([]string, 0, len(roles))
	for _, role := range roles {
		ids = append(ids, string(role.ID))
	}
	return ids
}

// HasRole reports whether a role is among others.
func HasRole(roles []AssignedRole, id string) bool {
	return slices.ContainsFunc(roles, func(role AssignedRole) bool { return string(role.ID) == id })
}

func (r AssignedRole) key() string { return string(r.ID) }

// UnmarshalJSON refuses a role without an ID.
func (r *AssignedRole) UnmarshalJSON(data []byte) error {
	type plain AssignedRole
	if err := json.Unmarshal(data, (*plain)(r)); err != nil {
		return err
	}
	if r.ID == "" {
		return errNoRoleID
	}
	return nil
}

var errNoRoleID = errors.New("one of its roles has no ID")

type assignedRoles struct {
	Records unique[AssignedRole] `json:"records"`
}

// of returns the roles in a response. One without a list does not mean that the user
// has none.
func (r assignedRoles) of(call call, err error) ([]AssignedRole, error) {
	if err == nil && r.Records == nil {
		err = &DecodeError{Method: call.method, Path: call.path, Err: errors.New("it has no list of roles")}
	}
	return r.Records, err
}

// RolesOf reads the roles of an extension, from the account's lists if many are
// requested.
func (c *Client) RolesOf(ctx context.Context, extensionID string) ([]AssignedRole, error) {
	extension, err := c.Extension(ctx, extensionID)
	if err != nil {
		return nil, err
	}
	if extension.Roles != nil {
		return extension.Roles, nil
	}
	roles, err := c.extensionRoles.Get(ctx, extensionID)
	if err != nil {
		return nil, err
	}
	return roles.Roles, nil
}

// AssignedRoles reads the roles that a user has now.
func (c *Client) AssignedRoles(ctx context.Context, extensionID string) ([]AssignedRole, error) {
	var roles assignedRoles
	read := call{method: http.MethodGet, group: transport.Light, path: c.accountPath("/extension/%s/assigned-role", extensionID), into: &roles}
	err := c.do(ctx, read)
	return roles.of(read, err)
}

// RolesToReplace reads the roles that a user has now, before they are replaced. Every user
// has a role (RingCentral's guide on roles), so a list without any is an error: what is
// built on it would take away the user's others.
func (c *Client) RolesToReplace(ctx context.Context, extensionID string) ([]AssignedRole, error) {
	roles, err := c.AssignedRoles(ctx, extensionID)
	if err == nil && len(roles) == 0 {
		err = &DecodeError{
			Method: http.MethodGet, Path: c.accountPath("/extension/%s/assigned-role", extensionID),
			Err: errors.New("it has no roles, but every user has some"),
		}
	}
	return roles, err
}

// extensionRoles are the roles of one extension in the account's list.
type extensionRoles struct {
	ExtensionID ID                   `json:"extensionId"`
	Roles       unique[AssignedRole] `json:"roles"`
}

func (r *extensionRoles) id() ID       { return r.ExtensionID }
func (r extensionRoles) key() string   { return string(r.ExtensionID) }
func (r extensionRoles) isWhole() bool { return r.Roles != nil }

func (c *Client) extensionRolesNow(ctx context.Context, extensionID string) (*extensionRoles, error) {
	roles, err := c.AssignedRoles(ctx, extensionID)
	return &extensionRoles{ID(extensionID), roles}, err
}

// HoldersOf lists the extensions that have a role now. With an error, it returns those of
// which that is known.
func (c *Client) HoldersOf(ctx context.Context, roleID string) ([]Extension, error) {
	holders, err := c.listExtensions(ctx, ExtensionFilter{})
	var held map[ID][]AssignedRole
	if slices.ContainsFunc(holders, func(e Extension) bool { return e.Roles == nil && slices.Contains(UserTypes(), e.Type) }) {
		held, err = c.rolesByExtension(ctx)
	}
	return slices.DeleteFunc(holders, func(e Extension) bool {
		return !HasRole(e.Roles, roleID) && !HasRole(held[e.ID], roleID)
	}), err
}

// rolesByExtension lists the roles that all users of the account have now. With an error,
// it returns those that were read.
func (c *Client) rolesByExtension(ctx context.Context) (map[ID][]AssignedRole, error) {
	listed, err := list[extensionRoles](ctx, c.caller, c.extensionRolesListing())
	held := make(map[ID][]AssignedRole, len(listed))
	for _, extension := range listed {
		held[extension.ExtensionID] = extension.Roles
	}
	return held, err
}

func (c *Client) extensionRolesListing() listing {
	return listing{group: transport.Medium, path: c.accountPath("/assigned-role"), firstPagePlain: true}
}

func (c *Client) extensionRolesPage(ctx context.Context, number int) (coalesce.Page[extensionRoles], error) {
	return listPage[extensionRoles](ctx, c.caller, c.extensionRolesListing(), number)
}

// AssignDefaultRole gives a user the account's default role and no other: a user
// cannot be without a role.
func (c *Client) AssignDefaultRole(ctx context.Context, extensionID string) error {
	defer c.extensionChanged(ID(extensionID))
	return c.do(ctx, call{method: http.MethodPut, group: transport.Medium, path: c.accountPath("/extension/%s/assigned-role/default", extensionID)})
}

// SetAssignedRoles replaces the roles of a user, and returns what the user has afterwards. A
// response with other roles may be out of date, so they are read again.
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
	defer c.extensionChanged(ID(extensionID))
	write := call{method: http.MethodPut, group: transport.Medium, path: c.accountPath("/extension/%s/assigned-role", extensionID), body: request, into: &roles}
	err := c.do(ctx, write)
	assigned, err := roles.of(write, err)
	if err != nil || sameRoles(assigned, roleIDs) {
		return assigned, err
	}
	return c.AssignedRoles(ctx, extensionID)
}
