// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package attribute

import (
	"context"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

// clientIDPattern matches a client ID.
var clientIDPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,255}$`)

// ClientID accepts a client ID.
func ClientID() validator.String {
	return identifier{clientIDPattern, "must be a Client ID: at most 255 letters, digits, hyphens and underscores, without spaces"}
}

// IsClientID reports whether a text can be a client ID.
func IsClientID(text string) bool {
	return clientIDPattern.MatchString(text) && credential.InspectClientID(text) == nil
}

// AccountIDPattern matches what stands for an account.
var AccountIDPattern = regexp.MustCompile(`^(~|[0-9]{1,19})$`)

// AccountID accepts the ID of an account, or ~ for that of the administrator.
func AccountID() validator.String {
	return identifier{AccountIDPattern, "must be ~ or consist of digits"}
}

// OneAccountID accepts the ID of an account.
func OneAccountID() validator.String { return identifier{accountID, "must consist of 1 to 19 digits"} }

var accountID = regexp.MustCompile(`^[0-9]{1,19}$`)

// identifier accepts what a pattern matches, and refuses a secret in its place.
type identifier struct {
	pattern *regexp.Regexp
	what    string
}

// Description implements validator.Describer.
func (v identifier) Description(context.Context) string { return v.what }

// MarkdownDescription implements validator.Describer.
func (v identifier) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String. The message about a secret neither
// repeats it nor names its path, because Terraform would print the value there.
func (v identifier) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	value := req.ConfigValue.ValueString()
	if kind := credential.Identify(value); kind == credential.JWT || kind == credential.AccessToken || kind == credential.ClientSecret {
		argument := req.Path.Steps()[:1].String() // the path of an element of a set holds its value
		resp.Diagnostics.AddError(argument+" contains a secret instead of an identifier",
			fmt.Sprintf("A value of %s looks like a secret (%s), but it %s. It was probably swapped with another value, and is not shown here.\n\nWhat to do: set the identifier, and rotate the secret if a state or log contains it now.", argument, kind, v.what))
		return
	}
	if !v.pattern.MatchString(value) {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid Attribute Value Match", fmt.Sprintf("Attribute %s %s, got: %s", req.Path, v.what, value))
	}
}
