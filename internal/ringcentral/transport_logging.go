// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"net/http"
	"time"
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
		"group":       string(usageOf(req.Context()).group),
		"duration_ms": time.Since(start).Milliseconds(),
	}
	if err != nil {
		fields["error"] = err.Error()
		t.log(req.Context(), "RingCentral request failed", fields)
		return nil, err
	}
	fields["status"] = resp.StatusCode
	fields["request_id"] = cleaned(resp.Header.Get(requestIDHeader))
	fields["rate_limit_remaining"] = cleaned(resp.Header.Get("X-Rate-Limit-Remaining"))
	t.log(req.Context(), "RingCentral request", fields)
	return resp, nil
}
