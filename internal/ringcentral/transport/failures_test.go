// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// TestFailedAttempts fails every attempt of a request that may be repeated at will, and
// of one that creates something.
func TestFailedAttempts(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		err             error
		read, creation  int // attempts
		creationIsClear bool
	}{
		"reset":                   {&net.OpError{Op: "read", Err: errors.New("connection reset by peer")}, 4, 1, false},
		"cut off":                 {io.ErrUnexpectedEOF, 4, 1, false},
		"timed out":               {&timeoutError{time.Second}, 4, 1, false},
		"refused":                 {&net.OpError{Op: "dial", Err: errors.New("connection refused")}, 4, 4, true},
		"no such name":            {&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host"}}, 4, 4, true},
		"the proxy is not there":  {&net.OpError{Op: "proxyconnect", Err: errors.New("connection refused")}, 4, 4, true},
		"the proxy refuses":       {&ProxyError{StatusCode: 407}, 1, 1, true},
		"no proxy":                {&ProxyError{}, 1, 1, true},
		"an unknown authority":    {&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, 1, 1, true},
		"no TLS":                  {http.ErrSchemeMismatch, 1, 1, true},
		"a penalty":               {&NotSentError{&PenaltyError{Group: "light", Wait: time.Hour}}, 1, 1, true},
		"a TLS alert, maybe late": {&net.OpError{Op: "remote error", Err: errors.New("tls: bad certificate")}, 4, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				for method, want := range map[string]int{http.MethodGet: test.read, http.MethodPost: test.creation} {
					attempts := 0
					transport := &retryTransport{maxRetries: 3, sleep: Sleep, next: roundTripper(func(*http.Request) (*http.Response, error) {
						attempts++
						return nil, &shownError{test.err, test.err.Error()}
					})}
					_, err := transport.RoundTrip(request(t, context.Background(), method, ""))
					if !errors.Is(err, test.err) || attempts != want {
						t.Errorf("%s: %d attempts, want %d, %v", method, attempts, want, err)
					}
					if method == http.MethodPost && WasNotSent(fmt.Errorf("creating: %w", err)) != test.creationIsClear {
						t.Errorf("it is clear that nothing was created: %v, want %v", !test.creationIsClear, test.creationIsClear)
					}
				}
			})
		})
	}
}
