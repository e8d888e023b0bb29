// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package jwtcredential implements the ringcentral_jwt_credential resource: a
// reference to a JWT credential, inspected offline.
package jwtcredential

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

var (
	_ resource.ResourceWithConfigure   = (*credentialResource)(nil)
	_ resource.ResourceWithIdentity    = (*credentialResource)(nil)
	_ resource.ResourceWithImportState = (*credentialResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*credentialResource)(nil)
)

// NewResource returns the ringcentral_jwt_credential resource.
func NewResource() resource.Resource { return &credentialResource{now: time.Now} }

type credentialResource struct {
	configured.Resource
	now func() time.Time
}

func (r *credentialResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_jwt_credential"
	// The place of the JWT may change.
	resp.ResourceBehavior.MutableIdentity = true
}

// identityKey is the attribute of the identity that names a credential.
const identityKey = "jwt_from"

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *credentialResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identity.OfServerObject(identityKey, "Reference to the JWT, as in the import ID: env:NAME, file:PATH, or command: with a JSON list.")
}

// ImportState takes a reference to the JWT, env:NAME or file:PATH. The JWT
// itself tells the rest, except label, client_ids and expires_at.
func (r *credentialResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	key := identity.ImportKey(ctx, r.Provider, identityKey, req, resp)
	if resp.Diagnostics.HasError() {
		return
	}
	reference, err := secretref.ParseImportForm(key)
	if err != nil {
		resp.Diagnostics.AddError("Invalid import ID of a JWT credential", fmt.Sprintf(
			"%v.\n\nRingCentral's API cannot read a credential, so the import ID is a reference to the JWT, for example:\n\n  terraform import ringcentral_jwt_credential.orders env:ORDERS_JWT", err))
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("jwt_from"), reference)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("client_ids"), types.SetNull(types.StringType))...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("expiry_warning_days"), int64(defaultWarningDays))...)
}

