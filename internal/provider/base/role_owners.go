// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package base

import "sync"

// RoleOwners remembers, for one run, which users' roles are declared as a whole
// and to which single roles are added. Both forms on one user fight each other.
type RoleOwners struct {
	mu         sync.Mutex
	changes    map[string]*sync.Mutex
	whole      map[string][]string
	assignment map[string][]string
}

// DeclareWhole records the authoritative roles of a user, and returns the roles
// that are also declared as single assignments.
func (o *RoleOwners) DeclareWhole(userID string, roleIDs []string) (alsoAssigned []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.whole == nil {
		o.whole = map[string][]string{}
	}
	o.whole[userID] = roleIDs
	return o.assignment[userID]
}

// DeclareAssignment records that one role of a user is declared, and tells whether
// the user's roles are also declared as a whole.
func (o *RoleOwners) DeclareAssignment(userID, roleID string) (whole []string, alsoWhole bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.assignment == nil {
		o.assignment = map[string][]string{}
	}
	o.assignment[userID] = append(o.assignment[userID], roleID)
	whole, alsoWhole = o.whole[userID]
	return whole, alsoWhole
}

// Change holds off other changes of a user's roles until the returned function is
// called: RingCentral only replaces the whole list, which must be read first.
func (o *RoleOwners) Change(userID string) (done func()) {
	o.mu.Lock()
	if o.changes == nil {
		o.changes = map[string]*sync.Mutex{}
	}
	user, ok := o.changes[userID]
	if !ok {
		user = &sync.Mutex{}
		o.changes[userID] = user
	}
	o.mu.Unlock()
	user.Lock()
	return user.Unlock
}
