// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package attribute

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// DurationBetween accepts durations from minimum to maximum. Text that is no duration
// is left to the attribute's type to report.
func DurationBetween(minimum, maximum time.Duration) validator.String {
	return between{minimum, maximum}
}

type between struct{ minimum, maximum time.Duration }

func (v between) Description(context.Context) string {
	return fmt.Sprintf("must be a duration from %s to %s", v.minimum, v.maximum)
}

func (v between) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v between) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	duration, err := time.ParseDuration(req.ConfigValue.ValueString())
	if err == nil && (duration < v.minimum || duration > v.maximum) {
		resp.Diagnostics.AddAttributeError(req.Path, "Duration out of range",
			fmt.Sprintf("Attribute %s %s, got %s.", req.Path, v.Description(ctx), duration))
	}
}
