// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

const importUsage = `Import a role by its ID, or by the name that the Admin Portal shows:

  terraform import ringcentral_user_role.orders 13005
  terraform import ringcentral_user_role.orders 'name:Orders notifier'`

// ImportState takes the ID of a role, its identity, or its name.
func (r *roleResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	key := identity.ImportKey(ctx, r.Provider, "id", req, resp)
	if resp.Diagnostics.HasError() {
		return
	}
	id, name, ok := parseImportID(key)
	if !ok {
		resp.Diagnostics.AddError(
			"Invalid import ID of a role",
			fmt.Sprintf("%q is neither a role ID nor \"name:\" with a role name.\n\n%s", configured.Name(key), importUsage),
		)
		return
	}
	if name != "" {
		id = r.find(ctx, name, &resp.Diagnostics)
	}
	if id != "" {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id)...)
	}
}

// parseImportID reads an import ID: it holds the ID of a role, or its name.
func parseImportID(key string) (id, name string, ok bool) {
	if name, isName := strings.CutPrefix(key, "name:"); isName {
		return "", name, name != ""
	}
	return key, "", attribute.RoleIDPattern.MatchString(key)
}

// refusePredefined reports a role that cannot be imported, because nobody can change or
// delete it.
func refusePredefined(role *ringcentral.UserRole, diags *diag.Diagnostics) (refused bool) {
	if !role.IsPredefined() {
		return false
	}
	diags.AddError(fmt.Sprintf("Role %q is predefined", configured.Name(role.DisplayName)),
		"RingCentral lets nobody change or delete its predefined roles, so ringcentral_user_role manages only custom ones.\n\nWhat to do: look the role up with the data source ringcentral_user_role.")
	return true
}

// find returns the one custom role with a name.
func (r *roleResource) find(ctx context.Context, name string, diags *diag.Diagnostics) string {
	client := r.Provider.ClientFor("find the role to import", diags)
	if client == nil {
		return ""
	}
	custom := true
	roles, err := client.ListUserRoles(ctx, &custom)
	if err != nil {
		r.Provider.AddError(diags, "find the role to import", err, nil)
		return ""
	}
	var ids []string
	for _, role := range roles {
		if role.DisplayName == name {
			ids = append(ids, string(role.ID))
		}
	}
	switch len(ids) {
	case 0:
		diags.AddError("Role not found", fmt.Sprintf("The account has no custom role with the name %q. Names are case-sensitive.\n\n%s", name, importUsage))
	case 1:
		return ids[0]
	default:
		diags.AddError("Several roles match", fmt.Sprintf("Import one of them by its ID: %s.", strings.Join(configured.Names(ids), ", ")))
	}
	return ""
}
