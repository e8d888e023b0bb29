// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package roleassignment

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// give adds a role to a user, and returns the user's roles afterwards.
func give(ctx context.Context, client *ringcentral.Client, claims *configured.RoleClaims, userID, roleID string) ([]ringcentral.AssignedRole, error) {
	done, err := claims.Lock(ctx, userID)
	if err != nil {
		return nil, err
	}
	defer done()
	roles, err := client.RolesToReplace(ctx, userID)
	if err == nil && !ringcentral.HasRole(roles, roleID) {
		roles, err = client.SetAssignedRoles(ctx, userID, append(ringcentral.RoleIDs(roles), roleID))
	}
	if err == nil && ringcentral.HasRole(roles, roleID) {
		claims.MarkGiven(userID, roleID)
	}
	return roles, err
}

// takeAway removes a role from a user, unless this run has assigned it, and returns the
// roles that replaced it. A user without another role gets the default role.
func takeAway(ctx context.Context, client *ringcentral.Client, claims *configured.RoleClaims, userID, roleID string) ([]ringcentral.AssignedRole, error) {
	done, err := claims.Lock(ctx, userID)
	if err != nil {
		return nil, err
	}
	defer done()
	if claims.WasGiven(userID, roleID) {
		return nil, nil
	}
	roles, err := client.RolesToReplace(ctx, userID)
	if err != nil || !ringcentral.HasRole(roles, roleID) {
		return nil, err
	}
	rest := slices.DeleteFunc(ringcentral.RoleIDs(roles), func(id string) bool { return id == roleID })
	if len(rest) == 0 {
		return nil, client.AssignDefaultRole(ctx, userID)
	}
	return client.SetAssignedRoles(ctx, userID, rest)
}

func addNotStored(diags *diag.Diagnostics, observed string) {
	diags.AddAttributeError(path.Root("role_id"), "RingCentral accepted the request, but "+observed,
		"The state does not change.\n\nWhat to do: apply again. If that does not help, change the user's roles in the Admin Portal (Users > Roles).")
}
