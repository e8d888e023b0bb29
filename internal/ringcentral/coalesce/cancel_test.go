// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package coalesce

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

type object struct {
	ID    string
	Whole bool
}

func idOf(o *object) string  { return o.ID }
func isWhole(o *object) bool { return o.Whole }

// sleep waits for d, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}

// TestEndlessList lets a server announce, or deliver, pages without end.
func TestEndlessList(t *testing.T) {
	t.Parallel()
	for name, announced := range map[string]int{"announced": 2_000_000_000, "never said": 0} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var read atomic.Int64
			page := func(context.Context, int) (Page[object], error) {
				n := read.Add(1)
				return Page[object]{Objects: []object{{ID: fmt.Sprint(n), Whole: true}}, Pages: announced, More: true}, nil
			}
			c := NewCache(Source[object]{
				One: func(_ context.Context, id string) (*object, error) { return &object{ID: id}, nil }, Page: page,
				ID: idOf, IsWhole: isWhole, ListFailed: func(context.Context, error) {},
			})
			var endless *EndlessError
			for list, all := range map[string]func(context.Context) error{
				"known":   func(ctx context.Context) error { _, err := c.Known(ctx); return err },
				"current": func(ctx context.Context) error { _, err := c.Current(ctx); return err },
				"list":    func(ctx context.Context) error { _, err := List(ctx, page); return err },
			} {
				before := read.Load()
				if err := all(t.Context()); !errors.As(err, &endless) || endless.Pages != announced {
					t.Errorf("%s: got %v", list, err)
				}
				if got := read.Load() - before; announced > 0 && got != 1 || got > MaxPages+1 {
					t.Errorf("%s: %d pages were read", list, got)
				}
			}
			for n := range 5 {
				if found, err := c.Get(t.Context(), fmt.Sprint("x", n)); err != nil || found.ID != fmt.Sprint("x", n) {
					t.Errorf("got %v, %v", found, err)
				}
			}
		})
	}
}

// TestRandomCancellation lets callers come and go while work is under way. Everybody
// returns soon after being told to stop, the others get what they asked for, no work
// starts for callers that are gone, and nothing is left in the end: synctest fails if a
// goroutine is.
func TestRandomCancellation(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				random := rand.New(rand.NewPCG(seed, 0))
				var running atomic.Int64
				work := func(ctx context.Context) error {
					running.Add(1)
					defer running.Add(-1)
					return sleep(ctx, time.Duration(1+seed)*time.Second)
				}
				var flight Flight[int]
				var memo Memo[int]
				c := NewCache(Source[object]{
					One: func(ctx context.Context, id string) (*object, error) { return &object{ID: id}, work(ctx) },
					Page: func(ctx context.Context, number int) (Page[object], error) {
						return Page[object]{Objects: []object{{ID: fmt.Sprint(number), Whole: true}}, Pages: 20, More: number < 20}, work(ctx)
					},
					ID: idOf, IsWhole: isWhole, ListFailed: func(_ context.Context, err error) { t.Errorf("the list failed: %v", err) },
				})
				together := NewTogether(5, func(ctx context.Context, items []int) []Outcome[int] {
					return SameOutcome(len(items), Outcome[int]{Err: work(ctx)})
				}, func(ctx context.Context, _ int) (int, error) { return 0, work(ctx) })
				calls := []func(context.Context, int) error{
					func(ctx context.Context, n int) error {
						_, err := flight.Do(ctx, fmt.Sprint(n%3), func(ctx context.Context) (int, error) { return n, work(ctx) })
						return err
					},
					func(ctx context.Context, n int) error {
						_, err := memo.Get(ctx, func(ctx context.Context) (*int, error) { return &n, work(ctx) })
						return err
					},
					func(ctx context.Context, n int) error {
						_, err := c.Get(ctx, fmt.Sprint(1+n%20))
						return err
					},
					func(ctx context.Context, n int) error {
						c.Invalidate(fmt.Sprint(n))
						_, err := c.Current(ctx)
						return err
					},
					func(ctx context.Context, n int) error {
						_, err := together.Do(ctx, n)
						return err
					},
				}
				var wait sync.WaitGroup
				for n := range 200 {
					call, stays := calls[random.IntN(len(calls))], random.IntN(4) == 0
					begin, patience := time.Duration(random.IntN(20_000))*time.Millisecond, time.Duration(random.IntN(10_000))*time.Millisecond
					wait.Go(func() {
						time.Sleep(begin)
						ctx, cancel := context.WithCancel(t.Context())
						defer cancel()
						var told time.Time
						if !stays {
							time.AfterFunc(patience, func() { told = time.Now(); cancel() })
						}
						err := call(ctx, n)
						switch {
						case err != nil && ctx.Err() == nil:
							t.Errorf("a caller who waited got %v", err)
						case ctx.Err() != nil && time.Since(told) > outcomeWait:
							t.Errorf("returned %s after being told to stop", time.Since(told))
						}
					})
				}
				wait.Wait()
				if err := flight.Wait(t.Context()); err != nil {
					t.Error(err)
				}
				synctest.Wait()
				if n := running.Load(); n != 0 || len(flight.shared)+len(flight.running) != 0 || together.batch.running != 0 || len(together.batch.waiting) != 0 {
					t.Errorf("%d pieces of work run on", n)
				}
			})
		})
	}
}

// TestNoWorkForCallersWhoAreGone starts nothing for a context that has ended.
func TestNoWorkForCallersWhoAreGone(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	started := func(context.Context) (*int, error) {
		t.Error("work was started")
		return nil, nil
	}
	var flight Flight[*int]
	var memo Memo[int]
	_, err := flight.Do(ctx, "", started)
	_, errMemo := memo.Get(ctx, started)
	alone := func(ctx context.Context, _ int) (*int, error) { return started(ctx) }
	_, errBatch := NewTogether(1, func(ctx context.Context, items []int) []Outcome[*int] {
		_, _ = started(ctx)
		return SameOutcome(len(items), Outcome[*int]{})
	}, alone).Do(ctx, 1)
	for _, err := range []error{err, errMemo, errBatch} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
}
