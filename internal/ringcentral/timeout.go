// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// TimeoutError reports that the time was over which the caller allowed for an
// operation. The caller makes it the cause of the end of the operation's context.
type TimeoutError struct {
	Allowed time.Duration
	// Group is the usage group whose rate limit was waited for then; empty if it was
	// none.
	Group string
	// Err is how far the operation had come.
	Err error
}

func (e *TimeoutError) Error() string {
	text := fmt.Sprintf("timed out after %s", e.Allowed)
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *TimeoutError) Unwrap() error { return e.Err }

// withTimeoutCause turns the error of a call that timed out into a *TimeoutError.
func (c *Client) withTimeoutCause(ctx context.Context, call call, err error) error {
	var timeout, known *TimeoutError
	if !errors.As(context.Cause(ctx), &timeout) || errors.As(err, &known) {
		return err
	}
	timedOut := &TimeoutError{Allowed: timeout.Allowed, Err: err}
	grant, _ := c.session.usable()
	switch {
	case grant == nil:
		if !c.platform.transport.Affords(c.session.request.App.budget(), 0) {
			timedOut.Group = string(transport.Auth)
		}
	case !c.platform.transport.Affords(c.budgetOf(call, grant), 0):
		timedOut.Group = string(call.group)
	}
	return timedOut
}
