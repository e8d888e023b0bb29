// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package secretref

import (
	"context"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

var variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func envValidators() []validator.String {
	return []validator.String{
		placeValidator{what: "the name of an environment variable: letters, digits and underscores", pattern: variableName},
	}
}

func fileValidators() []validator.String {
	return []validator.String{placeValidator{what: "the path of a file"}}
}

func commandValidators() []validator.List {
	return []validator.List{
		listvalidator.SizeAtLeast(1),
		listvalidator.NoNullValues(),
		listvalidator.ValueStringsAre(placeValidator{what: "a program with its arguments that print the value", emptyAllowed: true}),
	}
}

// onePlace reports at the reference itself that it does not name one place. The
// attributes inside it have no line of their own in Terraform's messages.
type onePlace struct{}

// Description implements validator.Describer.
func (onePlace) Description(context.Context) string {
	return "must have exactly one of env, file, command"
}

// MarkdownDescription implements validator.Describer.
func (v onePlace) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateObject implements validator.Object.
func (v onePlace) ValidateObject(ctx context.Context, req validator.ObjectRequest, resp *validator.ObjectResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	set, unknown := 0, 0
	for _, value := range req.ConfigValue.Attributes() {
		switch {
		case value.IsUnknown():
			unknown++
		case !value.IsNull():
			set++
		}
	}
	if set > 1 || set+unknown == 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid reference to a secret",
			fmt.Sprintf("`%s` %s, for example { env = \"NAME_OF_VARIABLE\" }.", req.Path, v.Description(ctx)))
	}
}

// placeValidator refuses a secret where its place is expected. Its message never
// repeats the value, and names no path, because Terraform would print the line of
// the configuration that holds it.
type placeValidator struct {
	what         string
	pattern      *regexp.Regexp // nil: any text
	emptyAllowed bool
}

// Description implements validator.Describer.
func (v placeValidator) Description(context.Context) string { return "must be " + v.what }

// MarkdownDescription implements validator.Describer.
func (v placeValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v placeValidator) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	value := req.ConfigValue.ValueString()
	switch {
	case credential.LooksLikeSecret(value):
		resp.Diagnostics.AddError("A secret is in the place of a reference",
			fmt.Sprintf("The value of %s looks like a secret, and is not shown here. The argument expects %s.\n\nWhat to do: remove the secret from the configuration, and from version control if you committed it. Store it on the machine that runs Terraform, for example in an environment variable, and refer to it: { env = \"ORDERS_JWT\" }. With Terraform 1.11 or later you can pass an ephemeral value, for example from a secret manager, in the write-only argument that ends in _wo.", req.Path, v.what))
	case value == "" && !v.emptyAllowed, v.pattern != nil && !v.pattern.MatchString(value):
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid reference to a secret", fmt.Sprintf("The argument expects %s.", v.what))
	}
}
