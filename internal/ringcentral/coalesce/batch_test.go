// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package coalesce

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// batches records what a batcher runs; each run takes a while.
type batches struct {
	*Batch[int, int]
	mu    sync.Mutex
	sizes []int
}

func newBatches(size int, took time.Duration) *batches {
	b := &batches{}
	b.Batch = NewBatch(size, func(ctx context.Context, items []int) []Outcome[int] {
		b.mu.Lock()
		b.sizes = append(b.sizes, len(items))
		b.mu.Unlock()
		err := sleep(ctx, took)
		outcomes := make([]Outcome[int], 0, len(items))
		for _, item := range items {
			outcomes = append(outcomes, Outcome[int]{10 * item, err})
		}
		return outcomes
	})
	return b
}

func TestBatch(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		size, items int
		apart, took time.Duration
		sizes       []int
	}{
		"one alone":                      {10, 1, 0, time.Second, []int{1}},
		"together":                       {10, 7, 0, time.Second, []int{7}},
		"more than fit":                  {10, 25, 0, time.Second, []int{10, 10, 5}},
		"one after the other":            {10, 3, 2 * time.Second, time.Second, []int{1, 1, 1}},
		"a trickle":                      {50, 40, 90 * time.Millisecond, time.Second, []int{34, 6}},
		"a trickle while one is running": {50, 40, 400 * time.Millisecond, 20 * time.Second, []int{1, 39}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := newBatches(test.size, test.took)
				var wait sync.WaitGroup
				for i := range test.items {
					wait.Go(func() {
						if got, err := b.Do(t.Context(), i); got != 10*i || err != nil {
							t.Errorf("item %d: %d, %v", i, got, err)
						}
					})
					time.Sleep(test.apart) // in a synctest bubble
				}
				wait.Wait()
				slices.Sort(b.sizes)
				slices.Sort(test.sizes)
				if !slices.Equal(b.sizes, test.sizes) {
					t.Errorf("ran batches of %v, want %v", b.sizes, test.sizes)
				}
			})
		})
	}
}

// TestBatchIsCancellable takes out who stops waiting before the batch runs, and
// ends a batch that nobody waits for.
func TestBatchIsCancellable(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBatches(10, time.Hour)
		early, cancelEarly := context.WithTimeout(t.Context(), quietTime/2)
		defer cancelEarly()
		late, cancelLate := context.WithTimeout(t.Context(), time.Minute)
		defer cancelLate()
		start := time.Now()
		var wait sync.WaitGroup
		for i, ctx := range []context.Context{early, late, late} {
			wait.Go(func() {
				if _, err := b.Do(ctx, i); err == nil || !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled) {
					t.Errorf("item %d: %v", i, err)
				}
			})
		}
		wait.Wait()
		if took := time.Since(start); took != time.Minute || !slices.Equal(b.sizes, []int{2}) {
			t.Errorf("ran %v for %s", b.sizes, took)
		}
	})
}
