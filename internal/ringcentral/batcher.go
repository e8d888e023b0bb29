// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"sync"
	"time"
)

const (
	// quietTime is how long a batch waits for another item. Where there are several
	// already, more are likely, and it waits twice as long.
	quietTime = 250 * time.Millisecond
	// maxBatchWait bounds what an item waits for others.
	maxBatchWait = 3 * time.Second
)

// batcher runs work for items that arrive at about the same time in one call. An
// item waits until the batch is full, or no other has come for a moment and no
// earlier batch is under way: what waits for the rate limit lets others join those
// behind it.
type batcher[I, O any] struct {
	size int
	// run returns one outcome for each item, in their order.
	run func(ctx context.Context, items []I) []outcome[O]

	mu      sync.Mutex
	waiting []*batchItem[I, O]
	running int
	first   time.Time
	timer   *time.Timer
}

type outcome[O any] struct {
	value O
	err   error
}

type batchItem[I, O any] struct {
	item    I
	ctx     context.Context //nolint:containedctx // that of the caller, who waits
	outcome outcome[O]
	done    chan struct{}
}

// do adds an item and waits for its outcome. An item whose context ends before
// its batch runs is taken out; afterwards the outcome is waited for, so that nobody
// leaves without knowing what became of a write. The batch itself ends early only
// if nobody waits for it any more.
func (b *batcher[I, O]) do(ctx context.Context, item I) (O, error) {
	entry := &batchItem[I, O]{item: item, ctx: ctx, done: make(chan struct{})}
	b.add(entry)
	select {
	case <-entry.done:
	case <-ctx.Done():
		if b.remove(entry) {
			return entry.outcome.value, ctx.Err()
		}
		<-entry.done
	}
	return entry.outcome.value, entry.outcome.err
}

func (b *batcher[I, O]) add(entry *batchItem[I, O]) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.waiting) == 0 {
		b.first = time.Now()
	}
	b.waiting = append(b.waiting, entry)
	if len(b.waiting) >= b.size {
		b.start()
		return
	}
	b.wait()
}

// wait starts the batch later; b.mu must be held.
func (b *batcher[I, O]) wait() {
	if b.timer != nil {
		b.timer.Stop()
	}
	quiet := quietTime
	if len(b.waiting) > 1 {
		quiet *= 2
	}
	b.timer = time.AfterFunc(min(quiet, max(0, maxBatchWait-time.Since(b.first))), b.quiet)
}

func (b *batcher[I, O]) quiet() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.waiting) > 0 && b.running == 0 {
		b.start()
	}
}

// start runs what has come together; b.mu must be held.
func (b *batcher[I, O]) start() {
	if b.timer != nil {
		b.timer.Stop()
	}
	entries := b.waiting
	b.waiting = nil
	b.running++
	go func() {
		defer b.ended()
		ctx, stop := whileAnyWaits(entries)
		defer stop()
		items := make([]I, 0, len(entries))
		for _, entry := range entries {
			items = append(items, entry.item)
		}
		outcomes := b.run(ctx, items)
		for i, entry := range entries {
			entry.outcome = outcomes[i]
			close(entry.done)
		}
	}()
}

func (b *batcher[I, O]) remove(entry *batchItem[I, O]) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i, other := range b.waiting {
		if other == entry {
			b.waiting = append(b.waiting[:i:i], b.waiting[i+1:]...)
			return true
		}
	}
	return false
}

func (b *batcher[I, O]) ended() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.running--
	if len(b.waiting) > 0 {
		b.wait()
	}
}

// whileAnyWaits returns a context that has the values of the first caller's, and
// ends when those of all callers have ended, for the reason of the last.
func whileAnyWaits[I, O any](entries []*batchItem[I, O]) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(entries[0].ctx))
	go func() {
		for _, entry := range entries {
			select {
			case <-entry.ctx.Done():
			case <-ctx.Done():
				return
			}
		}
		cancel(context.Cause(entries[len(entries)-1].ctx))
	}()
	return ctx, func() { cancel(nil) }
}

// errAlone asks whoever waits for a batch to send the item alone: nothing was done for
// it.
var errAlone = errors.New("not part of a batch")

// repeated returns the same outcome for n items.
func repeated[O any](n int, o outcome[O]) []outcome[O] {
	outcomes := make([]outcome[O], n)
	for i := range outcomes {
		outcomes[i] = o
	}
	return outcomes
}
