// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
)

// MaxBody bounds a successful response, in bytes.
const MaxBody = 32 << 20

// bufferTransport reads the whole response before it passes it on, so that a truncated
// response counts as lost and its request can be retried. Oversized bodies are truncated
// just past the limit.
type bufferTransport struct{ next http.RoundTripper }

func (t *bufferTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(io.LimitReader(resp.Body, MaxBody+1))
	if err != nil {
		return nil, fmt.Errorf("reading the response: %w", err)
	}
	content = redactionOf(req).body(content, resp.StatusCode >= 200 && resp.StatusCode <= 299)
	resp.Body = io.NopCloser(bytes.NewReader(content))
	return resp, nil
}
