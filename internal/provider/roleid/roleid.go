// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package roleid knows the form of the IDs of roles.
package roleid

import "regexp"

// Pattern matches the ID of a role. RingCentral documents a string; all that were
// seen consist of digits.
var Pattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
