// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package roleassignment implements the ringcentral_user_role_assignment resource:
// one additional role of one user.
package roleassignment

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

var (
	_ resource.ResourceWithConfigure   = (*assignmentResource)(nil)
	_ resource.ResourceWithIdentity    = (*assignmentResource)(nil)
	_ resource.ResourceWithImportState = (*assignmentResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*assignmentResource)(nil)
)

// NewResource returns the ringcentral_user_role_assignment resource.
func NewResource() resource.Resource { return &assignmentResource{} }

type assignmentResource struct{ configured.Resource }

func (r *assignmentResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_user_role_assignment"
	// The account's ID may become known later than the object's.
	resp.ResourceBehavior.MutableIdentity = true
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *assignmentResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identity.OfAccountObject("Extension ID and role ID, separated by a slash.")
}

const description = `Assigns **one role to one user** and does not change the user's other roles. This *additive* form also works for users that Terraform does not manage.

` + "`role_ids`" + ` of ` + "`ringcentral_service_user`" + ` is the *authoritative* form: the user has exactly these roles. Use it for service users. Use this resource if somebody else manages the user's other roles. Do not use both for the same user, because each would undo the other. A plan warns if you do.

Do not declare the same role of a user twice, because destroying one assignment takes away the role of both. A plan warns if it creates both, or if both exist. It cannot warn while it adds the second to the first.

Every user in RingCentral has a role. If you destroy the last assignment of a user, the provider assigns the account's default role.

To move a user from ` + "`role_ids`" + ` to assignments, remove ` + "`role_ids`" + ` and declare the assignments. The provider adopts roles that the user already has. To move back, remove the assignments with a ` + "`removed`" + ` block and ` + "`destroy = false`" + `, and declare ` + "`role_ids`" + `. The user keeps all permissions meanwhile.`

func (r *assignmentResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	replace := []planmodifier.String{stringplanmodifier.RequiresReplace()}
	resp.Schema = schema.Schema{
		MarkdownDescription: description,
		Blocks:              configured.TimeoutsBlock(ctx, false),
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Extension ID and role ID, separated by a slash.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"user_id": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "ID of the user's extension. Changing it replaces the assignment.",
				Validators:          attribute.ExtensionIDValidators(),
				PlanModifiers:       replace,
			},
			"role_id": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "ID of the role, custom or predefined. Changing it replaces the assignment.",
				Validators:          []validator.String{attribute.ID()},
				PlanModifiers:       replace,
			},
		},
	}
}

// ModifyPlan warns when the user's roles are also declared as a complete list, or the same
// assignment a second time.
func (r *assignmentResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Provider == nil {
		return
	}
	defer r.Provider.Forecast(ctx, "role assignment", req, resp)
	if req.Plan.Raw.IsNull() {
		return
	}
	var plan model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() || plan.UserID.IsUnknown() || plan.RoleID.IsUnknown() {
		return
	}
	userID, roleID := plan.UserID.ValueString(), plan.RoleID.ValueString()
	whole, alsoWhole, twice := r.Provider.Roles.ClaimOne(userID, roleID, !req.State.Raw.IsNull())
	if alsoWhole {
		configured.AddRoleConflict(&resp.Diagnostics, path.Root("user_id"), userID, whole, []string{roleID})
	}
	if twice {
		resp.Diagnostics.AddAttributeWarning(path.Root("role_id"), fmt.Sprintf("Role %s of user %s is declared twice", roleID, userID),
			"Two ringcentral_user_role_assignment blocks declare the same role of the same user. If you destroy one of them, the user loses the role of the other.\n\nWhat to do: keep one. If both exist, remove the other with a removed block and destroy = false, so that the user keeps the role.")
	}
}

const importUsage = `The import ID consists of extension ID and role ID, separated by a slash, for example:

  terraform import ringcentral_user_role_assignment.reporting 62288329016/13005`

