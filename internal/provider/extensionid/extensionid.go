// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package extensionid validates IDs of extensions wherever a configuration names one.
package extensionid

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Pattern matches the internal ID of an extension: digits only, unlike the
// extension number that people dial it has about 9 to 11 of them.
var Pattern = regexp.MustCompile(`^[0-9]{1,19}$`)

// Validators returns the validators of an attribute that holds an extension ID.
func Validators() []validator.String {
	return []validator.String{
		stringvalidator.RegexMatches(Pattern, "must be the ID of an extension, which consists of digits (the last part of the extension's address in the Admin Portal, not the extension number that people dial)"),
	}
}
