// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

var _ datasource.DataSourceWithConfigure = (*roleDataSource)(nil)

// NewDataSource returns the ringcentral_user_role data source.
func NewDataSource() datasource.DataSource { return &roleDataSource{} }

type roleDataSource struct{ configured.DataSource }

type dataSourceModel struct {
	ID             types.String `tfsdk:"id"`
	DisplayName    types.String `tfsdk:"display_name"`
	Description    types.String `tfsdk:"description"`
	Custom         types.Bool   `tfsdk:"custom"`
	Scope          types.String `tfsdk:"scope"`
	SiteCompatible types.Bool   `tfsdk:"site_compatible"`
	Permissions    types.Set    `tfsdk:"permissions"`
}

func (d *roleDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_user_role"
}

func (d *roleDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Finds one role, custom or predefined, by ID or display name.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "ID of the role. Exactly one of `id` and `display_name` must be set.",
				Validators: []validator.String{
					attribute.ID(),
					stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("display_name")),
				},
			},
			"display_name": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Name of the role in the Admin Portal, for example `Super Admin`. At most 128 characters. Names of predefined roles depend on brand and plan. If several roles have the name, the lookup fails.",
				Validators:          []validator.String{stringvalidator.UTF8LengthBetween(1, 128)},
			},
			"description": schema.StringAttribute{Computed: true, MarkdownDescription: "Description of the role."},
			"custom": schema.BoolAttribute{
				Computed: true, MarkdownDescription: "Whether the role was created in this account. Predefined roles cannot be changed.",
			},
			"scope":           schema.StringAttribute{Computed: true, MarkdownDescription: "What the permissions apply to."},
			"site_compatible": schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the role can be limited to a site."},
			"permissions": schema.SetAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "IDs of all permissions of the role, including implied ones.",
			},
		},
	}
}

func (d *roleDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config dataSourceModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	client := d.Provider.ClientFor("find the role", &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	id, given := config.ID.ValueString(), path.Root("id")
	if config.ID.IsNull() {
		given = path.Root("display_name")
		id = d.idOf(ctx, client, config.DisplayName.ValueString(), &resp.Diagnostics)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	role, err := client.UserRole(ctx, id)
	if ringcentral.IsNotFound(err, "roleId") {
		resp.Diagnostics.AddAttributeError(given, "No such role", fmt.Sprintf("The account has no role with the ID %s.", id))
		return
	}
	if err != nil {
		d.Provider.AddError(&resp.Diagnostics, "read the role", err, nil)
		return
	}
	var common model
	common.set(role)
	permissions, diags := types.SetValueFrom(ctx, types.StringType, heldPermissions(role))
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &dataSourceModel{
		ID:             common.ID,
		DisplayName:    common.DisplayName,
		Description:    common.Description,
		Custom:         types.BoolPointerValue(role.Custom),
		Scope:          common.Scope,
		SiteCompatible: common.SiteCompatible,
		Permissions:    permissions,
	})...)
}

// idOf finds a role by its display name among all roles of the account.
func (d *roleDataSource) idOf(ctx context.Context, client *ringcentral.Client, displayName string, diags *diag.Diagnostics) string {
	roles, err := client.ListUserRoles(ctx, nil)
	if err != nil {
		d.Provider.AddError(diags, "list the roles", err, nil)
		return ""
	}
	var found, names []string
	for _, role := range roles {
		names = append(names, role.DisplayName)
		if role.DisplayName == displayName {
			found = append(found, string(role.ID))
		}
	}
	switch len(found) {
	case 1:
		return found[0]
	case 0:
		diags.AddAttributeError(path.Root("display_name"), "No such role",
			fmt.Sprintf("The account has no role with the display name %q. It has: %s.", displayName, strings.Join(configured.Names(names), ", ")))
	default:
		diags.AddAttributeError(path.Root("display_name"), "Several roles match",
			fmt.Sprintf("The account has %d roles with the display name %q: IDs %s. Use id instead.", len(found), displayName, strings.Join(configured.Names(found), ", ")))
	}
	return ""
}
