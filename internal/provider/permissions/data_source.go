// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package permissions implements the ringcentral_permissions data source.
package permissions

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

var _ datasource.DataSourceWithConfigure = (*permissionsDataSource)(nil)

// NewDataSource returns the ringcentral_permissions data source.
func NewDataSource() datasource.DataSource { return &permissionsDataSource{} }

type permissionsDataSource struct{ configured.DataSource }

type model struct {
	Assignable  types.Bool        `tfsdk:"assignable"`
	CategoryID  types.String      `tfsdk:"category_id"`
	Permissions []permissionModel `tfsdk:"permissions"`
}

type permissionModel struct {
	ID          types.String `tfsdk:"id"`
	DisplayName types.String `tfsdk:"display_name"`
	Description types.String `tfsdk:"description"`
	Assignable  types.Bool   `tfsdk:"assignable"`
	CategoryID  types.String `tfsdk:"category_id"`
	Includes    []string     `tfsdk:"includes"`
}

func newPermissionModel(p ringcentral.Permission) permissionModel {
	m := permissionModel{
		ID:          types.StringValue(string(p.ID)),
		DisplayName: types.StringValue(p.DisplayName),
		Description: types.StringValue(p.Description),
		Assignable:  types.BoolValue(p.Assignable),
		CategoryID:  types.StringValue(p.Category.ID),
		Includes:    []string{},
	}
	for _, included := range p.IncludedPermissions {
		m.Includes = append(m.Includes, included.ID)
	}
	slices.Sort(m.Includes)
	return m
}

func (d *permissionsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_permissions"
}

func (d *permissionsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	computed := func(text string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: text}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the user permissions of the account, sorted by ID. Use it to choose `permissions` of `ringcentral_user_role`.",
		Attributes: map[string]schema.Attribute{
			"assignable": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "`true`: only permissions that you can give to a role directly. `false`: only permissions that come with others. Default: all permissions.",
			},
			"category_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only permissions of this category, for example `Features`.",
			},
			"permissions": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The permissions.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":           computed("ID, as used in `permissions` of `ringcentral_user_role`."),
					"display_name": computed("Name in the Admin Portal."),
					"description":  computed("Description."),
					"assignable":   schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether you can give the permission to a role directly."},
					"category_id":  computed("ID of its category."),
					"includes": schema.ListAttribute{
						Computed: true, ElementType: types.StringType,
						MarkdownDescription: "IDs of the permissions that it directly includes, sorted.",
					},
				}},
			},
		},
	}
}

func (d *permissionsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(req.Config.Get(ctx, &state)...)
	client := d.Provider.ClientFor("list the permissions", &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	all, err := client.Permissions(ctx)
	if err != nil {
		d.Provider.AddError(&resp.Diagnostics, "list the permissions", err, nil)
		return
	}
	state.Permissions = []permissionModel{}
	for _, permission := range all {
		if state.matches(permission) {
			state.Permissions = append(state.Permissions, newPermissionModel(permission))
		}
	}
	slices.SortFunc(state.Permissions, func(a, b permissionModel) int {
		return strings.Compare(a.ID.ValueString(), b.ID.ValueString())
	})
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

func (m *model) matches(p ringcentral.Permission) bool {
	if !m.Assignable.IsNull() && m.Assignable.ValueBool() != p.Assignable {
		return false
	}
	return m.CategoryID.IsNull() || m.CategoryID.ValueString() == p.Category.ID
}
