// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package transport sends requests to the platform through layers: retries, rate
// limits, timeouts and sanitizing of foreign text. It knows RingCentral's rules for
// requests, but not its API.
package transport

import (
	"context"
	"net/http"
	"time"
)

// LogFunc receives one line per request. Its fields never hold a secret.
type LogFunc func(ctx context.Context, message string, fields map[string]any)

// Options configures the layers. All fields are needed.
type Options struct {
	// Next sends the requests.
	Next      http.RoundTripper
	UserAgent string
	// Timeout bounds one attempt, including reading the body.
	Timeout    time.Duration
	MaxRetries int
	// RateLimitPercent is the share of the rate limits to use, 1 to 100.
	RateLimitPercent int
	Log              LogFunc
	// Notice receives messages for people who wait.
	Notice LogFunc
}

// Transport sends requests through all layers. It is safe for concurrent use.
type Transport struct {
	http.RoundTripper
	gate *gate
}

// New stacks the layers. The gate is inside the retries, so that every attempt counts.
func New(o Options) *Transport {
	headers := &headerTransport{next: &sanitizeTransport{next: o.Next}, userAgent: o.UserAgent}
	logging := &loggingTransport{next: &timeoutTransport{next: headers, timeout: o.Timeout}, log: o.Log}
	gate := newGate(logging, o.RateLimitPercent, o.Log, o.Notice)
	return &Transport{&retryTransport{next: &bufferTransport{gate}, maxRetries: o.MaxRetries, sleep: Sleep}, gate}
}

// Pending returns how many requests wait for a rate limit or are in flight.
func (t *Transport) Pending() int {
	t.gate.mu.Lock()
	defer t.gate.mu.Unlock()
	pending := 0
	for _, b := range t.gate.budgets {
		pending += b.waiting + b.inFlight
	}
	return pending
}

// PerMinute returns how many requests a budget allows per minute, as far as this process
// knows: from response headers, or else as documented. 0 is no limit.
func (t *Transport) PerMinute(k BudgetKey) int { return t.gate.perMinute(k) }

// Affords reports whether a budget has more than a reserve of requests left, as far as
// this process knows.
func (t *Transport) Affords(k BudgetKey, keep int) bool { return t.gate.affords(k, keep) }
