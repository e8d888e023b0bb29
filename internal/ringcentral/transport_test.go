// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func respond(req *http.Request, status int, header http.Header) *http.Response {
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader("{}")), Request: req}
}

func request(t *testing.T, ctx context.Context, method, body string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, "https://platform.example.com/restapi/v1.0/account/~", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func quiet(context.Context, string, map[string]any) {}

func TestRetry(t *testing.T) {
	t.Parallel()
	dialError := &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	reset := &net.OpError{Op: "read", Err: errors.New("connection reset")}
	after := func(seconds string) http.Header { return http.Header{"Retry-After": {seconds}} }
	type outcome struct {
		status int
		header http.Header
		err    error
	}
	tests := map[string]struct {
		method   string
		outcomes []outcome // the last one repeats
		attempts int
		waits    []time.Duration
	}{
		"success":                       {"GET", []outcome{{status: 200}}, 1, nil},
		"refused":                       {"GET", []outcome{{status: 403}}, 1, nil},
		"500 on a read":                 {"GET", []outcome{{status: 500}, {status: 200}}, 2, []time.Duration{2 * time.Second}},
		"500 for ever":                  {"GET", []outcome{{status: 500}}, 4, []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second}},
		"502 on an update":              {"PUT", []outcome{{status: 502}, {status: 200}}, 2, []time.Duration{2 * time.Second}},
		"503 with Retry-After":          {"GET", []outcome{{status: 503, header: after("7")}, {status: 200}}, 2, []time.Duration{7 * time.Second}},
		"Retry-After too long":          {"GET", []outcome{{status: 503, header: after("301")}}, 1, nil},
		"504 on a deletion":             {"DELETE", []outcome{{status: 504}, {status: 204}}, 2, []time.Duration{2 * time.Second}},
		"500 on a creation":             {"POST", []outcome{{status: 500}}, 1, nil},
		"503 on a creation":             {"POST", []outcome{{status: 503, header: after("1")}}, 1, nil},
		"429 on a creation":             {"POST", []outcome{{status: 429}, {status: 200}}, 2, nil},
		"no connection on a creation":   {"POST", []outcome{{err: dialError}, {status: 200}}, 2, []time.Duration{2 * time.Second}},
		"lost answer of a creation":     {"POST", []outcome{{err: reset}}, 1, nil},
		"lost answer of an update":      {"PUT", []outcome{{err: reset}, {status: 200}}, 2, []time.Duration{2 * time.Second}},
		"rate limit, then server error": {"GET", []outcome{{status: 429}, {status: 500}, {status: 200}}, 3, []time.Duration{4 * time.Second}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			attempts, waits := 0, []time.Duration(nil)
			transport := &retryTransport{
				maxRetries: 3,
				sleep: func(_ context.Context, d time.Duration) error {
					waits = append(waits, d)
					return nil
				},
				next: roundTripper(func(req *http.Request) (*http.Response, error) {
					if body, _ := io.ReadAll(req.Body); string(body) != "the body" {
						t.Errorf("attempt %d sent the body %q", attempts+1, body)
					}
					o := test.outcomes[min(attempts, len(test.outcomes)-1)]
					attempts++
					if o.err != nil {
						return nil, o.err
					}
					return respond(req, o.status, o.header), nil
				}),
			}
			resp, err := transport.RoundTrip(request(t, t.Context(), test.method, "the body"))
			last := test.outcomes[len(test.outcomes)-1]
			if !errors.Is(err, last.err) || err == nil && resp.StatusCode != last.status {
				t.Errorf("got %v, %v; want %+v", resp, err, last)
			}
			if attempts != test.attempts || !slices.Equal(waits, test.waits) {
				t.Errorf("%d attempts with waits %v, want %d with %v", attempts, waits, test.attempts, test.waits)
			}
		})
	}
}

func TestRetryEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		attempts := 0
		transport := &retryTransport{maxRetries: 3, sleep: sleep, next: roundTripper(func(req *http.Request) (*http.Response, error) {
			attempts++
			return respond(req, 500, nil), nil
		})}
		if _, err := transport.RoundTrip(request(t, ctx, "GET", "")); !errors.Is(err, context.DeadlineExceeded) || attempts != 1 {
			t.Errorf("%d attempts, %v", attempts, err)
		}
	})
}

// TestGateHoldsTheWholeGroup asserts that nothing of a group leaves during its
// penalty, which every request would restart, and that other groups pass.
func TestGateHoldsTheWholeGroup(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		header  http.Header
		penalty time.Duration
		held    []usageGroup
	}{
		"with Retry-After":     {http.Header{"X-Rate-Limit-Group": {"light"}, "Retry-After": {"45"}}, 45 * time.Second, []usageGroup{groupLight}},
		"without Retry-After":  {http.Header{"X-Rate-Limit-Group": {"light"}}, 30 * time.Second, []usageGroup{groupLight}},
		"no group's limit":     {http.Header{}, 30 * time.Second, []usageGroup{groupLight, groupMedium, groupHeavy}},
		"another group stated": {http.Header{"X-Rate-Limit-Group": {"Medium"}, "Retry-After": {"60"}}, 60 * time.Second, []usageGroup{groupLight, groupMedium}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				first := true
				var mu sync.Mutex
				sent := map[usageGroup][]time.Duration{}
				g := newGate(roundTripper(func(req *http.Request) (*http.Response, error) {
					mu.Lock()
					defer mu.Unlock()
					if first {
						first = false
						return respond(req, 429, test.header), nil
					}
					group := usageOf(req.Context()).group
					sent[group] = append(sent[group], time.Since(start))
					return respond(req, 200, nil), nil
				}), 100, quiet, quiet)
				send := func(group usageGroup) {
					if _, err := g.RoundTrip(request(t, withUsage(t.Context(), usage{group, "the-app"}), "GET", "")); err != nil {
						t.Error(err)
					}
				}
				send(groupLight)
				var wait sync.WaitGroup
				for _, group := range []usageGroup{groupLight, groupMedium, groupHeavy} {
					for range 10 {
						wait.Go(func() { send(group) })
					}
				}
				wait.Wait()
				for _, group := range []usageGroup{groupLight, groupMedium, groupHeavy} {
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
		if _, err := g.RoundTrip(request(t, withUsage(t.Context(), usage{groupAuth, "the-app"}), "POST", "")); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := g.RoundTrip(request(t, withUsage(ctx, usage{groupAuth, "the-app"}), "POST", "")); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

// aLimitedServer answers like the platform: it counts requests in a sliding
// window, and says what remains.
type aLimitedServer struct {
	t             *testing.T
	limit, window int
	latency       time.Duration
	// jitter makes answers arrive in another order than the requests.
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
						req := request(t, withUsage(t.Context(), usage{groupMedium, "the-app"}), "GET", "")
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
		"answers in disorder":      {40, 1, 50 * time.Millisecond},
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
					for sleep(ctx, time.Minute*time.Duration(2*test.burst)/time.Duration(test.limit)) == nil {
						server.othersSend(test.burst)
					}
				})
				if err := sleep(t.Context(), 2*time.Minute); err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				requests := 2 * test.limit
				var wait sync.WaitGroup
				for range requests {
					wait.Go(func() {
						if _, err := g.RoundTrip(request(t, withUsage(t.Context(), usage{groupMedium, "the-app"}), "GET", "")); err != nil {
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
				req := request(t, withUsage(t.Context(), usage{groupMedium, "the-app"}), "GET", "")
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
					if _, err := g.RoundTrip(request(t, withUsage(t.Context(), usage{groupMedium, "the-app"}), "GET", "")); err != nil {
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
			req := request(t, withUsage(t.Context(), usage{groupAuth, strconv.Itoa(i % 4)}), "POST", "")
			if _, err := g.RoundTrip(req); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("5 requests of each of 4 apps took %s", took)
		}
	})
}

// TestGateReservation keeps a place for a request that is sent later.
func TestGateReservation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &aLimitedServer{t: t, limit: 3, window: 60}
		g := newGate(server, 100, quiet, quiet)
		u := usage{groupAuth, "the-app"}
		send := func(ctx context.Context) {
			if _, err := g.RoundTrip(request(t, withUsage(ctx, u), "POST", "")); err != nil {
				t.Error(err)
			}
		}
		start := time.Now()
		send(t.Context())
		if err := g.reserve(t.Context(), u); err != nil {
			t.Fatal(err)
		}
		if !g.affords(u, 0) || g.affords(u, 1) {
			t.Error("one request should remain")
		}
		send(t.Context())
		limited, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := g.reserve(limited, u); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		send(withReservation(t.Context()))
		if took := time.Since(start); took != time.Second || server.refused > 0 {
			t.Errorf("took %s with %d refused", took, server.refused)
		}
		again := withReservation(t.Context())
		if !takeReservation(again) || takeReservation(again) || takeReservation(t.Context()) {
			t.Error("a place is for one attempt")
		}
	})
}

