// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package attribute

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// ExtensionIDPattern matches the internal ID of an extension: digits only, unlike the
// extension number that people dial it has about 9 to 11 of them.
var ExtensionIDPattern = regexp.MustCompile(`^[0-9]{1,19}$`)

// ExtensionIDValidators returns the validators of an attribute that holds an extension ID.
func ExtensionIDValidators() []validator.String {
	return []validator.String{
		identifier{ExtensionIDPattern, "must be the ID of an extension, which consists of digits (the last part of the extension's address in the Admin Portal, not the extension number that people dial)"},
	}
}
