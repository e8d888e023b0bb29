// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"slices"
	"time"
)

// objectKey names an object of the account.
type objectKey struct{ object, id string }

// release is the end of the use of roles by a user who was deleted.
type release struct {
	roleIDs []string
	at      time.Time
}

func (d *Dialect) delay(object, view string) time.Duration {
	for _, delay := range d.Delays {
		if delay.Object == object && delay.View == view {
			return time.Duration(delay.Seconds) * time.Second
		}
	}
	return 0
}

// markCreated remembers when a request created an object. What the account had before
// is visible everywhere.
func (s *Simulator) markCreated(object, id string) {
	s.created[objectKey{object, id}] = s.now()
}

// isVisible reports whether a view shows an object already.
func (s *Simulator) isVisible(object, id, view string) bool {
	created, recently := s.created[objectKey{object, id}]
	return !recently || !s.now().Before(created.Add(s.dialect.delay(object, view)))
}

// visibleExtensions returns the extensions that lists have already.
func (s *Simulator) visibleExtensions() []*Extension {
	return slices.DeleteFunc(s.extensions.all(), func(e *Extension) bool { return !s.isVisible(objectExtension, e.ID, viewList) })
}

// roleForAssignment returns a role that can be assigned already.
func (s *Simulator) roleForAssignment(id string) (*Role, bool) {
	role, exists := s.roles.get(id)
	return role, exists && s.isVisible(objectRole, id, viewAssignment)
}

// isInUse reports whether a user has a role, or had it until recently.
func (s *Simulator) isInUse(roleID string) bool {
	s.releases = slices.DeleteFunc(s.releases, func(r release) bool { return !s.now().Before(r.at) })
	return slices.ContainsFunc(s.extensions.all(), func(e *Extension) bool { return slices.Contains(e.RoleIDs, roleID) }) ||
		slices.ContainsFunc(s.releases, func(r release) bool { return slices.Contains(r.roleIDs, roleID) })
}
