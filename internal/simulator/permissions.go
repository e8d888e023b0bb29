// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"maps"
	"slices"
	"sync"
)

// permissionIndex is the dictionary by ID.
var permissionIndex = sync.OnceValue(func() map[string]permission {
	index := make(map[string]permission, len(permissionCatalog))
	for _, p := range permissionCatalog {
		index[p.id] = p
	}
	return index
})

func (p permission) siteCompatible() string {
	for _, category := range permissionCategories {
		if category.id == p.category {
			return category.siteCompatible
		}
	}
	return "Independent"
}

// AssignablePermissions returns all assignable permissions.
func AssignablePermissions() []string {
	var ids []string
	for _, p := range permissionCatalog {
		if p.assignable {
			ids = append(ids, p.id)
		}
	}
	return ids
}

// permissionClosure returns the permissions and everything they include,
// transitively, sorted.
func permissionClosure(granted []string) []string {
	closure := map[string]bool{}
	var add func(ids []string)
	add = func(ids []string) {
		for _, id := range ids {
			if !closure[id] {
				closure[id] = true
				add(permissionIndex()[id].includes)
			}
		}
	}
	add(granted)
	return slices.Sorted(maps.Keys(closure))
}

// rolesOf returns the roles of an extension that still exist.
func (s *Simulator) rolesOf(e *Extension) []*Role {
	var roles []*Role
	for _, id := range e.RoleIDs {
		if role, ok := s.roles.get(id); ok {
			roles = append(roles, role)
		}
	}
	return roles
}

// roleGranting returns the role that gives the extension a permission. With a
// target, roles whose scope reaches no further than the extension itself do not
// count for other extensions.
func (s *Simulator) roleGranting(e *Extension, permissionID, targetID string) *Role {
	for _, role := range s.rolesOf(e) {
		if targetID != "" && targetID != e.ID && role.Scope == "Self" {
			continue
		}
		if slices.Contains(permissionClosure(role.Permissions), permissionID) {
			return role
		}
	}
	return nil
}

// holds reports whether any role of the extension grants the permission.
func (s *Simulator) holds(e *Extension, permissionID string) bool {
	return s.roleGranting(e, permissionID, "") != nil
}
