// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"fmt"
	"strings"
)

// ScopeIncluded reports a declared scope that another declared one includes.
func ScopeIncluded(scope, by string) Finding {
	return Finding{
		Code:     ScopeImplied,
		Argument: "scopes",
		Summary:  fmt.Sprintf("The scope %s is included in %s", scope, by),
		Detail:   fmt.Sprintf("An app with %s may do everything that %s permits. Naming both changes nothing.", by, scope),
		Remedy:   fmt.Sprintf("Leave %s out of scopes; or, if the integration only reads, leave %s out.", scope, by),
	}
}

// ScopesUnneeded reports declared scopes that no operation of the integration needs.
func ScopesUnneeded(unneeded []string) []Finding {
	if len(unneeded) == 0 {
		return nil
	}
	names := strings.Join(unneeded, ", ")
	return []Finding{{
		Code:     ScopeUnneeded,
		Argument: "scopes",
		Summary:  "No operation needs the scopes " + names,
		Detail:   fmt.Sprintf("The operations that the configuration names are permitted without %s. Whoever gets hold of the app's secret and a JWT could use them.", names),
		Remedy:   fmt.Sprintf("Leave %s out of scopes, and remove it in the Developer Console; or name the operations that need it.", names),
	}}
}

// ScopesInsufficient reports scopes that an operation of the integration needs and
// that are not declared.
func ScopesInsufficient(missing []string) []Finding {
	if len(missing) == 0 {
		return nil
	}
	names := strings.Join(missing, ", ")
	return []Finding{{
		Code:     ScopeInsufficient,
		Argument: "scopes",
		Summary:  "The operations need the scopes " + names,
		Detail:   fmt.Sprintf("The configuration names operations that RingCentral refuses to an app without %s (CMN-401).", names),
		Remedy:   fmt.Sprintf("Add %s to scopes.", names),
	}}
}

// PermissionsUnneeded reports a role that grants more than the operations of the
// integration need. least is the least that would do.
func PermissionsUnneeded(unneeded, least []string) []Finding {
	if len(unneeded) == 0 {
		return nil
	}
	names := strings.Join(unneeded, ", ")
	return []Finding{{
		Code:     PermissionUnneeded,
		Argument: "permissions",
		Summary:  "The role grants more than the operations need: " + names,
		Detail:   fmt.Sprintf("The operations that the configuration names are permitted to a role with %s.", orNone(least)),
		Remedy:   fmt.Sprintf("Set permissions to %s; or name the operations that need the rest. ThirdPartyAppAccess and DevPortalAccess count as needed.", orNone(least)),
	}}
}

// PermissionsInsufficient reports permissions that an operation of the integration
// needs and that the role does not yield.
func PermissionsInsufficient(missing []string) []Finding {
	if len(missing) == 0 {
		return nil
	}
	names := strings.Join(missing, ", ")
	return []Finding{{
		Code:     PermissionInsufficient,
		Argument: "permissions",
		Summary:  "The operations need the permissions " + names,
		Detail:   fmt.Sprintf("The configuration names operations that RingCentral refuses to a user without %s (CMN-408).", names),
		Remedy:   "Add them, or assignable permissions that include them, to permissions: role_permissions of ringcentral_api_operations is the least that does.",
	}}
}

// NoDevPortalAccess reports that the owner of a JWT credential that is still to be
// created cannot sign in to the Developer Console.
func NoDevPortalAccess(ownerID string) Finding {
	return Finding{
		Code:     DevPortalAccessMissing,
		Argument: "owner_id",
		Summary:  "The owner cannot sign in to the Developer Console",
		Detail:   fmt.Sprintf("Extension %s lacks the permission DevPortalAccess (Developer Portal Access), without which nobody can create a JWT credential.", orUnknown(ownerID)),
		Remedy:   `Add "DevPortalAccess" to permissions of the user's ringcentral_user_role until the credential exists.`,
	}
}

func orNone(ids []string) string {
	if len(ids) == 0 {
		return "(none)"
	}
	return strings.Join(ids, ", ")
}
