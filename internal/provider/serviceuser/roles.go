// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// rolesUnconfirmed marks a new user who was not seen with the planned roles. Terraform
// demands that the state holds them after a create; a refresh that cannot read the roles
// takes them out.
const rolesUnconfirmed identity.Mark = "roles_unconfirmed"

// readRoles reads the roles of a user into the state, and reports whether to go on. Roles
// that may not be read stay what the state holds, unless nobody ever observed them.
func (r *userResource) readRoles(ctx context.Context, client *ringcentral.Client, extension *ringcentral.Extension, state *model, resp *resource.ReadResponse) bool {
	err := withRoles(ctx, client, extension)
	if err == nil {
		state.setRoles(extension.Roles)
		rolesUnconfirmed.Clear(ctx, resp.Private, &resp.Diagnostics)
		return true
	}
	var unread diag.Diagnostics
	r.Provider.AddError(&unread, "read the roles of the service user", err, nil)
	if !ringcentral.IsForbidden(err) {
		resp.Diagnostics.Append(unread...)
		return false
	}
	outcome := "The plan uses the roles that the state holds."
	if rolesUnconfirmed.IsSet(ctx, resp.Private, &resp.Diagnostics) {
		outcome = "RingCentral did not show the planned roles after the user was created, so the plan assigns them."
		state.RoleIDs = types.SetNull(types.StringType)
	}
	resp.Diagnostics.Append(asWarnings(unread, outcome)...)
	return true
}

// changeRoles changes the roles of a user when nothing else of this run does.
func (r *userResource) changeRoles(ctx context.Context, client *ringcentral.Client, change ringcentral.RoleChange) ([]ringcentral.AssignedRole, error) {
	done, err := r.Provider.Roles.Lock(ctx, change.ExtensionID)
	if err != nil {
		return nil, err
	}
	defer done()
	return client.ChangeRoles(ctx, change)
}

// withRoles completes a user whose roles a response did not hold.
func withRoles(ctx context.Context, client *ringcentral.Client, e *ringcentral.Extension) (err error) {
	if e.Roles == nil {
		e.Roles, err = client.RolesOf(ctx, string(e.ID))
	}
	return err
}