// ModifyPlan plans an update when the JWT is another than the one on record, or
// contradicts the declaration. What was not accepted before, a new JWT or
// a changed declaration, must not contradict it: that is an error at once, before
// anything that depends on the fingerprint is replaced.
func (r *credentialResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Provider == nil || req.Plan.Raw.IsNull() {
		return
	}
	var plan, config, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	creating := req.State.Raw.IsNull()
	if !creating {
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	i := verify(ctx, r.Provider, &plan, &config, r.now(), &resp.Diagnostics)
	r.warnOfExpiry(i, &resp.Diagnostics)
	if i.forbidden() {
		r.Provider.AddUnverified(&resp.Diagnostics, path.Root("jwt_from"), i.Pending...)
	}
	unchanged := !creating && req.Plan.Raw.Equal(req.State.Raw)
	accepted := unchanged && !state.Fingerprint.IsNull() && i.Fingerprint == state.Fingerprint.ValueString()
	if !accepted {
		configured.AddFindings(&resp.Diagnostics, path.Root("jwt_from"), false, i.Findings...)
	}
	if unchanged {
		wasWriteOnly := secretref.IsWriteOnly(ctx, req.Private, &resp.Diagnostics)
		if accepted && !config.JWTWO.IsNull() { // a refresh could not look at it
			configured.AddFindings(&resp.Diagnostics, path.Root("jwt_from"), true, i.Findings...)
		}
		if !r.mustVerifyAgain(i, &state) && wasWriteOnly == !config.JWTWO.IsNull() {
			return
		}
	}
	if !unchanged && keepsClaims(&plan, &state) {
		plan.keepClaims(&state) // a changed label must not look like a rotation
	} else {
		plan.setUnknown()
	}
	plan.CreationURL = types.StringUnknown() // the environment can change it
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

// mustVerifyAgain reports whether an apply would record something else than the
// state holds although the configuration has not changed: the JWT was rotated,
// was there for the first time, or contradicted the declaration.
func (r *credentialResource) mustVerifyAgain(i result, state *model) bool {
	switch {
	case i.Unknown:
		return true
	case len(i.Pending) > 0:
		return false
	}
	return len(i.Findings) > 0 || i.Fingerprint != state.Fingerprint.ValueString()
}

// keepsClaims reports whether a changed configuration plans the claims that the state
// holds. Terraform plans again during apply, so this depends on configuration and state
// only: a JWT that was rotated as well is left to the next plan.
func keepsClaims(plan, state *model) bool {
	return !state.Fingerprint.IsNull() && state.Status.ValueString() == statusValid &&
		plan.JWT.Equal(state.JWT) && plan.JWTWOVersion.Equal(state.JWTWOVersion)
}

func (r *credentialResource) warnOfExpiry(i result, diags *diag.Diagnostics) {
	if len(i.expiring) > 0 && r.Provider.First("expiring "+i.Fingerprint) {
		configured.AddFindings(diags, path.Root("jwt_from"), true, i.expiring...)
	}
}

// warnOfMissingAccess warns, while the credential is still to be created, that its
// owner cannot do that.
func (r *credentialResource) warnOfMissingAccess(ctx context.Context, i result, m *model, diags *diag.Diagnostics) {
	if i.status() != statusPending || !m.Fingerprint.IsNull() && !m.Fingerprint.IsUnknown() {
		return
	}
	if missing := consoleAccess(ctx, r.Provider, m.OwnerID.ValueString()); missing != nil {
		configured.AddFindings(diags, path.Root("owner_id"), true, *missing)
	}
}

// Create records the configuration. It creates nothing in RingCentral: a person does
// that, as next_step describes.
func (r *credentialResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan, config model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	identity.SetServerObject(ctx, r.Provider, resp.Identity, identityKey, secretref.ImportForm(ctx, plan.JWT), &resp.Diagnostics)
	if r.apply(ctx, &plan, &config, nil, resp.Private, &resp.Diagnostics) {
		resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	}
}

func (r *credentialResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	identity.SetServerObject(ctx, r.Provider, resp.Identity, identityKey, secretref.ImportForm(ctx, state.JWT), &resp.Diagnostics)
	consoleURL, known := r.Provider.ConsoleURL()
	if resp.Diagnostics.HasError() || !known {
		return
	}
	state.setCreationURL(consoleURL, state.clients(ctx, &resp.Diagnostics))
	if secretref.IsWriteOnly(ctx, req.Private, &resp.Diagnostics) { // inspected while planning
		resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
		return
	}
	i := verify(ctx, r.Provider, &state, &state, r.now(), &resp.Diagnostics)
	r.warnOfMissingAccess(ctx, i, &state, &resp.Diagnostics)
	configured.AddFindings(&resp.Diagnostics, path.Root("jwt_from"), true, i.Findings...)
	r.warnOfExpiry(i, &resp.Diagnostics)
	switch {
	case state.Status.IsNull():
		r.readImported(ctx, &state, i, &resp.Diagnostics)
	case len(i.Pending) > 0:
		if state.Status.ValueString() != statusPending || i.forbidden() {
			r.Provider.AddUnverified(&resp.Diagnostics, path.Root("jwt_from"), i.Pending...)
		}
	case len(i.Findings) > 0:
		state.Status = types.StringValue(i.status())
		state.Findings = attribute.Findings(ctx, i.Findings, &resp.Diagnostics)
		state.NextStep = types.StringPointerValue(i.nextStep)
	case i.Fingerprint == state.Fingerprint.ValueString():
		state.setResult(ctx, i, &resp.Diagnostics)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// readImported records the claims of the JWT. Later reads do not change the fingerprint,
// because a rotated JWT must be a planned change for replace_triggered_by.
func (r *credentialResource) readImported(ctx context.Context, state *model, i result, diags *diag.Diagnostics) {
	if len(i.Pending) > 0 {
		configured.AddFindings(diags, path.Root("jwt_from"), false, i.Pending...)
		return
	}
	state.setResult(ctx, i, diags)
	if i.Claims != nil {
		state.OwnerID = types.StringValue(i.Claims.Subject)
	}
}

// Update inspects the JWT again, and fails while it contradicts the declaration.
func (r *credentialResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, config, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	identity.SetServerObject(ctx, r.Provider, resp.Identity, identityKey, secretref.ImportForm(ctx, plan.JWT), &resp.Diagnostics)
	if r.apply(ctx, &plan, &config, &state, resp.Private, &resp.Diagnostics) {
		resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	}
}

// Delete removes the credential from the state only. RingCentral has no API to delete it.
func (r *credentialResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || state.TokenID.IsNull() {
		return
	}
	consoleURL, _ := r.Provider.ConsoleURL()
	resp.Diagnostics.AddWarning(
		fmt.Sprintf("JWT credential %q remains valid", state.Label.ValueString()),
		fmt.Sprintf("Terraform no longer manages the credential with token ID %s of extension %s, but RingCentral has no API to delete it. Deleting its owner invalidates it, too.\n\nWhat to do: sign in to the Developer Console as its owner and delete the credential.\nWhere: %s",
			state.TokenID.ValueString(), state.Subject.ValueString(), console.CredentialsURL(consoleURL)),
	)
}

// apply inspects the JWT of the planned credential and completes it; it reports
// false if the plan must not become state. prior is nil on create.
func (r *credentialResource) apply(ctx context.Context, plan, config, prior *model, private secretref.PrivateWriter, diags *diag.Diagnostics) bool {
	if diags.HasError() {
		return false
	}
	consoleURL, _ := r.Provider.ConsoleURL()
	plan.setCreationURL(consoleURL, plan.clients(ctx, diags))
	secretref.KeepWriteOnly(ctx, private, !config.JWTWO.IsNull(), diags)
	i := verify(ctx, r.Provider, plan, config, r.now(), diags)
	r.warnOfMissingAccess(ctx, i, plan, diags)
	configured.AddFindings(diags, path.Root("jwt_from"), false, i.Findings...)
	switch {
	case !plan.Fingerprint.IsUnknown() && len(i.Pending) == 0:
		if i.Fingerprint != plan.Fingerprint.ValueString() && len(i.Findings) == 0 {
			diags.AddAttributeWarning(path.Root("jwt_from"), "The JWT has changed",
				"It differs from the JWT in the state. This apply recorded only the changed arguments. The next plan shows the rotation.")
		}
	case len(i.Pending) > 0 && prior != nil && !prior.Fingerprint.IsNull() && prior.JWT.Equal(plan.JWT):
		r.Provider.AddUnverified(diags, path.Root("jwt_from"), i.Pending...)
		plan.keepClaims(prior)
	default:
		plan.setResult(ctx, i, diags)
	}
	return !diags.HasError()
}
