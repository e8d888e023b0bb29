// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
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

// usage says which budget a request is counted against: the usage group, and
// whose it is. RingCentral counts the group Auth by app, and the others by app
// and user.
type usage struct {
	group  usageGroup
	holder string
}

type (
	usageKey     struct{}
	noRetriesKey struct{}
)

func withUsage(ctx context.Context, u usage) context.Context {
	return context.WithValue(ctx, usageKey{}, u)
}

func usageOf(ctx context.Context) usage {
	if u, ok := ctx.Value(usageKey{}).(usage); ok {
		return u
	}
	return usage{group: groupNone}
}

// withoutRetries marks a request that is not worth repeating.
func withoutRetries(ctx context.Context) context.Context {
	return context.WithValue(ctx, noRetriesKey{}, true)
}

// sleep waits for d, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error { return sleepUnless(ctx, d, nil) }

// sleepUnless is sleep, but also ends when done is closed.
func sleepUnless(ctx context.Context, d time.Duration, done <-chan struct{}) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	case <-done:
	}
	return nil
}

// longestRetryAfter is what any longer Retry-After is taken for.
const longestRetryAfter = 365 * 24 * time.Hour

// retryAfter reads a Retry-After header in seconds or as a date; 0 if there is none.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(value, 10, 64); seconds > 0 && (err == nil || errors.Is(err, strconv.ErrRange)) {
		return time.Duration(min(seconds, int64(longestRetryAfter/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil && at.After(now) {
		return min(at.Sub(now), longestRetryAfter)
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
	resp.Body = &timedBody{ReadCloser: resp.Body, ctx: ctx, cancel: cancel}
	return resp, nil
}

// timeoutError reports that an attempt took longer than the request timeout.
type timeoutError struct{ after time.Duration }

func (e *timeoutError) Error() string { return "no complete answer within " + e.after.String() }

// Timeout implements net.Error.
func (e *timeoutError) Timeout() bool { return true }

// Temporary implements net.Error.
func (e *timeoutError) Temporary() bool { return true }

// timedBody ends with the time of its attempt.
type timedBody struct {
	io.ReadCloser
	ctx    context.Context //nolint:containedctx // that of the attempt, which ends with the body
	cancel context.CancelFunc
}

func (b *timedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err == nil || err == io.EOF {
		return n, err
	}
	var timeout *timeoutError
	if errors.As(context.Cause(b.ctx), &timeout) {
		err = timeout
	}
	return n, err
}

func (b *timedBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}
