// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestGateHoldsTheWholeGroup asserts that nothing of a group leaves during its
// penalty, which every request would restart, and that other groups pass.
func TestGateHoldsTheWholeGroup(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		header  http.Header
		penalty time.Duration
		held    []Group
	}{
		"with Retry-After":     {http.Header{"X-Rate-Limit-Group": {"light"}, "Retry-After": {"45"}}, 45 * time.Second, []Group{Light}},
		"without Retry-After":  {http.Header{"X-Rate-Limit-Group": {"light"}}, 30 * time.Second, []Group{Light}},
		"no group's limit":     {http.Header{}, 30 * time.Second, []Group{Light, Medium, Heavy}},
		"another group stated": {http.Header{"X-Rate-Limit-Group": {"Medium"}, "Retry-After": {"60"}}, 60 * time.Second, []Group{Light, Medium}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				first := true
				var mu sync.Mutex
				sent := map[Group][]time.Duration{}
				g := newGate(roundTripper(func(req *http.Request) (*http.Response, error) {
					mu.Lock()
					defer mu.Unlock()
					if first {
						first = false
						return respond(req, 429, test.header), nil
					}
					group := budgetOf(req.Context()).Group
					sent[group] = append(sent[group], time.Since(start))
					return respond(req, 200, nil), nil
				}), 100, quiet, quiet)
				send := func(group Group) {
					if _, err := g.RoundTrip(request(t, WithBudget(t.Context(), BudgetKey{group, "the-app"}), "GET", "")); err != nil {
						t.Error(err)
					}
				}
				send(Light)
				var wait sync.WaitGroup
				for _, group := range []Group{Light, Medium, Heavy} {
					for range 10 {
						wait.Go(func() { send(group) })
					}
				}
				wait.Wait()
				for _, group := range []Group{Light, Medium, Heavy} {
					want := time.Duration(0)
					if slices.Contains(test.held, group) {
						want = test.penalty
					}
					if earliest := slices.Min(sent[group]); len(sent[group]) != 10 || earliest != want {
						t.Errorf("%s: %d requests, the first after %s, want 10 after %s", group, len(sent[group]), earliest, want)
					}
				}
			})
		})
	}
}

func TestGateWaitIsCancellable(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := newGate(roundTripper(func(req *http.Request) (*http.Response, error) {
			return respond(req, 429, http.Header{"Retry-After": {"60"}}), nil
		}), 100, quiet, quiet)
		if _, err := g.RoundTrip(request(t, WithBudget(t.Context(), BudgetKey{Auth, "the-app"}), "POST", "")); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := g.RoundTrip(request(t, WithBudget(ctx, BudgetKey{Auth, "the-app"}), "POST", "")); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

// aLimitedServer responds like the platform: it counts requests in a sliding
// window, and says what remains.
type aLimitedServer struct {
	t             *testing.T
	limit, window int
	latency       time.Duration
	// jitter makes responses arrive in another order than the requests.
	jitter time.Duration

	mu       sync.Mutex
	admitted []time.Time
	refused  int
}

func (s *aLimitedServer) RoundTrip(req *http.Request) (*http.Response, error) {
	time.Sleep(s.latency) // in a synctest bubble
	resp, late := s.admit(req)
	time.Sleep(late)
	return resp, nil
}

func (s *aLimitedServer) admit(req *http.Request) (resp *http.Response, late time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.admitted = slices.DeleteFunc(s.admitted, func(at time.Time) bool {
		return !at.After(time.Now().Add(-time.Duration(s.window) * time.Second))
	})
	status := http.StatusOK
	if len(s.admitted) >= s.limit {
		status = http.StatusTooManyRequests
		s.refused++
	} else {
		s.admitted = append(s.admitted, time.Now())
	}
	header := http.Header{}
	header.Set("X-Rate-Limit-Limit", strconv.Itoa(s.limit))
	header.Set("X-Rate-Limit-Window", strconv.Itoa(s.window))
	header.Set("X-Rate-Limit-Remaining", strconv.Itoa(s.limit-len(s.admitted)))
	return respond(req, status, header), s.jitter * time.Duration(7*(s.limit-len(s.admitted))%11)
}

// othersSend counts requests of other processes.
func (s *aLimitedServer) othersSend(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.admitted = append(s.admitted, time.Now())
	}
}

func TestGateKeepsWithinTheWindow(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		limit, window, percent, others, requests int
		took                                     time.Duration
	}{
		"within the limit":           {40, 60, 100, 0, 40, 2 * time.Second},
		"one window more":            {40, 60, 100, 0, 41, 61 * time.Second},
		"a limit of its own":         {5, 10, 100, 0, 11, 21 * time.Second},
		"larger than the default":    {200, 60, 100, 0, 200, 2 * time.Second},
		"others have spent some":     {40, 60, 100, 35, 6, 61 * time.Second},
		"others have spent all else": {5, 60, 100, 4, 2, 61 * time.Second},
		"a share":                    {40, 60, 50, 0, 21, 61 * time.Second},
		"the smallest share":         {10, 60, 1, 0, 2, 61 * time.Second},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := &aLimitedServer{t: t, limit: test.limit, window: test.window, latency: time.Second / 2}
				server.othersSend(test.others)
				g := newGate(server, test.percent, quiet, quiet)
				start := time.Now()
				var wait sync.WaitGroup
				for range test.requests {
					wait.Go(func() {
						req := request(t, WithBudget(t.Context(), BudgetKey{Medium, "the-app"}), "GET", "")
						if _, err := g.RoundTrip(req); err != nil {
							t.Error(err)
						}
					})
				}
				wait.Wait()
				if server.refused > 0 {
					t.Errorf("%d requests were refused", server.refused)
				}
				if took := time.Since(start); took > test.took+time.Second {
					t.Errorf("took %s, want about %s", took, test.took)
				}
			})
		})
	}
}

