// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"fmt"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

// ScopesMissing reports scopes that the token endpoint did not grant.
func ScopesMissing(missing []string, s GrantContext) []Finding {
	if len(missing) == 0 {
		return nil
	}
	approval := ""
	if names := filter(missing, console.NeedsApproval); len(names) > 0 {
		approval = fmt.Sprintf(
			" RingCentral grants %s only on request. The Console opens a ticket when you save, and the scope is missing until RingCentral approves it.",
			strings.Join(names, ", "),
		)
	}
	return []Finding{ScopeMissing.finding(s, "names", strings.Join(missing, ", "), "approval", approval)}
}

// scopeRefused reports that the token endpoint refused to narrow a token.
func scopeRefused(s GrantContext) Finding {
	f := ScopeMissing.finding(s)
	f.Summary = "The app lacks a requested scope"
	f.Detail = fmt.Sprintf(
		"RingCentral cannot narrow the token to scopes that %s does not have. This is a setting of the app, not of the user's role or the JWT.",
		s.app(),
	)
	f.Remedy = "Open the app in the Developer Console, choose Settings, add the scope to its application scopes, and save. Or request fewer scopes."
	return f
}

// scopeOfCheck reports that the app lacks a scope that a check needs.
func scopeOfCheck(failure string, s GrantContext) Finding {
	f := ScopeMissing.finding(s)
	f.Summary = "The app lacks a scope that the check needs"
	f.Detail = fmt.Sprintf("%s\nThis is a setting of %s, not of the user's role.", failure, s.app())
	f.Remedy = "Open the app in the Developer Console, choose Settings, add the scope from the message, and save. Or remove this check."
	return f
}

// ScopesExtra reports scopes that were granted but not declared.
func ScopesExtra(extra []string, s GrantContext) []Finding {
	if len(extra) == 0 {
		return nil
	}
	return []Finding{ScopeExtra.finding(s, "names", strings.Join(extra, ", "))}
}

// PermissionsMissing reports user permissions that the owner of the credential
// lacks. names are the same permissions as people know them.
func PermissionsMissing(missing, names []string, s GrantContext) []Finding {
	if len(missing) == 0 {
		return nil
	}
	return []Finding{PermissionMissing.finding(s, "ids", strings.Join(missing, ", "), "names", strings.Join(names, ", "))}
}

// UnknownScope reports a declared scope that RingCentral is not known to have.
// nearest is the scope that was probably meant; empty if there is none.
func UnknownScope(scope, nearest string) Finding {
	hint := "Check the spelling in RingCentral's list of app permissions. If the scope is new, ignore this warning."
	if nearest != "" {
		hint = fmt.Sprintf("Did you mean %q?", nearest)
	}
	return ScopeUnknown.finding(GrantContext{}, "scope", fmt.Sprintf("%q", printable.Line(scope, maxShown)), "hint", hint)
}

func filter(names []string, keep func(string) bool) []string {
	var kept []string
	for _, name := range names {
		if keep(name) {
			kept = append(kept, name)
		}
	}
	return kept
}
