// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"io"
	"net/http"
)

const (
	// RequestIDHeader is the header of a response that RingCentral's support asks for.
	RequestIDHeader = "RCRequestId"
	// MaxText bounds text of a server that is shown, in characters.
	MaxText = 500
)

// sanitizeTransport makes errors and headers safe to show. They quote certificates,
// malformed headers and other parts of a response, which may repeat the secrets of the
// request.
type sanitizeTransport struct{ next http.RoundTripper }

func (t *sanitizeTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	secrets := redactionOf(req)
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		return nil, &shownError{err, secrets.line(err.Error())}
	}
	secrets.header(resp.Header)
	resp.Status = secrets.line(resp.Status)
	resp.Body = &sanitizedBody{resp.Body, secrets}
	return resp, nil
}

type sanitizedBody struct {
	io.ReadCloser
	secrets redaction
}

func (b *sanitizedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		err = &shownError{err, b.secrets.line(err.Error())}
	}
	return n, err
}

// shownError is an error whose text is safe to show.
type shownError struct {
	err  error
	text string
}

func (e *shownError) Error() string { return e.text }

func (e *shownError) Unwrap() error { return e.err }
