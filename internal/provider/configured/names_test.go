// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	t.Parallel()
	if got := Name("Orders\x1b[31m\n" + strings.Repeat("x", 1000)); got != "Orders[31m "+strings.Repeat("x", 89)+"…" {
		t.Errorf("got %q", got)
	}
	few := Names([]string{"a", "b\u202e"})
	if strings.Join(few, ", ") != "a, b" {
		t.Errorf("got %q", few)
	}
	many := Names(strings.Split(strings.Repeat("x ", 100), " ")[:100])
	if len(many) != 21 || many[20] != "and 80 more" {
		t.Errorf("got %q", many)
	}
	if got := Names(nil); len(got) != 0 {
		t.Errorf("got %q", got)
	}
}
