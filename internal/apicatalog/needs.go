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
}

// NeedsOf returns what operations demand together.
func NeedsOf(operations []Operation) Needs {
	scopes, permissions := map[string]bool{}, map[string]bool{}
	for _, operation := range operations {
		if operation.Scope != "" {
			scopes[operation.Scope] = true
		}
		if len(operation.Permissions) == 1 {
			permissions[operation.Permissions[0]] = true
		}
	}
	needs := Needs{Scopes: withoutIncluded(slices.Sorted(maps.Keys(scopes))), Permissions: slices.Sorted(maps.Keys(permissions))}
	for _, operation := range operations {
		if len(operation.Permissions) < 2 || slices.ContainsFunc(operation.Permissions, func(id string) bool { return permissions[id] }) {
			continue
		}
		if !slices.ContainsFunc(needs.Alternatives, func(known []string) bool { return slices.Equal(known, operation.Permissions) }) {
			needs.Alternatives = append(needs.Alternatives, operation.Permissions)
		}
	}
	return needs
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
