// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package apioperations implements the ringcentral_api_operations data source: what
// an integration needs for the operations that it calls.
package apioperations

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/permission"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
)

var _ datasource.DataSourceWithConfigure = (*operationsDataSource)(nil)

// NewDataSource returns the ringcentral_api_operations data source.
func NewDataSource() datasource.DataSource { return &operationsDataSource{} }

type operationsDataSource struct{ configured.DataSource }

func (d *operationsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_api_operations"
}

const description = `Derives what an integration needs from the operations that it calls: the smallest set of application **scopes** for its app, the user **permissions** that its service user needs, and the smallest set of assignable **role permissions** that includes them.

Scopes and permissions come from a copy of RingCentral's OpenAPI document, without any request. ` + "`role_permissions`" + ` depends on which permissions include others in your account, so it needs the provider's own credentials. Without them it is null, and the provider warns.`

func (d *operationsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	computed := func(text string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: text}
	}
	set := func(text string) schema.SetAttribute {
		return schema.SetAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: text}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"operations": schema.SetAttribute{
				Required: true, ElementType: types.StringType,
				MarkdownDescription: attribute.OperationsDescription,
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues()},
			},
			"scopes":               set("Application scopes that the app needs, for `scopes` of `ringcentral_app`, without scopes that others include."),
			"required_permissions": set("User permissions that the user needs, for `required_permissions` of `ringcentral_jwt_grant`. If one of several is enough, this is the one that the smallest role includes, or the first in RingCentral's document if the provider has no credentials."),
			"role_permissions":     set("Smallest set of assignable permissions that includes `required_permissions`, for `permissions` of `ringcentral_user_role`. The user also needs `ThirdPartyAppAccess` to log in through an app, and `DevPortalAccess` to create the JWT credential."),
			"alternatives": schema.ListAttribute{
				Computed: true, ElementType: types.SetType{ElemType: types.StringType},
				MarkdownDescription: "Sets of permissions. The user needs one permission of each set.",
			},
			"features": set("Features that the account and the user need, by their names in RingCentral's features endpoint. They depend on the service plan and the user, not on roles."),
			"feature_alternatives": schema.ListAttribute{
				Computed: true, ElementType: types.SetType{ElemType: types.StringType},
				MarkdownDescription: "Sets of features. One feature of each set is needed.",
			},
			"details": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "What each operation needs, sorted by operation ID.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":          computed("Operation ID."),
					"method":      computed("HTTP method."),
					"path":        computed("Path with parameters in braces."),
					"scope":       computed("Application scope. Null if RingCentral's OpenAPI document lists none: the operation then accepts any access token, whatever its scopes."),
					"permissions": set("User permissions, of which the user needs one. Empty if it needs none."),
					"features": schema.ListAttribute{
						Computed: true, ElementType: types.SetType{ElemType: types.StringType},
						MarkdownDescription: "Sets of features. One feature of each set is needed. Empty if RingCentral's OpenAPI document lists none.",
					},
					"usage_group": computed("Usage group, whose rate limit applies to the operation: `Light`, `Medium`, `Heavy`, `Auth` or `NoThrottling`."),
				}},
			},
		},
	}
}

func (d *operationsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	operations, _ := attribute.ResolveOperations(ctx, config.Operations, path.Root("operations"), &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	needs := apicatalog.NeedsOf(operations)
	p := plan{needs: needs, permissions: needs.Choices()[0]}
	if dictionary := d.dictionary(ctx, &resp.Diagnostics); dictionary != nil {
		p = leastOf(needs, dictionary)
		warnOfUnavailable(p.unavailable, dictionary, &resp.Diagnostics)
	}
	config.set(ctx, operations, p, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}

// dictionary reads the account's permission dictionary. Without credentials everything
// else is still known, so that is a warning. Any other failure is an error: a role must
// not be planned without its permissions.
func (d *operationsDataSource) dictionary(ctx context.Context, diags *diag.Diagnostics) permission.Dictionary {
	client, err := d.Provider.Client()
	if err != nil {
		diags.AddAttributeWarning(path.Root("operations"), "role_permissions is null, because the provider cannot read the account",
			fmt.Sprintf("Only the account knows which assignable permissions include others, and %v. scopes and required_permissions do not depend on it.\n\nWhat to do: give the provider an administrator's credentials, or write the role's permissions yourself. Until then, functions such as setunion fail with role_permissions.", err))
		return nil
	}
	permissions, err := client.Permissions(ctx)
	if err != nil {
		d.Provider.AddError(diags, "read the account's permissions", err, nil)
		return nil
	}
	return permission.NewDictionary(permissions)
}

func warnOfUnavailable(unavailable []string, dictionary permission.Dictionary, diags *diag.Diagnostics) {
	if len(unavailable) == 0 {
		return
	}
	names := make([]string, 0, len(unavailable))
	for _, id := range unavailable {
		names = append(names, dictionary.Name(id))
	}
	diags.AddAttributeWarning(path.Root("operations"), "No role can include "+strings.Join(names, ", "),
		"The account has no assignable permission that includes it. It may belong to a feature that the account does not have. The operations that need it may fail.")
}