// ImportState takes the IDs of user and role.
func (r *assignmentResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	key := identity.ImportKey(ctx, r.Provider, "id", req, resp)
	if resp.Diagnostics.HasError() {
		return
	}
	userID, roleID, ok := parseID(key)
	if !ok {
		resp.Diagnostics.AddError("Invalid import ID of a role assignment",
			importUsage)
		return
	}
	for name, value := range map[string]string{"id": key, "user_id": userID, "role_id": roleID} {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
}

// Create adds the role to those that the user has.
func (r *assignmentResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	ctx, cancel := configured.WithTimeout(ctx, plan.Timeouts.Create, &resp.Diagnostics)
	defer cancel()
	client := r.Provider.ClientForWrite("assign the role", &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	roles, err := give(ctx, client, &r.Provider.Roles, plan.UserID.ValueString(), plan.RoleID.ValueString())
	if err != nil {
		r.Provider.AddError(&resp.Diagnostics, "assign the role", err, parameters)
		return
	}
	if !ringcentral.HasRole(roles, plan.RoleID.ValueString()) {
		addNotStored(&resp.Diagnostics, fmt.Sprintf("user %s does not have role %s", plan.UserID.ValueString(), plan.RoleID.ValueString()))
		return
	}
	plan.setID()
	uri := uriOf(roles, plan.RoleID.ValueString())
	identity.SetAccountObject(ctx, r.Provider, resp.Identity, uri, plan.ID.ValueString(), &resp.Diagnostics)
	identity.RecordAccount(ctx, resp.Private, uri, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// parameters maps the API's parameter names to attributes.
var parameters = map[string]path.Path{
	"extensionId": path.Root("user_id"),
	"roleId":      path.Root("role_id"),
	"records":     path.Root("role_id"),
}

func (r *assignmentResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := configured.WithTimeout(ctx, state.Timeouts.Read, &resp.Diagnostics)
	defer cancel()
	identity.EnsureAccountObject(ctx, r.Provider, resp.Identity, state.ID.ValueString(), &resp.Diagnostics)
	client, ok := r.Provider.ClientForRead("the role assignment", &resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	imported, ok := identity.ConfirmImport(ctx, r.Provider, client, req.Private, &resp.Diagnostics)
	if !ok {
		return
	}
	roles, err := client.RolesOf(ctx, state.UserID.ValueString())
	userGone := ringcentral.IsNotFound(err, "extensionId")
	if err != nil && !userGone {
		r.Provider.AddError(&resp.Diagnostics, "read the roles of the user", err, nil)
		return
	}
	if userGone || !ringcentral.HasRole(roles, state.RoleID.ValueString()) {
		switch {
		case imported:
			configured.AddNothingToImport(&resp.Diagnostics, fmt.Sprintf("user %s with role %s", state.UserID.ValueString(), state.RoleID.ValueString()), importUsage)
		case !identity.ConfirmAccount(ctx, r.Provider, client, req.Private, &resp.Diagnostics):
		case userGone:
			r.removeWithUser(ctx, client, &state, resp)
		default:
			resp.Diagnostics.AddWarning(
				fmt.Sprintf("User %s no longer has role %s", state.UserID.ValueString(), state.RoleID.ValueString()),
				"The role was removed from the user, outside Terraform or with another assignment of the same role. This assignment leaves the state, and Terraform plans to create it again.",
			)
			resp.State.RemoveResource(ctx)
		}
		return
	}
	uri := uriOf(roles, state.RoleID.ValueString())
	if !identity.SameAccount(ctx, r.Provider, resp.Private, uri, &resp.Diagnostics) {
		return
	}
	identity.SetAccountObject(ctx, r.Provider, resp.Identity, uri, state.ID.ValueString(), &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// removeWithUser removes an assignment whose user is gone, if the account's list
// confirms that.
func (r *assignmentResource) removeWithUser(ctx context.Context, client *ringcentral.Client, state *model, resp *resource.ReadResponse) {
	listed, err := client.ExtensionListed(ctx, state.UserID.ValueString(), "")
	if r.Provider.ConfirmGone(ctx, &resp.Diagnostics, fmt.Sprintf("User %s", state.UserID.ValueString()), listed, err, configured.ConcernsExtension(state.UserID.ValueString())) {
		resp.State.RemoveResource(ctx)
	}
}

// Update changes the timeouts. Every other change replaces the assignment.
func (r *assignmentResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	identity.EnsureAccountObject(ctx, r.Provider, resp.Identity, plan.ID.ValueString(), &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// Delete removes the role from the user. Other roles stay.
func (r *assignmentResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := configured.WithTimeout(ctx, state.Timeouts.Delete, &resp.Diagnostics)
	defer cancel()
	client := r.Provider.ClientForWrite("remove the role from the user", &resp.Diagnostics)
	if resp.Diagnostics.HasError() || !identity.ConfirmAccount(ctx, r.Provider, client, req.Private, &resp.Diagnostics) {
		return
	}
	rest, err := takeAway(ctx, client, &r.Provider.Roles, state.UserID.ValueString(), state.RoleID.ValueString())
	switch {
	case err != nil && !ringcentral.IsNotFound(err, "extensionId"):
		r.Provider.AddError(&resp.Diagnostics, "remove the role from the user", err, parameters)
	case ringcentral.HasRole(rest, state.RoleID.ValueString()):
		addNotStored(&resp.Diagnostics, fmt.Sprintf("user %s still has role %s", state.UserID.ValueString(), state.RoleID.ValueString()))
	}
}
