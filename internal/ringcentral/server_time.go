// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// versionsPath needs no credentials and counts against no limit.
const versionsPath = "/restapi"

// ServerTime returns the platform's time from the header Date, to the second.
func (p *Platform) ServerTime(ctx context.Context) (time.Time, error) {
	req, err := http.NewRequestWithContext(transport.WithoutRetries(ctx), http.MethodGet, p.serverURL+versionsPath, http.NoBody)
	if err != nil {
		return time.Time{}, fmt.Errorf("reading the platform's clock: %w", err)
	}
	resp, err := p.http.Do(req)
	if err != nil {
		return time.Time{}, fmt.Errorf("GET %s: %w", versionsPath, unwrapURLError(err))
	}
	defer resp.Body.Close()
	at, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return time.Time{}, &DecodeError{Method: http.MethodGet, Path: versionsPath, Err: err}
	}
	return at, nil
}
