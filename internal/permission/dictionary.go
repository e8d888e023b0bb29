// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package permission computes which of RingCentral's user permissions include others,
// and the smallest set that a role needs.
package permission

import (
	"maps"
	"slices"
	"strings"

	"github.com/agext/levenshtein"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// Dictionary is an account's permission dictionary by permission ID.
type Dictionary map[string]ringcentral.Permission

// NewDictionary returns the dictionary of permissions.
func NewDictionary(permissions []ringcentral.Permission) Dictionary {
	d := make(Dictionary, len(permissions))
	for _, permission := range permissions {
		d[string(permission.ID)] = permission
	}
	return d
}

// Closure returns ids and everything that they include, directly or through others.
func (d Dictionary) Closure(ids ...string) map[string]bool {
	reached := map[string]bool{}
	pending := slices.Clone(ids)
	for len(pending) > 0 {
		id := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if reached[id] {
			continue
		}
		reached[id] = true
		for _, included := range d[id].IncludedPermissions {
			pending = append(pending, included.ID)
		}
	}
	return reached
}

// Assignable reports whether a role can hold the permission by itself.
func (d Dictionary) Assignable(id string) bool { return d[id].Assignable }

// maxName bounds what is shown of a permission's name, in characters.
const maxName = 100

// Name returns the ID of a permission with its name in the Admin Portal, if that
// is known and says more.
func (d Dictionary) Name(id string) string {
	name := printable.Line(d[id].DisplayName, maxName)
	if name == "" || strings.EqualFold(strings.ReplaceAll(name, " ", ""), id) {
		return id
	}
	return id + " (" + name + ")"
}

// Minimal leaves out every permission that another one of ids includes.
func (d Dictionary) Minimal(ids []string) []string {
	kept := slices.Sorted(slices.Values(ids))
	for _, id := range slices.Clone(kept) {
		others := slices.DeleteFunc(slices.Clone(kept), func(other string) bool { return other == id })
		if d.Closure(others...)[id] {
			kept = others
		}
	}
	return kept
}

// Including returns the assignable permissions that include id, sorted.
func (d Dictionary) Including(id string) []string {
	var found []string
	for _, candidate := range slices.Sorted(maps.Keys(d)) {
		if candidate != id && d.Assignable(candidate) && d.Closure(candidate)[id] {
			found = append(found, candidate)
		}
	}
	return found
}

// maxTypos is how many letters may be wrong in an ID for it to be recognized.
const maxTypos = 2

// Nearest returns the known permission that id was probably meant to be: one that
// differs in case or a typo, or has the same display name; empty if there is none.
func (d Dictionary) Nearest(id string) string {
	if len(id) > maxID {
		return ""
	}
	nearest, best := "", maxTypos+1
	for _, candidate := range slices.Sorted(maps.Keys(d)) {
		if strings.EqualFold(candidate, strings.ReplaceAll(id, " ", "")) || strings.EqualFold(d[candidate].DisplayName, id) {
			return candidate
		}
		if distance := levenshtein.Distance(candidate, id, nil); distance < best {
			nearest, best = candidate, distance
		}
	}
	return nearest
}

// maxID bounds an ID that is compared with all others, in bytes.
const maxID = 128
