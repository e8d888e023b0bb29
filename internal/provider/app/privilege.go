// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
)

// judgePrivilege warns of declared scopes that have no effect, or that no operation
// needs. It does nothing while a part of the configuration is unknown.
func (m *model) judgePrivilege(ctx context.Context, diags *diag.Diagnostics) {
	operations, known := attribute.ResolveOperations(ctx, m.Operations, path.Root("operations"), diags)
	scopes, scopesKnown := knownScopes(m.Scopes)
	if !scopesKnown {
		return
	}
	found := impliedScopes(scopes)
	if known && len(operations) > 0 {
		missing, unneeded := console.CompareScopes(apicatalog.NeedsOf(operations).Scopes, scopes)
		found = slices.Concat(found, findings.ScopesUnneeded(unneeded), findings.ScopesInsufficient(missing))
	}
	configured.AddFindings(diags, path.Root("scopes"), true, found...)
}

func impliedScopes(scopes []string) []findings.Finding {
	var found []findings.Finding
	for _, scope := range scopes {
		if by := console.IncludedBy(scope, scopes); by != "" {
			found = append(found, findings.ScopeIncluded(scope, by))
		}
	}
	return found
}

func knownScopes(set types.Set) (scopes []string, known bool) {
	if set.IsUnknown() {
		return nil, false
	}
	for _, element := range set.Elements() {
		scope, ok := element.(types.String)
		if !ok || scope.IsUnknown() {
			return nil, false
		}
		scopes = append(scopes, scope.ValueString())
	}
	slices.Sort(scopes)
	return scopes, true
}
