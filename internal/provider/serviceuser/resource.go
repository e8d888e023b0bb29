// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package serviceuser implements the ringcentral_service_user resource: an
// extension that belongs to an integration.
package serviceuser

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

var (
	_ resource.ResourceWithConfigure      = (*userResource)(nil)
	_ resource.ResourceWithIdentity       = (*userResource)(nil)
	_ resource.ResourceWithImportState    = (*userResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*userResource)(nil)
	_ resource.ResourceWithValidateConfig = (*userResource)(nil)
)

// NewResource returns the ringcentral_service_user resource.
func NewResource() resource.Resource { return &userResource{} }

type userResource struct{ configured.Resource }

// parameters maps the API's parameter names to attributes.
var parameters = map[string]path.Path{
	"contact.firstName":  path.Root("first_name"),
	"contact.lastName":   path.Root("last_name"),
	"contact.email":      path.Root("email"),
	"contact.department": path.Root("department"),
	"contact.jobTitle":   path.Root("job_title"),
	"firstName":          path.Root("first_name"),
	"lastName":           path.Root("last_name"),
	"email":              path.Root("email"),
	"extensionNumber":    path.Root("extension_number"),
	"status":             path.Root("status"),
	"type":               path.Root("type"),
	"site":               path.Root("site_id"),
	"site.id":            path.Root("site_id"),
	"costCenter":         path.Root("cost_center_id"),
	"costCenter.id":      path.Root("cost_center_id"),
	"hidden":             path.Root("hidden"),
	"password":           path.Root("password_wo"),
	"ivrPin":             path.Root("ivr_pin_wo"),
	"roleId":             path.Root("role_ids"),
	"records":            path.Root("role_ids"),
}

func (r *userResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_service_user"
	// The account's ID may become known later than the object's.
	resp.ResourceBehavior.MutableIdentity = true
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *userResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identity.OfAccountObject("ID of the extension.")
}

// ValidateConfig checks what concerns more than one attribute.
func (r *userResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if config.SendWelcomeEmail.ValueBool() && !config.Status.IsUnknown() && config.Status.ValueString() != statusNotActivated {
		resp.Diagnostics.AddAttributeError(path.Root("send_welcome_email"),
			"The welcome e-mail needs a user in the status NotActivated",
			`RingCentral sends it only to users in this status. Set status = "NotActivated", or remove send_welcome_email.`)
	}
	if config.Hidden.ValueBool() && !config.Type.IsNull() && !config.Type.IsUnknown() && config.Type.ValueString() != ringcentral.TypeUser {
		resp.Diagnostics.AddAttributeError(path.Root("hidden"),
			"Only users of the type User can be hidden",
			"Remove hidden, or set type to \"User\".")
	}
	if config.SendWelcomeEmail.ValueBool() && !config.UseUnassignedSeat.IsUnknown() && !config.UseUnassignedSeat.ValueBool() {
		resp.Diagnostics.AddAttributeError(path.Root("send_welcome_email"),
			"The welcome e-mail needs an unassigned seat",
			"RingCentral sends it only when a user gets an unassigned seat. Set use_unassigned_seat = true, or remove send_welcome_email and set password_wo.")
	}
	config.validateSeat(&resp.Diagnostics)
}

// ModifyPlan warns of changes that only a person can make, of roles that are
// declared in two forms, and of a lack of seats.
func (r *userResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Provider == nil {
		return
	}
	defer r.Provider.Forecast(ctx, "user", req, resp)
	if req.Plan.Raw.IsNull() {
		return
	}
	var plan, config, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	ctx, cancel := configured.WhilePlanning(ctx)
	defer cancel()
	if req.State.Raw.IsNull() {
		r.warnOfExisting(ctx, &plan, &resp.Diagnostics)
		r.countSeats(ctx, &plan, &resp.Diagnostics)
		return
	}
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if !config.RoleIDs.IsNull() && config.knowsRoles() {
		whole := config.roleIDs(ctx, &resp.Diagnostics)
		if assigned := r.Provider.Roles.ClaimAll(state.ID.ValueString(), whole); len(assigned) > 0 {
			configured.AddRoleConflict(&resp.Diagnostics, path.Root("role_ids"), state.ID.ValueString(), whole, assigned)
		}
	}
	for _, change := range portalOnlyChanges(&state, &plan) {
		resp.Diagnostics.AddAttributeWarning(change.attribute, change.summary, change.remedy)
	}
}

