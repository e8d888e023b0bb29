// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"time"
)

// afterCancel is how long a sent write, and the lookup of its outcome, may continue
// after the caller was canceled.
const afterCancel = 10 * time.Second

// WithGracePeriod returns a context that ends only some time after ctx has ended.
func WithGracePeriod(ctx context.Context) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.AfterFunc(afterCancel, cancel)
		context.AfterFunc(longer, func() { timer.Stop() })
	})
	return longer, func() {
		stop()
		cancel()
	}
}
