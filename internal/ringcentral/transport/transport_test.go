// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
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
		"500 forever":                   {"GET", []outcome{{status: 500}}, 4, []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second}},
		"502 on an update":              {"PUT", []outcome{{status: 502}, {status: 200}}, 2, []time.Duration{2 * time.Second}},
		"503 with Retry-After":          {"GET", []outcome{{status: 503, header: after("7")}, {status: 200}}, 2, []time.Duration{7 * time.Second}},
		"Retry-After too long":          {"GET", []outcome{{status: 503, header: after("301")}}, 1, nil},
		"504 on a deletion":             {"DELETE", []outcome{{status: 504}, {status: 204}}, 2, []time.Duration{2 * time.Second}},
		"500 on a create":               {"POST", []outcome{{status: 500}}, 1, nil},
		"503 on a create":               {"POST", []outcome{{status: 503, header: after("1")}}, 1, nil},
		"429 on a create":               {"POST", []outcome{{status: 429}, {status: 200}}, 2, nil},
		"no connection on a create":     {"POST", []outcome{{err: dialError}, {status: 200}}, 2, []time.Duration{2 * time.Second}},
		"lost response of a create":     {"POST", []outcome{{err: reset}}, 1, nil},
		"lost response of an update":    {"PUT", []outcome{{err: reset}, {status: 200}}, 2, []time.Duration{2 * time.Second}},
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
		transport := &retryTransport{maxRetries: 3, sleep: Sleep, next: roundTripper(func(req *http.Request) (*http.Response, error) {
			attempts++
			return respond(req, 500, nil), nil
		})}
		if _, err := transport.RoundTrip(request(t, ctx, "GET", "")); !errors.Is(err, context.DeadlineExceeded) || attempts != 1 {
			t.Errorf("%d attempts, %v", attempts, err)
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
		if !errors.As(err, &timeout) || !timeout.Timeout() || err.Error() != "no complete response within 1s" {
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
			header.Set(RequestIDHeader, "abc")
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

// TestRequestSecretsAreRemoved lets a server repeat what it was sent in every part of a
// response and of an error.
func TestRequestSecretsAreRemoved(t *testing.T) {
	t.Parallel()
	const clientSecret, assertion, password = "Zy9xW8vU7tS6+rQ5pO4/nM3lK2jI1hG0", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "Sesame-1"
	basic := base64.StdEncoding.EncodeToString([]byte("the-client:" + url.QueryEscape(clientSecret)))
	escaped := func(text string) string { // the whole text in JSON escapes
		var b strings.Builder
		for _, r := range text {
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		return b.String()
	}
	for name, form := range map[string]func(string) string{
		"plain":        func(s string) string { return s },
		"base64":       func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
		"base64url":    func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
		"URL":          url.QueryEscape,
		"JSON escapes": escaped,
		"invisible":    func(s string) string { return s[:4] + "\u200b" + s[4:] },
	} {
		for _, status := range []int{http.StatusOK, http.StatusForbidden} {
			t.Run(fmt.Sprint(name, " ", status), func(t *testing.T) {
				t.Parallel()
				for _, secret := range []string{"Basic " + basic, basic, clientSecret, assertion, password} {
					repeated := form(secret)
					inHeader, _ := strconv.Unquote(`"` + repeated + `"`)
					layers := New(Options{
						Next: roundTripper(func(req *http.Request) (*http.Response, error) {
							resp := respond(req, status, http.Header{"X-Echo": {inHeader, "a " + inHeader + " b"}, RequestIDHeader: {inHeader}})
							resp.Status = inHeader
							resp.Body = io.NopCloser(strings.NewReader(`{"number":12,"name":"` + repeated + `","list":["é",{"` + repeated + `":"x"}]}`))
							return resp, nil
						}),
						Timeout: time.Minute, RateLimitPercent: 100, Notice: quiet,
						Log: func(_ context.Context, message string, fields map[string]any) {
							wantAbsent(t, secret, fmt.Sprint(message, fields))
						},
					})
					req := request(t, WithSecrets(t.Context(), assertion, password), http.MethodPost, "")
					req.Header.Set("Authorization", "Basic "+basic)
					resp, err := layers.RoundTrip(req)
					if err != nil {
						t.Fatal(err)
					}
					body, err := io.ReadAll(resp.Body)
					var read any
					if err != nil || json.Unmarshal(body, &read) != nil {
						t.Fatalf("%q: %v", body, err)
					}
					wantAbsent(t, secret, fmt.Sprint(resp.Status, resp.Header, read))
					if !strings.Contains(string(body), `"number":12`) || !strings.Contains(string(body), "é") {
						t.Errorf("more than the secret is gone: %s", body)
					}
				}
			})
		}
	}
	t.Run("error", func(t *testing.T) {
		t.Parallel()
		layers := New(Options{Next: roundTripper(func(req *http.Request) (*http.Response, error) {
			return nil, errors.New("malformed MIME header line: Echo " + req.Header.Get("Authorization") + " " + clientSecret)
		}), Timeout: time.Minute, RateLimitPercent: 100, Notice: quiet, Log: func(_ context.Context, message string, fields map[string]any) {
			wantAbsent(t, clientSecret, fmt.Sprint(message, fields))
		}})
		req := request(t, t.Context(), http.MethodPost, "")
		req.Header.Set("Authorization", "Basic "+basic)
		_, err := layers.RoundTrip(req)
		if err == nil || !strings.Contains(err.Error(), "malformed") {
			t.Fatal(err)
		}
		wantAbsent(t, clientSecret, err.Error())
		wantAbsent(t, basic, err.Error())
	})
}

func wantAbsent(t *testing.T, secret, text string) {
	t.Helper()
	seen := strings.ReplaceAll(text, "\u200b", "")
	for _, form := range formsOf(secret) {
		if strings.Contains(seen, form) {
			t.Errorf("%q holds %q", text, form)
		}
	}
}
