// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

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
	// maxRetryAfter is the longest Retry-After that is waited for. A longer one
	// is reported instead.
	maxRetryAfter = 5 * time.Minute
	// grantBackoff is the pause that RingCentral's guide asks for between grants that
	// failed.
	grantBackoff = 10 * time.Second
)

// retryTransport repeats requests that failed for a passing reason, following
// RingCentral's guide to error handling: 2 s at first, doubling up to 60 s, and
// Retry-After where there is one. A request that may have been processed is only
// repeated if its method is idempotent, or if it is a grant: the session of a lost
// one ends by itself. Attempts after a 429 wait in the gate.
type retryTransport struct {
	next       http.RoundTripper
	maxRetries int
	sleep      func(context.Context, time.Duration) error
}

func (t *retryTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Context().Value(noRetriesKey{}) != nil {
		return t.next.RoundTrip(req)
	}
	backoff := firstBackoff
	if isGrant(req) {
		backoff = grantBackoff
	}
	for attempt := 0; ; attempt++ {
		resp, err := t.next.RoundTrip(req)
		if attempt >= t.maxRetries || req.Context().Err() != nil || !repeatable(req, resp, err) {
			return resp, err
		}
		wait := backoff
		if resp != nil {
			if after := retryAfter(resp.Header, time.Now()); after > maxRetryAfter {
				return resp, nil
			} else if after > 0 {
				wait = after
			}
			if resp.StatusCode == http.StatusTooManyRequests {
				wait = 0
			}
			discard(resp)
		}
		if wait > 0 {
			if sleepErr := t.sleep(req.Context(), wait); sleepErr != nil {
				return nil, errors.Join(sleepErr, err)
			}
		}
		if !isGrant(req) {
			backoff = min(2*backoff, maxBackoff)
		}
		if req, err = rewound(req); err != nil {
			return nil, err
		}
	}
}

// repeatable tells whether a failed request may be sent again as it is.
func repeatable(req *http.Request, resp *http.Response, err error) bool {
	idempotent := req.Method != http.MethodPost
	if err != nil {
		return !isLasting(err) && (idempotent || isGrant(req) || isDialError(err))
	}
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		return true
	case http.StatusRequestTimeout:
		return isGrant(req)
	case http.StatusInternalServerError, http.StatusServiceUnavailable:
		return idempotent || isGrant(req)
	case http.StatusBadGateway, http.StatusGatewayTimeout:
		return idempotent
	}
	return false
}

// isLasting tells whether the same will happen again within any time that is waited.
func isLasting(err error) bool {
	var penalty *PenaltyError
	return errors.As(err, &penalty) || isUntrusted(err)
}

// isUntrusted tells whether no request was sent because the proxy or the server is not
// what it should be.
func isUntrusted(err error) bool {
	var proxy *ProxyError
	var certificate *tls.CertificateVerificationError
	return errors.As(err, &proxy) || errors.As(err, &certificate) || errors.Is(err, http.ErrSchemeMismatch)
}

// isGrant tells whether a request asks for a token. RingCentral's guide has rules of
// its own for repeating it.
func isGrant(req *http.Request) bool { return req.URL.Path == tokenPath }

// isDialError tells whether no connection was made, so that nothing can have
// been processed.
func isDialError(err error) bool {
	var opError *net.OpError
	return errors.As(err, &opError) && (opError.Op == "dial" || opError.Op == "proxyconnect") || isUntrusted(err)
}

func rewound(req *http.Request) (*http.Request, error) {
	again := req.Clone(req.Context())
	if req.GetBody == nil {
		if req.Body != nil && req.Body != http.NoBody {
			return nil, errors.New("the request cannot be repeated")
		}
		return again, nil
	}
	body, err := req.GetBody()
	if err != nil {
		return nil, fmt.Errorf("repeating the request: %w", err)
	}
	again.Body = body
	return again, nil
}

// discard reads a little of the body so that the connection can be used again.
func discard(resp *http.Response) {
	_, _ = io.CopyN(io.Discard, resp.Body, 64<<10)
	resp.Body.Close()
}
