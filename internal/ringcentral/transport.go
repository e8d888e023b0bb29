// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"
)

// usageGroup is RingCentral's name for a set of operations that share a rate limit.
type usageGroup string

const (
	groupNone   usageGroup = "nothrottling"
	groupLight  usageGroup = "light"
	groupMedium usageGroup = "medium"
	groupHeavy  usageGroup = "heavy"
	groupAuth   usageGroup = "auth"
)

type usageGroupKey struct{}

func withUsageGroup(ctx context.Context, g usageGroup) context.Context {
	return context.WithValue(ctx, usageGroupKey{}, g)
}

func usageGroupOf(ctx context.Context) usageGroup {
	if g, ok := ctx.Value(usageGroupKey{}).(usageGroup); ok {
		return g
	}
	return groupNone
}

// sleep waits for d, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// retryAfter reads a Retry-After header in seconds or as a date; 0 if there is none.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil && seconds > 0 {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// headerTransport sets what every request carries.
type headerTransport struct {
	next      http.RoundTripper
	userAgent string
}

func (t *headerTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", t.userAgent)
	return t.next.RoundTrip(req)
}

// timeoutTransport bounds one attempt, reading of the body included.
type timeoutTransport struct {
	next    http.RoundTripper
	timeout time.Duration
}

func (t *timeoutTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeoutCause(req.Context(), t.timeout, &timeoutError{t.timeout})
	resp, err := t.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		if cause := context.Cause(ctx); cause != nil && req.Context().Err() == nil {
			err = cause
		}
		cancel()
		return nil, err
	}
	resp.Body = &cancellingBody{ReadCloser: resp.Body, cancel: cancel}
	return resp, nil
}

// timeoutError reports that an attempt took longer than the request timeout.
type timeoutError struct{ after time.Duration }

func (e *timeoutError) Error() string { return "no complete answer within " + e.after.String() }

// Timeout implements net.Error.
func (e *timeoutError) Timeout() bool { return true }

// Temporary implements net.Error.
func (e *timeoutError) Temporary() bool { return true }

type cancellingBody struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (b *cancellingBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}
