// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Extension returns the extension with this ID.
func (s *Simulator) Extension(id string) (Extension, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	e, ok := s.extensions.get(id)
	if !ok {
		return Extension{}, false
	}
	return e.clone(), true
}

// Extensions returns every extension of the account, oldest first.
func (s *Simulator) Extensions() []Extension {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var extensions []Extension
	for _, e := range s.extensions.all() {
		extensions = append(extensions, e.clone())
	}
	return extensions
}

// EditExtension changes an extension as an administrator does in the Admin
// Portal. A user who is no longer Enabled loses every session.
func (s *Simulator) EditExtension(id string, edit func(*Extension)) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	e, ok := s.extensions.get(id)
	if !ok {
		return fmt.Errorf("there is no extension %q", id)
	}
	s.auditExtension(s.portalUser(), "UPDATE", e)
	edited := e.clone()
	edit(&edited)
	edited.ID = id
	edited.RoleIDs = slices.Clone(edited.RoleIDs)
	*e = edited
	s.endSessionsUnlessEnabled(e)
	return nil
}

// AddExtension adds an extension without the checks of the API. An empty ID,
// type, status, extension number or role list gets the platform's default.
func (s *Simulator) AddExtension(e Extension) (id string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	added := e.clone()
	s.insertExtension(&added)
	return added.ID
}

// RemoveExtension deletes an extension and ends its sessions.
func (s *Simulator) RemoveExtension(id string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	e, ok := s.extensions.get(id)
	if !ok {
		return fmt.Errorf("there is no extension %q", id)
	}
	s.auditExtension(s.portalUser(), "DELETE", e)
	s.deleteExtensionRecord(id)
	return nil
}

// insertExtension fills the platform's defaults in and stores the extension.
func (s *Simulator) insertExtension(e *Extension) {
	if e.ID == "" {
		e.ID = s.issueID("extension")
	}
	e.Type = cmp.Or(e.Type, "User")
	e.Status = cmp.Or(e.Status, "NotActivated")
	e.SetupWizardState = cmp.Or(e.SetupWizardState, "NotStarted")
	e.CostCenterID = cmp.Or(e.CostCenterID, rootCostCenterID)
	e.SiteID = cmp.Or(e.SiteID, mainSiteID)
	e.RegionalSettings.fillDefaults()
	if e.ExtensionNumber == "" && e.Status != statusUnassigned {
		e.ExtensionNumber = s.nextExtensionNumber(e.SiteID)
	}
	if len(e.RoleIDs) == 0 && canLogIn(e.Type) && !s.account.NoDefaultRole {
		e.RoleIDs, e.RolesAutoAssigned = []string{s.defaultRoleID}, true
	}
	if e.CreationTime.IsZero() {
		e.CreationTime = s.now().UTC()
	}
	s.extensions.put(e.ID, e)
}

func (s *Simulator) deleteExtensionRecord(id string) {
	if e, exists := s.extensions.get(id); exists {
		s.releases = append(s.releases, release{slices.Clone(e.RoleIDs), s.now().Add(s.dialect.delay(objectRole, viewRelease))})
	}
	s.extensions.remove(id)
	s.endSessions(func(open *session) bool { return open.ownerID == id })
}

// Role returns the standard or custom role with this ID.
func (s *Simulator) Role(id string) (Role, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	role, ok := s.roles.get(id)
	if !ok {
		return Role{}, false
	}
	return role.clone(), true
}

// Roles returns the standard roles and then the custom ones, oldest first.
func (s *Simulator) Roles() []Role {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var roles []Role
	for _, role := range s.roles.all() {
		roles = append(roles, role.clone())
	}
	return roles
}

// AddRole adds a custom role without the checks of the API.
func (s *Simulator) AddRole(r Role) (id string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	added := r.clone()
	added.Custom = true
	s.insertRole(&added)
	return added.ID
}

// EditRole changes a role.
func (s *Simulator) EditRole(id string, edit func(*Role)) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	role, ok := s.roles.get(id)
	if !ok {
		return fmt.Errorf("there is no role %q", id)
	}
	s.auditRole(s.portalUser(), "UPDATE", role)
	edited := role.clone()
	edit(&edited)
	edited.ID, edited.Permissions, edited.LastUpdated = id, slices.Clone(edited.Permissions), s.now().UTC()
	*role = edited
	return nil
}

// RemoveRole deletes a role. Users who held only this role get the default one.
func (s *Simulator) RemoveRole(id string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	role, ok := s.roles.get(id)
	if !ok {
		return fmt.Errorf("there is no role %q", id)
	}
	if id == s.defaultRoleID {
		return fmt.Errorf("role %s is the account's default role", id)
	}
	s.auditRole(s.portalUser(), "DELETE", role)
	s.roles.remove(id)
	for _, e := range s.extensions.all() {
		if !slices.Contains(e.RoleIDs, id) {
			continue
		}
		e.RoleIDs = slices.DeleteFunc(e.RoleIDs, func(other string) bool { return other == id })
		if len(e.RoleIDs) == 0 {
			e.RoleIDs, e.RolesAutoAssigned = []string{s.defaultRoleID}, true
		}
	}
	return nil
}

func (s *Simulator) insertRole(role *Role) {
	if role.ID == "" {
		role.ID = s.issueID("role")
	}
	role.Scope = cmp.Or(role.Scope, "Self")
	role.LastUpdated = s.now().UTC().Truncate(time.Millisecond)
	s.roles.put(role.ID, role)
}

// SetAccountStatus sets the account's status: Initial, Unconfirmed, Confirmed or
// Disabled. Nobody can log in to an account that is neither Confirmed nor
// Unconfirmed, and open sessions end.
func (s *Simulator) SetAccountStatus(status string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.accountStatus = status
	if !s.accountOpen() {
		s.endSessions(func(*session) bool { return true })
	}
}

func (s *Simulator) accountOpen() bool {
	return s.accountStatus == "Confirmed" || s.accountStatus == "Unconfirmed"
}

// GrantScopes grants application scopes that the account waits for.
func (s *Simulator) GrantScopes(scopes ...string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.account.PendingScopes = slices.DeleteFunc(slices.Clone(s.account.PendingScopes), func(scope string) bool { return slices.Contains(scopes, scope) })
}
