// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/sync/singleflight"
)

// Resolver resolves references for one process. A command runs once, however
// many objects refer to it, because it may take long or ask a person. It is safe
// for concurrent use.
type Resolver struct {
	forbidCommands bool
	flights        singleflight.Group
	closed         chan struct{}
	close          func()
	running        sync.WaitGroup

	mu   sync.Mutex
	done map[string]outcome
}

type outcome struct {
	found Resolution
	err   error
}

// NewResolver returns a resolver. With forbidCommands it runs no command, wherever
// the reference comes from.
func NewResolver(forbidCommands bool) *Resolver {
	closed := make(chan struct{})
	return &Resolver{
		forbidCommands: forbidCommands,
		closed:         closed,
		close:          sync.OnceFunc(func() { close(closed) }),
		done:           map[string]outcome{},
	}
}

// ForbiddenError reports a command that was not run because commands are forbidden.
type ForbiddenError struct {
	Reference Reference
}

func (e *ForbiddenError) Error() string {
	return fmt.Sprintf("%s: commands are forbidden", e.Reference)
}

// Resolve reads the secret. The error is an *UnresolvedError, a *ForbiddenError or
// that of ctx.
func (r *Resolver) Resolve(ctx context.Context, reference Reference) (Resolution, error) {
	if len(reference.Command) == 0 {
		return reference.resolve(ctx)
	}
	if r.forbidCommands {
		return Resolution{}, &ForbiddenError{Reference: reference}
	}
	key := reference.key()
	for {
		flight := r.flights.DoChan(key, func() (any, error) {
			if known, ok := r.known(key); ok {
				return known.found, known.err
			}
			return r.run(ctx, key, reference)
		})
		select {
		case <-ctx.Done():
			return Resolution{}, ctx.Err()
		case <-r.closed:
			return Resolution{}, context.Canceled
		case result := <-flight:
			if errors.Is(result.Err, context.Canceled) && ctx.Err() == nil {
				continue // another caller's run was cancelled
			}
			found, _ := result.Val.(Resolution)
			return found, result.Err
		}
	}
}

// Close kills the commands that are still running, and waits for them until ctx ends.
func (r *Resolver) Close(ctx context.Context) error {
	r.mu.Lock()
	r.close()
	r.mu.Unlock()
	ended := make(chan struct{})
	go func() {
		r.running.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// run resolves a command until the caller leaves or the resolver is closed.
func (r *Resolver) run(ctx context.Context, key string, reference Reference) (Resolution, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if !r.begin() {
		return Resolution{}, context.Canceled
	}
	defer r.running.Done()
	go func() {
		select {
		case <-r.closed:
			cancel()
		case <-ctx.Done():
		}
	}()
	found, err := reference.resolve(ctx)
	if ctx.Err() == nil { // a cancelled run says nothing about the command
		r.keep(key, outcome{found, err})
	}
	return found, err
}

// begin counts a run, unless the resolver is closed.
func (r *Resolver) begin() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	select {
	case <-r.closed:
		return false
	default:
		r.running.Add(1)
		return true
	}
}

func (r *Resolver) known(key string) (outcome, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	known, ok := r.done[key]
	return known, ok
}

func (r *Resolver) keep(key string, o outcome) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done[key] = o
}
