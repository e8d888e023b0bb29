// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package coalesce

import (
	"context"
	"maps"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

const (
	// directReads is the number of objects that are read one by one before the list
	// is used: one or two objects of a large account are cheaper that way.
	directReads = 2
	// parallelPages is the number of pages that are read at the same time.
	parallelPages = 4
)

// Source is where a Cache reads objects of one kind.
type Source[T any] struct {
	// One reads an object directly.
	One func(ctx context.Context, id string) (*T, error)
	// Page reads a page of the list.
	Page func(ctx context.Context, number int) (Page[T], error)
	ID   func(*T) string
	// IsWhole reports whether a record of the list has everything that is needed.
	IsWhole func(*T) bool
	// ListFailed hears of a list that cannot be read, so that objects are read one by one.
	ListFailed func(ctx context.Context, err error)
}

// Cache reads objects of one kind by their IDs with few requests: one by one at first,
// then from the first page of the list, and from the other pages as soon as at least as
// many objects have been asked for as pages remain. That costs at most about twice what
// somebody spends who knows all reads in advance.
//
// What the list says is kept: all reads of one run see the same account. What was
// invalidated is read directly, since the list may be older.
type Cache[T any] struct {
	source Source[T]
	flight Flight[struct{}]
	// turn is held by whoever reads the list.
	turn *semaphore.Weighted

	mu       sync.Mutex
	listed   map[string]*T
	invalid  map[string]bool
	asked    map[string]bool
	fetched  int
	sofar    extent
	pages    int // 0: the server does not say
	complete bool
	refused  bool
	// stale reports whether something was invalidated since the list was read.
	stale bool
}

// NewCache returns an empty cache.
func NewCache[T any](s Source[T]) *Cache[T] {
	return &Cache[T]{source: s, turn: semaphore.NewWeighted(1), listed: map[string]*T{}, invalid: map[string]bool{}, asked: map[string]bool{}}
}

// Get reads an object. The error is that of a direct read.
func (c *Cache[T]) Get(ctx context.Context, id string) (*T, error) {
	for {
		object, fetched, fetch := c.lookup(id)
		switch {
		case object != nil:
			return object, nil
		case !fetch:
			return c.source.One(ctx, id)
		}
		_, err := c.flight.Do(ctx, "", func(ctx context.Context) (struct{}, error) {
			if c.isRefused() {
				return struct{}{}, nil
			}
			if err := c.fetch(ctx, fetched); err != nil && ctx.Err() == nil {
				c.source.ListFailed(ctx, err)
			}
			return struct{}{}, ctx.Err()
		})
		if err != nil {
			return nil, err
		}
	}
}

func (c *Cache[T]) isRefused() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.refused
}

// lookup returns a copy of the object if it is known, and otherwise whether to fetch
// pages beyond those fetched so far.
func (c *Cache[T]) lookup(id string) (object *T, fetched int, fetch bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refused || c.invalid[id] {
		return nil, 0, false
	}
	c.asked[id] = true
	if found := c.listed[id]; found != nil && c.source.IsWhole(found) {
		object := *found
		return &object, 0, false
	}
	if c.complete {
		return nil, 0, false
	}
	enough := c.pages - c.fetched
	if c.fetched == 0 {
		enough = directReads + 1
	}
	return nil, c.fetched, len(c.asked) >= enough
}

