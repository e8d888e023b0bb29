// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package base

import (
	"context"
	"sync"

	"golang.org/x/sync/semaphore"
)

// RoleOwners remembers, for one run, which users' roles are declared as a whole
// and to which single roles are added. Both forms on one user fight each other.
type RoleOwners struct {
	mu         sync.Mutex
	changes    map[string]*semaphore.Weighted
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
// called: RingCentral only replaces the whole list, which must be read first. The
// error is that of ctx if it ends before the others are done.
func (o *RoleOwners) Change(ctx context.Context, userID string) (done func(), err error) {
	o.mu.Lock()
	if o.changes == nil {
		o.changes = map[string]*semaphore.Weighted{}
	}
	user, ok := o.changes[userID]
	if !ok {
		user = semaphore.NewWeighted(1)
		o.changes[userID] = user
	}
	o.mu.Unlock()
	if err := user.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return func() { user.Release(1) }, nil
}
