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
	if !m.Type.IsNull() && !m.Type.IsUnknown() && m.Type.ValueString() != typeUser {
		diags.AddAttributeError(path.Root("type"), "Seats are users of the type User",
			"Leave type out, or create a user without a seat (use_unassigned_seat = false).")
	}
	if !m.CostCenterID.IsNull() {
		diags.AddAttributeError(path.Root("cost_center_id"), "The cost center of a seat cannot be changed through the API",
			"RingCentral's API accepts it only when a user is created, and a seat exists already. Leave cost_center_id out; it will show that of the seat, which can be changed in the Admin Portal.")
	}
	if !m.Hidden.IsNull() {
		diags.AddAttributeError(path.Root("hidden"), "The visibility of a seat cannot be changed through the API",
			"RingCentral's API accepts it only when a user is created, and a seat exists already. Leave hidden out; RingCentral shows a seat in the directory once it has a user.")
	}
}

const noSeat = "RingCentral sells seats, that is licences for users, only in its Admin Portal; the API can neither buy nor make them.\n\nWhat to do: buy one there, or free one by deleting a user, or leave use_unassigned_seat out, which creates an extension without a licence."

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
		diags.AddAttributeWarning(seatAttribute, "There are not enough unassigned seats",
			fmt.Sprintf("This is user number %d that takes a seat, and the unassigned seats of %s are %d. Unless others become free first, apply will fail.\n\n%s", planned, where, len(free), noSeat))
	}
}

// claimSeat gives a seat to the planned user, or reports why it cannot.
func (r *userResource) claimSeat(ctx context.Context, client *ringcentral.Client, plan, config *model, diags *diag.Diagnostics) *ringcentral.Extension {
	blank := model{Type: types.StringValue(typeUser)}
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
		diags.AddAttributeError(seatAttribute, "There is no unassigned seat", "Nothing was created. "+noSeat)
		return nil
	}
	if err != nil {
		r.Provider.AddCreationError(diags, "give an unassigned seat to the service user", err, plan.asNew(), parameters)
		return nil
	}
	return user
}
