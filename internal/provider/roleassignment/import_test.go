// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package roleassignment

import (
	"net/url"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// FuzzImportID reads any import ID of an assignment. What is accepted are two IDs, and
// is written as it was read.
func FuzzImportID(f *testing.F) {
	for _, seed := range []string{"62288329016/13005", "62288329016", "/", "1/", "/1", "1/2/3", "~/1", "../..", "1/..", "1/%2e", " 1/2", "1/2\n", "１/２", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, key string) {
		userID, roleID, ok := parseID(key)
		if !ok {
			return
		}
		if strings.Trim(userID, "0123456789") != "" || url.PathEscape(userID) != userID || url.PathEscape(roleID) != roleID || userID == "" || strings.Trim(roleID, ".") == "" {
			t.Errorf("%q became %q and %q", key, userID, roleID)
		}
		m := model{UserID: types.StringValue(userID), RoleID: types.StringValue(roleID)}
		if m.setID(); m.ID.ValueString() != key {
			t.Errorf("%q is written %s", key, m.ID)
		}
	})
}
