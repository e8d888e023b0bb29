// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// defaultPenalty applies to a 429 without Retry-After, as RingCentral's
// rate-limit guide asks.
const defaultPenalty = 30 * time.Second

const defaultWindow = 60 * time.Second

// defaultLimits are the requests per window that RingCentral's rate-limit guide
// documents. The real ones are in the headers of every response.
var defaultLimits = map[usageGroup]int{groupLight: 50, groupMedium: 40, groupHeavy: 10, groupAuth: 5}

// gate is the one home of rate limits. RingCentral restarts the penalty at every
// request that is sent during it, so after a 429 nothing of the same usage group
// leaves until the penalty is over. With a share below 100 percent, requests of
// a group are also paced to that share of its limit.
type gate struct {
	next    http.RoundTripper
	percent int
	log     LogFunc
	now     func() time.Time
	sleep   func(context.Context, time.Duration) error

	mu     sync.Mutex
	groups map[usageGroup]*gateGroup
}

type gateGroup struct {
	closedUntil time.Time
	limiter     *rate.Limiter // nil with a share of 100 percent
}

func newGate(next http.RoundTripper, percent int, log LogFunc) *gate {
	return &gate{next: next, percent: percent, log: log, now: time.Now, sleep: sleep, groups: map[usageGroup]*gateGroup{}}
}

func (g *gate) RoundTrip(req *http.Request) (*http.Response, error) {
	name := usageGroupOf(req.Context())
	if err := g.wait(req.Context(), name); err != nil {
		return nil, err
	}
	resp, err := g.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	g.learn(name, resp)
	return resp, nil
}

func (g *gate) wait(ctx context.Context, name usageGroup) error {
	if name == groupNone {
		return nil
	}
	for {
		closed, limiter := g.state(name)
		if closed <= 0 {
			if limiter == nil {
				return nil
			}
			return limiter.Wait(ctx)
		}
		g.log(ctx, "waiting for the rate limit", map[string]any{"group": string(name), "seconds": closed.Seconds()})
		if err := g.sleep(ctx, closed); err != nil {
			return err
		}
	}
}

func (g *gate) state(name usageGroup) (closed time.Duration, limiter *rate.Limiter) {
	g.mu.Lock()
	defer g.mu.Unlock()
	group := g.group(name)
	return group.closedUntil.Sub(g.now()), group.limiter
}

// learn takes over the limit that a response states, and closes its group after
// a 429. The response may name another group than the request was counted for.
func (g *gate) learn(name usageGroup, resp *http.Response) {
	g.mu.Lock()
	defer g.mu.Unlock()
	groups := []*gateGroup{g.group(name)}
	if stated := usageGroup(strings.ToLower(resp.Header.Get("X-Rate-Limit-Group"))); stated != "" && stated != name {
		groups = append(groups, g.group(stated))
	}
	limit, _ := strconv.Atoi(resp.Header.Get("X-Rate-Limit-Limit"))
	window, _ := strconv.Atoi(resp.Header.Get("X-Rate-Limit-Window"))
	penalty := retryAfter(resp.Header, g.now())
	if penalty == 0 {
		penalty = defaultPenalty
	}
	for _, group := range groups {
		if group.limiter != nil && limit > 0 && window > 0 {
			group.limiter.SetLimit(g.share(limit, time.Duration(window)*time.Second))
		}
		if resp.StatusCode == http.StatusTooManyRequests {
			group.closedUntil = g.now().Add(penalty)
		}
	}
}

// group returns the state of a usage group; g.mu must be held.
func (g *gate) group(name usageGroup) *gateGroup {
	group, ok := g.groups[name]
	if !ok {
		group = &gateGroup{}
		if limit := defaultLimits[name]; g.percent < 100 && limit > 0 {
			group.limiter = rate.NewLimiter(g.share(limit, defaultWindow), 1)
		}
		g.groups[name] = group
	}
	return group
}

func (g *gate) share(limit int, window time.Duration) rate.Limit {
	return rate.Limit(float64(limit) * float64(g.percent) / 100 / window.Seconds())
}
