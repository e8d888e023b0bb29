// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package attribute

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

var visible = regexp.MustCompile(`[^\s\p{Z}]`)

// IsBlank reports whether a text consists of nothing but white space.
func IsBlank(text string) bool { return !visible.MatchString(text) }

// Text validates a text for people, by its length in characters. One of nothing but white
// space is never meant.
func Text(minLength, maxLength int) []validator.String {
	return []validator.String{
		stringvalidator.UTF8LengthBetween(minLength, maxLength),
		stringvalidator.RegexMatches(visible, "must not consist of white space"),
	}
}
