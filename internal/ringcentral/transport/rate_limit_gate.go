// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

// defaultPenalty applies to a 429 without Retry-After, as RingCentral's
// rate-limit guide asks.
const defaultPenalty = 30 * time.Second

const defaultWindow = 60 * time.Second

// defaultLimits are the requests per window that RingCentral's rate-limit guide
// documents. Response headers carry the actual limits.
var defaultLimits = map[Group]int{Light: 50, Medium: 40, Heavy: 10, Auth: 5}

const (
	// longWait is the wait for a rate limit that people are told about.
	longWait = 10 * time.Second
	// settling is how long requests arrive before it is said how long all will wait.
	settling = time.Second
)

// gate enforces all rate limits. It counts requests in a sliding window for each
// budget, and learns the size of the budget and the requests of other clients from
// response headers. Requests wait in the order of arrival. RingCentral restarts the
// penalty at each request that is sent during it, so after a 429 the gate sends nothing
// of the same budget until the penalty is over.
//
// A 429 without X-Rate-Limit headers comes from a limit of the account or of the
// address (RingCentral's rate-limit guide). Then the gate sends nothing at all.
type gate struct {
	next    http.RoundTripper
	percent int
	log     LogFunc
	notice  LogFunc
	now     func() time.Time

	mu      sync.Mutex
	budgets map[BudgetKey]*budget
	// closedUntil is the end of a penalty that applies to every budget.
	closedUntil time.Time
}

func newGate(next http.RoundTripper, percent int, log, notice LogFunc) *gate {
	return &gate{next: next, percent: percent, log: log, notice: notice, now: time.Now, budgets: map[BudgetKey]*budget{}}
}

func (g *gate) RoundTrip(req *http.Request) (*http.Response, error) {
	u := budgetOf(req.Context())
	if u.Group == None {
		return g.next.RoundTrip(req)
	}
	if err := g.admit(req.Context(), u); err != nil {
		return nil, &NotSentError{Err: err}
	}
	sent := g.now()
	if req.Method == http.MethodGet {
		resp, err := g.next.RoundTrip(req)
		g.learn(u, resp, sent)
		return resp, err
	}
	// The outcome of a write that has been sent must be known.
	ctx, cancel := WithGracePeriod(req.Context())
	resp, err := g.next.RoundTrip(req.WithContext(ctx))
	g.learn(u, resp, sent)
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = &cancellingBody{ReadCloser: resp.Body, cancel: cancel}
	return resp, nil
}

// admit waits until a budget allows one more request, and counts it.
func (g *gate) admit(ctx context.Context, u BudgetKey) error {
	g.mu.Lock()
	b := g.budget(u)
	b.waiting++
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		b.waiting--
	}()
	if err := b.turn.Acquire(ctx, 1); err != nil {
		return waitError(u, err)
	}
	defer b.turn.Release(1)
	return g.await(ctx, u, func(b *budget, now time.Time) time.Duration {
		wait := b.wait(now, g.percent)
		if wait == 0 {
			b.inFlight++
		}
		return wait
	})
}

func (g *gate) await(ctx context.Context, u BudgetKey, attempt func(*budget, time.Time) time.Duration) error {
	for start := g.now(); ; {
		g.mu.Lock()
		b, now := g.budget(u), g.now()
		wait, changed := g.closedUntil.Sub(now), b.changed
		if wait <= 0 {
			wait = attempt(b, now)
		}
		expected := time.Duration(0)
		if now.Sub(start) >= settling {
			expected = b.expected(wait, now, g.percent)
		}
		g.mu.Unlock()
		if wait <= 0 {
			return nil
		}
		if wait != untilChange && wait > maxRetryAfter {
			return &PenaltyError{Group: string(u.Group), Wait: wait}
		}
		if wait != untilChange {
			g.log(ctx, "waiting for the rate limit", map[string]any{"group": string(u.Group), "seconds": wait.Seconds()})
		}
		if expected > 0 {
			g.notice(ctx, fmt.Sprintf("waiting for RingCentral's rate limit: about %s for the requests of the group %q", expected.Round(time.Second), u.Group),
				map[string]any{"group": string(u.Group), "seconds": expected.Seconds()})
		}
		if now.Sub(start) < settling {
			wait = min(wait, settling)
		}
		if err := sleepUnless(ctx, wait, changed); err != nil {
			return waitError(u, err)
		}
	}
}

func waitError(u BudgetKey, err error) error {
	return fmt.Errorf("waiting for the rate limit of the group %q: %w", u.Group, err)
}

func (g *gate) perMinute(u BudgetKey) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	b := g.budget(u)
	if b.limit <= 0 || b.window <= 0 {
		return 0
	}
	return max(1, int(time.Duration(b.share(g.percent))*time.Minute/b.window))
}

// affords reports whether a budget has more than a reserve of requests left, as far as
// this process knows.
func (g *gate) affords(u BudgetKey, keep int) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	b, now := g.budget(u), g.now()
	return !now.Before(g.closedUntil) && !now.Before(b.closedUntil) && b.limit-b.spentAt(now) > keep
}

// learn updates a budget from a response. The response may name another group than the
// request was counted for. resp is nil if there was none.
func (g *gate) learn(u BudgetKey, resp *http.Response, sent time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	b := g.budget(u)
	b.inFlight--
	b.learnedAt = now
	b.own = append(b.own, spentRequest{sent, now})
	budgets := []*budget{b}
	if resp != nil {
		stated := BudgetKey{statedGroup(resp.Header), u.Holder}
		if stated.Group != "" && stated.Group != u.Group && len(g.budgets) < maxBudgets {
			budgets = append(budgets, g.budget(stated))
		}
		for _, b := range budgets {
			b.learn(resp, sent, now)
		}
		if IsOtherLimit(resp) {
			g.closedUntil = now.Add(penaltyOf(resp, now))
		}
	}
	for _, b := range budgets {
		close(b.changed)
		b.changed = make(chan struct{})
	}
}

// budget returns the state of a budget; g.mu must be held.
func (g *gate) budget(u BudgetKey) *budget {
	b, ok := g.budgets[u]
	if !ok {
		b = &budget{limit: defaultLimits[u.Group], window: defaultWindow, turn: semaphore.NewWeighted(1), changed: make(chan struct{})}
		g.budgets[u] = b
	}
	return b
}

// cancellingBody ends the context of a request with its response.
type cancellingBody struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (b *cancellingBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}
