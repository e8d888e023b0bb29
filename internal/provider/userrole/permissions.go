// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole

import (
	"maps"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// dictionary is the account's permission dictionary by permission ID.
type dictionary map[string]ringcentral.Permission

func newDictionary(permissions []ringcentral.Permission) dictionary {
	d := make(dictionary, len(permissions))
	for _, permission := range permissions {
		d[permission.ID] = permission
	}
	return d
}

// closure returns ids and everything that they include, directly or through others.
func (d dictionary) closure(ids ...string) map[string]bool {
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

// assignable tells whether a role can hold the permission by itself.
func (d dictionary) assignable(id string) bool { return d[id].Assignable }

// observed expresses the permissions that RingCentral returns for a role in
// terms of the declared ones. RingCentral adds what they include, assignable or
// not; that is no difference. A declared permission that the role lacks is left
// out, an assignable one that nobody declared is added. With declared nil (an
// imported role) it returns the smallest set that yields what the role holds.
func (d dictionary) observed(declared, held []string) []string {
	covered := d.closure(declared...)
	undeclared := slices.DeleteFunc(slices.Clone(held), func(id string) bool {
		return covered[id] || !d.assignable(id)
	})
	kept := slices.DeleteFunc(slices.Clone(declared), func(id string) bool {
		return !slices.Contains(held, id)
	})
	return slices.Sorted(slices.Values(append(kept, d.minimal(undeclared)...)))
}

// minimal leaves out every permission that another one of ids includes.
func (d dictionary) minimal(ids []string) []string {
	kept := slices.Sorted(slices.Values(ids))
	for _, id := range slices.Clone(kept) {
		others := slices.DeleteFunc(slices.Clone(kept), func(other string) bool { return other == id })
		if d.closure(others...)[id] {
			kept = others
		}
	}
	return kept
}

// including returns the assignable permissions that include id, sorted.
func (d dictionary) including(id string) []string {
	var found []string
	for _, candidate := range slices.Sorted(maps.Keys(d)) {
		if candidate != id && d.assignable(candidate) && d.closure(candidate)[id] {
			found = append(found, candidate)
		}
	}
	return found
}

// nearest returns the known permission that id was probably meant to be: one
// that differs in case only, or has the same display name; empty if there is none.
func (d dictionary) nearest(id string) string {
	for _, candidate := range slices.Sorted(maps.Keys(d)) {
		if strings.EqualFold(candidate, strings.ReplaceAll(id, " ", "")) || strings.EqualFold(d[candidate].DisplayName, id) {
			return candidate
		}
	}
	return ""
}
