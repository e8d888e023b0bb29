// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// AddNothingToImport reports an object to import that does not exist. usage says how to
// import one.
func AddNothingToImport(diags *diag.Diagnostics, object, usage string) {
	diags.AddError("Nothing to import: the account has no "+object,
		"RingCentral does not find it. A new object may appear only after a short time.\n\nWhat to do: check the ID, and that the provider's credentials belong to the object's account.\n\n"+usage)
}

// ConfirmGone reports whether an object that a direct read did not find may leave the
// state: only if the account's list does not contain it, either. A single failing read,
// for example right after the create, must not make Terraform create another object.
// listed and err are the result of the lookup in the list. concerns selects the records of
// the audit trail about the object; nil if there are none.
func (p *Provider) ConfirmGone(ctx context.Context, diags *diag.Diagnostics, object string, listed bool, err error, concerns Concerns) bool {
	switch {
	case err != nil:
		p.AddError(diags, "confirm that "+object+" is gone", err, nil)
		return false
	case listed:
		diags.AddError(
			object+" was not found, although RingCentral still lists it",
			"RingCentral's responses contradict each other, which happens for a short time after a change. The state does not change.\n\nWhat to do: try again in a minute.",
		)
		return false
	}
	detail := "RingCentral confirmed that it was deleted outside Terraform. It leaves the state, and Terraform plans to create it again."
	if explanation := p.explanation(ctx, diags, concerns); explanation != "" {
		detail += "\n\n" + explanation
	}
	diags.AddWarning(object+" no longer exists", detail)
	return true
}
