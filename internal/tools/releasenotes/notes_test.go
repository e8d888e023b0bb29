// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"
	"testing"
)

const changelog = `# Changelog

## [Unreleased]

## [1.10.0] - 2026-02-03

### Added

- One thing.

### Fixed

- Another ([#1](https://example.com/1)).

## [1.1.0] - 2026-01-02

- The first.

[1.10.0]: https://example.com/1.10.0
`

func TestNotes(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{
		"v1.10.0": "### Added\n\n- One thing.\n\n### Fixed\n\n- Another ([#1](https://example.com/1)).\n",
		"1.1.0":   "- The first.\n",
	} {
		if got, err := notes(changelog, version); err != nil || got != want {
			t.Errorf("%s: got %q and %v, want %q", version, got, err, want)
		}
	}
	for _, version := range []string{"v1.1", "v2.0.0", "Unreleased", ""} {
		if got, err := notes(changelog, version); err == nil || !strings.Contains(err.Error(), "CHANGELOG.md has no section") {
			t.Errorf("%s: got %q and %v", version, got, err)
		}
	}
}
