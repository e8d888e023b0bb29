// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/http"
	"net/url"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// Rehearse sends a GET request to see whether the session may, and returns its HTTP
// status. It discards the body. A refusal is an *Error.
func (c *Client) Rehearse(ctx context.Context, group transport.Group, path string, query url.Values) (status int, err error) {
	received, err := c.perform(ctx, call{method: http.MethodGet, group: group, path: path, query: query, discard: true})
	if err != nil {
		return 0, err
	}
	return received.status, nil
}
