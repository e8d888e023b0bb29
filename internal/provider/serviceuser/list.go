// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
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

var _ list.ListResourceWithConfigure = (*userList)(nil)

// NewListResource returns the list resource ringcentral_service_user.
func NewListResource() list.ListResource { return &userList{} }

type userList struct{ configured.Resource }

// filter selects users. Null fields select all.
type filter struct {
	EmailDomain types.String `tfsdk:"email_domain"`
	RoleID      types.String `tfsdk:"role_id"`
	Statuses    types.List   `tfsdk:"statuses"`
	Types       types.List   `tfsdk:"types"`
}

const listDescription = `Lists users for ` + "`terraform query`" + `. With ` + "`-generate-config-out`" + `, Terraform writes their ` + "`import`" + ` and ` + "`resource`" + ` blocks. Needs Terraform 1.14 or later.

The list omits unassigned seats, and two users that the resource refuses to delete: the account's system extension, and the user that the provider acts as.`

// Metadata implements list.ListResource.
func (*userList) Metadata(ctx context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	(&userResource{}).Metadata(ctx, req, resp)
}

// ListResourceConfigSchema implements list.ListResource.
func (*userList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	oneOf := func(values []string) []validator.List {
		return []validator.List{listvalidator.SizeAtLeast(1), listvalidator.NoNullValues(), listvalidator.ValueStringsAre(stringvalidator.OneOf(values...))}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: listDescription,
		Attributes: map[string]schema.Attribute{
			"email_domain": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only users with an e-mail address of this domain, for example `example.com`. Case does not matter. Subdomains do not match.",
				Validators:          []validator.String{stringvalidator.RegexMatches(emailDomainPattern, "must be a domain like example.com, without @")},
			},
			"role_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only users who have the role with this ID.",
				Validators:          []validator.String{attribute.ID()},
			},
			"statuses": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Only users in one of these statuses: " + codeList(statuses) + ". Default: all of them.",
				Validators:          oneOf(statuses),
			},
			"types": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Only users of one of these types: " + codeList(userTypes) + ". Default: all of them.",
				Validators:          oneOf(userTypes),
			},
		},
	}
}

func codeList(values []string) string { return "`" + strings.Join(values, "`, `") + "`" }

// List implements list.ListResource.
func (l *userList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var client *ringcentral.Client
	find := func(diags *diag.Diagnostics) []ringcentral.Extension {
		var wanted filter
		diags.Append(req.Config.Get(ctx, &wanted)...)
		if client = l.Provider.ClientFor("list the users", diags); diags.HasError() {
			return nil
		}
		found, err := wanted.find(ctx, client, diags)
		if err != nil {
			l.Provider.AddError(diags, "list the users", err, nil)
		}
		return found
	}
	configured.ListResults(ctx, req, stream, find, func(e *ringcentral.Extension, result *list.ListResult) {
		result.DisplayName = displayName(e)
		identity.SetAccountObject(ctx, l.Provider, result.Identity, e.URI, string(e.ID), &result.Diagnostics)
		if !req.IncludeResource {
			return
		}
		if err := withRoles(ctx, client, e); err != nil {
			l.Provider.AddError(&result.Diagnostics, "read the roles of the user "+result.DisplayName, err, nil)
			return
		}
		object := model{Timeouts: configured.NoTimeouts(true)}
		object.set(e)
		object.setRoles(e.Roles)
		result.Diagnostics.Append(result.Resource.Set(ctx, &object)...)
	})
}

func displayName(e *ringcentral.Extension) string {
	return fmt.Sprintf("%s <%s>", configured.Name(e.Contact.FirstName+" "+e.Contact.LastName), configured.Name(e.Contact.Email))
}

// find returns the selected users in the order of their IDs.
func (f *filter) find(ctx context.Context, client *ringcentral.Client, diags *diag.Diagnostics) ([]ringcentral.Extension, error) {
	wanted := ringcentral.ExtensionFilter{Status: statuses, Type: userTypes}
	if !f.Statuses.IsNull() {
		diags.Append(f.Statuses.ElementsAs(ctx, &wanted.Status, false)...)
	}
	if !f.Types.IsNull() {
		diags.Append(f.Types.ElementsAs(ctx, &wanted.Type, false)...)
	}
	if diags.HasError() {
		return nil, nil
	}
	listed, err := client.ListExtensions(ctx, wanted)
	if err != nil {
		return nil, err
	}
	owner, system, err := protected(ctx, client)
	if err != nil {
		return nil, err
	}
	domain, roleID := f.EmailDomain.ValueString(), f.RoleID.ValueString()
	selected := []ringcentral.Extension{}
	for _, e := range listed {
		if id := string(e.ID); id == owner || id == system || domain != "" && !hasDomain(e.Contact.Email, domain) {
			continue
		}
		if roleID != "" {
			if err := withRoles(ctx, client, &e); err != nil {
				return nil, err
			}
			if !ringcentral.HasRole(e.Roles, roleID) {
				continue
			}
		}
		selected = append(selected, e)
	}
	slices.SortFunc(selected, func(a, b ringcentral.Extension) int { return a.ID.Compare(b.ID) })
	return selected, nil
}

func hasDomain(email, domain string) bool {
	_, of, _ := strings.Cut(email, "@")
	return strings.EqualFold(of, domain)
}
