// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/url"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// Request is a request as it is sent, for questions about the platform itself.
type Request struct {
	Method string
	Group  transport.Group
	// Path holds "~" for the account and the extension of the session.
	Path  string
	Query url.Values
	// Body is encoded as JSON; nil for none.
	Body any
}

// Response is a response as it was received.
type Response struct {
	Status int
	// Body is the JSON object; nil if there is none.
	Body      map[string]any
	RequestID string
	// StatesLimit is set if X-Rate-Limit headers state the limit of a usage group.
	StatesLimit bool
}

// Ask sends one request once and returns what the platform responded, so that a caller
// sees what the other methods hide. A refusal is an *Error.
func (c *Client) Ask(ctx context.Context, r Request) (*Response, error) {
	received, err := c.perform(transport.WithoutRetries(ctx), call{method: r.Method, group: r.Group, path: r.Path, query: r.Query, body: r.Body})
	if err != nil {
		return nil, err
	}
	response := &Response{Status: received.status, RequestID: received.requestID, StatesLimit: transport.StatesLimit(received.header)}
	if len(received.body) > 0 {
		if err := decode(received.body, &response.Body); err != nil {
			return nil, &DecodeError{Method: r.Method, Path: r.Path, RequestID: received.requestID, Err: err}
		}
	}
	return response, nil
}