func TestTimeoutIsOneAttempts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		transport := &timeoutTransport{timeout: time.Second, next: roundTripper(func(req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			return nil, req.Context().Err()
		})}
		_, err := transport.RoundTrip(request(t, t.Context(), "GET", ""))
		var timeout net.Error
		if !errors.As(err, &timeout) || !timeout.Timeout() || err.Error() != "no complete answer within 1s" {
			t.Errorf("got %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := transport.RoundTrip(request(t, ctx, "GET", "")); !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled caller got %v", err)
		}
	})
}

func TestLogHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	const secret = "hunter2"
	allowed := []string{"method", "path", "group", "duration_ms", "status", "request_id", "rate_limit_remaining"}
	transport := &loggingTransport{
		next: roundTripper(func(req *http.Request) (*http.Response, error) {
			header := http.Header{"Set-Cookie": {secret}}
			header.Set(requestIDHeader, "abc")
			return respond(req, 200, header), nil
		}),
		log: func(_ context.Context, _ string, fields map[string]any) {
			for name, value := range fields {
				if !slices.Contains(allowed, name) {
					t.Errorf("the field %s is logged", name)
				}
				if text, ok := value.(string); ok && strings.Contains(text, secret) {
					t.Errorf("the field %s holds a secret", name)
				}
			}
			if fields["request_id"] != "abc" || fields["path"] != "/restapi/v1.0/account/~" {
				t.Errorf("logged %v", fields)
			}
		},
	}
	req := request(t, t.Context(), "POST", secret)
	req.URL.RawQuery = "token=" + secret
	req.Header.Set("Authorization", "Bearer "+secret)
	if _, err := transport.RoundTrip(req); err != nil {
		t.Fatal(err)
	}
}

func TestNewPlatformChecksTheServer(t *testing.T) {
	t.Parallel()
	for serverURL, ok := range map[string]bool{
		"https://platform.ringcentral.com":          true,
		"https://platform.ringcentral.com/":         true,
		"https://platform.ringcentral.biz":          true,
		"http://127.0.0.1:8080":                     true,
		"http://[::1]:8080":                         true,
		"http://localhost":                          true,
		"http://platform.ringcentral.com":           false,
		"http://127.0.0.1.example.com":              false,
		"https://user:password@platform.example":    false,
		"https://platform.ringcentral.com/restapi":  false,
		"https://platform.ringcentral.com?a=b":      false,
		"https://platform.ringcentral.com#fragment": false,
		"platform.ringcentral.com":                  false,
		"ftp://platform.ringcentral.com":            false,
		"":                                          false,
	} {
		p, err := NewPlatform(PlatformOptions{ServerURL: serverURL})
		if (err == nil) != ok {
			t.Errorf("%q: %v", serverURL, err)
		}
		if err == nil && p.ServerURL() != strings.TrimSuffix(serverURL, "/") {
			t.Errorf("%q became %q", serverURL, p.ServerURL())
		}
	}
}
