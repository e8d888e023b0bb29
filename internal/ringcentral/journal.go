// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"slices"
	"sync"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
)

// journal records what this run has done with objects of one kind.
type journal struct {
	mu      sync.Mutex
	created map[ID]time.Time
	managed map[ID]bool
	// deleted holds what this run has begun to delete.
	deleted map[ID]bool
	// shows is whether the first new object could be read at once.
	shows coalesce.Memo[bool]
}

// markCreated notes an object that this run has created.
func (j *journal) markCreated(id ID) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.created == nil {
		j.created = map[ID]time.Time{}
	}
	j.created[id] = time.Now()
}

func (j *journal) wasCreated(id ID) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return !j.created[id].IsZero()
}

// fresh returns the objects that this run has created within the given time.
func (j *journal) fresh(within time.Duration) (ids []ID) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for id, created := range j.created {
		if time.Since(created) < within {
			ids = append(ids, id)
		}
	}
	return ids
}

// markManaged notes an object of which this run knows that Terraform manages it.
func (j *journal) markManaged(id ID) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.managed == nil {
		j.managed = map[ID]bool{}
	}
	j.managed[id] = true
}

// isManaged reports whether this run knows that Terraform manages an object.
func (j *journal) isManaged(id ID) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.managed[id] || !j.created[id].IsZero()
}

// markDeleted notes an object that this run is about to delete.
func (j *journal) markDeleted(id ID) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.deleted == nil {
		j.deleted = map[ID]bool{}
	}
	j.deleted[id] = true
}

// deletes reports whether this run has begun to delete one of the objects.
func (j *journal) deletes(ids []ID) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.ContainsFunc(ids, func(id ID) bool { return j.deleted[id] })
}
