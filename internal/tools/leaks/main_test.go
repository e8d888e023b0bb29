// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"
	"testing"
)

func TestSummarize(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ report, want string }{
		"clean":   {"TestAccA/b 3 0\nTestAccC 4 0\n", "leaks: 2 scenarios, 7 files scanned, 0 found"},
		"leaking": {"TestAccA 3 1\nTestAccC 4 2\n", "leaks: 2 scenarios, 7 files scanned, 3 found"},
		"empty":   {"", ""},
		"damaged": {"TestAccA three 0\n", ""},
	} {
		sum, err := summarize(strings.NewReader(test.report))
		if (err != nil) != (test.want == "") || err == nil && sum.String() != test.want {
			t.Errorf("%s: got %s, %v", name, sum, err)
		}
	}
}
