// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtgrant

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/verification"
)

const (
	statusValid   = "valid"
	statusInvalid = "invalid"
	statusPending = "pending"

	onFindingError  = "error"
	onFindingReport = "report"
)

type model struct {
	arguments

	OnFinding types.String `tfsdk:"on_finding"`

	Status                types.String      `tfsdk:"status"`
	Valid                 types.Bool        `tfsdk:"valid"`
	Findings              types.List        `tfsdk:"findings"`
	Scopes                types.Set         `tfsdk:"scopes"`
	MissingScopes         types.Set         `tfsdk:"missing_scopes"`
	ExtraScopes           types.Set         `tfsdk:"extra_scopes"`
	MissingPermissions    types.Set         `tfsdk:"missing_permissions"`
	MissingFeatures       types.Set         `tfsdk:"missing_features"`
	UnverifiedFeatures    types.Set         `tfsdk:"unverified_features"`
	MissingNumberFeatures types.Set         `tfsdk:"missing_number_features"`
	Rehearsed             types.List        `tfsdk:"rehearsed"`
	OwnerID               types.String      `tfsdk:"owner_id"`
	AccountID             types.String      `tfsdk:"account_id"`
	CredentialExpiresAt   timetypes.RFC3339 `tfsdk:"credential_expires_at"`
}

// setResult records everything that the checks established.
func (m *model) setResult(ctx context.Context, r verification.Result, diags *diag.Diagnostics) {
	set := func(values []string) types.Set {
		if values == nil {
			return types.SetNull(types.StringType)
		}
		converted, d := types.SetValueFrom(ctx, types.StringType, values)
		diags.Append(d...)
		return converted
	}
	status := statusValid
	switch {
	case len(r.Findings) > 0:
		status = statusInvalid
	case len(r.Pending) > 0:
		status = statusPending
	}
	m.Status = types.StringValue(status)
	m.Valid = types.BoolValue(status == statusValid)
	m.Scopes = set(r.Scopes)
	m.MissingScopes = set(r.MissingScopes)
	m.ExtraScopes = set(r.ExtraScopes)
	m.MissingPermissions = set(r.MissingPermissions)
	m.MissingFeatures = set(r.MissingFeatures)
	m.UnverifiedFeatures = set(r.UnverifiedFeatures)
	m.MissingNumberFeatures = set(r.MissingNumberFeatures)
	m.Rehearsed = rehearsed(ctx, r.Rehearsed, diags)
	m.OwnerID = configured.OptionalString(r.OwnerID)
	m.AccountID = configured.OptionalString(r.AccountID)
	m.CredentialExpiresAt = timetypes.NewRFC3339Null()
	if r.Claims != nil && r.Claims.ExpiresAt != nil {
		m.CredentialExpiresAt = timetypes.NewRFC3339TimeValue(r.Claims.ExpiresAt.UTC())
	}
	m.Findings = attribute.Findings(ctx, slices.Concat(r.Findings, r.Pending, r.Unverified), diags)
}
