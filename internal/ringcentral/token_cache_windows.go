// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import "io/fs"

// ownedByAnother is not known on Windows, where the access list of a directory below the
// user's profile keeps others out.
func ownedByAnother(fs.FileInfo) bool { return false }
