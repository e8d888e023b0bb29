// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package attribute

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// RoleIDPattern matches the ID of a role. RingCentral documents a string; all that were
// seen consist of digits.
var RoleIDPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

var anyText = regexp.MustCompile(`.`)

// ID accepts an ID whose form RingCentral does not document.
func ID() validator.String { return identifier{anyText, "must be an ID, and not empty"} }
