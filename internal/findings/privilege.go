// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import "strings"

// ScopeIncluded reports a declared scope that another declared one includes.
func ScopeIncluded(scope, by string) Finding {
	return ScopeImplied.finding(GrantContext{}, "scope", scope, "by", by)
}

// ScopesUnneeded reports declared scopes that no operation of the integration needs.
func ScopesUnneeded(unneeded []string) []Finding { return ofNames(ScopeUnneeded, unneeded) }

// ScopesInsufficient reports scopes that an operation of the integration needs and
// that are not declared.
func ScopesInsufficient(missing []string) []Finding { return ofNames(ScopeInsufficient, missing) }

// PermissionsUnneeded reports a role that grants more than the operations of the
// integration need. least is the smallest sufficient set.
func PermissionsUnneeded(unneeded, least []string) []Finding {
	return ofNames(PermissionUnneeded, unneeded, "least", orNone(least))
}

// PermissionsInsufficient reports permissions that an operation of the integration
// needs and that the role does not yield.
func PermissionsInsufficient(missing []string) []Finding {
	return ofNames(PermissionInsufficient, missing)
}

// NoDevPortalAccess reports that the owner of a JWT credential that is still to be
// created cannot sign in to the Developer Console.
func NoDevPortalAccess(ownerID string) Finding {
	return DevPortalAccessMissing.finding(GrantContext{OwnerID: ownerID})
}

func ofNames(code Code, names []string, values ...string) []Finding {
	if len(names) == 0 {
		return nil
	}
	return []Finding{code.finding(GrantContext{}, append(values, "names", strings.Join(names, ", "))...)}
}

func orNone(ids []string) string {
	if len(ids) == 0 {
		return "(none)"
	}
	return strings.Join(ids, ", ")
}
