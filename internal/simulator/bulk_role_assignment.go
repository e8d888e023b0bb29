// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"cmp"
	"net/http"
)

// bulkRoleAssignmentSchema is the BulkRoleAssignResource of the OpenAPI document.
func bulkRoleAssignmentSchema() property {
	ids := property{kind: kindArray, items: &property{nonEmpty: true}}
	return property{kind: kindObject, properties: map[string]property{
		"siteRestricted": {kind: kindBoolean}, "siteCompatible": {kind: kindBoolean}, "uri": {},
		"addedExtensionIds": ids, "removedExtensionIds": ids,
	}}
}

// assignMultipleUserRoles assigns a role to users and removes it from others. It does
// nothing if it cannot do everything, because the document has no result for single
// users. A user keeps at least one role.
func (s *Simulator) assignMultipleUserRoles(c *call) response {
	role, exists := s.roleForAssignment(c.parameters["roleId"])
	if !exists {
		return notFound("roleId").response()
	}
	var request struct {
		Added   []string `json:"addedExtensionIds"`
		Removed []string `json:"removedExtensionIds"`
	}
	if failure := readJSON(c, bulkRoleAssignmentSchema(), &request); failure != noError {
		return failure.response()
	}
	changed := map[string]*Extension{}
	for _, change := range []struct {
		ids       []string
		parameter string
		apply     func(*Extension)
	}{
		{request.Added, "addedExtensionIds", func(e *Extension) { e.addRole(role.ID) }},
		{request.Removed, "removedExtensionIds", func(e *Extension) { e.removeRole(role.ID) }},
	} {
		for _, id := range change.ids {
			e, exists := s.extensions.get(id)
			if !exists || !canLogIn(e.Type) || !s.isVisible(objectExtension, id, viewAssignment) {
				return notFound(change.parameter).response()
			}
			copied := e.clone()
			updated := cmp.Or(changed[id], &copied)
			change.apply(updated)
			if len(updated.RoleIDs) == 0 {
				return refused(change.parameter, "A user must have a role").response()
			}
			changed[id] = updated
		}
	}
	for id, updated := range changed {
		e, _ := s.extensions.get(id)
		*e = *updated
	}
	return response{status: http.StatusNoContent}
}
