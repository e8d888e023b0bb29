// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package attribute

import "regexp"

// RoleIDPattern matches the ID of a role. RingCentral documents a string; all that were
// seen consist of digits.
var RoleIDPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
