// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

const (
	firstBackoff = 2 * time.Second
	maxBackoff   = 60 * time.Second
	// maxRetryAfter is the longest Retry-After that the transport waits for. A longer one
	// is reported instead.
	maxRetryAfter = 5 * time.Minute
	// grantBackoff is the pause that RingCentral's guide asks for between grants that
	// failed.
	grantBackoff = 10 * time.Second
)

// policy selects the rules of RingCentral's guide for retries of a request.
type policy int

const (
	usual policy = iota
	never
	asGrant
)

type policyContextKey struct{}

// WithoutRetries marks a request that is not worth repeating.
func WithoutRetries(ctx context.Context) context.Context {
	return context.WithValue(ctx, policyContextKey{}, never)
}

// AsGrant marks a request for a token. RingCentral's guide has special rules for its
// retries.
func AsGrant(ctx context.Context) context.Context {
	return context.WithValue(ctx, policyContextKey{}, asGrant)
}

func policyOf(ctx context.Context) policy {
	if p, ok := ctx.Value(policyContextKey{}).(policy); ok {
		return p
	}
	return usual
}

// retryTransport retries after transient failures, following RingCentral's guide to
// error handling: after 2 s at first, doubling up to 60 s, or after Retry-After. A
// request that may have been processed is retried only if its method is idempotent, or
// if it is a grant: the session of a lost grant ends by itself. Attempts after a 429
// wait in the gate.
type retryTransport struct {
	next       http.RoundTripper
	maxRetries int
	sleep      func(context.Context, time.Duration) error
}

func (t *retryTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	policy := policyOf(req.Context())
	if policy == never {
		return t.next.RoundTrip(req)
	}
	backoff := firstBackoff
	if policy == asGrant {
		backoff = grantBackoff
	}
	for attempt := 0; ; attempt++ {
		resp, err := t.next.RoundTrip(req)
		if attempt >= t.maxRetries || req.Context().Err() != nil || !repeatable(req, resp, err) {
			return resp, err
		}
		wait := backoff
		if resp != nil {
			if after := RetryAfter(resp.Header, time.Now()); after > maxRetryAfter {
				return resp, nil
			} else if after > 0 {
				wait = after
			}
			if resp.StatusCode == http.StatusTooManyRequests {
				wait = 0
			}
			Discard(resp)
		}
		if wait > 0 {
			if sleepErr := t.sleep(req.Context(), wait); sleepErr != nil {
				return nil, errors.Join(sleepErr, err)
			}
		}
		if policy != asGrant {
			backoff = min(2*backoff, maxBackoff)
		}
		if req, err = rewound(req); err != nil {
			return nil, err
		}
	}
}

// repeatable reports whether a failed request may be sent again as it is.
func repeatable(req *http.Request, resp *http.Response, err error) bool {
	idempotent, isGrant := req.Method != http.MethodPost, policyOf(req.Context()) == asGrant
	if err != nil {
		return !isLasting(err) && (idempotent || isGrant || isDialError(err))
	}
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		return true
	case http.StatusRequestTimeout:
		return isGrant
	case http.StatusInternalServerError, http.StatusServiceUnavailable:
		return idempotent || isGrant
	case http.StatusBadGateway, http.StatusGatewayTimeout:
		return idempotent
	}
	return false
}

// isLasting reports whether a retry would fail in the same way.
func isLasting(err error) bool {
	var penalty *PenaltyError
	return errors.As(err, &penalty) || isUntrusted(err)
}

// isUntrusted reports whether no request was sent because the proxy or the server cannot
// be trusted.
func isUntrusted(err error) bool {
	var proxy *ProxyError
	var certificate *tls.CertificateVerificationError
	return errors.As(err, &proxy) || errors.As(err, &certificate) || errors.Is(err, http.ErrSchemeMismatch)
}

// NotSentError reports a request that never left.
type NotSentError struct{ Err error }

func (e *NotSentError) Error() string { return e.Err.Error() }

func (e *NotSentError) Unwrap() error { return e.Err }

// WasNotSent reports whether a request failed before it left, so that nothing can have
// been processed.
func WasNotSent(err error) bool {
	var notSent *NotSentError
	return errors.As(err, &notSent) || isDialError(err)
}

func isDialError(err error) bool {
	var opError *net.OpError
	return errors.As(err, &opError) && (opError.Op == "dial" || opError.Op == "proxyconnect") || isUntrusted(err)
}

func rewound(req *http.Request) (*http.Request, error) {
	again := req.Clone(req.Context())
	if req.GetBody == nil {
		if req.Body != nil && req.Body != http.NoBody {
			return nil, errors.New("the request cannot be retried")
		}
		return again, nil
	}
	body, err := req.GetBody()
	if err != nil {
		return nil, fmt.Errorf("retrying the request: %w", err)
	}
	again.Body = body
	return again, nil
}

// Discard reads a little of the body so that the connection can be used again.
func Discard(resp *http.Response) {
	_, _ = io.CopyN(io.Discard, resp.Body, 64<<10)
	resp.Body.Close()
}
