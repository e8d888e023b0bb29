// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// UserRole is a set of permissions that can be assigned to users.
type UserRole struct {
	ID             ID     `json:"id"`
	URI            string `json:"uri"`
	DisplayName    string `json:"displayName"`
	Description    string `json:"description"`
	Scope          string `json:"scope"`
	SiteCompatible *bool  `json:"siteCompatible"`
	// Custom is false for predefined roles, and nil if the response did not hold it.
	Custom      *bool                `json:"custom"`
	Permissions unique[PermissionID] `json:"permissions"`
}

// IsPredefined reports whether nobody can change or delete the role.
func (r *UserRole) IsPredefined() bool { return r.Custom != nil && !*r.Custom }

// PermissionID names a permission.
type PermissionID struct {
	ID string `json:"id"`
}

// UserRoleRequest describes a custom role.
type UserRoleRequest struct {
	DisplayName    string         `json:"displayName"`
	Description    string         `json:"description"`
	Scope          string         `json:"scope,omitempty"`
	SiteCompatible *bool          `json:"siteCompatible,omitempty"`
	Permissions    []PermissionID `json:"permissions"`
}

// UnmarshalJSON accepts what ID accepts, but not without an ID.
func (p *PermissionID) UnmarshalJSON(data []byte) error {
	var named struct {
		ID ID `json:"id"`
	}
	if err := json.Unmarshal(data, &named); err != nil {
		return err
	}
	if named.ID == "" {
		return errNoPermissionID
	}
	p.ID = string(named.ID)
	return nil
}

var errNoPermissionID = errors.New("one of its permissions has no ID")

// PermissionIDs names permissions for a request.
func PermissionIDs(ids []string) []PermissionID {
	permissions := make([]PermissionID, 0, len(ids))
	for _, id := range ids {
		permissions = append(permissions, PermissionID{ID: id})
	}
	return permissions
}

// ListUserRoles reads the account's roles: custom ones, predefined ones, or all with
// custom nil. The list is read once, and again after this run has written a role.
func (c *Client) ListUserRoles(ctx context.Context, custom *bool) ([]UserRole, error) {
	current, err := c.roles.Current(ctx)
	if err != nil {
		return nil, unbounded(c.accountPath("/user-role"), err)
	}
	roles := make([]UserRole, 0, len(current))
	for _, role := range current {
		if custom == nil || role.IsPredefined() != *custom {
			roles = append(roles, *role)
		}
	}
	slices.SortFunc(roles, func(a, b UserRole) int { return a.ID.Compare(b.ID) })
	return roles, nil
}

func (c *Client) rolesPage(ctx context.Context, number int) (coalesce.Page[UserRole], error) {
	return listPage[UserRole](ctx, c.caller, listing{group: transport.Medium, path: c.accountPath("/user-role")}, number)
}

// UserRole reads one role, from the account's list if many are requested. The
// permissions include implied ones. All reads of a client see the account at the same
// point in time, except for the client's own writes.
func (c *Client) UserRole(ctx context.Context, id string) (*UserRole, error) {
	return c.roles.Get(ctx, id)
}

// ManagedUserRole is UserRole for one that Terraform manages, so that RolesLike does not
// take it for somebody else's.
func (c *Client) ManagedUserRole(ctx context.Context, id string) (*UserRole, error) {
	c.roleJournal.markManaged(ID(id))
	return c.UserRole(ctx, id)
}

// RoleListed reports whether the account's list contains a role that a direct read did
// not find.
func (c *Client) RoleListed(ctx context.Context, id string) (bool, error) {
	if listed, known := c.roles.Listed(id); known {
		return listed, nil
	}
	found, err := c.ListUserRoles(ctx, nil)
	return slices.ContainsFunc(found, func(role UserRole) bool { return string(role.ID) == id }), err
}

func (c *Client) roleChanged(id ID) {
	c.roleJournal.markManaged(id)
	c.roles.Invalidate(string(id))
}

// errNoPermissions reports a role, or the authorization profile of a user who can log in,
// without permissions. Each has some.
var errNoPermissions = errors.New("it has no list of permissions")

// check refuses a response that cannot be the role with an ID.
func (r *UserRole) check(path, id string) error {
	var err error
	switch {
	case string(r.ID) != id:
		err = errOtherObject
	case r.Permissions == nil:
		err = errNoPermissions
	default:
		return nil
	}
	return &DecodeError{Method: http.MethodGet, Path: path, Err: err}
}

func (r *UserRole) id() ID         { return r.ID }
func (r UserRole) key() string     { return string(r.ID) }
func (p PermissionID) key() string { return p.ID }

// isWhole reports whether a record of a list holds the role's permissions: every role
// has some.
func (r UserRole) isWhole() bool { return len(r.Permissions) > 0 }

func (c *Client) roleNow(ctx context.Context, id string) (*UserRole, error) {
	var role UserRole
	path := c.accountPath("/user-role/%s", id)
	err := c.doIdentified(ctx, call{method: http.MethodGet, group: transport.Light, path: path, into: &role}, &role.ID)
	if err == nil {
		err = role.check(path, id)
	}
	if err != nil {
		return nil, err
	}
	return &role, nil
}

// UpdateUserRole replaces a custom role.
func (c *Client) UpdateUserRole(ctx context.Context, id string, request *UserRoleRequest) (*UserRole, error) {
	var role UserRole
	defer c.roleChanged(ID(id))
	err := c.doIdentified(
		ctx, call{method: http.MethodPut, group: transport.Medium, path: c.accountPath("/user-role/%s", id), body: request, into: &role},
		&role.ID,
	)
	if err != nil {
		return nil, err
	}
	return &role, nil
}

// DeleteUserRole deletes a custom role, or with validateOnly only asks whether
// it could be deleted.
func (c *Client) DeleteUserRole(ctx context.Context, id string, validateOnly bool) error {
	if !validateOnly {
		c.roleJournal.markDeleted(ID(id))
	}
	defer c.roleChanged(ID(id))
	return c.do(ctx, call{
		method: http.MethodDelete,
		group:  transport.Medium,
		path:   c.accountPath("/user-role/%s", id),
		query:  url.Values{"validateOnly": {strconv.FormatBool(validateOnly)}},
	})
}

// DeleteFreedRole deletes a role that no user has any more. RingCentral may refuse that
// for a while after this run has deleted the role's last user, or given the user other
// roles.
func (c *Client) DeleteFreedRole(ctx context.Context, id string) error {
	for pause := firstRetry; ; pause = min(2*pause, longestRetry) {
		err := c.DeleteUserRole(ctx, id, false)
		since := time.Since(time.Unix(0, c.freed.Load()))
		if err == nil || !IsInvalid(err) || since > settlingTime || transport.Sleep(ctx, pause) != nil {
			return err
		}
	}
}

// markFreed notes that this run has taken roles from a user.
func (c *Client) markFreed() { c.freed.Store(time.Now().UnixNano()) }
