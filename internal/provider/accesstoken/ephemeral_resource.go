// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package accesstoken implements the ringcentral_access_token ephemeral resource:
// an access token for others, which ends with the run.
package accesstoken

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

const (
	// sessionKey is where the private data keeps the ID of the session. The token
	// itself is not in there.
	sessionKey = "session"
	// warnBefore is how long before its end a token is warned about.
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

// held is what Renew and Close know of an open token.
type held struct {
	ID        string    `json:"id"`
	ExpiresAt time.Time `json:"expires_at"`
}

// Open obtains a token in a session of its own.
func (e *accessToken) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	request := config.request(ctx, &resp.Diagnostics)
	request.App.ClientSecret = e.secret(ctx, config.ClientSecretValue, config.ClientSecret, "client_secret_from", &resp.Diagnostics)
	request.Assertion = e.secret(ctx, config.JWTValue, config.JWT, "jwt_from", &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	subject, ok := e.inspect(ctx, request, &resp.Diagnostics)
	if !ok {
		return
	}
	id, grant, err := e.Provider.Hold(ctx, request)
	if err != nil {
		e.addGrantError(&resp.Diagnostics, err, subject)
		return
	}
	if missing, _ := console.CompareScopes(request.Scopes, grant.Scopes); len(missing) > 0 {
		configured.AddFindings(&resp.Diagnostics, path.Root("scopes"), false, findings.ScopesMissing(missing, subject)...)
	}
	config.setGrant(ctx, grant, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.Result.Set(ctx, &config)...)
	private, err := json.Marshal(held{id, grant.ExpiresAt})
	if err != nil {
		resp.Diagnostics.AddError("The session cannot be noted", err.Error())
	}
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, sessionKey, private)...)
	if resp.Diagnostics.HasError() { // Terraform closes only what was opened
		e.release(ctx, held{ID: id, ExpiresAt: grant.ExpiresAt}, &resp.Diagnostics)
		return
	}
	resp.RenewAt = grant.ExpiresAt.Add(-warnBefore)
}

// secret returns a secret that is given directly or by reference, or reports
// that it is not available here: without it there is no token.
func (e *accessToken) secret(ctx context.Context, value types.String, reference types.Object, attribute string, diags *diag.Diagnostics) string {
	if !value.IsNull() {
		return value.ValueString()
	}
	secret := secretref.Resolve(ctx, e.Provider, reference, secretref.Argument{Name: attribute, Source: findings.FromConfiguration}, diags)
	if secret.Problem != nil {
		configured.AddFindings(diags, path.Root(attribute), false, *secret.Problem)
	}
	return secret.Value
}

// inspect refuses a JWT that is known to be wrong, without spending an
// authentication request on it.
func (e *accessToken) inspect(ctx context.Context, request ringcentral.GrantRequest, diags *diag.Diagnostics) (findings.GrantContext, bool) {
	subject := e.Provider.GrantContext(request.App.ClientID, "")
	claims, err := credential.Inspect(request.Assertion)
	if err == nil {
		subject.OwnerID = claims.Subject
		_, err = e.Provider.VerifySignature(ctx, request.Assertion)
	}
	if err != nil {
		configured.AddFindings(diags, path.Root("jwt_from"), false, findings.Damaged(err, subject))
		return subject, false
	}
	found := e.Provider.JudgeCredential(ctx, claims, configured.Expectation{}, e.now(), subject)
	configured.AddFindings(diags, path.Root("jwt_from"), false, found...)
	return subject, len(found) == 0
}

func (e *accessToken) addGrantError(diags *diag.Diagnostics, err error, subject findings.GrantContext) {
	if _, unknown := e.Provider.Platform(); unknown != nil {
		e.Provider.AddError(diags, "obtain an access token", err, nil)
		return
	}
	finding := findings.Grant(err, subject)
	configured.AddFindings(diags, path.Root("client_id"), false, finding)
}

// Renew is called shortly before the token ends. RingCentral cannot prolong it,
// and Terraform cannot exchange the value of an open ephemeral resource.
func (e *accessToken) Renew(ctx context.Context, req ephemeral.RenewRequest, resp *ephemeral.RenewResponse) {
	open, ok := noted(ctx, req.Private, &resp.Diagnostics)
	if !ok {
		return
	}
	resp.Diagnostics.AddWarning(
		"The RingCentral access token ends before the run does",
		fmt.Sprintf("It expires at %s, and RingCentral cannot prolong an access token. What uses it after that is refused with OAU-210 or OAU-213.\n\nWhat to do: set ttl to 3600, the longest life, or split the run.", open.ExpiresAt.UTC().Format(time.RFC3339)),
	)
}

// Close revokes the token.
func (e *accessToken) Close(ctx context.Context, req ephemeral.CloseRequest, resp *ephemeral.CloseResponse) {
	if open, ok := noted(ctx, req.Private, &resp.Diagnostics); ok {
		e.release(ctx, open, &resp.Diagnostics)
	}
}

func (e *accessToken) release(ctx context.Context, open held, diags *diag.Diagnostics) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), revokeTimeout)
	defer cancel()
	if err := e.Provider.Release(ctx, open.ID); err != nil {
		diags.AddWarning("The RingCentral access token could not be revoked",
			fmt.Sprintf("It ends by itself at %s. The reason: %v", open.ExpiresAt.UTC().Format(time.RFC3339), err))
	}
}

func noted(ctx context.Context, private secretref.PrivateReader, diags *diag.Diagnostics) (held, bool) {
	var open held
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
