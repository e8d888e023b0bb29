// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOnlyDiagnosticsShowTerminalText keeps what a failed command wrote out of
// everything that is stored.
func TestOnlyDiagnosticsShowTerminalText(t *testing.T) {
	t.Parallel()
	var callers []string
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		content, err := os.ReadFile(path)
		if strings.Contains(string(content), ".Show()") {
			callers = append(callers, path)
		}
		return err
	})
	if err != nil || len(callers) != 1 || callers[0] != "../../provider/configured/diagnostics.go" {
		t.Errorf("printable.TerminalText.Show is called in %v, %v", callers, err)
	}
}
