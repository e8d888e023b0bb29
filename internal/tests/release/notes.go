// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package release

import (
	"fmt"
	"strings"
)

// Notes returns the section of a changelog about a version, which may have a
// leading v. The changelog has the format of https://keepachangelog.com.
func Notes(changelog, version string) (string, error) {
	version = strings.TrimPrefix(version, "v")
	var notes strings.Builder
	found := false
	for line := range strings.Lines(changelog) {
		heading := strings.HasPrefix(line, "## ")
		if found && (heading || strings.HasPrefix(line, "[")) {
			break // the next version, or the links at the end
		}
		if found {
			notes.WriteString(line)
		}
		found = found || heading && strings.HasPrefix(line, "## ["+version+"] - ")
	}
	text := strings.TrimSpace(notes.String())
	if text == "" {
		return "", fmt.Errorf("CHANGELOG.md says nothing about %s: rename its section Unreleased to \"## [%s] - year-month-day\", and begin a new one", version, version)
	}
	return text + "\n", nil
}
