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
	// directReads is the number of objects that are read directly before the cache reads
	// the list. For one or two objects of a large account that is cheaper.
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
	// IsWhole reports whether a record of the list is complete.
	IsWhole func(*T) bool
	// ListFailed is called when the list cannot be read, so that objects are read directly.
	ListFailed func(ctx context.Context, err error)
}

// Cache reads objects of one kind by ID with few requests. It reads the first objects
// directly, then the first page of the list, and the other pages as soon as at least as
// many objects were requested as pages remain. That costs at most about twice the
// optimum.
//
// The cache keeps the list, so that all reads of one run see the same account. It reads
// invalidated objects directly, because the list may be older.
type Cache[T any] struct {
	source Source[T]
	flight Flight[struct{}]
	// turn is held by the caller that reads the list.
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

// lookup returns a copy of a cached object. Otherwise it reports whether to fetch more
// pages.
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

// fetch reads the first page, or all others if the first has been read. It does nothing
// if the number of fetched pages has changed meanwhile.
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

// forget drops the cached list; c.mu must be held.
func (c *Cache[T]) forget() {
	c.listed, c.fetched, c.pages, c.sofar, c.complete = map[string]*T{}, 0, 0, extent{}, false
}

// fetchParallel reads pages concurrently. Their number is bounded: a first page that
// announces more is an error.
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

// Invalidate invalidates the cached object. The next reads are direct.
func (c *Cache[T]) Invalidate(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.invalid[id], c.stale = true, true
}

// Known returns every cached object, except invalidated ones.
func (c *Cache[T]) Known(ctx context.Context) ([]*T, error) {
	if err := c.fetchAll(ctx); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.valid(), nil
}

// Current returns every object of the list. It reads the list again if an object was
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

// dropStale drops the list if an object was invalidated since it was read.
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

// KnownOfOnePage is like Known, but reads the list only if it has one page.
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

// valid returns the cached objects that were not invalidated; c.mu must be held.
func (c *Cache[T]) valid() []*T {
	objects := make([]*T, 0, len(c.listed))
	for id, object := range c.listed {
		if !c.invalid[id] {
			objects = append(objects, object)
		}
	}
	return objects
}

// Listed reports whether the list contains an object. known is false if the list is
// incomplete, or may be older than the object.
func (c *Cache[T]) Listed(id string) (listed, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.listed[id] != nil, c.complete && !c.invalid[id]
}
