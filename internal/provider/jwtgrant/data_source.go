// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package jwtgrant implements the ringcentral_jwt_grant data source: the proof
// that an app and a JWT credential yield what an integration needs.
package jwtgrant

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/verification"
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
	nonEmpty := []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))}
	resp.Schema = schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"client_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Client ID of the app, at most 255 characters, usually `ringcentral_app.<name>.client_id`. Null while the app is not registered.",
				Validators:          []validator.String{attribute.ClientID()},
			},
			"client_secret_from": secretref.RequiredDataSourceAttribute("The app's Client Secret."),
			"jwt_from":           secretref.RequiredDataSourceAttribute("The JWT credential."),
			"expected_owner_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "ID of the extension that the credential must belong to, usually `ringcentral_service_user.<name>.id`.",
				Validators:          attribute.ExtensionIDValidators(),
			},
			"operations": schema.SetAttribute{
				Optional: true, ElementType: types.StringType, Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues()},
				MarkdownDescription: attribute.OperationsDescription + " The token and its owner must have the scopes, permissions and features that these operations need. `required_scopes` and `required_permissions` add to them. If one of several permissions or features is enough for an operation, any of them counts. Features cost one Medium request.",
			},
			"required_scopes": schema.SetAttribute{
				Optional: true, ElementType: types.StringType, Validators: []validator.Set{setvalidator.NoNullValues(), attribute.Scopes()},
				MarkdownDescription: "Application scopes that the token must have, directly or through scopes that include them.",
			},
			"required_permissions": schema.SetAttribute{
				Optional: true, ElementType: types.StringType, Validators: nonEmpty,
				MarkdownDescription: "IDs of user permissions that the credential's owner must have, directly or through others, usually `required_permissions` of `ringcentral_api_operations`. One permission costs a Light request, several cost one Medium request.",
			},
			"required_number_features": schema.SetAttribute{
				Optional: true, ElementType: types.StringType, Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues(), setvalidator.ValueStringsAre(stringvalidator.OneOf(numberFeatures...))},
				MarkdownDescription: "Features of phone numbers, for example `SmsSender`. At least one phone number of the credential's owner must have each: `" + strings.Join(numberFeatures, "`, `") + "`. Costs one Light request.",
			},
			"rehearse": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				Validators:          []validator.List{listvalidator.SizeBetween(1, maxRehearsals), listvalidator.NoNullValues(), listvalidator.UniqueValues(), rehearsals{}},
				MarkdownDescription: "Up to ten GET operations that the grant performs with its token, by method and path, for example `GET /restapi/v1.0/account/~/extension/~/message-store?perPage=1`. This is the strongest proof. The grant discards what they return. Each costs one request of its usage group, in every plan.",
			},
			"allow_extra_scopes": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether the token can have more scopes than `required_scopes`. Default `false`, because an integration should have only the scopes that it needs.",
			},
			"min_validity": schema.StringAttribute{
				Optional: true, CustomType: timetypes.GoDurationType{},
				MarkdownDescription: "How long the credential must still be valid, `1s` to `87600h` (ten years), for example `720h` (30 days; units `h`, `m`, `s`).",
				Validators:          []validator.String{attribute.DurationBetween(time.Second, 10*365*24*time.Hour)},
			},
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
			"unverified_features":     set("Features of which RingCentral did not tell whether the owner has them. The grant warns of them, and stays valid. Null if features were not checked."),
			"missing_number_features": set("Required features that none of the owner's phone numbers has. Null if they were not checked."),
			"rehearsed":               rehearsedAttribute(),
			"owner_id":                computed("ID of the extension that the token acts as. Null without a token."),
			"account_id":              computed("ID of the owner's account. Null without a token, without the scope ReadAccounts of the app, or without the permission ReadCompanyInfo of the owner."),
			"credential_expires_at": schema.StringAttribute{
				Computed: true, CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "When the JWT credential expires, as an RFC 3339 time in UTC. Null if it never expires.",
			},
			"findings": attribute.DataSourceFindings("What is wrong or missing."),
		},
	}
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
	request := d.request(ctx, &config, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	result := d.Provider.Verify(ctx, request)
	config.setResult(ctx, result, &resp.Diagnostics)
	if config.OnFinding.ValueString() != onFindingReport {
		configured.AddFindings(&resp.Diagnostics, path.Root("client_id"), false, result.Findings...)
		d.Provider.AddUnverified(&resp.Diagnostics, path.Root("client_id"), append(result.Pending, result.Unverified...)...)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}

// request is the verification that the configuration asks for.
func (d *grantDataSource) request(ctx context.Context, m *model, diags *diag.Diagnostics) verification.Request {
	r := verification.Request{Purpose: verification.Grant, ClientID: m.ClientID.ValueString(), Want: m.requirements(ctx, diags), Now: d.now()}
	origins := &r.Context.Origins
	origins.Scopes.Argument, origins.Permissions.Argument, origins.Owner.Argument = "required_scopes", "required_permissions", "expected_owner_id"
	if m.RequiredScopes.IsNull() {
		origins.Scopes.Argument = "operations"
	}
	if m.RequiredPermissions.IsNull() {
		origins.Permissions.Argument = "operations"
	}
	r.ClientSecret, origins.ClientSecret = secretref.Resolve(ctx, d.Provider, m.ClientSecret, secretref.Argument{Name: "client_secret_from", Source: findings.FromConfiguration}, diags).ToVerify("client_secret")
	r.JWT, origins.JWT = secretref.Resolve(ctx, d.Provider, m.JWT, secretref.Argument{Name: "jwt_from", Source: findings.FromConfiguration}, diags).ToVerify("jwt")
	return r
}

func (m *model) requirements(ctx context.Context, diags *diag.Diagnostics) verification.Requirements {
	want := verification.Requirements{OwnerID: m.ExpectedOwnerID.ValueString(), AllowExtraScopes: m.AllowExtraScopes.ValueBool()}
	if !m.RequiredScopes.IsNull() {
		want.Scopes = []string{}
		diags.Append(m.RequiredScopes.ElementsAs(ctx, &want.Scopes, false)...)
	}
	if !m.RequiredPermissions.IsNull() {
		want.Permissions = []string{}
		diags.Append(m.RequiredPermissions.ElementsAs(ctx, &want.Permissions, false)...)
	}
	if operations, known := attribute.ResolveOperations(ctx, m.Operations, path.Root("operations"), diags); known && len(operations) > 0 {
		needs := apicatalog.NeedsOf(operations)
		want.Scopes = append(append([]string{}, want.Scopes...), needs.Scopes...)
		want.Permissions = append(append([]string{}, want.Permissions...), needs.Permissions...)
		want.AnyPermission = needs.Alternatives
		want.Features = featuresOf(operations)
	}
	if !m.RequiredNumberFeatures.IsNull() {
		diags.Append(m.RequiredNumberFeatures.ElementsAs(ctx, &want.NumberFeatures, false)...)
	}
	want.Rehearse = m.rehearsals(ctx, diags)
	if !m.MinValidity.IsNull() {
		validity, d := m.MinValidity.ValueGoDuration()
		diags.Append(d...)
		want.MinValidity = validity
	}
	return want
}

// featuresOf returns the features that operations need, each with its operations.
func featuresOf(operations []apicatalog.Operation) []verification.Feature {
	var features []verification.Feature
	for _, operation := range operations {
		for _, anyOf := range operation.Features {
			i := slices.IndexFunc(features, func(f verification.Feature) bool { return slices.Equal(f.AnyOf, anyOf) })
			if i < 0 {
				i, features = len(features), append(features, verification.Feature{AnyOf: anyOf})
			}
			features[i].Operations = append(features[i].Operations, operation.ID)
		}
	}
	return features
}

// numberFeatures are the features of phone numbers that RingCentral documents.
var numberFeatures = []string{"CallerId", "SmsSender", "A2PSmsSender", "MmsSender", "InternationalSmsSender", "Delegated"}
