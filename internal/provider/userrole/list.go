// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

var _ list.ListResourceWithConfigure = (*roleList)(nil)

// NewListResource returns the list resource ringcentral_user_role.
func NewListResource() list.ListResource { return &roleList{} }

type roleList struct{ configured.Resource }

type filter struct {
	IncludePredefined types.Bool `tfsdk:"include_predefined"`
}

// Metadata implements list.ListResource.
func (*roleList) Metadata(ctx context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	(&roleResource{}).Metadata(ctx, req, resp)
}

// ListResourceConfigSchema implements list.ListResource.
func (*roleList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists roles for `terraform query`. With `-generate-config-out`, Terraform writes their `import` and `resource` blocks. Needs Terraform 1.14 or later.",
		Attributes: map[string]schema.Attribute{
			"include_predefined": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether to list RingCentral's predefined roles, too. Terraform cannot change or delete them. Default `false`.",
			},
		},
	}
}

// List implements list.ListResource.
func (l *roleList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var client *ringcentral.Client
	find := func(diags *diag.Diagnostics) []ringcentral.UserRole {
		var wanted filter
		diags.Append(req.Config.Get(ctx, &wanted)...)
		if client = l.Provider.ClientFor("list the roles", diags); diags.HasError() {
			return nil
		}
		custom := new(bool)
		if *custom = true; wanted.IncludePredefined.ValueBool() {
			custom = nil
		}
		roles, err := client.ListUserRoles(ctx, custom)
		if err != nil {
			l.Provider.AddError(diags, "list the roles", err, nil)
		}
		slices.SortFunc(roles, func(a, b ringcentral.UserRole) int { return a.ID.Compare(b.ID) })
		return roles
	}
	configured.ListResults(ctx, req, stream, find, func(role *ringcentral.UserRole, result *list.ListResult) {
		result.DisplayName = configured.Name(role.DisplayName)
		identity.SetAccountObject(ctx, l.Provider, result.Identity, role.URI, string(role.ID), &result.Diagnostics)
		if req.IncludeResource {
			l.describe(ctx, client, role, result)
		}
	})
}

// describe fills in a role itself. The API does not say that a list holds the
// permissions of its roles.
func (l *roleList) describe(ctx context.Context, client *ringcentral.Client, role *ringcentral.UserRole, result *list.ListResult) {
	if len(role.Permissions) == 0 {
		read, err := client.UserRole(ctx, string(role.ID))
		if err != nil {
			l.Provider.AddError(&result.Diagnostics, "read the role "+result.DisplayName, err, nil)
			return
		}
		role = read
	}
	object := model{Operations: types.SetNull(types.StringType), Timeouts: configured.NoTimeouts(true)}
	object.set(role)
	if err := object.setPermissions(ctx, client, role, nil, &result.Diagnostics); err != nil {
		l.Provider.AddError(&result.Diagnostics, "read the list of permissions", err, nil)
		return
	}
	result.Diagnostics.Append(result.Resource.Set(ctx, &object)...)
}
