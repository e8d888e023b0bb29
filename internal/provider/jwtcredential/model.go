// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtcredential

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
)

// Values of the status attribute.
const (
	statusPending = "pending"
	statusValid   = "valid"
	statusInvalid = "invalid"
)

type model struct {
	Label           types.String      `tfsdk:"label"`
	OwnerID         types.String      `tfsdk:"owner_id"`
	ClientIDs       types.Set         `tfsdk:"client_ids"`
	ExpiresAt       types.String      `tfsdk:"expires_at"`
	JWT             types.Object      `tfsdk:"jwt_from"`
	JWTWO           types.String      `tfsdk:"jwt_wo"`
	JWTWOVersion    types.Int64       `tfsdk:"jwt_wo_version"`
	WarningDays     types.Int64       `tfsdk:"expiry_warning_days"`
	Status          types.String      `tfsdk:"status"`
	Findings        types.List        `tfsdk:"findings"`
	Fingerprint     types.String      `tfsdk:"fingerprint"`
	TokenID         types.String      `tfsdk:"token_id"`
	Subject         types.String      `tfsdk:"subject"`
	Signature       types.String      `tfsdk:"signature"`
	Audience        types.String      `tfsdk:"audience"`
	Issuer          types.String      `tfsdk:"issuer"`
	IssuedAt        timetypes.RFC3339 `tfsdk:"issued_at"`
	ActualExpiresAt timetypes.RFC3339 `tfsdk:"actual_expires_at"`
	CreationURL     types.String      `tfsdk:"creation_url"`
	NextStep        types.String      `tfsdk:"next_step"`
}

// clients is the declared list of permitted apps.
type clients struct {
	// all is set when every app of the organization is permitted.
	all bool
	ids []string
	// unregistered is set when an app in the list has no client ID yet.
	unregistered bool
	// unknown is set while the list is known only after apply.
	unknown bool
}

func (m *model) clients(ctx context.Context, diags *diag.Diagnostics) clients {
	if m.ClientIDs.IsUnknown() {
		return clients{unknown: true}
	}
	if m.ClientIDs.IsNull() {
		return clients{all: true}
	}
	var elements []types.String
	diags.Append(m.ClientIDs.ElementsAs(ctx, &elements, false)...)
	var c clients
	for _, element := range elements {
		switch {
		case element.IsUnknown():
			c.unknown = true
		case element.IsNull():
			c.unregistered = true
		default:
			c.ids = append(c.ids, element.ValueString())
		}
	}
	slices.Sort(c.ids)
	return c
}

// first returns a client ID for links, which can carry only one.
func (c clients) first() string {
	if len(c.ids) == 0 {
		return ""
	}
	return c.ids[0]
}

// setClaims records what the JWT itself says; a nil claims clears it.
func (m *model) setClaims(claims *credential.Claims, fingerprint string) {
	if claims == nil {
		m.Fingerprint = types.StringNull()
		m.TokenID = types.StringNull()
		m.Subject = types.StringNull()
		m.Signature = types.StringNull()
		m.Audience = types.StringNull()
		m.Issuer = types.StringNull()
		m.IssuedAt = timetypes.NewRFC3339Null()
		m.ActualExpiresAt = timetypes.NewRFC3339Null()
		return
	}
	m.Fingerprint = types.StringValue(fingerprint)
	m.TokenID = types.StringValue(claims.TokenID)
	m.Subject = types.StringValue(claims.Subject)
	m.Audience = types.StringValue(claims.Audience)
	m.Issuer = types.StringValue(claims.Issuer)
	m.IssuedAt = timetypes.NewRFC3339TimeValue(claims.IssuedAt.UTC())
	m.ActualExpiresAt = timetypes.NewRFC3339Null()
	if claims.ExpiresAt != nil {
		m.ActualExpiresAt = timetypes.NewRFC3339TimeValue(claims.ExpiresAt.UTC())
	}
}

// setUnknown plans the JWT to be inspected on apply.
func (m *model) setUnknown() {
	m.Status = types.StringUnknown()
	m.Findings = types.ListUnknown(attribute.FindingType)
	m.Fingerprint = types.StringUnknown()
	m.TokenID = types.StringUnknown()
	m.Subject = types.StringUnknown()
	m.Signature = types.StringUnknown()
	m.Audience = types.StringUnknown()
	m.Issuer = types.StringUnknown()
	m.IssuedAt = timetypes.NewRFC3339Unknown()
	m.ActualExpiresAt = timetypes.NewRFC3339Unknown()
	m.NextStep = types.StringUnknown()
}

// keepClaims carries over what an earlier result found.
func (m *model) keepClaims(earlier *model) {
	m.Status = earlier.Status
	m.Findings = earlier.Findings
	m.Fingerprint = earlier.Fingerprint
	m.TokenID = earlier.TokenID
	m.Subject = earlier.Subject
	m.Signature = earlier.Signature
	m.Audience = earlier.Audience
	m.Issuer = earlier.Issuer
	m.IssuedAt = earlier.IssuedAt
	m.ActualExpiresAt = earlier.ActualExpiresAt
	m.NextStep = earlier.NextStep
}

func (m *model) expiryWarning() time.Duration {
	return time.Duration(m.WarningDays.ValueInt64()) * 24 * time.Hour
}

func (m *model) expiresAt(diags *diag.Diagnostics) time.Time {
	if m.ExpiresAt.IsNull() || m.ExpiresAt.IsUnknown() {
		return time.Time{}
	}
	expiresAt, err := attribute.ParseDay(m.ExpiresAt.ValueString())
	if err != nil {
		diags.AddAttributeError(path.Root("expires_at"), "Invalid date", "The value of expires_at is not valid: "+err.Error()+".")
	}
	return expiresAt
}
