// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package ringcentral

import (
	"io/fs"
	"os"
	"syscall"
)

// ownedByAnother reports whether a file belongs to another user than the process.
func ownedByAnother(info fs.FileInfo) bool {
	status, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(status.Uid) != os.Geteuid()
}
