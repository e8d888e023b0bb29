// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

type permissionResource struct {
	URI                 string                `json:"uri"`
	ID                  string                `json:"id"`
	DisplayName         string                `json:"displayName"`
	Description         string                `json:"description"`
	Assignable          bool                  `json:"assignable"`
	ReadOnly            bool                  `json:"readOnly"`
	SiteCompatible      string                `json:"siteCompatible"`
	Category            categoryReference     `json:"category"`
	IncludedPermissions []permissionReference `json:"includedPermissions,omitempty"`
}

type categoryReference struct {
	URI string `json:"uri"`
	ID  string `json:"id"`
}

type categoryResource struct {
	URI         string `json:"uri"`
	ID          string `json:"id"`
	DisplayName string `json:"displayName"`
	Description string `json:"description"`
}

func (s *Simulator) permissionResource(p permission) permissionResource {
	return permissionResource{
		URI: s.dictionaryURI("permission", p.id), ID: p.id, DisplayName: p.displayName,
		Description: "Grants access to " + p.displayName, Assignable: p.assignable, SiteCompatible: p.siteCompatible(),
		Category:            categoryReference{URI: s.dictionaryURI("permission-category", p.category), ID: p.category},
		IncludedPermissions: s.permissionReferences(p.includes, false),
	}
}

func (s *Simulator) listPermissions(c *call) response {
	assignable, filtered, failure := c.booleanQuery("assignable")
	if failure != noError {
		return failure.response()
	}
	var records []permissionResource
	for _, p := range permissionCatalog {
		if !filtered || p.assignable == assignable {
			records = append(records, s.permissionResource(p))
		}
	}
	result, failure := paginate(s, c, records, defaultPerPage)
	if failure != noError {
		return failure.response()
	}
	return success(result)
}

func (s *Simulator) readPermission(c *call) response {
	p, exists := permissionIndex()[c.parameters["permissionId"]]
	if !exists {
		return notFound("permissionId").response()
	}
	return success(s.permissionResource(p))
}

func (s *Simulator) categories() []categoryResource {
	var categories []categoryResource
	for _, category := range permissionCategories {
		categories = append(categories, categoryResource{
			URI: s.dictionaryURI("permission-category", category.id), ID: category.id,
			DisplayName: category.displayName, Description: "Permissions of the category " + category.displayName,
		})
	}
	return categories
}

func (s *Simulator) listPermissionCategories(c *call) response {
	result, failure := paginate(s, c, s.categories(), defaultPerPage)
	if failure != noError {
		return failure.response()
	}
	return success(result)
}

func (s *Simulator) readPermissionCategory(c *call) response {
	for _, category := range s.categories() {
		if category.ID == c.parameters["permissionCategoryId"] {
			return success(category)
		}
	}
	return notFound("permissionCategoryId").response()
}

func (s *Simulator) listStandardRoles(c *call) response {
	advanced, _, failure := c.booleanQuery("advancedPermissions")
	if failure != noError {
		return failure.response()
	}
	var records []roleResource
	for _, role := range s.roles.all() {
		if !role.Custom {
			records = append(records, s.roleResource(role, advanced))
		}
	}
	result, failure := paginate(s, c, records, defaultPerPage)
	if failure != noError {
		return failure.response()
	}
	return success(result)
}

func (s *Simulator) readStandardRole(c *call) response {
	role, failure := s.requestedRole(c)
	if failure == noError && role.Custom {
		failure = notFound("roleId")
	}
	if failure != noError {
		return failure.response()
	}
	return success(s.roleResource(role, false))
}
