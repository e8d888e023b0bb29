// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"fmt"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
)

// ScopesMissing reports scopes that the token endpoint did not grant.
func ScopesMissing(missing []string, s GrantContext) []Finding {
	if len(missing) == 0 {
		return nil
	}
	approval := ""
	if names := filter(missing, console.NeedsApproval); len(names) > 0 {
		approval = fmt.Sprintf(" RingCentral grants %s only on request: the Console files a ticket when you save, and the scope is missing until it is approved.", strings.Join(names, ", "))
	}
	return []Finding{{
		Code:    ScopeMissing,
		Summary: "The app lacks scopes: " + strings.Join(missing, ", "),
		Detail:  fmt.Sprintf("The token that RingCentral issued to app %s does not hold %s. This is a setting of the app; the user's role and the JWT have no part in it.", orUnknown(s.ClientID), strings.Join(missing, ", ")),
		Remedy:  fmt.Sprintf("Open the app in the Developer Console, choose Settings, add %s to its application scopes, and save. The JWT stays valid.%s", strings.Join(missing, ", "), approval),
		URL:     console.AppsURL(s.ConsoleURL),
	}}
}

// ScopesExtra reports scopes that were granted but not declared.
func ScopesExtra(extra []string, s GrantContext) []Finding {
	if len(extra) == 0 {
		return nil
	}
	return []Finding{{
		Code:    ScopeExtra,
		Summary: "The app holds scopes that are not declared: " + strings.Join(extra, ", "),
		Detail:  fmt.Sprintf("The token that RingCentral issued to app %s also holds %s. An integration should hold only what it needs.", orUnknown(s.ClientID), strings.Join(extra, ", ")),
		Remedy:  fmt.Sprintf("Open the app in the Developer Console, choose Settings, remove %s from its application scopes, and save; or declare them.", strings.Join(extra, ", ")),
		URL:     console.AppsURL(s.ConsoleURL),
	}}
}

// PermissionsMissing reports user permissions that the owner of the credential
// lacks. names are the same permissions as people know them.
func PermissionsMissing(missing, names []string, s GrantContext) []Finding {
	if len(missing) == 0 {
		return nil
	}
	return []Finding{{
		Code:    PermissionMissing,
		Summary: "The credential's owner lacks permissions: " + strings.Join(missing, ", "),
		Detail:  fmt.Sprintf("Extension %s does not hold %s. This is a setting of the user's role; the app's scopes have no part in it.", orUnknown(s.OwnerID), strings.Join(names, ", ")),
		Remedy:  "Add the permissions, or assignable ones that include them, to the user's role: permissions of its ringcentral_user_role, or Admin Portal > Users > Roles.",
	}}
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
