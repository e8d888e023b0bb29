// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"fmt"
	"time"
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
