// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// asWarnings turns errors into warnings and adds what becomes of the object.
func asWarnings(errors diag.Diagnostics, outcome string) diag.Diagnostics {
	var warnings diag.Diagnostics
	for _, d := range errors {
		detail := d.Detail() + "\n\n" + outcome
		if at, ok := d.(diag.DiagnosticWithPath); ok {
			warnings.AddAttributeWarning(at.Path(), d.Summary(), detail)
			continue
		}
		warnings.AddWarning(d.Summary(), detail)
	}
	return warnings
}

// create creates the extension, or gives an unassigned seat to the user.
func (r *userResource) create(ctx context.Context, client *ringcentral.Client, plan, config *model, diags *diag.Diagnostics) *ringcentral.Extension {
	if plan.UseUnassignedSeat.ValueBool() {
		return r.claimSeat(ctx, client, plan, config, diags)
	}
	extension, err := client.CreateExtension(ctx, plan.creation(config))
	if err != nil {
		r.Provider.AddCreationError(diags, "create the service user", err, plan.asNew(), parameters)
		return nil
	}
	return extension
}

// warnOfExisting warns while planning of a user who is there already, so that apply
// would refuse to create another one. What cannot be looked up now, or would cost a
// grant of its own, is looked up then.
func (r *userResource) warnOfExisting(ctx context.Context, plan *model, diags *diag.Diagnostics) {
	client, err := r.Provider.Client()
	if err != nil || !client.IsGranted() || plan.Email.IsUnknown() || plan.FirstName.IsUnknown() || plan.LastName.IsUnknown() {
		return
	}
	existing, err := client.ExtensionsLike(ctx, plan.contact())
	if err != nil {
		return
	}
	if len(existing) > 0 {
		configured.AddFindings(diags, path.Root("email"), true, findings.Exists(plan.asNew(), existing))
		return
	}
	if others, err := client.ExtensionsWithEmail(ctx, plan.Email.ValueString()); err == nil && len(others) > 0 {
		configured.AddFindings(diags, path.Root("email"), true, findings.EmailTaken(plan.Email.ValueString(), others))
	}
}

func notTakenOver(attributes []string) string {
	return "RingCentral accepted the request, but did not store " + strings.Join(attributes, ", ")
}

// finish sends what RingCentral does not accept, or does not always store, in the
// request that creates a user.
func (r *userResource) finish(ctx context.Context, client *ringcentral.Client, plan, observed *model, roleIDs []string, diags *diag.Diagnostics) {
	id := observed.ID.ValueString()
	if request, changed := observed.update(plan); changed {
		extension, err := client.UpdateExtension(ctx, id, request)
		if err != nil {
			r.Provider.AddError(diags, fmt.Sprintf("complete the new service user %s", id), err, parameters)
			return
		}
		observed.set(extension)
	}
	if len(roleIDs) > 0 && !observed.RoleIDs.Equal(plan.RoleIDs) {
		roles, err := client.ChangeRoles(ctx, ringcentral.RoleChange{ExtensionID: id, From: observed.roleIDs(ctx, diags), To: roleIDs})
		if err != nil {
			r.Provider.AddError(diags, fmt.Sprintf("assign the roles %s to the new service user %s", strings.Join(roleIDs, ", "), id), err, parameters)
			return
		}
		observed.setRoles(roles)
	}
}
