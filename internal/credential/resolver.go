// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/singleflight"
)

// Resolver resolves references for one process. A command runs once, however
// many objects refer to it, because it may take long or ask a person. It is safe
// for concurrent use; the zero value is ready.
type Resolver struct {
	running singleflight.Group

	mu   sync.Mutex
	done map[string]outcome
}

type outcome struct {
	found Resolution
	err   error
}

// Resolve is Reference.Resolve.
func (r *Resolver) Resolve(ctx context.Context, reference Reference) (Resolution, error) {
	if len(reference.Command) == 0 {
		return reference.Resolve(ctx)
	}
	key := reference.key()
	for {
		flight := r.running.DoChan(key, func() (any, error) {
			if known, ok := r.known(key); ok {
				return known.found, known.err
			}
			found, err := reference.Resolve(ctx)
			if ctx.Err() == nil { // a cancelled run says nothing about the command
				r.keep(key, outcome{found, err})
			}
			return found, err
		})
		select {
		case <-ctx.Done():
			return Resolution{}, ctx.Err()
		case result := <-flight:
			if errors.Is(result.Err, context.Canceled) && ctx.Err() == nil {
				continue // somebody else's run was cancelled
			}
			found, _ := result.Val.(Resolution)
			return found, result.Err
		}
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
	if r.done == nil {
		r.done = map[string]outcome{}
	}
	r.done[key] = o
}
