// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// digits accepts a secret of digits only, and never repeats its value.
type digits struct{}

// Description implements validator.Describer.
func (digits) Description(context.Context) string { return "must consist of digits" }

// MarkdownDescription implements validator.Describer.
func (v digits) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v digits) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if value := req.ConfigValue.ValueString(); value == "" || strings.Trim(value, "0123456789") != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid PIN", fmt.Sprintf("%s %s.", req.Path, v.Description(ctx)))
	}
}
