// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package apicatalog

import (
	"maps"
	"slices"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
)

// Needs is what a set of operations demands of the app and the user.
type Needs struct {
	// Scopes are the smallest set of application scopes, sorted: what another scope
	// includes is left out.
	Scopes []string
	// Permissions are those that every one of which is needed, sorted.
	Permissions []string
	// Alternatives are sets of permissions of which one suffices, and none of which
	// is needed anyway.
	Alternatives [][]string
	// Features are those that every one of which is needed, sorted.
	Features []string
	// FeatureAlternatives are sets of features of which one suffices, and none of
	// which is needed anyway.
	FeatureAlternatives [][]string
}

// NeedsOf returns what a set of operations needs.
func NeedsOf(operations []Operation) Needs {
	scopes := map[string]bool{}
	var permissions, features [][]string
	for _, operation := range operations {
		if operation.Scope != "" {
			scopes[operation.Scope] = true
		}
		permissions = append(permissions, operation.Permissions)
		features = append(features, operation.Features...)
	}
	needs := Needs{Scopes: withoutIncluded(slices.Sorted(maps.Keys(scopes)))}
	needs.Permissions, needs.Alternatives = combine(permissions)
	needs.Features, needs.FeatureAlternatives = combine(features)
	return needs
}

// combine takes groups of alternatives. It returns the members that are needed in any
// case, sorted, and the groups that leave a choice.
func combine(groups [][]string) (needed []string, alternatives [][]string) {
	single := map[string]bool{}
	for _, group := range groups {
		if len(group) == 1 {
			single[group[0]] = true
		}
	}
	for _, group := range groups {
		if len(group) < 2 || slices.ContainsFunc(group, func(id string) bool { return single[id] }) {
			continue
		}
		if !slices.ContainsFunc(alternatives, func(known []string) bool { return slices.Equal(known, group) }) {
			alternatives = append(alternatives, group)
		}
	}
	return slices.Sorted(maps.Keys(single)), alternatives
}

// Choices returns every set of permissions that satisfies the needs, each sorted:
// one for each way to choose among the alternatives, in the order of the document.
func (n Needs) Choices() [][]string {
	choices := [][]string{n.Permissions}
	for _, alternatives := range n.Alternatives {
		var extended [][]string
		for _, chosen := range choices {
			for _, id := range alternatives {
				extended = append(extended, slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(chosen), id)))))
			}
		}
		choices = extended
	}
	return choices
}

func withoutIncluded(scopes []string) []string {
	return slices.DeleteFunc(slices.Clone(scopes), func(scope string) bool { return console.IncludedBy(scope, scopes) != "" })
}
