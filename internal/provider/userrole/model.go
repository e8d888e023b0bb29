// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/permission"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

type model struct {
	ID             types.String `tfsdk:"id"`
	DisplayName    types.String `tfsdk:"display_name"`
	Description    types.String `tfsdk:"description"`
	Scope          types.String `tfsdk:"scope"`
	SiteCompatible types.Bool   `tfsdk:"site_compatible"`
	Permissions    types.Set    `tfsdk:"permissions"`
	Operations     types.Set    `tfsdk:"operations"`

	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// declaredPermissions returns nil for an imported role, which declares nothing yet.
func (m *model) declaredPermissions(ctx context.Context, diags *diag.Diagnostics) []string {
	if m.Permissions.IsNull() || m.Permissions.IsUnknown() {
		return nil
	}
	ids := []string{}
	diags.Append(m.Permissions.ElementsAs(ctx, &ids, false)...)
	return ids
}

func (m *model) request(ctx context.Context, diags *diag.Diagnostics) *ringcentral.UserRoleRequest {
	request := &ringcentral.UserRoleRequest{
		DisplayName: m.DisplayName.ValueString(),
		Description: m.Description.ValueString(),
		Permissions: ringcentral.PermissionIDs(m.declaredPermissions(ctx, diags)),
	}
	if !m.Scope.IsUnknown() {
		request.Scope = m.Scope.ValueString()
	}
	if !m.SiteCompatible.IsUnknown() {
		request.SiteCompatible = m.SiteCompatible.ValueBoolPointer()
	}
	return request
}

// set takes over everything but the permissions from the API. RingCentral leaves
// attributes out of some responses: an absent one says nothing, so what m knows stays. Only
// the description, which can be empty, is null if it is absent.
func (m *model) set(role *ringcentral.UserRole) {
	m.ID = types.StringValue(string(role.ID))
	if role.DisplayName == "" { // the response says only which role it was
		return
	}
	m.DisplayName = types.StringValue(role.DisplayName)
	m.Description = configured.OptionalString(role.Description)
	if role.Scope != "" {
		m.Scope = types.StringValue(role.Scope)
	}
	if role.SiteCompatible != nil {
		m.SiteCompatible = types.BoolPointerValue(role.SiteCompatible)
	}
}

// complete fills in what the plan leaves open. Everything else stays as planned;
// if RingCentral took over something else, the next refresh shows it.
func (m *model) complete(role *ringcentral.UserRole) {
	m.ID = types.StringValue(string(role.ID))
	if m.Scope.IsUnknown() {
		m.Scope = configured.OptionalString(role.Scope)
	}
	if m.SiteCompatible.IsUnknown() {
		m.SiteCompatible = types.BoolPointerValue(role.SiteCompatible)
	}
}

// setPermissions takes over the permissions of a role. RingCentral lists those that
// follow from others, too; what remains without them is found in the account's
// dictionary, unless the role holds just what is declared.
func (m *model) setPermissions(ctx context.Context, client *ringcentral.Client, role *ringcentral.UserRole, declared []string, diags *diag.Diagnostics) error {
	held := heldPermissions(role)
	if declared != nil && sameSet(declared, held) {
		return nil
	}
	permissions, err := client.Permissions(ctx)
	if err != nil {
		return err
	}
	observed, d := types.SetValueFrom(ctx, types.StringType, permission.NewDictionary(permissions).Observed(declared, held))
	diags.Append(d...)
	m.Permissions = observed
	return nil
}

func heldPermissions(role *ringcentral.UserRole) []string {
	held := make([]string, 0, len(role.Permissions))
	for _, permission := range role.Permissions {
		held = append(held, permission.ID)
	}
	return held
}
