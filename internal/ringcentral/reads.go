// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"maps"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/singleflight"
)

const (
	// directReads is the number of objects that are read one by one before the list
	// is used: one or two objects of a large account are cheaper that way.
	directReads = 2
	// parallelPages is the number of pages that are read at the same time.
	parallelPages = 4
)

// reads reads objects of one kind by their IDs with few requests: one by one at
// first, then from the first page of the list, and from the other pages as soon as
// at least as many objects have been asked for as pages remain. That costs at most
// about twice what somebody spends who knows all reads in advance.
//
// What the list says is kept: all reads of one run see the same account. What this
// run has written is read directly, since the list may be older.
type reads[T any] struct {
	one  func(ctx context.Context, id string) (*T, error)
	page func(ctx context.Context, number int) (page[T], error)
	id   func(*T) ID
	// whole tells whether a record of the list has everything that a direct read has.
	whole func(*T) bool
	log   func(ctx context.Context, message string, fields map[string]any)

	flight   singleflight.Group
	mu       sync.Mutex
	known    map[ID]*T
	partial  map[ID]*T // records of the list that are not whole
	asked    map[ID]bool
	written  map[ID]bool
	created  map[ID]bool
	fetched  int
	read     extent
	total    int // 0: the platform does not say
	complete bool
	refused  bool
}

// get reads an object. The error is that of a direct read.
func (r *reads[T]) get(ctx context.Context, id string) (*T, error) {
	for {
		object, fetched, fetch := r.look(ID(id))
		switch {
		case object != nil:
			return object, nil
		case !fetch:
			return r.one(ctx, id)
		}
		_, err := await(ctx, &r.flight, "", func(ctx context.Context) (*struct{}, error) {
			if r.isRefused() {
				return &struct{}{}, nil
			}
			if err := r.fetch(ctx, fetched); err != nil {
				r.log(ctx, "the list cannot be read; objects are read one by one", map[string]any{"error": err.Error()})
			}
			return &struct{}{}, nil
		})
		if err != nil {
			return nil, err
		}
	}
}

// allOfOnePage returns every object of the list, except what this run has written,
// if the list has one page only or has been read already.
func (r *reads[T]) allOfOnePage(ctx context.Context) (objects []*T, ok bool) {
	r.mu.Lock()
	known, refused := r.fetched > 0 || r.complete, r.refused
	r.mu.Unlock()
	if !known && !refused {
		_, err := await(ctx, &r.flight, "", func(ctx context.Context) (*struct{}, error) { return &struct{}{}, r.fetch(ctx, 0) })
		if err != nil {
			return nil, false
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.AppendSeq(slices.Collect(maps.Values(r.known)), maps.Values(r.partial)), r.complete
}

func (r *reads[T]) isRefused() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.refused
}

// look returns a copy of the object if it is known, and otherwise whether to fetch
// pages beyond those fetched so far.
func (r *reads[T]) look(id ID) (object *T, fetched int, fetch bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.refused || r.written[id] {
		return nil, 0, false
	}
	if r.asked == nil {
		r.asked = map[ID]bool{}
	}
	r.asked[id] = true
	if found := r.known[id]; found != nil {
		object := *found
		return &object, 0, false
	}
	if r.complete {
		return nil, 0, false
	}
	enough := r.total - r.fetched
	if r.fetched == 0 {
		enough = directReads + 1
	}
	return nil, r.fetched, len(r.asked) >= enough
}

// fetch reads the first page, or, if that has been read, all others. It does
// nothing if more than the given number of pages has been fetched meanwhile.
func (r *reads[T]) fetch(ctx context.Context, fetched int) error {
	r.mu.Lock()
	stale, total := r.fetched != fetched || r.complete, r.total
	r.mu.Unlock()
	if stale {
		return nil
	}
	var err error
	if total > fetched+1 {
		err = r.fetchParallel(ctx, fetched+1, total-1)
		fetched = total - 1
	}
	more := true
	for number := fetched + 1; more && err == nil; number++ {
		if more, err = r.fetchPage(ctx, number); number == 1 || total == 0 {
			break // how many follow decides whether they are worth it
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refused = err != nil
	r.complete = err == nil && !more
	if err != nil { // of pages read in parallel any may be missing
		r.fetched, r.total = 0, 0
	}
	return err
}

func (r *reads[T]) fetchParallel(ctx context.Context, first, last int) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(parallelPages)
	for number := first; number <= last; number++ {
		group.Go(func() error {
			_, err := r.fetchPage(ctx, number)
			return err
		})
	}
	return group.Wait()
}

func (r *reads[T]) fetchPage(ctx context.Context, number int) (more bool, err error) {
	p, err := r.page(ctx, number)
	if err != nil {
		return false, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.read.add("the list", p.size); err != nil {
		return false, err
	}
	r.fetched++
	if p.Paging != nil {
		r.total = p.Paging.TotalPages
	}
	if r.known == nil {
		r.known, r.partial = map[ID]*T{}, map[ID]*T{}
	}
	for i := range p.Records {
		record := &p.Records[i]
		switch id := r.id(record); {
		case r.written[id]:
		case r.whole(record):
			r.known[id] = record
		default:
			r.partial[id] = record
		}
	}
	return len(p.Records) > 0 && p.more(number), nil
}

// wrote makes the next reads of an object direct ones.
func (r *reads[T]) wrote(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.written == nil {
		r.written = map[ID]bool{}
	}
	r.written[ID(id)] = true
	delete(r.known, ID(id))
	delete(r.partial, ID(id))
}

// all returns every object of the list, except what this run has written. The list
// is read once.
func (r *reads[T]) all(ctx context.Context) ([]*T, error) {
	for {
		r.mu.Lock()
		fetched, complete := r.fetched, r.complete
		objects := slices.AppendSeq(slices.Collect(maps.Values(r.known)), maps.Values(r.partial))
		r.mu.Unlock()
		if complete {
			return objects, nil
		}
		_, err := await(ctx, &r.flight, "", func(ctx context.Context) (*struct{}, error) {
			return &struct{}{}, r.fetch(ctx, fetched)
		})
		if err != nil {
			return nil, err
		}
	}
}

// listed tells whether the list holds an object; known is false while the whole
// list has not been read, or may be older than what this run has written.
func (r *reads[T]) listed(id string) (listed, known bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.known[ID(id)] != nil, r.complete && !r.written[ID(id)]
}

// made remembers an object that this run has created.
func (r *reads[T]) made(id ID) {
	r.wrote(string(id))
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.created == nil {
		r.created = map[ID]bool{}
	}
	r.created[id] = true
}

func (r *reads[T]) isMade(id ID) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.created[id]
}

// isManaged tells whether this run has read, changed or created an object.
func (r *reads[T]) isManaged(id ID) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.asked[id] || r.written[id]
}
