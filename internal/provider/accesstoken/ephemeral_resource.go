// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package accesstoken implements the ringcentral_access_token ephemeral resource:
// an access token for others, which ends with the run.
package accesstoken

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/verification"
)

const (
	// sessionKey is where the private data keeps the ID of the session. The token
	// itself is not in there.
	sessionKey = "session"
	// warnBefore is how long before its expiry a warning about a token appears.
	warnBefore = time.Minute
	// revokeTimeout bounds the revocation, which an interrupted run waits for.
	revokeTimeout = 10 * time.Second
)

var (
	_ ephemeral.EphemeralResourceWithConfigure = (*accessToken)(nil)
	_ ephemeral.EphemeralResourceWithRenew     = (*accessToken)(nil)
	_ ephemeral.EphemeralResourceWithClose     = (*accessToken)(nil)
)

// NewEphemeralResource returns the ringcentral_access_token ephemeral resource.
func NewEphemeralResource() ephemeral.EphemeralResource { return &accessToken{now: time.Now} }

type accessToken struct {
	configured.EphemeralResource
	now func() time.Time
}

func (e *accessToken) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_access_token"
}

// openToken is what Renew and Close know of an open token.
type openToken struct {
	ID        string    `json:"id"`
	ExpiresAt time.Time `json:"expires_at"`
}

// Open obtains a token in a session of its own.
func (e *accessToken) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if _, err := e.Provider.Platform(); err != nil {
		e.Provider.AddError(&resp.Diagnostics, "obtain an access token", err, nil)
		return
	}
	request := e.request(ctx, &config, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	id, result := e.Provider.Hold(ctx, request)
	configured.AddFindings(&resp.Diagnostics, path.Root("client_id"), false, slices.Concat(result.Pending, result.Findings)...)
	grant := result.Grant
	if grant == nil {
		return
	}
	config.setGrant(ctx, grant, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.Result.Set(ctx, &config)...)
	private, err := json.Marshal(openToken{id, grant.ExpiresAt})
	if err != nil {
		resp.Diagnostics.AddError("The provider cannot record the session", err.Error())
	}
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, sessionKey, private)...)
	if resp.Diagnostics.HasError() { // Terraform closes only what was opened
		e.release(ctx, openToken{ID: id, ExpiresAt: grant.ExpiresAt}, &resp.Diagnostics)
		return
	}
	resp.RenewAt = grant.ExpiresAt.Add(-warnBefore)
}

// request is the grant that the configuration asks for.
func (e *accessToken) request(ctx context.Context, m *model, diags *diag.Diagnostics) verification.Request {
	r := verification.Request{
		Purpose:  verification.Session,
		ClientID: m.ClientID.ValueString(),
		TTL:      time.Duration(m.TTL.ValueInt64()) * time.Second,
		Want:     verification.Requirements{AllowExtraScopes: true},
		Now:      e.now(),
	}
	if !m.Scopes.IsNull() {
		diags.Append(m.Scopes.ElementsAs(ctx, &r.Narrow, false)...)
		r.Want.Scopes = r.Narrow
	}
	r.ClientSecret, r.Context.Origins.ClientSecret = e.secret(ctx, m.ClientSecretValue, m.ClientSecret, "client_secret", diags)
	r.JWT, r.Context.Origins.JWT = e.secret(ctx, m.JWTValue, m.JWT, "jwt", diags)
	return r
}

// secret returns a secret that is given directly or by reference.
func (e *accessToken) secret(
	ctx context.Context, value types.String, reference types.Object, name string, diags *diag.Diagnostics,
) (verification.Secret, findings.Origin) {
	if !value.IsNull() {
		return verification.Secret{Value: value.ValueString()}, findings.Origin{Argument: name, Literal: true}
	}
	return secretref.Resolve(ctx, e.Provider, reference, secretref.Argument{Name: name + "_from", Source: findings.FromConfiguration}, diags).ToVerify(name)
}

// Renew is called shortly before the token expires. RingCentral cannot extend it,
// and Terraform cannot exchange the value of an open ephemeral resource.
func (e *accessToken) Renew(ctx context.Context, req ephemeral.RenewRequest, resp *ephemeral.RenewResponse) {
	open, ok := noted(ctx, req.Private, &resp.Diagnostics)
	if !ok {
		return
	}
	resp.Diagnostics.AddWarning(
		"The RingCentral access token expires during the run",
		fmt.Sprintf("It expires at %s, and RingCentral cannot extend its lifetime. Requests with it then fail with OAU-210 or OAU-213.\n\nWhat to do: set ttl to 3600, the longest lifetime, or split the run.", open.ExpiresAt.UTC().Format(time.RFC3339)),
	)
}

// Close revokes the token.
func (e *accessToken) Close(ctx context.Context, req ephemeral.CloseRequest, resp *ephemeral.CloseResponse) {
	if open, ok := noted(ctx, req.Private, &resp.Diagnostics); ok {
		e.release(ctx, open, &resp.Diagnostics)
	}
}

func (e *accessToken) release(ctx context.Context, open openToken, diags *diag.Diagnostics) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), revokeTimeout)
	defer cancel()
	if err := e.Provider.Release(ctx, open.ID); err != nil {
		diags.AddWarning("Could not revoke the RingCentral access token",
			fmt.Sprintf("It expires at %s. The cause: %v", open.ExpiresAt.UTC().Format(time.RFC3339), err))
	}
}

func noted(ctx context.Context, private secretref.PrivateReader, diags *diag.Diagnostics) (openToken, bool) {
	var open openToken
	content, d := private.GetKey(ctx, sessionKey)
	diags.Append(d...)
	if content == nil {
		return open, false
	}
	if err := json.Unmarshal(content, &open); err != nil {
		diags.AddError("The private data of the access token is damaged", err.Error())
		return open, false
	}
	return open, true
}
