// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"fmt"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

const (
	// maxName bounds what a diagnostic shows of a name, in characters.
	maxName = 100
	// maxNames bounds the names that a diagnostic lists.
	maxNames = 20
)

// Name returns a name that the platform stores fit to be shown in a diagnostic.
func Name(name string) string { return printable.Line(name, maxName) }

// Names returns names that the platform stores fit to be listed in a diagnostic. Of
// many it says how many more there are.
func Names(names []string) []string {
	shown := make([]string, 0, min(len(names), maxNames+1))
	for i, name := range names {
		if i == maxNames {
			return append(shown, fmt.Sprintf("and %d more", len(names)-maxNames))
		}
		shown = append(shown, printable.Line(name, 2*maxName))
	}
	return shown
}