// TestGateSharesWithOthers never meets the limit while another process spends half
// of it, evenly or in bursts, and still gets what the other one leaves.
func TestGateSharesWithOthers(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		limit, burst int
		jitter       time.Duration
	}{
		"evenly":                   {40, 1, 0},
		"in bursts":                {40, 5, 0},
		"a small limit":            {10, 1, 0},
		"a small limit, in bursts": {10, 5, 0},
		"responses in disorder":    {40, 1, 50 * time.Millisecond},
		"in bursts and disorder":   {40, 5, 5 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := &aLimitedServer{t: t, limit: test.limit, window: 60, latency: 20 * time.Millisecond, jitter: test.jitter}
				g := newGate(server, 100, quiet, quiet)
				ctx, done := context.WithCancel(t.Context())
				var other sync.WaitGroup
				other.Go(func() {
					for Sleep(ctx, time.Minute*time.Duration(2*test.burst)/time.Duration(test.limit)) == nil {
						server.othersSend(test.burst)
					}
				})
				if err := Sleep(t.Context(), 2*time.Minute); err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				requests := 2 * test.limit
				var wait sync.WaitGroup
				for range requests {
					wait.Go(func() {
						if _, err := g.RoundTrip(request(t, WithBudget(t.Context(), BudgetKey{Medium, "the-app"}), "GET", "")); err != nil {
							t.Error(err)
						}
					})
				}
				wait.Wait()
				done()
				other.Wait()
				if server.refused > 0 {
					t.Errorf("%d requests were refused", server.refused)
				}
				if took := time.Since(start); took > 5*time.Minute {
					t.Errorf("%d requests took %s; half of the limit is 4 minutes", requests, took)
				}
			})
		})
	}
}

// TestGateIsFair lets requests leave in the order of their arrival.
func TestGateIsFair(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var left []string
		g := newGate(roundTripper(func(req *http.Request) (*http.Response, error) {
			left = append(left, req.Header.Get("Number"))
			return respond(req, 200, http.Header{"X-Rate-Limit-Limit": {"1"}, "X-Rate-Limit-Window": {"60"}, "X-Rate-Limit-Remaining": {"0"}}), nil
		}), 100, quiet, quiet)
		var wait sync.WaitGroup
		for i := range 9 {
			wait.Go(func() {
				req := request(t, WithBudget(t.Context(), BudgetKey{Medium, "the-app"}), "GET", "")
				req.Header.Set("Number", strconv.Itoa(i))
				if _, err := g.RoundTrip(req); err != nil {
					t.Error(err)
				}
			})
			synctest.Wait()
		}
		wait.Wait()
		if got := strings.Join(left, ""); got != "012345678" {
			t.Errorf("left in the order %s", got)
		}
	})
}

// TestGateTellsOfLongWaits tells people once how long they will wait, and nothing of
// short waits.
func TestGateTellsOfLongWaits(t *testing.T) {
	t.Parallel()
	for window, notices := range map[int][]float64{8: nil, 60: {179}} {
		synctest.Test(t, func(t *testing.T) {
			server := &aLimitedServer{t: t, limit: 5, window: window}
			var got []float64
			g := newGate(server, 100, quiet, func(_ context.Context, message string, fields map[string]any) {
				if !strings.Contains(message, "medium") {
					t.Error(message)
				}
				got = append(got, fields["seconds"].(float64))
			})
			start := time.Now()
			var wait sync.WaitGroup
			for i := range 20 {
				wait.Go(func() {
					if window == 8 && i >= 10 {
						return
					}
					if _, err := g.RoundTrip(request(t, WithBudget(t.Context(), BudgetKey{Medium, "the-app"}), "GET", "")); err != nil {
						t.Error(err)
					}
				})
			}
			wait.Wait()
			if !slices.Equal(got, notices) || len(got) > 0 && time.Since(start).Seconds() != got[0]+1 {
				t.Errorf("told of %v seconds, want %v; it took %s", got, notices, time.Since(start))
			}
		})
	}
}

// TestGateCountsHoldersApart lets the budget of one app not hold up another.
func TestGateCountsHoldersApart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := newGate(roundTripper(func(req *http.Request) (*http.Response, error) { return respond(req, 200, nil), nil }),
			100, quiet, quiet)
		start := time.Now()
		for i := range 20 {
			req := request(t, WithBudget(t.Context(), BudgetKey{Auth, strconv.Itoa(i % 4)}), "POST", "")
			if _, err := g.RoundTrip(req); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("5 requests of each of 4 apps took %s", took)
		}
	})
}
