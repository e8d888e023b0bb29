// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

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

// arguments say whose grant to prove, and what it must yield.
type arguments struct {
	ClientID               types.String         `tfsdk:"client_id"`
	ClientSecret           types.Object         `tfsdk:"client_secret_from"`
	JWT                    types.Object         `tfsdk:"jwt_from"`
	ExpectedOwnerID        types.String         `tfsdk:"expected_owner_id"`
	Operations             types.Set            `tfsdk:"operations"`
	RequiredScopes         types.Set            `tfsdk:"required_scopes"`
	RequiredPermissions    types.Set            `tfsdk:"required_permissions"`
	RequiredNumberFeatures types.Set            `tfsdk:"required_number_features"`
	Rehearse               types.List           `tfsdk:"rehearse"`
	AllowExtraScopes       types.Bool           `tfsdk:"allow_extra_scopes"`
	MinValidity            timetypes.GoDuration `tfsdk:"min_validity"`
}

func argumentAttributes() map[string]schema.Attribute {
	nonEmpty := []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))}
	return map[string]schema.Attribute{
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
			Optional:    true,
			ElementType: types.StringType,
			Validators: []validator.Set{
				setvalidator.SizeAtLeast(1), setvalidator.NoNullValues(),
				setvalidator.ValueStringsAre(stringvalidator.OneOf(numberFeatures...)),
			},
			MarkdownDescription: "Features of phone numbers, for example `SmsSender`. At least one phone number of the credential's owner must have each: `" + strings.Join(numberFeatures, "`, `") + "`. Costs one Light request.",
		},
		"rehearse": schema.ListAttribute{
			Optional: true, ElementType: types.StringType,
			Validators:          []validator.List{listvalidator.SizeBetween(1, maxRehearsals), listvalidator.NoNullValues(), listvalidator.UniqueValues(), rehearsals{}},
			MarkdownDescription: "GET operations that the grant performs with its token, 1 to 10 of them, by method and path, for example `GET /restapi/v1.0/account/~/extension/~/message-store?perPage=1`. This is the strongest proof. The grant discards what they return. Each costs one request of its usage group, in every plan.",
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
	}
}

// request is the verification that the configuration asks for.
func (m *arguments) request(ctx context.Context, data *configured.Provider, now time.Time, diags *diag.Diagnostics) verification.Request {
	r := verification.Request{Purpose: verification.Grant, ClientID: m.ClientID.ValueString(), Want: m.requirements(ctx, diags), Now: now}
	origins := &r.Context.Origins
	origins.Scopes.Argument, origins.Permissions.Argument, origins.Owner.Argument = "required_scopes", "required_permissions", "expected_owner_id"
	if m.RequiredScopes.IsNull() {
		origins.Scopes.Argument = "operations"
	}
	if m.RequiredPermissions.IsNull() {
		origins.Permissions.Argument = "operations"
	}
	r.ClientSecret, origins.ClientSecret = secretref.Resolve(ctx, data, m.ClientSecret, secretref.Argument{Name: "client_secret_from", Source: findings.FromConfiguration}, diags).ToVerify("client_secret")
	r.JWT, origins.JWT = secretref.Resolve(ctx, data, m.JWT, secretref.Argument{Name: "jwt_from", Source: findings.FromConfiguration}, diags).ToVerify("jwt")
	return r
}

func (m *arguments) requirements(ctx context.Context, diags *diag.Diagnostics) verification.Requirements {
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
