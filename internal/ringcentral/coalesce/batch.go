// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package coalesce

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// quietTime is how long a batch waits for another item. Where there are several
	// already, more are likely, and it waits twice as long.
	quietTime = 250 * time.Millisecond
	// maxBatchWait bounds what an item waits for others.
	maxBatchWait = 3 * time.Second
	// outcomeWait bounds how long a canceled caller waits for the outcome of a batch
	// that has been sent.
	outcomeWait = 15 * time.Second
)

// Outcome is the result of one item.
type Outcome[O any] struct {
	Value O
	Err   error
}

// SameOutcome returns the same outcome for n items.
func SameOutcome[O any](n int, o Outcome[O]) []Outcome[O] {
	return slices.Repeat([]Outcome[O]{o}, n)
}

// Batch collects items that arrive at about the same time, and processes them in one
// call. A batch starts when it is full, or when no item has arrived for a moment and no
// earlier batch is running. While a batch waits for the rate limit, the next one fills.
type Batch[I, O any] struct {
	size int
	run  func(ctx context.Context, items []I) []Outcome[O]

	mu      sync.Mutex
	waiting []*batchItem[I, O]
	running int
	first   time.Time
	timer   *time.Timer
}

type batchItem[I, O any] struct {
	item    I
	ctx     context.Context //nolint:containedctx // that of the caller, who waits
	outcome Outcome[O]
	done    chan struct{}
}

// NewBatch returns a batch of up to size items. run returns one outcome for each item,
// in their order.
func NewBatch[I, O any](size int, run func(ctx context.Context, items []I) []Outcome[O]) *Batch[I, O] {
	return &Batch[I, O]{size: size, run: run}
}

// Do adds an item and waits for its outcome. If its context ends before the batch
// starts, the item is removed. After that, Do waits a little longer for the outcome, so
// that the caller learns the result of a write. A batch is canceled only when no caller
// waits for it any more.
func (b *Batch[I, O]) Do(ctx context.Context, item I) (O, error) {
	entry := &batchItem[I, O]{item: item, ctx: ctx, done: make(chan struct{})}
	var none O
	if ctx.Err() != nil {
		return none, ctx.Err()
	}
	b.add(entry)
	select {
	case <-entry.done:
		return entry.outcome.Value, entry.outcome.Err
	case <-ctx.Done():
	}
	if b.remove(entry) {
		return none, ctx.Err()
	}
	timer := time.NewTimer(outcomeWait)
	defer timer.Stop()
	select {
	case <-entry.done:
		return entry.outcome.Value, entry.outcome.Err
	case <-timer.C:
		return none, ctx.Err()
	}
}

func (b *Batch[I, O]) add(entry *batchItem[I, O]) {
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
func (b *Batch[I, O]) wait() {
	b.stopTimer()
	quiet := quietTime
	if len(b.waiting) > 1 {
		quiet *= 2
	}
	b.timer = time.AfterFunc(min(quiet, max(0, maxBatchWait-time.Since(b.first))), b.quiet)
}

func (b *Batch[I, O]) stopTimer() {
	if b.timer != nil {
		b.timer.Stop()
	}
}

func (b *Batch[I, O]) quiet() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.waiting) > 0 && b.running == 0 {
		b.start()
	}
}

// start runs the collected items; b.mu must be held.
func (b *Batch[I, O]) start() {
	b.stopTimer()
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

func (b *Batch[I, O]) remove(entry *batchItem[I, O]) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	at := slices.Index(b.waiting, entry)
	if at < 0 {
		return false
	}
	b.waiting = slices.Concat(b.waiting[:at], b.waiting[at+1:])
	if len(b.waiting) == 0 {
		b.stopTimer()
	}
	return true
}

func (b *Batch[I, O]) ended() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.running--
	if len(b.waiting) > 0 {
		b.wait()
	}
}

// whileAnyWaits returns a context with the values of the first caller's context. It
// ends when the contexts of all callers have ended, with the cause of the last one.
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

var (
	// ErrSendSingly reports that the batch did not process the item. It is sent alone.
	ErrSendSingly = errors.New("not part of a batch")
	// ErrRefused is ErrSendSingly for this and every later item.
	ErrRefused = errors.New("batches are refused")
)

// Together processes items in batches, and those that a batch cannot process alone.
// After a refused batch it sends all items alone.
type Together[I, O any] struct {
	batch   *Batch[I, O]
	alone   func(ctx context.Context, item I) (O, error)
	refused atomic.Bool
}

// NewTogether returns a Together. run processes up to size items, and can return
// ErrSendSingly and ErrRefused. alone processes one item.
func NewTogether[I, O any](size int, run func(context.Context, []I) []Outcome[O], alone func(context.Context, I) (O, error)) *Together[I, O] {
	return &Together[I, O]{batch: NewBatch(size, run), alone: alone}
}

// Do processes an item.
func (t *Together[I, O]) Do(ctx context.Context, item I) (O, error) {
	if !t.refused.Load() {
		value, err := t.batch.Do(ctx, item)
		switch {
		case errors.Is(err, ErrRefused):
			t.refused.Store(true)
		case !errors.Is(err, ErrSendSingly):
			return value, err
		}
	}
	if ctx.Err() != nil {
		var none O
		return none, ctx.Err()
	}
	return t.alone(ctx, item)
}
