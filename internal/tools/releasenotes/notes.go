// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"strings"
)

// notes returns the section of a changelog about a version, which may have a
// leading v. The changelog has the format of https://keepachangelog.com.
func notes(changelog, version string) (string, error) {
	version = strings.TrimPrefix(version, "v")
	var section strings.Builder
	found := false
	for line := range strings.Lines(changelog) {
		heading := strings.HasPrefix(line, "## ")
		if found && (heading || strings.HasPrefix(line, "[")) {
			break // the next version, or the links at the end
		}
		if found {
			section.WriteString(line)
		}
		found = found || heading && strings.HasPrefix(line, "## ["+version+"] - ")
	}
	text := strings.TrimSpace(section.String())
	if text == "" {
		return "", fmt.Errorf(
			"CHANGELOG.md has no section for %s: rename its section Unreleased to \"## [%s] - year-month-day\", and begin a new one",
			version, version,
		)
	}
	return text + "\n", nil
}
