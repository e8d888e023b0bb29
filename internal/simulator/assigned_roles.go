// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"net/http"
	"slices"
)

// assignedRole is the AssignedRoleResource of the OpenAPI document.
type assignedRole struct {
	URI            string `json:"uri"`
	ID             string `json:"id"`
	DisplayName    string `json:"displayName"`
	AutoAssigned   bool   `json:"autoAssigned"`
	SiteCompatible bool   `json:"siteCompatible"`
	SiteRestricted bool   `json:"siteRestricted"`
}

type assignedRoleList struct {
	URI     string         `json:"uri"`
	Records []assignedRole `json:"records"`
}

type extensionRoles struct {
	URI         string         `json:"uri"`
	ExtensionID string         `json:"extensionId"`
	Roles       []assignedRole `json:"roles"`
}

func (s *Simulator) assignedRoles(e *Extension, showHidden bool) []assignedRole {
	assigned := []assignedRole{}
	for _, role := range s.rolesOf(e) {
		if role.Hidden && !showHidden {
			continue
		}
		assigned = append(assigned, assignedRole{
			URI: s.roleURI(role), ID: role.ID, DisplayName: role.DisplayName,
			AutoAssigned: e.RolesAutoAssigned, SiteCompatible: role.SiteCompatible,
		})
	}
	return assigned
}

// listAssignedRoles returns up to 1,000 users at once because the operation
// declares no paging parameters; the links to further pages carry them.
func (s *Simulator) listAssignedRoles(c *call) response {
	showHidden, _, failure := c.booleanQuery("showHidden")
	if failure != noError {
		return failure.response()
	}
	var records []extensionRoles
	for _, e := range s.visibleExtensions() {
		if canLogIn(e.Type) {
			records = append(records, extensionRoles{
				URI: s.extensionURI(e.ID) + "/assigned-role", ExtensionID: e.ID, Roles: s.assignedRoles(e, showHidden),
			})
		}
	}
	result, failure := paginate(s, c, records, maxPerPage)
	if failure != noError {
		return failure.response()
	}
	return success(result)
}

func (s *Simulator) listUserAssignedRoles(c *call) response {
	showHidden, _, failure := c.booleanQuery("showHidden")
	if failure != noError {
		return failure.response()
	}
	e, failure := s.requestedExtension(c)
	if failure != noError {
		return failure.response()
	}
	return s.assignedRoleList(e, showHidden)
}

func (s *Simulator) assignedRoleList(e *Extension, showHidden bool) response {
	return success(assignedRoleList{URI: s.extensionURI(e.ID) + "/assigned-role", Records: s.assignedRoles(e, showHidden)})
}

// requestedRoleHolder returns the extension of the path when it can have roles.
func (s *Simulator) requestedRoleHolder(c *call) (*Extension, platformError) {
	e, failure := s.extensionInView(c, viewAssignment)
	if failure == noError && !canLogIn(e.Type) {
		failure = platformError{status: http.StatusForbidden, code: "CMN-403", message: "This feature is not available for extensions of type " + e.Type}
	}
	return e, failure
}

// updateUserAssignedRoles replaces the roles of a user. Every user has at least
// one.
func (s *Simulator) updateUserAssignedRoles(c *call) response {
	e, failure := s.requestedRoleHolder(c)
	if failure != noError {
		return failure.response()
	}
	var request struct {
		Records []DictionaryEntry `json:"records"`
	}
	if failure := readJSON(c, assignedRolesSchema(), &request); failure != noError {
		return failure.response()
	}
	var roleIDs []string
	for _, record := range request.Records {
		if _, exists := s.roleForAssignment(record.ID); !exists {
			return notFound("roleId").response()
		}
		if slices.Contains(roleIDs, record.ID) {
			return platformError{status: http.StatusBadRequest, code: "CMN-406", message: "Role [" + record.ID + "] is given twice", parameterName: "records"}.response()
		}
		roleIDs = append(roleIDs, record.ID)
	}
	e.RoleIDs, e.RolesAutoAssigned = roleIDs, false
	return s.assignedRoleList(e, true)
}

func assignedRolesSchema() property {
	return property{kind: kindObject, properties: map[string]property{
		"uri": {},
		"records": {kind: kindArray, required: true, minItems: 1, items: &property{kind: kindObject, properties: map[string]property{
			"id": {required: true, nonEmpty: true}, "displayName": {},
			"autoAssigned": {kind: kindBoolean}, "siteCompatible": {kind: kindBoolean}, "siteRestricted": {kind: kindBoolean},
		}}},
	}}
}

func (s *Simulator) assignDefaultRole(c *call) response {
	e, failure := s.requestedRoleHolder(c)
	if failure != noError {
		return failure.response()
	}
	e.RoleIDs, e.RolesAutoAssigned = []string{s.defaultRoleID}, true
	return s.assignedRoleList(e, true)
}
