// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

// roleResource is the RoleResource of the OpenAPI document.
type roleResource struct {
	URI            string                `json:"uri"`
	ID             string                `json:"id"`
	DisplayName    string                `json:"displayName"`
	Description    string                `json:"description,omitempty"`
	SiteCompatible bool                  `json:"siteCompatible"`
	Custom         bool                  `json:"custom"`
	Scope          string                `json:"scope"`
	Hidden         bool                  `json:"hidden"`
	LastUpdated    string                `json:"lastUpdated,omitempty"`
	Permissions    []permissionReference `json:"permissions"`
}

// permissionReference is the PermissionIdResource of the OpenAPI document.
type permissionReference struct {
	URI            string                  `json:"uri"`
	ID             string                  `json:"id"`
	SiteCompatible string                  `json:"siteCompatible"`
	ReadOnly       bool                    `json:"readOnly"`
	Assignable     bool                    `json:"assignable"`
	Capabilities   *permissionCapabilities `json:"permissionsCapabilities,omitempty"`
}

type permissionCapabilities struct {
	Enabled       bool `json:"enabled"`
	ManageEnabled bool `json:"manageEnabled"`
	GrantEnabled  bool `json:"grantEnabled"`
}

func (s *Simulator) dictionaryURI(kind, id string) string {
	return s.baseURL + "/restapi/v1.0/dictionary/" + kind + "/" + id
}

func (s *Simulator) roleURI(role *Role) string {
	if role.Custom {
		return s.accountURI() + "/user-role/" + role.ID
	}
	return s.dictionaryURI("user-role", role.ID)
}

func (s *Simulator) permissionReference(id string) permissionReference {
	p := permissionIndex()[id]
	return permissionReference{
		URI: s.dictionaryURI("permission", id), ID: id, SiteCompatible: p.siteCompatible(), Assignable: p.assignable,
	}
}

func (s *Simulator) permissionReferences(ids []string, advanced bool) []permissionReference {
	references := []permissionReference{}
	for _, id := range ids {
		reference := s.permissionReference(id)
		if advanced {
			reference.Capabilities = &permissionCapabilities{Enabled: true, ManageEnabled: true, GrantEnabled: true}
		}
		references = append(references, reference)
	}
	return references
}

// roleResource describes a role with everything its permissions include, as the
// platform does (observed in production).
func (s *Simulator) roleResource(role *Role, advanced bool) roleResource {
	resource := roleResource{
		URI: s.roleURI(role), ID: role.ID, DisplayName: role.DisplayName, Description: role.Description,
		SiteCompatible: role.SiteCompatible, Custom: role.Custom, Scope: role.Scope, Hidden: role.Hidden,
		Permissions: s.permissionReferences(permissionClosure(role.Permissions), advanced),
	}
	if !role.LastUpdated.IsZero() {
		resource.LastUpdated = timestamp(role.LastUpdated)
	}
	return resource
}