// fetch reads the first page, or, if that has been read, all others. It does nothing
// if other than the given number of pages has been fetched meanwhile.
func (c *Cache[T]) fetch(ctx context.Context, fetched int) error {
	if err := c.turn.Acquire(ctx, 1); err != nil {
		return err
	}
	defer c.turn.Release(1)
	c.mu.Lock()
	done, pages := c.fetched != fetched || c.complete, c.pages
	c.mu.Unlock()
	if done {
		return nil
	}
	var err error
	if pages > fetched+1 {
		err = c.fetchParallel(ctx, fetched+1, pages-1)
		fetched = pages - 1
	}
	more := true
	for number := fetched + 1; more && err == nil; number++ {
		if more, err = c.fetchPage(ctx, number); number == 1 || pages == 0 {
			break // how many follow decides whether they are worth it
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.complete = err == nil && !more
	if err != nil { // of pages read in parallel any may be missing
		c.refused = ctx.Err() == nil
		c.forget()
	}
	return err
}

// forget drops what the list has said; c.mu must be held.
func (c *Cache[T]) forget() {
	c.listed, c.fetched, c.pages, c.sofar, c.complete = map[string]*T{}, 0, 0, extent{}, false
}

// fetchParallel reads pages at the same time. Their number is bounded, because the
// first page that announced more was an error.
func (c *Cache[T]) fetchParallel(ctx context.Context, first, last int) error {
	group, pageCtx := errgroup.WithContext(ctx)
	group.SetLimit(parallelPages)
	for number := first; number <= last && pageCtx.Err() == nil; number++ {
		group.Go(func() error {
			_, err := c.fetchPage(pageCtx, number)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

func (c *Cache[T]) fetchPage(ctx context.Context, number int) (more bool, err error) {
	page, err := c.source.Page(ctx, number)
	if err != nil {
		return false, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.sofar.add(page.Pages, page.Size); err != nil {
		return false, err
	}
	c.fetched++
	c.pages = page.Pages
	for i := range page.Objects {
		record := &page.Objects[i]
		c.listed[c.source.ID(record)] = record
	}
	return len(page.Objects) > 0 && page.More, nil
}

// Invalidate makes the next reads of an object direct ones.
func (c *Cache[T]) Invalidate(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.invalid[id], c.stale = true, true
}

// Known returns every object of the list as it was read first, except what was
// invalidated.
func (c *Cache[T]) Known(ctx context.Context) ([]*T, error) {
	if err := c.fetchAll(ctx); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.valid(), nil
}

// Current returns every object of the list, which is read again if something was
// invalidated since.
func (c *Cache[T]) Current(ctx context.Context) ([]*T, error) {
	if err := c.dropStale(ctx); err != nil {
		return nil, err
	}
	if err := c.fetchAll(ctx); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Collect(maps.Values(c.listed)), nil
}

// dropStale drops the list if something was invalidated since it was read.
func (c *Cache[T]) dropStale(ctx context.Context) error {
	if err := c.turn.Acquire(ctx, 1); err != nil {
		return err
	}
	defer c.turn.Release(1)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stale {
		c.forget()
		c.stale = false
	}
	return nil
}

// fetchAll reads the list to its end.
func (c *Cache[T]) fetchAll(ctx context.Context) error {
	for {
		c.mu.Lock()
		fetched, complete := c.fetched, c.complete
		c.mu.Unlock()
		if complete {
			return nil
		}
		if err := c.fetchShared(ctx, fetched); err != nil {
			return err
		}
	}
}

func (c *Cache[T]) fetchShared(ctx context.Context, fetched int) error {
	_, err := c.flight.Do(ctx, "", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, c.fetch(ctx, fetched)
	})
	return err
}

// KnownOfOnePage is Known, if the list has one page only or has been read already.
func (c *Cache[T]) KnownOfOnePage(ctx context.Context) (objects []*T, ok bool) {
	c.mu.Lock()
	begun, refused := c.fetched > 0 || c.complete, c.refused
	c.mu.Unlock()
	if !begun && !refused && c.fetchShared(ctx, 0) != nil {
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.valid(), c.complete
}

// valid returns what the list says of what was not invalidated; c.mu must be held.
func (c *Cache[T]) valid() []*T {
	objects := make([]*T, 0, len(c.listed))
	for id, object := range c.listed {
		if !c.invalid[id] {
			objects = append(objects, object)
		}
	}
	return objects
}

// Listed reports whether the list holds an object. known is false while the whole list
// has not been read, or may be older than what is known of the object.
func (c *Cache[T]) Listed(id string) (listed, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.listed[id] != nil, c.complete && !c.invalid[id]
}
