// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// defaultTimeout is how long an operation on one object may take unless the
// resource says otherwise. A refused window of a rate limit is a minute, and a
// server may ask to wait for up to five.
const defaultTimeout = 20 * time.Minute

// longestTimeout is the longest timeout that a configuration may set.
const longestTimeout = 24 * time.Hour

// TimeoutsBlock is the timeouts block of a resource.
func TimeoutsBlock(ctx context.Context, withUpdate bool) map[string]schema.Block {
	const whole = "including retries and waiting for rate limits, for example `30m` (units `h`, `m`, `s`). Default `20m`."
	block := timeouts.Block(ctx, timeouts.Opts{
		Create: true, CreateDescription: "Timeout of the create, " + whole,
		Read: true, ReadDescription: "Timeout of the read during a refresh, " + whole,
		Update: withUpdate, UpdateDescription: "Timeout of the update, " + whole,
		Delete: true, DeleteDescription: "Timeout of the delete, " + whole + " Apply it before you destroy the resource.",
	})
	if nested, ok := block.(schema.SingleNestedBlock); ok {
		for name, timeout := range nested.Attributes {
			if text, ok := timeout.(schema.StringAttribute); ok {
				text.Validators = append(text.Validators, attribute.DurationBetween(time.Second, longestTimeout))
				nested.Attributes[name] = text
			}
		}
		block = nested
	}
	return map[string]schema.Block{"timeouts": block}
}

// NoTimeouts are the timeouts of an object that no configuration declares.
func NoTimeouts(withUpdate bool) timeouts.Value {
	of := types.ObjectNull(nil)
	if block, ok := TimeoutsBlock(context.Background(), withUpdate)["timeouts"].(schema.SingleNestedBlock); ok {
		if kind, ok := block.CustomType.(timeouts.Type); ok {
			of = types.ObjectNull(kind.AttrTypes)
		}
	}
	return timeouts.Value{Object: of}
}

// WithTimeout bounds an operation. configured is the method of the resource's
// timeouts that returns that of the operation.
func WithTimeout(
	ctx context.Context, configured func(context.Context, time.Duration) (time.Duration, diag.Diagnostics), diags *diag.Diagnostics,
) (context.Context, context.CancelFunc) {
	allowed, d := configured(ctx, defaultTimeout)
	diags.Append(d...)
	return context.WithTimeoutCause(ctx, allowed, &ringcentral.TimeoutError{Allowed: allowed})
}

// WhilePlanning bounds what is looked up for a plan.
func WhilePlanning(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, defaultTimeout, &ringcentral.TimeoutError{Allowed: defaultTimeout})
}
