// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package userrole implements the ringcentral_user_role resource and data
// source: a set of user permissions that can be assigned to users.
package userrole

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/permission"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

var (
	_ resource.ResourceWithConfigure   = (*roleResource)(nil)
	_ resource.ResourceWithIdentity    = (*roleResource)(nil)
	_ resource.ResourceWithImportState = (*roleResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*roleResource)(nil)
)

// NewResource returns the ringcentral_user_role resource.
func NewResource() resource.Resource { return &roleResource{} }

type roleResource struct{ configured.Resource }

// parameters maps the API's parameter names to attributes.
var parameters = map[string]path.Path{
	"displayName": path.Root("display_name"),
	"description": path.Root("description"),
	"scope":       path.Root("scope"),
	"permissions": path.Root("permissions"),
}

func (r *roleResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_user_role"
	// The account's ID may become known later than the object's.
	resp.ResourceBehavior.MutableIdentity = true
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *roleResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identity.OfAccountObject("ID of the role.")
}

// ModifyPlan checks new permissions against the account's dictionary, so that a
// misspelled one is an error before anything is changed, and compares them with what
// the named operations need.
func (r *roleResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Provider == nil {
		return
	}
	defer r.Provider.Forecast(ctx, "role", req, resp)
	if req.Plan.Raw.IsNull() {
		return
	}
	var planned, references types.Set
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root("permissions"), &planned)...)
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root("operations"), &references)...)
	ctx, cancel := configured.WhilePlanning(ctx)
	defer cancel()
	operations, operationsKnown := attribute.ResolveOperations(ctx, references, path.Root("operations"), &resp.Diagnostics)
	if req.Plan.Raw.Equal(req.State.Raw) && len(operations) == 0 {
		return
	}
	client, err := r.Provider.Client()
	if errors.Is(err, configured.ErrNotKnown) || planned.IsUnknown() || resp.Diagnostics.HasError() {
		return
	}
	if err != nil {
		r.Provider.AddError(&resp.Diagnostics, "plan the role", err, nil)
		return
	}
	permissions, err := client.Permissions(ctx)
	if err != nil {
		r.Provider.AddError(&resp.Diagnostics, "read the list of permissions", err, nil)
		return
	}
	known := permission.NewDictionary(permissions)
	for _, element := range planned.Elements() {
		if id, ok := element.(types.String); ok && !id.IsUnknown() && !id.IsNull() {
			checkPermission(known, id.ValueString(), path.Root("permissions").AtSetValue(element), &resp.Diagnostics)
		}
	}
	if operationsKnown && len(operations) > 0 {
		judgePrivilege(known, planned, operations, &resp.Diagnostics)
	}
	if req.State.Raw.IsNull() {
		warnOfExisting(ctx, client, req.Plan, &resp.Diagnostics)
	}
}

// warnOfExisting warns while planning of a role that is there already, so that apply
// would refuse to create another one. What cannot be looked up now is looked up then.
func warnOfExisting(ctx context.Context, client *ringcentral.Client, plan tfsdk.Plan, diags *diag.Diagnostics) {
	var name types.String
	diags.Append(plan.GetAttribute(ctx, path.Root("display_name"), &name)...)
	if name.IsUnknown() || name.IsNull() {
		return
	}
	existing, err := client.RolesLike(ctx, name.ValueString())
	if err == nil && len(existing) > 0 {
		configured.AddFindings(diags, path.Root("display_name"), true, findings.Exists(asNew(name.ValueString()), existing))
	}
}

// asNew names a role for messages.
func asNew(name string) findings.NewObject {
	return findings.NewObject{Name: fmt.Sprintf("a custom role %q", name), ResourceType: "ringcentral_user_role", Key: "display_name"}
}

