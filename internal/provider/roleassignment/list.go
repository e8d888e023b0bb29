// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package roleassignment

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

var _ list.ListResourceWithConfigure = (*assignmentList)(nil)

// NewListResource returns the list resource ringcentral_user_role_assignment.
func NewListResource() list.ListResource { return &assignmentList{} }

type assignmentList struct{ configured.Resource }

type filter struct {
	UserID types.String `tfsdk:"user_id"`
	RoleID types.String `tfsdk:"role_id"`
}

// assignment is one role of one user.
type assignment struct {
	user *ringcentral.Extension
	role ringcentral.AssignedRole
}

// Metadata implements list.ListResource.
func (*assignmentList) Metadata(ctx context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	(&assignmentResource{}).Metadata(ctx, req, resp)
}

// ListResourceConfigSchema implements list.ListResource.
func (*assignmentList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists role assignments of users for `terraform query`, one result for each role of each user. With `-generate-config-out`, Terraform writes their `import` and `resource` blocks. Needs Terraform 1.14 or later.",
		Attributes: map[string]schema.Attribute{
			"user_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only the roles of the user with this extension ID.",
				Validators:          attribute.ExtensionIDValidators(),
			},
			"role_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only users who have the role with this ID.",
				Validators:          []validator.String{attribute.ID()},
			},
		},
	}
}

// List implements list.ListResource.
func (l *assignmentList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	find := func(diags *diag.Diagnostics) []assignment {
		var wanted filter
		diags.Append(req.Config.Get(ctx, &wanted)...)
		client := l.Provider.ClientFor("list the role assignments", diags)
		if diags.HasError() {
			return nil
		}
		found, err := wanted.find(ctx, client)
		if err != nil {
			l.Provider.AddError(diags, "list the role assignments", err, nil)
		}
		return found
	}
	configured.ListResults(ctx, req, stream, find, func(a *assignment, result *list.ListResult) {
		object := model{
			UserID:   types.StringValue(string(a.user.ID)),
			RoleID:   types.StringValue(string(a.role.ID)),
			Timeouts: configured.NoTimeouts(false),
		}
		object.setID()
		result.DisplayName = configured.Name(a.user.Contact.FirstName+" "+a.user.Contact.LastName) + ": " + configured.Name(a.role.DisplayName)
		identity.SetAccountObject(ctx, l.Provider, result.Identity, a.role.URI, object.ID.ValueString(), &result.Diagnostics)
		if req.IncludeResource {
			result.Diagnostics.Append(result.Resource.Set(ctx, &object)...)
		}
	})
}

// find returns the selected assignments in the order of users and roles.
func (f *filter) find(ctx context.Context, client *ringcentral.Client) ([]assignment, error) {
	users, err := client.ListExtensions(ctx, ringcentral.ExtensionFilter{
		Status: []string{"Enabled", "Disabled", "Frozen", "NotActivated"},
		Type:   ringcentral.UserTypes(),
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(users, func(a, b ringcentral.Extension) int { return a.ID.Compare(b.ID) })
	found := []assignment{}
	for i := range users {
		user := &users[i]
		if !f.UserID.IsNull() && string(user.ID) != f.UserID.ValueString() {
			continue
		}
		roles := []ringcentral.AssignedRole(user.Roles)
		if roles == nil {
			if roles, err = client.AssignedRoles(ctx, string(user.ID)); err != nil {
				return nil, err
			}
		}
		roles = slices.SortedFunc(slices.Values(roles), func(a, b ringcentral.AssignedRole) int { return a.ID.Compare(b.ID) })
		for _, role := range roles {
			if f.RoleID.IsNull() || string(role.ID) == f.RoleID.ValueString() {
				found = append(found, assignment{user, role})
			}
		}
	}
	return found, nil
}
