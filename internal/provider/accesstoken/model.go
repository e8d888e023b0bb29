// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accesstoken

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

type model struct {
	ClientID          types.String `tfsdk:"client_id"`
	ClientSecret      types.Object `tfsdk:"client_secret_from"`
	ClientSecretValue types.String `tfsdk:"client_secret"`
	JWT               types.Object `tfsdk:"jwt_from"`
	JWTValue          types.String `tfsdk:"jwt"`
	Scopes            types.Set    `tfsdk:"scopes"`
	TTL               types.Int64  `tfsdk:"ttl"`

	AccessToken   types.String      `tfsdk:"access_token"`
	TokenType     types.String      `tfsdk:"token_type"`
	ExpiresAt     timetypes.RFC3339 `tfsdk:"expires_at"`
	GrantedScopes types.Set         `tfsdk:"granted_scopes"`
	OwnerID       types.String      `tfsdk:"owner_id"`
}

func (m *model) setGrant(ctx context.Context, grant *ringcentral.Grant, diags *diag.Diagnostics) {
	m.AccessToken = types.StringValue(grant.AccessToken())
	m.TokenType = types.StringValue("Bearer")
	m.ExpiresAt = timetypes.NewRFC3339TimeValue(grant.ExpiresAt.UTC().Truncate(time.Second))
	m.OwnerID = types.StringValue(grant.OwnerID)
	granted, d := types.SetValueFrom(ctx, types.StringType, slices.Sorted(slices.Values(grant.Scopes)))
	diags.Append(d...)
	m.GrantedScopes = granted
}
