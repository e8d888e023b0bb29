// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtcredential

import (
	"context"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// devPortalAccess is the permission to sign in to the Developer Console.
const devPortalAccess = "DevPortalAccess"

// consoleAccess checks whether the owner of a pending credential can create it. It needs
// the provider's own credentials. Without them, or if they cannot read the owner's roles,
// it reports nothing.
func consoleAccess(ctx context.Context, data *configured.Provider, ownerID string) *findings.Finding {
	client, err := data.Client()
	if err != nil || ownerID == "" {
		return nil
	}
	assigned, err := client.RolesOf(ctx, ownerID)
	if err != nil {
		return nil
	}
	for _, role := range assigned {
		held, err := roleHolds(ctx, client, string(role.ID), devPortalAccess)
		if err != nil || held {
			return nil
		}
	}
	finding := findings.NoDevPortalAccess(ownerID)
	return &finding
}

func roleHolds(ctx context.Context, client *ringcentral.Client, roleID, permissionID string) (bool, error) {
	role, err := client.UserRole(ctx, roleID)
	if err != nil {
		return false, err
	}
	for _, permission := range role.Permissions {
		if permission.ID == permissionID {
			return true, nil
		}
	}
	return false, nil
}
