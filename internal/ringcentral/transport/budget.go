// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"net/http"
	"strconv"
	"time"

	"golang.org/x/sync/semaphore"
)

// untilChange is a wait that ends with the next response.
const untilChange = time.Duration(1<<63 - 1)

// budget is the number of requests allowed in a sliding window. Requests burst while we
// are the only client. Near the limit, or if other clients may have used some of it,
// requests leave one by one, so that each response updates the count first.
type budget struct {
	// turn is held by the request that leaves next, in the order of arrival.
	turn    *semaphore.Weighted
	waiting int

	limit  int // 0: unlimited
	window time.Duration
	// own holds this process's requests in the window, in the order of their responses.
	own      []spentRequest
	inFlight int
	// others is the number of requests of other clients. It is valid until othersUntil.
	others      int
	othersUntil time.Time
	closedUntil time.Time
	learnedAt   time.Time
	toldUntil   time.Time
	changed     chan struct{} // closed at the next response
}

// spentRequest was counted by the platform between these two times.
type spentRequest struct{ sent, responded time.Time }

// freshness is the part of a window for which the count of other clients is valid.
const freshness = 20

// wait returns how long a request has to wait; 0 if it may leave.
func (b *budget) wait(now time.Time, percent int) time.Duration {
	if closed := b.closedUntil.Sub(now); closed > 0 {
		return closed
	}
	if b.limit <= 0 {
		return 0
	}
	spent := b.spentAt(now)
	free := b.limit - spent - b.margin()
	if free > 0 && len(b.own)+b.inFlight < b.share(percent) {
		if b.inFlight > 0 && (now.Sub(b.learnedAt) > b.window/freshness || b.others > 0 && free <= 1+b.margin()) {
			return untilChange
		}
		return 0
	}
	wait := untilChange
	if len(b.own) > 0 {
		wait = b.own[0].responded.Add(b.window).Sub(now)
	}
	if b.others > 0 && free <= 0 {
		wait = min(wait, b.othersUntil.Sub(now))
	}
	return wait
}

// margin is reserved for requests of other clients before the next response.
func (b *budget) margin() int { return b.others / 10 }

func (b *budget) share(percent int) int { return max(1, b.limit*percent/100) }

// expected returns how long all waiting requests have to wait, if that is long and was
// not reported yet.
func (b *budget) expected(wait time.Duration, now time.Time, percent int) time.Duration {
	if wait <= 0 || wait == untilChange || now.Before(b.toldUntil) {
		return 0
	}
	expected := wait
	if b.limit > 0 {
		expected += time.Duration(max(0, b.waiting-1)/b.share(percent)) * b.window
	}
	if expected <= longWait {
		return 0
	}
	b.toldUntil = now.Add(expected + time.Second)
	return expected
}

// spentAt drops requests that have left the window, and returns the number of the others.
func (b *budget) spentAt(now time.Time) int {
	for len(b.own) > 0 && !now.Before(b.own[0].responded.Add(b.window)) {
		b.own = b.own[1:]
	}
	if !now.Before(b.othersUntil) {
		b.others = 0
	}
	return len(b.own) + b.inFlight + b.others
}

func (b *budget) learn(resp *http.Response, sent, now time.Time) {
	if limit, window, ok := statedLimit(resp.Header); ok {
		b.limit, b.window = limit, window
		if remaining, err := strconv.Atoi(resp.Header.Get("X-Rate-Limit-Remaining")); err == nil {
			b.learnOthers(limit-min(max(0, remaining), limit), sent, now)
		}
	}
	if resp.StatusCode == http.StatusTooManyRequests {
		b.closedUntil = now.Add(penaltyOf(resp, now))
	}
}

// learnOthers estimates the requests of other clients from the total that the platform
// reported when it counted a request that was sent at the given time. The total
// includes our requests with an earlier response that are still in the window. Whether
// it includes the others is unknown, because responses overtake each other. So this
// yields bounds, and an earlier estimate between them remains valid.
func (b *budget) learnOthers(spent int, sent, now time.Time) {
	b.spentAt(now)
	surely := 1 // the request itself
	for _, other := range b.own {
		if other.responded.Before(sent) && now.Before(other.sent.Add(b.window)) {
			surely++
		}
	}
	atMost := max(0, spent-surely)
	atLeast := max(0, spent-len(b.own)-b.inFlight)
	b.others = min(max(b.others, atLeast), atMost)
	b.othersUntil = now.Add(b.window)
}
