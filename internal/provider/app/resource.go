// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package app implements the ringcentral_app resource: a REST API app with the
// JWT auth flow, which only a person can register and edit in the Developer
// Console, and which the provider verifies through the token endpoint.
package app

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

var (
	_ resource.ResourceWithConfigure      = (*appResource)(nil)
	_ resource.ResourceWithIdentity       = (*appResource)(nil)
	_ resource.ResourceWithImportState    = (*appResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*appResource)(nil)
	_ resource.ResourceWithValidateConfig = (*appResource)(nil)
)

// NewResource returns the ringcentral_app resource.
func NewResource() resource.Resource { return &appResource{now: time.Now} }

type appResource struct {
	configured.Resource
	now func() time.Time
}

func (r *appResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_app"
	// The client ID comes when a person has registered the app.
	resp.ResourceBehavior.MutableIdentity = true
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *appResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identity.OfServerObject(identityKey, "Client ID of the app. Add references to its secrets, as in the import ID, to verify it at once.")
}

// ValidateConfig warns of scopes that the app does not need.
func (r *appResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if !resp.Diagnostics.HasError() {
		config.judgePrivilege(ctx, &resp.Diagnostics)
	}
}

// ModifyPlan plans an update while the Developer Console disagrees with the
// declaration. Terraform plans again during apply, so a known planned value depends on
// configuration and state only: links, which the environment can change, and everything
// that is observed are known after apply.
func (r *appResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Provider == nil || req.Plan.Raw.IsNull() {
		return
	}
	var plan, config model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if !req.State.Raw.IsNull() {
		var state model
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
		if resp.Diagnostics.HasError() {
			return
		}
		switch {
		case !req.Plan.Raw.Equal(req.State.Raw):
			warnAboutConsoleOnlyChanges(state, plan, &resp.Diagnostics)
		case config.givesSecrets():
			if !r.differsWhilePlanning(ctx, &plan, &config, &resp.Diagnostics) {
				return
			}
			plan.setResultUnknown()
		case state.Status.ValueString() == statusInvalid, secretref.IsWriteOnly(ctx, req.Private, &resp.Diagnostics):
			plan.setResultUnknown()
		default:
			return
		}
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

// differsWhilePlanning verifies an app whose secrets only the configuration
// holds, so that no refresh could, and reports whether an apply would record
// something else than the state holds. Nothing else is planned for the app.
func (r *appResource) differsWhilePlanning(ctx context.Context, state, config *model, diags *diag.Diagnostics) bool {
	if config.secretsUnknown() {
		return true
	}
	if r.cannotLook(diags) {
		return false
	}
	v := examine(ctx, r.Provider, state, config, state.declaredScopes(ctx, diags), r.now(), diags)
	if v.failure != nil {
		configured.AddFindings(diags, path.Root("client_id"), false, *v.failure)
		return false
	}
	r.report(diags, true, v)
	if v.knowsLessThan(ctx, state) {
		return false
	}
	observed := *state
	observed.setResult(ctx, v, diags)
	return !observed.Status.Equal(state.Status) || !observed.Findings.Equal(state.Findings) || !observed.GrantedScopes.Equal(state.GrantedScopes)
}

// cannotLook warns and reports that the server is not known yet. Earlier observations
// stay.
func (r *appResource) cannotLook(diags *diag.Diagnostics) bool {
	_, err := r.Provider.Platform()
	if err != nil {
		configured.AddNotRefreshed(diags, "the app", err)
	}
	return err != nil
}

// Create records the configuration. It creates nothing in RingCentral: a person does
// that, as next_step describes.
func (r *appResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan, config model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	identity.SetServerObject(ctx, r.Provider, resp.Identity, identityKey, plan.ClientID.ValueString(), &resp.Diagnostics)
	if r.apply(ctx, &plan, &config, nil, resp.Private, &resp.Diagnostics) {
		resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	}
}

func (r *appResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	identity.SetServerObject(ctx, r.Provider, resp.Identity, identityKey, state.ClientID.ValueString(), &resp.Diagnostics)
	declared := declaration(ctx, req.Private, &resp.Diagnostics)
	consoleURL, known := r.Provider.ConsoleURL()
	if resp.Diagnostics.HasError() || !known {
		return
	}
	state.setLinks(consoleURL, declared)
	if secretref.IsWriteOnly(ctx, req.Private, &resp.Diagnostics) { // verified while planning
		resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
		return
	}
	if r.cannotLook(&resp.Diagnostics) {
		resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
		return
	}
	v := examine(ctx, r.Provider, &state, &state, declared, r.now(), &resp.Diagnostics)
	if v.failure != nil {
		configured.AddFindings(&resp.Diagnostics, path.Root("client_id"), false, *v.failure)
		return
	}
	r.report(&resp.Diagnostics, true, v)
	if v.scopes != nil {
		scopes, d := types.SetValueFrom(ctx, types.StringType, v.scopes)
		resp.Diagnostics.Append(d...)
		state.Scopes = scopes
	}
	if !v.knowsLessThan(ctx, &state) {
		state.setResult(ctx, v, &resp.Diagnostics)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// Update examines the app again, and fails while the Developer Console still
// disagrees with the declaration.
func (r *appResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, config, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	identity.SetServerObject(ctx, r.Provider, resp.Identity, identityKey, plan.ClientID.ValueString(), &resp.Diagnostics)
	if r.apply(ctx, &plan, &config, &state, resp.Private, &resp.Diagnostics) {
		resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	}
}

// Delete removes the app from the state only. RingCentral has no API to delete it.
func (r *appResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !state.Registered.ValueBool() {
		return
	}
	resp.Diagnostics.AddWarning(
		fmt.Sprintf("App %q remains in the Developer Console", state.Name.ValueString()),
		fmt.Sprintf("Terraform no longer manages the app with client ID %s, but RingCentral has no API to delete it. The app still works with its client secret.\n\nWhat to do: open the app in the Developer Console and delete it.\nWhere: %s",
			state.ClientID.ValueString(), state.SettingsURL.ValueString()),
	)
}

// apply examines the planned app and completes it; it reports false if the plan
// must not become state. prior is nil on create.
func (r *appResource) apply(ctx context.Context, plan, config, prior *model, private secretref.PrivateWriter, diags *diag.Diagnostics) bool {
	declared := plan.declaredScopes(ctx, diags)
	if diags.HasError() {
		return false
	}
	if plan.SettingsURL.IsUnknown() || plan.RegistrationURL.IsUnknown() {
		consoleURL, _ := r.Provider.ConsoleURL()
		plan.setLinks(consoleURL, declared)
	}
	v := examine(ctx, r.Provider, plan, config, declared, r.now(), diags)
	if v.failure != nil {
		configured.AddFindings(diags, path.Root("client_id"), false, *v.failure)
		return false
	}
	r.report(diags, false, v)
	if diags.HasError() {
		return false
	}
	keepDeclaration(ctx, private, declared, diags)
	secretref.KeepWriteOnly(ctx, private, config.givesSecrets(), diags)
	plan.setResult(ctx, v, diags)
	if prior != nil && prior.ClientID.Equal(plan.ClientID) && v.knowsLessThan(ctx, prior) {
		plan.keepResult(prior)
	}
	return !diags.HasError()
}

// report points each problem at the argument that it contradicts, and says what
// could not be verified. What is wrong with the owner of the credential is a warning
// even under strict verification: it must not keep Terraform from repairing the user.
func (r *appResource) report(diags *diag.Diagnostics, asWarning bool, v result) {
	for _, problem := range v.problems {
		configured.AddFindings(diags, path.Root("client_id"), asWarning, problem)
	}
	configured.AddFindings(diags, path.Root("client_id"), true, v.ofOwner...)
	r.Provider.AddUnverified(diags, path.Root("client_id"), v.unverified...)
}

// warnAboutConsoleOnlyChanges names changes that RingCentral lets nobody
// observe or make through its API.
func warnAboutConsoleOnlyChanges(state, plan model, diags *diag.Diagnostics) {
	if state.ClientID.IsNull() || !state.ClientID.Equal(plan.ClientID) {
		return
	}
	warn := func(attribute, remedy string) {
		diags.AddAttributeWarning(path.Root(attribute),
			fmt.Sprintf("Change %s in the Developer Console, too", attribute),
			fmt.Sprintf("The app is already registered. RingCentral has no API to edit or read its %s, so the provider records the new value, but cannot verify it.\n\nWhat to do: %s\nWhere: %s",
				attribute, remedy, state.SettingsURL.ValueString()))
	}
	edit := "Open the app in the Developer Console, choose Settings, make the same change, and save."
	if !state.Name.IsNull() && !state.Name.Equal(plan.Name) {
		warn("name", edit)
	}
	if !state.Description.IsNull() && !state.Description.Equal(plan.Description) {
		warn("description", edit)
	}
	if !state.IssueRefreshTokens.IsNull() && !state.IssueRefreshTokens.Equal(plan.IssueRefreshTokens) {
		warn("issue_refresh_tokens", edit)
	}
	if !state.Access.IsNull() && !state.Access.Equal(plan.Access) {
		warn("access", "RingCentral does not let you change the access of an existing app. Register a new app, and set client_id to the new Client ID.")
	}
}
