// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// defaultPenalty applies to a 429 without Retry-After, as RingCentral's
// rate-limit guide asks.
const defaultPenalty = 30 * time.Second

const defaultWindow = 60 * time.Second

// defaultLimits are the requests per window that RingCentral's rate-limit guide
// documents. The real ones are in the headers of every response.
var defaultLimits = map[usageGroup]int{groupLight: 50, groupMedium: 40, groupHeavy: 10, groupAuth: 5}

// gate is the one home of rate limits. It counts requests in a sliding window
// for each budget, and learns from the headers of responses how large the budget
// is and what others have spent of it. What is spent is waited for. RingCentral
// restarts the penalty at every request that is sent during it, so after a 429
// nothing of the same budget leaves until the penalty is over.
type gate struct {
	next    http.RoundTripper
	percent int
	log     LogFunc
	now     func() time.Time

	mu      sync.Mutex
	budgets map[usage]*budget
}

func newGate(next http.RoundTripper, percent int, log LogFunc) *gate {
	return &gate{next: next, percent: percent, log: log, now: time.Now, budgets: map[usage]*budget{}}
}

func (g *gate) RoundTrip(req *http.Request) (*http.Response, error) {
	u := usageOf(req.Context())
	if u.group == groupNone {
		return g.next.RoundTrip(req)
	}
	wait := g.admit
	if takeReservation(req.Context()) {
		wait = g.admitReserved
	}
	if err := wait(req.Context(), u); err != nil {
		return nil, err
	}
	resp, err := g.next.RoundTrip(req)
	g.learn(u, resp)
	return resp, err
}

// reserve waits until a request of the budget may leave, and keeps its place:
// the request must be sent with withReservation.
func (g *gate) reserve(ctx context.Context, u usage) error { return g.admit(ctx, u) }

// admit waits until one more request of a budget may leave, and counts it.
func (g *gate) admit(ctx context.Context, u usage) error {
	return g.await(ctx, u, func(b *budget, now time.Time) time.Duration {
		wait := b.wait(now, g.percent)
		if wait == 0 {
			b.inFlight++
		}
		return wait
	})
}

// admitReserved waits for the end of a penalty only: the request is counted already.
func (g *gate) admitReserved(ctx context.Context, u usage) error {
	return g.await(ctx, u, func(b *budget, now time.Time) time.Duration { return b.closedUntil.Sub(now) })
}

func (g *gate) await(ctx context.Context, u usage, attempt func(*budget, time.Time) time.Duration) error {
	for {
		g.mu.Lock()
		b := g.budget(u)
		wait, changed := attempt(b, g.now()), b.changed
		g.mu.Unlock()
		if wait <= 0 {
			return nil
		}
		if wait != untilChange && wait > maxRetryAfter {
			return &PenaltyError{Group: string(u.group), Wait: wait}
		}
		if wait != untilChange {
			g.log(ctx, "waiting for the rate limit", map[string]any{"group": string(u.group), "seconds": wait.Seconds()})
		}
		if err := sleepUnless(ctx, wait, changed); err != nil {
			return err
		}
	}
}

// affords tells whether a budget has more requests left than are to be kept for
// others, as far as this process knows.
func (g *gate) affords(u usage, keep int) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	b, now := g.budget(u), g.now()
	return !now.Before(b.closedUntil) && b.limit-b.spentAt(now) > keep
}

// learn takes over what a response says of a budget. The response may name
// another group than the request was counted for. resp is nil if there was none.
func (g *gate) learn(u usage, resp *http.Response) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	b := g.budget(u)
	b.inFlight--
	b.answered = true
	b.own = append(b.own, now)
	budgets := []*budget{b}
	if resp != nil {
		stated := usage{statedGroup(resp.Header), u.holder}
		if stated.group != "" && stated.group != u.group && len(g.budgets) < maxBudgets {
			budgets = append(budgets, g.budget(stated))
		}
		for _, b := range budgets {
			b.learn(resp, now)
		}
	}
	for _, b := range budgets {
		close(b.changed)
		b.changed = make(chan struct{})
	}
}

// budget returns the state of a budget; g.mu must be held.
func (g *gate) budget(u usage) *budget {
	b, ok := g.budgets[u]
	if !ok {
		b = &budget{limit: defaultLimits[u.group], window: defaultWindow, changed: make(chan struct{})}
		g.budgets[u] = b
	}
	return b
}

// untilChange is a wait whose end only a response can tell.
const untilChange = time.Duration(1<<63 - 1)

// budget is the number of requests that a holder may make in a sliding window.
type budget struct {
	limit  int // 0: unlimited
	window time.Duration
	// own holds the times of the answers to this process's requests in the window.
	own      []time.Time
	inFlight int
	// others is what others were seen to have spent; it counts until othersUntil.
	others      int
	othersUntil time.Time
	closedUntil time.Time
	answered    bool
	changed     chan struct{} // closed at the next answer
}

// wait returns how long a request has to wait; 0 if it may leave. Until the
// first answer has told what others have spent, requests leave one by one.
func (b *budget) wait(now time.Time, percent int) time.Duration {
	if closed := b.closedUntil.Sub(now); closed > 0 {
		return closed
	}
	if b.limit <= 0 {
		return 0
	}
	if !b.answered && b.inFlight > 0 {
		return untilChange
	}
	spent := b.spentAt(now)
	share := max(1, b.limit*percent/100)
	if spent < b.limit && len(b.own)+b.inFlight < share {
		return 0
	}
	wait := untilChange
	if len(b.own) > 0 {
		wait = b.own[0].Add(b.window).Sub(now)
	}
	if b.others > 0 && spent >= b.limit {
		wait = min(wait, b.othersUntil.Sub(now))
	}
	return wait
}

// spentAt drops what has left the window and returns what is spent.
func (b *budget) spentAt(now time.Time) int {
	for len(b.own) > 0 && !now.Before(b.own[0].Add(b.window)) {
		b.own = b.own[1:]
	}
	if !now.Before(b.othersUntil) {
		b.others = 0
	}
	return len(b.own) + b.inFlight + b.others
}

func (b *budget) learn(resp *http.Response, now time.Time) {
	limit, window, ok := statedLimit(resp.Header)
	if ok {
		b.limit, b.window = limit, window
		if remaining, err := strconv.Atoi(resp.Header.Get("X-Rate-Limit-Remaining")); err == nil {
			b.learnOthers(limit-min(max(0, remaining), limit), now)
		}
	}
	if resp.StatusCode != http.StatusTooManyRequests {
		return
	}
	penalty := retryAfter(resp.Header, now)
	if penalty == 0 {
		penalty = defaultPenalty
	}
	b.closedUntil = now.Add(penalty)
}

// learnOthers concludes what others have spent from what the platform says is
// spent in all. It may or may not have counted the requests still in flight, so
// that only the bounds are known, and an earlier conclusion between them stands.
func (b *budget) learnOthers(spent int, now time.Time) {
	b.spentAt(now)
	atMost := max(0, spent-len(b.own))
	atLeast := max(0, atMost-b.inFlight)
	b.others = min(max(b.others, atLeast), atMost)
	b.othersUntil = now.Add(b.window)
}
