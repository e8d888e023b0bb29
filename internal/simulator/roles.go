// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// roleTextPattern forbids the characters that role names and descriptions must
// not have.
var roleTextPattern = regexp.MustCompile(`^[^<>/"]*$`)

// roleSchema is the RoleResource of the OpenAPI document, without the read-only
// uri, as a request body.
func roleSchema() property {
	return property{kind: kindObject, properties: map[string]property{
		"id":             {},
		"displayName":    {required: true, nonEmpty: true, maxLength: 128, pattern: roleTextPattern},
		"description":    {maxLength: 2000, pattern: roleTextPattern},
		"siteCompatible": {kind: kindBoolean},
		"custom":         {kind: kindBoolean},
		"hidden":         {kind: kindBoolean},
		"scope": {enum: []string{
			"Account", "AllExtensions", "Federation", "Group", "NonUserExtensions", "RoleBased", "Self", "UserExtensions",
		}},
		"permissions": {kind: kindArray, items: &property{kind: kindObject, properties: map[string]property{
			"id": {required: true, nonEmpty: true}, "uri": {}, "readOnly": {kind: kindBoolean}, "assignable": {kind: kindBoolean},
			"siteCompatible": {enum: []string{"Compatible", "Incompatible", "Independent"}},
			"permissionsCapabilities": {kind: kindObject, properties: map[string]property{
				"enabled": {kind: kindBoolean}, "manageEnabled": {kind: kindBoolean}, "grantEnabled": {kind: kindBoolean},
			}},
		}}},
	}}
}

type roleRequest struct {
	ID             string            `json:"id"`
	DisplayName    string            `json:"displayName"`
	Description    string            `json:"description"`
	SiteCompatible bool              `json:"siteCompatible"`
	Hidden         bool              `json:"hidden"`
	Scope          string            `json:"scope"`
	Permissions    []DictionaryEntry `json:"permissions"`
}

func (s *Simulator) listUserRoles(c *call) response {
	custom, filtered, failure := c.booleanQuery("custom")
	if failure != noError {
		return failure.response()
	}
	var records []roleResource
	for _, role := range s.roles.all() {
		if s.isVisible(objectRole, role.ID, viewList) && (!filtered || role.Custom == custom) {
			records = append(records, s.roleResource(role, false))
		}
	}
	result, failure := paginate(s, c, records, defaultPerPage)
	if failure != noError {
		return failure.response()
	}
	return success(result)
}

func (s *Simulator) requestedRole(c *call) (*Role, platformError) {
	role, exists := s.roles.get(c.parameters["roleId"])
	if !exists || !s.isVisible(objectRole, role.ID, viewDirect) {
		return nil, notFound("roleId")
	}
	return role, noError
}

func (s *Simulator) readUserRole(c *call) response {
	advanced, _, failure := c.booleanQuery("advancedPermissions")
	if failure != noError {
		return failure.response()
	}
	role, failure := s.requestedRole(c)
	if failure != noError {
		return failure.response()
	}
	return success(s.roleResource(role, advanced))
}

func (s *Simulator) createCustomRole(c *call) response {
	advanced, _, failure := c.booleanQuery("advancedPermissions")
	if failure != noError {
		return failure.response()
	}
	created := &Role{Custom: true}
	if failure := s.readRole(c, created); failure != noError {
		return failure.response()
	}
	s.insertRole(created)
	s.markCreated(objectRole, created.ID)
	return response{status: http.StatusCreated, value: s.roleResource(created, advanced)}
}

// updateUserRole replaces a custom role: what is absent from the request is
// reset.
func (s *Simulator) updateUserRole(c *call) response {
	advanced, _, failure := c.booleanQuery("advancedPermissions")
	if failure != noError {
		return failure.response()
	}
	role, failure := s.requestedCustomRole(c)
	if failure != noError {
		return failure.response()
	}
	updated := &Role{ID: role.ID, Custom: true}
	if failure := s.readRole(c, updated); failure != noError {
		return failure.response()
	}
	s.insertRole(updated)
	return success(s.roleResource(updated, advanced))
}

func (s *Simulator) requestedCustomRole(c *call) (*Role, platformError) {
	role, failure := s.requestedRole(c)
	if failure == noError && !role.Custom {
		failure = refused("roleId", "A standard role cannot be changed")
	}
	return role, failure
}

// readRole fills a role from the request body.
func (s *Simulator) readRole(c *call, role *Role) platformError {
	var request roleRequest
	if failure := readJSON(c, roleSchema(), &request); failure != noError {
		return failure
	}
	if role.ID != "" && request.ID != "" && request.ID != role.ID {
		return platformError{status: http.StatusBadRequest, code: "CMN-108", message: "The role ID in the body differs from the one in the path", parameterName: "id"}
	}
	for _, other := range s.roles.all() {
		if other.ID != role.ID && strings.EqualFold(other.DisplayName, request.DisplayName) {
			return refused("displayName", "A role with this name already exists")
		}
	}
	for i, entry := range request.Permissions {
		name := fmt.Sprintf("permissions[%d].id", i)
		known, exists := permissionIndex()[entry.ID]
		if !exists {
			failure := notFound(name)
			failure.status = http.StatusBadRequest
			return failure
		}
		if !known.assignable {
			return refused(name, "Permission ["+entry.ID+"] is not assignable")
		}
		role.Permissions = append(role.Permissions, entry.ID)
	}
	role.DisplayName, role.Description = request.DisplayName, request.Description
	role.SiteCompatible, role.Hidden, role.Scope = request.SiteCompatible, request.Hidden, cmp.Or(request.Scope, "Self")
	return noError
}

func (s *Simulator) deleteCustomRole(c *call) response {
	validateOnly, _, failure := c.booleanQuery("validateOnly")
	if failure != noError {
		return failure.response()
	}
	role, failure := s.requestedCustomRole(c)
	if failure != noError {
		return failure.response()
	}
	if role.ID == s.defaultRoleID {
		return refused("roleId", "The default role cannot be deleted").response()
	}
	if s.isInUse(role.ID) {
		return refused("roleId", "The role is assigned to users and cannot be deleted").response()
	}
	if !validateOnly {
		s.roles.remove(role.ID)
	}
	return response{status: http.StatusNoContent}
}

// defaultRole is the DefaultUserRole of the OpenAPI document.
type defaultRole struct {
	URI            string `json:"uri"`
	ID             string `json:"id"`
	DisplayName    string `json:"displayName"`
	SiteCompatible bool   `json:"siteCompatible"`
}

func (s *Simulator) readDefaultRole(*call) response {
	role, exists := s.roles.get(s.defaultRoleID)
	if !exists {
		return notFound("roleId").response()
	}
	return success(defaultRole{URI: s.accountURI() + "/user-role/default", ID: role.ID, DisplayName: role.DisplayName, SiteCompatible: role.SiteCompatible})
}

func (s *Simulator) updateDefaultRole(c *call) response {
	var request DictionaryEntry
	if failure := readJSON(c, referenceSchema(), &request); failure != noError {
		return failure.response()
	}
	if _, exists := s.roles.get(request.ID); !exists {
		return notFound("id").response()
	}
	s.defaultRoleID = request.ID
	return s.readDefaultRole(c)
}
