// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"net/http"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

// loggingTransport logs one line per attempt: an allow-list of fields, never
// headers, query or body.
type loggingTransport struct {
	next http.RoundTripper
	log  LogFunc
}

func (t *loggingTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	start := time.Now()
	resp, err := t.next.RoundTrip(req)
	fields := map[string]any{
		"method":      req.Method,
		"path":        req.URL.Path,
		"group":       string(budgetOf(req.Context()).Group),
		"duration_ms": time.Since(start).Milliseconds(),
	}
	if err != nil {
		fields["error"] = err.Error()
		t.log(req.Context(), "RingCentral request failed", fields)
		return nil, err
	}
	fields["status"] = resp.StatusCode
	fields["request_id"] = printable.Line(resp.Header.Get(RequestIDHeader), MaxText)
	fields["rate_limit_remaining"] = printable.Line(resp.Header.Get("X-Rate-Limit-Remaining"), MaxText)
	t.log(req.Context(), "RingCentral request", fields)
	return resp, nil
}
