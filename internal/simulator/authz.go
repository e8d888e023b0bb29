// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import "net/http"

type authorizationProfile struct {
	URI         string             `json:"uri"`
	Permissions []activePermission `json:"permissions"`
}

// activePermission is the ActivePermissionResource of the OpenAPI document.
type activePermission struct {
	Permission    permissionReference `json:"permission"`
	EffectiveRole effectiveRole       `json:"effectiveRole"`
	Scopes        []string            `json:"scopes"`
}

type effectiveRole struct {
	URI    string `json:"uri"`
	ID     string `json:"id"`
	Domain string `json:"domain"`
}

type permissionCheck struct {
	URI        string            `json:"uri"`
	Successful bool              `json:"successful"`
	Details    *activePermission `json:"details,omitempty"`
}

func (s *Simulator) activePermission(id string, role *Role) activePermission {
	scopes := []string{role.Scope}
	switch role.Scope {
	case "Account":
		scopes = []string{"Account", "AllExtensions", "Self"}
	case "AllExtensions":
		scopes = []string{"AllExtensions", "Self"}
	case "UserExtensions":
		scopes = []string{"UserExtensions", "Self"}
	case "Group":
		scopes = []string{"RoleBased"}
	}
	return activePermission{
		Permission:    s.permissionReference(id),
		EffectiveRole: effectiveRole{URI: s.roleURI(role), ID: role.ID, Domain: "Account"},
		Scopes:        scopes,
	}
}

// profileSubject returns the extension of the path and the target it would act
// on. Another user's profile is open only to those who may read the roles of
// others.
func (s *Simulator) profileSubject(c *call) (subject *Extension, targetID string, failure platformError) {
	subject, failure = s.requestedExtension(c)
	if failure != noError {
		return nil, "", failure
	}
	if subject.ID != c.caller.ID && s.roleGranting(c.caller, "ReadAssignedRoles", subject.ID) == nil {
		return nil, "", platformError{status: http.StatusForbidden, code: "CMN-404", message: "Attempt to access another extension"}
	}
	targetID = subject.ID
	if c.query.Has("targetExtensionId") {
		targetID = c.query.Get("targetExtensionId")
		if _, exists := s.extensions.get(targetID); !exists {
			return nil, "", notFound("targetExtensionId")
		}
	}
	return subject, targetID, noError
}

func (s *Simulator) readAuthorizationProfile(c *call) response {
	subject, targetID, failure := s.profileSubject(c)
	if failure != noError {
		return failure.response()
	}
	var granted []string
	for _, role := range s.rolesOf(subject) {
		granted = append(granted, role.Permissions...)
	}
	profile := authorizationProfile{URI: s.selfURI(c), Permissions: []activePermission{}}
	for _, id := range permissionClosure(granted) {
		if role := s.roleGranting(subject, id, targetID); role != nil {
			profile.Permissions = append(profile.Permissions, s.activePermission(id, role))
		}
	}
	return success(profile)
}

func (s *Simulator) checkUserPermission(c *call) response {
	subject, targetID, failure := s.profileSubject(c)
	if failure != noError {
		return failure.response()
	}
	id := c.query.Get("permissionId")
	if id == "" {
		return invalidParameter("permissionId").response()
	}
	if _, exists := permissionIndex()[id]; !exists {
		return notFound("permissionId").response()
	}
	check := permissionCheck{URI: s.selfURI(c)}
	if role := s.roleGranting(subject, id, targetID); role != nil {
		details := s.activePermission(id, role)
		check.Successful, check.Details = true, &details
	}
	return success(check)
}
