// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
)

type portalOnlyChange struct {
	attribute       path.Path
	summary, remedy string
}

// portalOnlyChanges lists planned changes for which the API has no request.
func portalOnlyChanges(state, plan *model) []portalOnlyChange {
	var changes []portalOnlyChange
	add := func(attribute, what string) {
		changes = append(changes, portalOnlyChange{
			path.Root(attribute),
			fmt.Sprintf("The API cannot change %s of a user", what),
			fmt.Sprintf("RingCentral's API accepts %s only in a create request. The provider does not replace the user, because that would invalidate its JWT credentials.\n\nWhat to do: change it in the Admin Portal (Users > the user > User Details), or set %s to the current value. To replace the user anyway, run terraform apply -replace.", attribute, attribute),
		})
	}
	if !plan.CostCenterID.IsUnknown() && !plan.CostCenterID.Equal(state.CostCenterID) {
		add("cost_center_id", "the cost center")
	}
	if !plan.Hidden.IsUnknown() && !plan.Hidden.Equal(state.Hidden) {
		add("hidden", "the visibility in the directory")
	}
	return changes
}
