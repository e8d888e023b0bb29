// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/http"
	"net/url"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// Permission is an entry of the permission dictionary.
type Permission struct {
	ID          ID     `json:"id"`
	DisplayName string `json:"displayName"`
	Description string `json:"description"`
	// Assignable reports whether a role can hold the permission by itself.
	Assignable          bool               `json:"assignable"`
	Category            PermissionCategory `json:"category"`
	IncludedPermissions []PermissionID     `json:"includedPermissions"`
}

func (p *Permission) id() ID     { return p.ID }
func (p Permission) key() string { return string(p.ID) }

// PermissionCategory names a group of permissions.
type PermissionCategory struct {
	ID string `json:"id"`
}

// Permissions reads the account's permissions, once per client.
func (c *Client) Permissions(ctx context.Context) ([]Permission, error) {
	permissions, err := c.permissions.Get(ctx, func(ctx context.Context) (*[]Permission, error) {
		all, err := list[Permission](ctx, c.caller, listing{group: transport.Light, path: "/restapi/v1.0/dictionary/permission"})
		return &all, err
	})
	if err != nil {
		return nil, err
	}
	return *permissions, nil
}

// HeldPermissions returns the IDs of the permissions that the session's owner
// holds with regard to a target extension, as the authorization profile lists them.
func (c *Client) HeldPermissions(ctx context.Context, targetExtensionID string) ([]string, error) {
	path := c.accountPath("/extension/~/authz-profile")
	var profile struct {
		Permissions []struct {
			Permission PermissionID `json:"permission"`
		} `json:"permissions"`
	}
	err := c.do(ctx, call{
		method: http.MethodGet,
		group:  transport.Medium,
		path:   path,
		query:  url.Values{"targetExtensionId": {targetExtensionID}},
		into:   &profile,
	})
	if err != nil {
		return nil, err
	}
	if profile.Permissions == nil {
		return nil, &DecodeError{Method: http.MethodGet, Path: path, Err: errNoPermissions}
	}
	held := make([]string, 0, len(profile.Permissions))
	for _, active := range profile.Permissions {
		if active.Permission.ID == "" {
			return nil, &DecodeError{Method: http.MethodGet, Path: path, Err: errNoPermissionID}
		}
		held = append(held, active.Permission.ID)
	}
	return held, nil
}

// CheckPermission asks whether the session's owner holds a permission, directly
// or through others, with regard to a target extension.
func (c *Client) CheckPermission(ctx context.Context, permissionID, targetExtensionID string) (bool, error) {
	var check struct {
		Successful bool `json:"successful"`
	}
	err := c.do(ctx, call{
		method: http.MethodGet,
		group:  transport.Light,
		path:   c.accountPath("/extension/~/authz-profile/check"),
		query:  url.Values{"permissionId": {permissionID}, "targetExtensionId": {targetExtensionID}},
		into:   &check,
	})
	return check.Successful, err
}
