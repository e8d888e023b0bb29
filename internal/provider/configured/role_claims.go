// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"context"
	"sync"

	"golang.org/x/sync/semaphore"
)

// RoleClaims records, for one run, which users have authoritative roles and which have
// single assignments. Both on one user would undo each other.
type RoleClaims struct {
	mu         sync.Mutex
	changes    map[string]*semaphore.Weighted
	whole      map[string][]string
	assignment map[string][]string
	claimed    map[claim]bool
	// given holds the users and roles of assignments that this run has created.
	given map[[2]string]bool
}

// claim is an assignment that the configuration declares.
type claim struct {
	userID, roleID string
	exists         bool
}

// ClaimAll records the authoritative roles of a user, and returns the roles
// that are also declared as single assignments.
func (c *RoleClaims) ClaimAll(userID string, roleIDs []string) (alsoAssigned []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.whole == nil {
		c.whole = map[string][]string{}
	}
	c.whole[userID] = roleIDs
	return c.assignment[userID]
}

// ClaimOne records that one role of a user is declared, and reports whether the user's
// roles are also declared as a complete list, and whether another assignment declares the
// same. exists says whether the state holds the assignment: Terraform plans one that it
// replaces twice, first with and then without it.
func (c *RoleClaims) ClaimOne(userID, roleID string, exists bool) (whole []string, alsoWhole, twice bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.assignment == nil {
		c.assignment = map[string][]string{}
		c.claimed = map[claim]bool{}
	}
	c.assignment[userID] = append(c.assignment[userID], roleID)
	key := claim{userID, roleID, exists}
	twice = c.claimed[key]
	c.claimed[key] = true
	whole, alsoWhole = c.whole[userID]
	return whole, alsoWhole, twice
}

// Lock locks the roles of a user until the returned function is called, because
// RingCentral only replaces the whole list, which must be read first. The error is that
// of ctx if it ends before the lock is free.
func (c *RoleClaims) Lock(ctx context.Context, userID string) (done func(), err error) {
	c.mu.Lock()
	if c.changes == nil {
		c.changes = map[string]*semaphore.Weighted{}
	}
	user, ok := c.changes[userID]
	if !ok {
		user = semaphore.NewWeighted(1)
		c.changes[userID] = user
	}
	c.mu.Unlock()
	if err := user.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return func() { user.Release(1) }, nil
}

// MarkGiven records that this run has created an assignment. The roles of the user must
// be locked.
func (c *RoleClaims) MarkGiven(userID, roleID string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.given == nil {
		c.given = map[[2]string]bool{}
	}
	c.given[[2]string{userID, roleID}] = true
}

// WasGiven reports whether this run has created an assignment. A delete of the same
// assignment is then that of its former address, or of what it replaces. The roles of the
// user must be locked.
func (c *RoleClaims) WasGiven(userID, roleID string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.given[[2]string{userID, roleID}]
}
