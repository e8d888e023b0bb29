// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

var seatAttribute = path.Root("use_unassigned_seat")

// validateSeat reports what a user who takes a seat cannot have: the seat exists
// already, so that the API can only change what it can change of any user.
func (m *model) validateSeat(diags *diag.Diagnostics) {
	if !m.UseUnassignedSeat.ValueBool() {
		return
	}
	if !m.Type.IsNull() && !m.Type.IsUnknown() && m.Type.ValueString() != ringcentral.TypeUser {
		diags.AddAttributeError(path.Root("type"), "A seat needs a user of the type User",
			"Remove type, or create a user without a seat (use_unassigned_seat = false).")
	}
	if !m.CostCenterID.IsNull() {
		diags.AddAttributeError(path.Root("cost_center_id"), "The API cannot change the cost center of a seat",
			"RingCentral's API accepts it only in a create request, and a seat already exists. Remove cost_center_id. It then shows the cost center of the seat, which you can change in the Admin Portal.")
	}
	if !m.Hidden.IsNull() {
		diags.AddAttributeError(path.Root("hidden"), "The API cannot change the visibility of a seat",
			"RingCentral's API accepts it only in a create request, and a seat already exists. Remove hidden. RingCentral shows a seat in the directory as soon as it has a user.")
	}
}

const noSeat = "You can buy seats (licenses for users) only in the Admin Portal.\n\nWhat to do: buy a seat, delete a user to free one, or remove use_unassigned_seat to create an extension without a license."

// countSeats warns of a plan that takes more seats than there are. Seats that the
// same plan frees are not known yet, so it is no error.
func (r *userResource) countSeats(ctx context.Context, plan *model, diags *diag.Diagnostics) {
	if !plan.UseUnassignedSeat.ValueBool() {
		return
	}
	client, err := r.Provider.Client()
	if err != nil { // reported when it is needed
		return
	}
	site := plan.SiteID.ValueString()
	free, err := client.UnassignedSeats(ctx, site)
	if err != nil {
		r.Provider.AddError(diags, "look for unassigned seats", err, parameters)
		return
	}
	if planned := r.Provider.Count("seats of site " + site); planned > len(free) {
		where := "the account"
		if site != "" {
			where = "the site " + site
		}
		diags.AddAttributeWarning(seatAttribute, "Not enough unassigned seats",
			fmt.Sprintf("Seats needed so far: %d. Unassigned seats of %s: %d. Unless others become free first, apply will fail.\n\n%s", planned, where, len(free), noSeat))
	}
}

// claimSeat gives a seat to the planned user, or reports why it cannot.
func (r *userResource) claimSeat(ctx context.Context, client *ringcentral.Client, plan, config *model, diags *diag.Diagnostics) *ringcentral.Extension {
	blank := model{Type: types.StringValue(ringcentral.TypeUser)}
	request, _ := blank.update(plan)
	if plan.EmailAsLoginName.IsUnknown() {
		// A user without a phone number can sign in only with the e-mail address.
		login := true
		request.Contact.EmailAsLoginName = &login
	}
	blank.secretsUpdate(request, plan, config)
	if plan.Status.ValueString() == statusNotActivated {
		// RingCentral welcomes the user of a seat in this very request, or never.
		request.Transition = &ringcentral.UserTransition{SendWelcomeEmail: plan.SendWelcomeEmail.ValueBool()}
	}
	user, err := client.ClaimSeat(ctx, plan.SiteID.ValueString(), request)
	if errors.Is(err, ringcentral.ErrNoSeat) {
		diags.AddAttributeError(seatAttribute, "No unassigned seat is available", "Nothing was created. "+noSeat)
		return nil
	}
	if err != nil {
		r.Provider.AddCreationError(diags, "give an unassigned seat to the service user", err, plan.asNew(), parameters)
		return nil
	}
	return user
}
