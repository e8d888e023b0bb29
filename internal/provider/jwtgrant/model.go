// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtgrant

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
)

const (
	statusValid   = "valid"
	statusInvalid = "invalid"
	statusPending = "pending"

	onProblemError  = "error"
	onProblemReport = "report"
)

type model struct {
	ClientID            types.String         `tfsdk:"client_id"`
	ClientSecret        types.Object         `tfsdk:"client_secret_from"`
	JWT                 types.Object         `tfsdk:"jwt_from"`
	ExpectedOwnerID     types.String         `tfsdk:"expected_owner_id"`
	RequiredScopes      types.Set            `tfsdk:"required_scopes"`
	RequiredPermissions types.Set            `tfsdk:"required_permissions"`
	AllowExtraScopes    types.Bool           `tfsdk:"allow_extra_scopes"`
	MinValidity         timetypes.GoDuration `tfsdk:"min_validity"`
	OnProblem           types.String         `tfsdk:"on_finding"`

	Status              types.String      `tfsdk:"status"`
	Valid               types.Bool        `tfsdk:"valid"`
	Problems            types.List        `tfsdk:"findings"`
	Scopes              types.Set         `tfsdk:"scopes"`
	MissingScopes       types.Set         `tfsdk:"missing_scopes"`
	ExtraScopes         types.Set         `tfsdk:"extra_scopes"`
	MissingPermissions  types.Set         `tfsdk:"missing_permissions"`
	OwnerID             types.String      `tfsdk:"owner_id"`
	AccountID           types.String      `tfsdk:"account_id"`
	CredentialExpiresAt timetypes.RFC3339 `tfsdk:"credential_expires_at"`
}

type problemModel struct {
	Code    types.String `tfsdk:"code"`
	Summary types.String `tfsdk:"summary"`
	Detail  types.String `tfsdk:"detail"`
	Remedy  types.String `tfsdk:"remedy"`
	URL     types.String `tfsdk:"url"`
}

var problemType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"code":    types.StringType,
	"summary": types.StringType,
	"detail":  types.StringType,
	"remedy":  types.StringType,
	"url":     types.StringType,
}}

// setProof records everything that the checks established.
func (m *model) setProof(ctx context.Context, p proof, diags *diag.Diagnostics) {
	set := func(values []string) types.Set {
		if values == nil {
			return types.SetNull(types.StringType)
		}
		converted, d := types.SetValueFrom(ctx, types.StringType, values)
		diags.Append(d...)
		return converted
	}
	m.Status = types.StringValue(p.status())
	m.Valid = types.BoolValue(p.status() == statusValid)
	m.Scopes = set(p.scopes)
	m.MissingScopes = set(p.missingScopes)
	m.ExtraScopes = set(p.extraScopes)
	m.MissingPermissions = set(p.missingPermissions)
	m.OwnerID = configured.OptionalString(p.ownerID)
	m.AccountID = configured.OptionalString(p.accountID)
	m.CredentialExpiresAt = timetypes.NewRFC3339Null()
	if p.claims != nil && p.claims.ExpiresAt != nil {
		m.CredentialExpiresAt = timetypes.NewRFC3339TimeValue(p.claims.ExpiresAt.UTC())
	}
	problems := make([]problemModel, 0, len(p.problems)+len(p.pending))
	for _, f := range p.all() {
		problems = append(problems, problemOf(f))
	}
	list, d := types.ListValueFrom(ctx, problemType, problems)
	diags.Append(d...)
	m.Problems = list
}

// problemOf leaves out the evidence: its RCRequestId differs on every attempt,
// and a data source whose values differ on every plan is noise.
func problemOf(f findings.Finding) problemModel {
	return problemModel{
		Code:    types.StringValue(string(f.Code)),
		Summary: types.StringValue(f.Summary),
		Detail:  types.StringValue(f.Detail),
		Remedy:  configured.OptionalString(f.Remedy),
		URL:     configured.OptionalString(f.URL),
	}
}
