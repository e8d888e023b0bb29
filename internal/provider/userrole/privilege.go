// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/permission"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
)

// accessPermissions let a user log in and create a JWT credential. Every service
// user needs them, whatever it calls.
var accessPermissions = []string{"DevPortalAccess", "ThirdPartyAppAccess"}

// judgePrivilege warns of permissions that no operation needs, and of needed ones
// that the role does not yield. While a permission is not known it is silent.
func judgePrivilege(known permission.Dictionary, planned types.Set, operations []apicatalog.Operation, diags *diag.Diagnostics) {
	var declared []string
	for _, element := range planned.Elements() {
		id, ok := element.(types.String)
		if !ok || id.IsUnknown() {
			return
		}
		declared = append(declared, id.ValueString())
	}
	needs := apicatalog.NeedsOf(operations)
	granted := known.Closure(declared...)
	wanted, least := leastFor(needs, known, granted)
	needed := known.Closure(slices.Concat(least, accessPermissions)...)
	var unneeded, missing []string
	for _, id := range slices.Sorted(maps.Keys(granted)) {
		if !needed[id] && known.Assignable(id) {
			unneeded = append(unneeded, known.Name(id))
		}
	}
	for _, id := range wanted {
		if !granted[id] {
			missing = append(missing, known.Name(id))
		}
	}
	configured.AddFindings(diags, path.Root("permissions"), true,
		slices.Concat(findings.PermissionsUnneeded(unneeded, least), findings.PermissionsInsufficient(missing))...)
}

// leastFor returns the permissions that the operations need, and the least that
// yields them. Of alternatives it takes those that the role grants anyway, if
// there are any.
func leastFor(needs apicatalog.Needs, known permission.Dictionary, granted map[string]bool) (wanted, least []string) {
	choices := needs.Choices()
	satisfied := slices.DeleteFunc(slices.Clone(choices), func(choice []string) bool {
		return slices.ContainsFunc(choice, func(id string) bool { return !granted[id] })
	})
	if len(satisfied) > 0 {
		choices = satisfied
	}
	for i, choice := range choices {
		cover, _ := known.Cover(choice)
		if i == 0 || known.Granted(cover) < known.Granted(least) {
			wanted, least = choice, cover
		}
	}
	return wanted, least
}