func (r *roleResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	ctx, cancel := configured.WithTimeout(ctx, plan.Timeouts.Create, &resp.Diagnostics)
	defer cancel()
	request := plan.request(ctx, &resp.Diagnostics)
	client := r.Provider.ClientForWrite("create the role", &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	role, err := client.CreateUserRole(ctx, request)
	if err != nil {
		r.Provider.AddCreationError(&resp.Diagnostics, "create the role", err, asNew(request.DisplayName), parameters)
		return
	}
	identity.SetAccountObject(ctx, r.Provider, resp.Identity, role.URI, string(role.ID), &resp.Diagnostics)
	identity.RecordAccount(ctx, resp.Private, role.URI, &resp.Diagnostics)
	plan.complete(role)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	// An error would taint the new role.
	if _, differences := plan.differences(ctx, client, role, &resp.Diagnostics); len(differences) > 0 {
		resp.Diagnostics.AddAttributeWarning(
			differences[0].attribute, "RingCentral created the role with other values",
			notTakenOver(differences, "The next plan shows the difference."),
		)
	}
}

func (r *roleResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := configured.WithTimeout(ctx, state.Timeouts.Read, &resp.Diagnostics)
	defer cancel()
	declared := state.declaredPermissions(ctx, &resp.Diagnostics)
	identity.EnsureAccountObject(ctx, r.Provider, resp.Identity, state.ID.ValueString(), &resp.Diagnostics)
	client, ok := r.Provider.ClientForRead("the role", &resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	imported, ok := identity.ConfirmImport(ctx, r.Provider, client, req.Private, &resp.Diagnostics)
	if !ok {
		return
	}
	role, err := client.ManagedUserRole(ctx, state.ID.ValueString())
	if ringcentral.IsNotFound(err, "roleId") {
		if imported {
			configured.AddNothingToImport(&resp.Diagnostics, "role "+state.ID.ValueString(), importUsage)
			return
		}
		object := fmt.Sprintf("Role %q (%s)", state.DisplayName.ValueString(), state.ID.ValueString())
		if !identity.ConfirmAccount(ctx, r.Provider, client, req.Private, &resp.Diagnostics) {
			return
		}
		listed, err := client.RoleListed(ctx, state.ID.ValueString())
		if r.Provider.ConfirmGone(ctx, &resp.Diagnostics, object, listed, err, configured.ConcernsRole(state.ID.ValueString(), state.DisplayName.ValueString())) {
			resp.State.RemoveResource(ctx)
		}
		return
	}
	if err != nil {
		r.Provider.AddError(&resp.Diagnostics, "read the role", err, nil)
		return
	}
	if !identity.SameAccount(ctx, r.Provider, resp.Private, role.URI, &resp.Diagnostics) {
		return
	}
	if imported && refusePredefined(role, &resp.Diagnostics) {
		return
	}
	identity.SetAccountObject(ctx, r.Provider, resp.Identity, role.URI, string(role.ID), &resp.Diagnostics)
	name := state.DisplayName.ValueString()
	state.set(role)
	if err := state.setPermissions(ctx, client, role, declared, &resp.Diagnostics); err != nil {
		r.Provider.AddError(&resp.Diagnostics, "read the list of permissions", err, nil)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	if !imported {
		r.Provider.ExplainDrift(ctx, req, resp, fmt.Sprintf("Role %q", name), configured.ConcernsRole(state.ID.ValueString(), name))
	}
}

func (r *roleResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	ctx, cancel := configured.WithTimeout(ctx, plan.Timeouts.Update, &resp.Diagnostics)
	defer cancel()
	request := plan.request(ctx, &resp.Diagnostics)
	client := r.Provider.ClientForWrite("update the role", &resp.Diagnostics)
	if resp.Diagnostics.HasError() || !identity.ConfirmAccount(ctx, r.Provider, client, req.Private, &resp.Diagnostics) {
		return
	}
	identity.EnsureAccountObject(ctx, r.Provider, resp.Identity, plan.ID.ValueString(), &resp.Diagnostics)
	role, err := client.UpdateUserRole(ctx, plan.ID.ValueString(), request)
	if err != nil {
		r.Provider.AddError(&resp.Diagnostics, "update the role", err, parameters)
		return
	}
	plan.complete(role)
	if observed, differences := plan.differences(ctx, client, role, &resp.Diagnostics); len(differences) > 0 {
		resp.Diagnostics.AddAttributeError(differences[0].attribute, "RingCentral accepted the request but stored other values",
			notTakenOver(differences, "The state records the response.\n\nWhat to do: plan again to see the current values. If the difference remains, the account does not allow the values: change them, or set them in the Admin Portal (Users > Roles)."))
		plan = observed
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// Delete asks RingCentral first whether the role can be deleted, so that it can
// say who still holds it.
func (r *roleResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := configured.WithTimeout(ctx, state.Timeouts.Delete, &resp.Diagnostics)
	defer cancel()
	client := r.Provider.ClientForWrite("delete the role", &resp.Diagnostics)
	if resp.Diagnostics.HasError() || !identity.ConfirmAccount(ctx, r.Provider, client, req.Private, &resp.Diagnostics) {
		return
	}
	id := state.ID.ValueString()
	err := client.DeleteUserRole(ctx, id, true)
	if err == nil {
		err = client.DeleteUserRole(ctx, id, false)
	}
	if err == nil || ringcentral.IsNotFound(err, "roleId") {
		return
	}
	var holders []string
	if ringcentral.IsInvalid(err) {
		if holders = holdersOf(ctx, client, id); len(holders) == 0 {
			err = client.DeleteFreedRole(ctx, id)
		}
	}
	switch {
	case len(holders) > 0:
		resp.Diagnostics.AddError(
			fmt.Sprintf("Role %q is still assigned", state.DisplayName.ValueString()),
			fmt.Sprintf("RingCentral does not delete a role that users have. These users have it:\n  - %s\n\nWhat to do: assign them another role (role_ids of ringcentral_service_user, or Admin Portal > Users > Roles), then destroy the role again. If the same apply gives them another role, add create_before_destroy to the role's lifecycle block and apply that first: Terraform then updates the users before it destroys the role.\n\nRingCentral's response: %v", strings.Join(configured.Names(holders), "\n  - "), err),
		)
	case err != nil && !ringcentral.IsNotFound(err, "roleId"):
		r.Provider.AddError(&resp.Diagnostics, "delete the role", err, nil)
	}
}

// holdersOf names the users who hold a role. It adds detail to an error that is
// reported anyway, so after a failure of its own it yields what is known.
func holdersOf(ctx context.Context, client *ringcentral.Client, roleID string) []string {
	extensions, _ := client.HoldersOf(ctx, roleID)
	holders := make([]string, 0, len(extensions))
	for _, extension := range extensions {
		holders = append(holders, fmt.Sprintf("%s (extension ID %s)", configured.Name(extension.Name), extension.ID))
	}
	slices.Sort(holders)
	return holders
}

// checkPermission reports a permission that a role cannot hold.
func checkPermission(d permission.Dictionary, id string, at path.Path, diags *diag.Diagnostics) {
	if _, ok := d[id]; !ok {
		hint := "The data source ringcentral_permissions lists the permissions of the account."
		if nearest := d.Nearest(id); nearest != "" {
			hint = fmt.Sprintf("Did you mean %q?", nearest)
		}
		diags.AddAttributeError(at, fmt.Sprintf("Unknown permission %q", id), "The account has no such permission. "+hint)
		return
	}
	if !d.Assignable(id) {
		hint := "No assignable permission includes it."
		if including := d.Including(id); len(including) > 0 {
			hint = "Use one that includes it: " + strings.Join(including, ", ") + "."
		}
		diags.AddAttributeError(at, fmt.Sprintf("Permission %q cannot be assigned directly", id), hint)
	}
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
