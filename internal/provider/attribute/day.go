// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package attribute

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

const dayForm = "must be a date such as 2027-06-30, or an RFC 3339 time such as 2027-06-30T00:00:00Z"

// Day accepts a date, or a time, whose day in UTC is what counts.
func Day() validator.String { return day{} }

// ParseDay reads what Day accepts. A date stands for its beginning in UTC.
func ParseDay(text string) (time.Time, error) {
	if date, err := time.Parse(time.DateOnly, text); err == nil {
		return date, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("it %s", dayForm)
	}
	return at, nil
}

type day struct{}

// Description implements validator.Describer.
func (day) Description(context.Context) string { return dayForm }

// MarkdownDescription implements validator.Describer.
func (v day) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v day) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if _, err := ParseDay(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid date", fmt.Sprintf("Attribute %s %s, got: %s", req.Path, dayForm, req.ConfigValue.ValueString()))
	}
}
