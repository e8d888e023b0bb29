// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzImportID reads any import ID of a role. What is accepted is an ID that leads to
// one role in a path, or a name.
func FuzzImportID(f *testing.F) {
	for _, seed := range []string{"13005", "name:Orders notifier", "name:", "name:\x1b", "..", ".", "~", "5/6", "5?x", "%2e%2e", "a b", "", strings.Repeat("1", 100), "NAME:x", "name"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, key string) {
		id, name, ok := parseImportID(key)
		switch {
		case !ok:
			if name != "" {
				t.Errorf("%q became %q", key, name)
			}
		case name != "":
			if id != "" || "name:"+name != key {
				t.Errorf("%q became %q and %q", key, id, name)
			}
		case id != key || id == "" || len(id) > 64 || url.PathEscape(id) != id || strings.Trim(id, ".") == "":
			t.Errorf("%q became %q", key, id)
		}
	})
}
