// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package coalesce shares work between callers: identical work runs once (Flight,
// Memo), objects come from lists (Cache), and items are processed in batches (Batch,
// Together). It is independent of what the work is.
//
// It starts no work for a canceled caller, and stops work that no caller waits for.
package coalesce

import (
	"context"
	"sync"
)

// Flight runs work once for all callers that ask for the same key at the same time.
// The zero value is ready for use.
type Flight[T any] struct {
	mu      sync.Mutex
	shared  map[string]*flight[T]
	running map[*flight[T]]struct{}
}

type flight[T any] struct {
	done    chan struct{}
	cancel  context.CancelCauseFunc
	waiters int
	value   T
	err     error
}

// Do returns the result of the work that the first caller started. A caller's context
// ends only its own wait. The context of the work ends when the last caller has left.
func (f *Flight[T]) Do(ctx context.Context, key string, work func(context.Context) (T, error)) (T, error) {
	var none T
	if ctx.Err() != nil {
		return none, ctx.Err()
	}
	shared := f.join(ctx, key, work)
	select {
	case <-shared.done:
		return shared.value, shared.err
	case <-ctx.Done():
		f.leave(ctx, key, shared)
		return none, ctx.Err()
	}
}

func (f *Flight[T]) join(ctx context.Context, key string, work func(context.Context) (T, error)) *flight[T] {
	f.mu.Lock()
	defer f.mu.Unlock()
	if shared := f.shared[key]; shared != nil {
		shared.waiters++
		return shared
	}
	if f.shared == nil {
		f.shared, f.running = map[string]*flight[T]{}, map[*flight[T]]struct{}{}
	}
	detached, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	started := &flight[T]{done: make(chan struct{}), cancel: cancel, waiters: 1}
	f.shared[key], f.running[started] = started, struct{}{}
	go func() {
		started.value, started.err = work(detached)
		f.mu.Lock()
		if f.shared[key] == started {
			delete(f.shared, key)
		}
		delete(f.running, started)
		f.mu.Unlock()
		cancel(nil)
		close(started.done)
	}()
	return started
}

// leave cancels the work if no other caller waits for it. Later callers start it again.
func (f *Flight[T]) leave(ctx context.Context, key string, shared *flight[T]) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if shared.waiters--; shared.waiters > 0 {
		return
	}
	if f.shared[key] == shared {
		delete(f.shared, key)
	}
	shared.cancel(context.Cause(ctx))
}

// Wait waits until running work has ended, without keeping it alive.
func (f *Flight[T]) Wait(ctx context.Context) error {
	f.mu.Lock()
	var running []*flight[T]
	for each := range f.running {
		running = append(running, each)
	}
	f.mu.Unlock()
	for _, each := range running {
		select {
		case <-each.done:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