// Create creates the extension, then assigns its roles. The ID is in the state
// as soon as the first response has arrived.
func (r *userResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan, config model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	ctx, cancel := configured.WithTimeout(ctx, plan.Timeouts.Create, &resp.Diagnostics)
	defer cancel()
	roleIDs := plan.roleIDs(ctx, &resp.Diagnostics)
	client := r.Provider.ClientForWrite("create the service user", &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	extension := r.create(ctx, client, &plan, &config, &resp.Diagnostics)
	if extension == nil {
		return
	}
	identity.SetAccountObject(ctx, r.Provider, resp.Identity, extension.URI, string(extension.ID), &resp.Diagnostics)
	identity.RecordAccount(ctx, resp.Private, extension.URI, &resp.Diagnostics)
	observed := plan
	observed.RoleIDs = types.SetNull(types.StringType)
	observed.set(extension)
	observed.setRoles(extension.Roles)
	resp.Diagnostics.Append(resp.State.Set(ctx, &observed)...)
	if extension.Roles == nil { // the response leaves out what the next read will show
		if whole, err := client.Extension(ctx, string(extension.ID)); err == nil {
			observed.set(whole)
			observed.setRoles(whole.Roles)
		}
	}

	var unfinished diag.Diagnostics
	r.finish(ctx, client, &plan, &observed, roleIDs, &unfinished)
	// An error would taint the new user: the next apply would delete it together with
	// its JWT credentials.
	resp.Diagnostics.Append(asWarnings(unfinished, "The user exists. The next plan shows what is missing, and its apply tries again.")...)
	if names := observed.unapplied(&plan); len(names) > 0 && !unfinished.HasError() {
		resp.Diagnostics.AddAttributeWarning(path.Root(names[0]), notTakenOver(names), "The user was created. The next plan shows the difference.")
	}
	if len(roleIDs) > 0 && !observed.RoleIDs.Equal(plan.RoleIDs) {
		rolesUnconfirmed.Set(ctx, resp.Private, &resp.Diagnostics)
	}
	plan = plan.completedBy(&observed)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

func (r *userResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := configured.WithTimeout(ctx, state.Timeouts.Read, &resp.Diagnostics)
	defer cancel()
	identity.EnsureAccountObject(ctx, r.Provider, resp.Identity, state.ID.ValueString(), &resp.Diagnostics)
	client, ok := r.Provider.ClientForRead("the service user", &resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	imported, ok := identity.ConfirmImport(ctx, r.Provider, client, req.Private, &resp.Diagnostics)
	if !ok {
		return
	}
	extension, err := client.ManagedExtension(ctx, state.ID.ValueString())
	if ringcentral.IsNotFound(err, "extensionId") {
		if imported {
			configured.AddNothingToImport(&resp.Diagnostics, "user "+state.ID.ValueString(), importUsage)
			return
		}
		object := fmt.Sprintf("Service user %s (%s)", state.Email.ValueString(), state.ID.ValueString())
		if !identity.ConfirmAccount(ctx, r.Provider, client, req.Private, &resp.Diagnostics) {
			return
		}
		listed, err := client.ExtensionListed(ctx, state.ID.ValueString(), state.Email.ValueString())
		if r.Provider.ConfirmGone(ctx, &resp.Diagnostics, object, listed, err, configured.ConcernsExtension(state.ID.ValueString())) {
			resp.State.RemoveResource(ctx)
		}
		return
	}
	if err != nil {
		r.Provider.AddError(&resp.Diagnostics, "read the service user", err, nil)
		return
	}
	if !identity.SameAccount(ctx, r.Provider, resp.Private, extension.URI, &resp.Diagnostics) {
		return
	}
	if imported && refuseOtherKinds(extension, &resp.Diagnostics) {
		return
	}
	identity.SetAccountObject(ctx, r.Provider, resp.Identity, extension.URI, string(extension.ID), &resp.Diagnostics)
	state.set(extension)
	if !r.readRoles(ctx, client, extension, &state, resp) {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	if !imported {
		r.Provider.ExplainDrift(ctx, req, resp, "Service user "+state.Email.ValueString(), configured.ConcernsExtension(state.ID.ValueString()))
	}
}

// Update sends only what has changed.
func (r *userResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, config, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := configured.WithTimeout(ctx, plan.Timeouts.Update, &resp.Diagnostics)
	defer cancel()
	for _, change := range portalOnlyChanges(&state, &plan) {
		resp.Diagnostics.AddAttributeError(change.attribute, change.summary, change.remedy)
	}
	roleIDs := plan.roleIDs(ctx, &resp.Diagnostics)
	client := r.Provider.ClientForWrite("update the service user", &resp.Diagnostics)
	if resp.Diagnostics.HasError() || !identity.ConfirmAccount(ctx, r.Provider, client, req.Private, &resp.Diagnostics) {
		return
	}
	id := state.ID.ValueString()
	identity.EnsureAccountObject(ctx, r.Provider, resp.Identity, id, &resp.Diagnostics)
	observed := plan.completedBy(&state)
	observed.RoleIDs = state.RoleIDs
	request, changed := state.update(&plan)
	if secretsChanged := state.secretsUpdate(request, &plan, &config); changed || secretsChanged {
		extension, err := client.UpdateExtension(ctx, id, request)
		if err != nil {
			r.Provider.AddError(&resp.Diagnostics, "update the service user", err, parameters)
			return
		}
		observed.set(extension)
		resp.Diagnostics.Append(resp.State.Set(ctx, &observed)...)
	}
	if len(roleIDs) > 0 && !plan.RoleIDs.Equal(state.RoleIDs) {
		roles, err := r.changeRoles(ctx, client, ringcentral.RoleChange{ExtensionID: id, From: state.roleIDs(ctx, &resp.Diagnostics), To: roleIDs})
		if err != nil {
			r.Provider.AddError(&resp.Diagnostics, "assign the roles "+strings.Join(roleIDs, ", ")+" to the service user", err, parameters)
			return
		}
		observed.setRoles(roles)
		rolesUnconfirmed.Clear(ctx, resp.Private, &resp.Diagnostics)
	}
	if names := observed.unapplied(&plan); len(names) > 0 {
		resp.Diagnostics.AddAttributeError(path.Root(names[0]), notTakenOver(names),
			"The response has other values, and the state records these.\n\nWhat to do: plan again to see the current values, and apply again. If the difference remains, the account or the type of user does not allow the values: change them, or set them in the Admin Portal.")
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &observed)...)
}

// Delete deletes the extension; its phone numbers and lines stay in the inventory.
func (r *userResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := configured.WithTimeout(ctx, state.Timeouts.Delete, &resp.Diagnostics)
	defer cancel()
	client := r.Provider.ClientForWrite("delete the service user", &resp.Diagnostics)
	if resp.Diagnostics.HasError() || !identity.ConfirmAccount(ctx, r.Provider, client, req.Private, &resp.Diagnostics) {
		return
	}
	id := state.ID.ValueString()
	if err := refuseProtected(ctx, client, id, &resp.Diagnostics); err != nil {
		r.Provider.AddError(&resp.Diagnostics, "check whether the service user may be deleted", err, nil)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	var err error
	if state.UseUnassignedSeat.ValueBool() {
		err = client.ReleaseSeat(ctx, id)
	} else {
		err = client.DeleteExtension(ctx, ringcentral.Extension{ID: ringcentral.ID(id), Type: state.Type.ValueString()})
	}
	if err != nil && !ringcentral.IsNotFound(err, "extensionId") {
		r.Provider.AddError(&resp.Diagnostics, "delete the service user", err, nil)
	}
}
