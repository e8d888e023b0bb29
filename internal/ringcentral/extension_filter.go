// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"slices"
	"strings"
)

// selects reports whether a filter selects an extension. The platform has already
// filtered, but a server that ignores a parameter must not make one user look like
// another.
func (f ExtensionFilter) selects(e Extension) bool {
	in := func(values []string, value string) bool {
		return len(values) == 0 || slices.ContainsFunc(values, func(v string) bool { return strings.EqualFold(v, value) })
	}
	return in(f.Email, e.Contact.Email) && in(f.Status, e.Status) && in(f.Type, e.Type) &&
		(f.ExtensionNumber == "" || f.ExtensionNumber == e.ExtensionNumber)
}

func (f ExtensionFilter) only(found []Extension, err error) ([]Extension, error) {
	return slices.DeleteFunc(found, func(e Extension) bool { return !f.selects(e) }), err
}
