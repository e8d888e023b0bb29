// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package jwtgrant implements the ringcentral_jwt_grant data source: the proof
// that an app and a JWT credential yield what an integration needs.
package jwtgrant

import (
	"context"
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
)

var _ datasource.DataSourceWithConfigure = (*grantDataSource)(nil)

// NewDataSource returns the ringcentral_jwt_grant data source.
func NewDataSource() datasource.DataSource { return &grantDataSource{now: time.Now} }

type grantDataSource struct {
	configured.DataSource
	now func() time.Time
}

func (d *grantDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_jwt_grant"
}

const description = `Performs the **JWT grant** (RFC 7523) with an app and a JWT credential, checks the result, and revokes the token. This proves in every plan that the integration works.

The access token never reaches state, plan or logs. Until the app has a client ID and both secrets are available, the status is ` + "`pending`" + `: a warning, or an error when the provider's ` + "`verification`" + ` is ` + "`strict`" + `.

Terraform reads a data source during plan, unless it depends on something that is about to change. List the role in ` + "`depends_on`" + `, so that the grant waits for planned changes of its permissions.

Each check opens one session of the credential's owner and app, shared with ` + "`ringcentral_app`" + `, and revokes it. This costs two of about five authentication requests per minute and app.`

func (d *grantDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	set := func(text string) schema.SetAttribute {
		return schema.SetAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: text}
	}
	computed := func(text string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: text}
	}
	attributes := map[string]schema.Attribute{
		"on_finding": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "`error` (the default): a finding fails the plan. `report`: it only appears in `findings`, for use in `check` blocks and postconditions.",
			Validators:          []validator.String{stringvalidator.OneOf(onFindingError, onFindingReport)},
		},
		"status":                  computed("`valid`, `invalid`, or `pending` if the app or a secret is missing."),
		"valid":                   schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the grant succeeded and meets all requirements."},
		"scopes":                  set("Scopes of the token. Null without a token."),
		"missing_scopes":          set("Required scopes that the token lacks. Null without a token."),
		"extra_scopes":            set("Scopes of the token that are not required. Null without a token."),
		"missing_permissions":     set("Required permissions that the owner lacks. Null if they were not checked."),
		"missing_features":        set("Features that the operations need and the owner does not have. Null if they were not checked."),
		"unverified_features":     set("Features that the operations need, and that RingCentral did not mention for this owner. They are in `findings`, and the grant stays valid. Null if features were not checked."),
		"missing_number_features": set("Required features that none of the owner's phone numbers has. Null if they were not checked."),
		"rehearsed":               rehearsedAttribute(),
		"owner_id":                computed("ID of the extension that the token acts as. Null without a token."),
		"account_id":              computed("ID of the owner's account. Null without a token, without the scope ReadAccounts of the app, or without the permission ReadCompanyInfo of the owner."),
		"credential_expires_at": schema.StringAttribute{
			Computed: true, CustomType: timetypes.RFC3339Type{},
			MarkdownDescription: "When the JWT credential expires, as an RFC 3339 time in UTC. Null if it never expires.",
		},
		"findings": attribute.DataSourceFindings("What is wrong or missing."),
	}
	maps.Copy(attributes, argumentAttributes())
	resp.Schema = schema.Schema{MarkdownDescription: description, Attributes: attributes}
}

func (d *grantDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if _, err := d.Provider.Platform(); err != nil {
		d.Provider.AddError(&resp.Diagnostics, "perform the grant", err, nil)
		return
	}
	request := config.request(ctx, d.Provider, d.now(), &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	result := d.Provider.Verify(ctx, request)
	config.setResult(ctx, result, &resp.Diagnostics)
	if config.OnFinding.ValueString() != onFindingReport {
		configured.AddFindings(&resp.Diagnostics, path.Root("client_id"), false, result.Findings...)
		d.Provider.AddUnverified(&resp.Diagnostics, path.Root("client_id"), result.Pending...)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}
