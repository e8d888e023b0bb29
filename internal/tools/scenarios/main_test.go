// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"io"
	"strings"
	"testing"
)

func TestSummaries(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		kind, report, want string
		clean              bool
	}{
		"no leak":           {"leaks", "TestAccA/b 3 0\nTestAccC 4 0\n", "leaks: 2 scenarios, 7 files scanned, 0 found", true},
		"leaks":             {"leaks", "TestAccA 3 1\nTestAccC 4 2\n", "leaks: 2 scenarios, 7 files scanned, 3 found", false},
		"no scenario":       {"leaks", "", "", false},
		"damaged":           {"leaks", "TestAccA three 0\n", "", false},
		"all distinguished": {"findings", "TestAccB/a scope_missing true\nTestAccB/b scope_extra true\n", "   1  scope_extra\n   1  scope_missing\nfindings: 2 breakages caused, 2 distinguished", true},
		"one mistaken":      {"findings", "TestAccB/a scope_missing true\nTestAccB/b scope_extra false\n", "   1  scope_extra\n   1  scope_missing\nfindings: 2 breakages caused, 1 distinguished", false},
		"none caused":       {"findings", "", "", false},
		"all caught":        {"drift", "row true\nrow true\nirrelevant true\n", "drift: 2 of 2 rows caught, 0 of 1 false diffs", true},
		"one missed":        {"drift", "row true\nrow false\nirrelevant true\n", "drift: 1 of 2 rows caught, 0 of 1 false diffs", false},
		"a false diff":      {"drift", "row true\nirrelevant false\n", "drift: 1 of 1 rows caught, 1 of 1 false diffs", false},
		"nothing caused":    {"drift", "row true\n", "", false},
		"every dialect":     {"dialects", "sso true\nsso true\nsites true\n", "dialects: 2 dialects, 3 scenarios, 0 failures", true},
		"one dialect":       {"dialects", "sso true\nsso false\n", "dialects: 1 dialects, 2 scenarios, 1 failures", false},
		"cut off":           {"findings", "TestAccB/a scope_missing\n", "", false},
	} {
		summary, clean, err := kinds[test.kind].summarize(bufio.NewScanner(strings.NewReader(test.report)))
		if (err != nil) != (test.want == "") || summary != test.want || clean != test.clean {
			t.Errorf("%s: got %q, %v, %v", name, summary, clean, err)
		}
	}
}

func TestAttacks(t *testing.T) {
	t.Parallel()
	document := "`TestNotInTheTable`\n|---|---|---|\n| a | b | `TestA`, `FuzzB` |\n\n`TestNeither`\n"
	if got := strings.Join(promisedTests(document), " "); got != "FuzzB TestA" {
		t.Errorf("got %s", got)
	}
	tried, through, report, err := attacks(strings.NewReader(`{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA/b","Output":"it got through\n"}
{"Action":"fail","Package":"p","Test":"TestA/b"}
{"Action":"pass","Package":"p","Test":"TestA/c"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"q","Test":"FuzzB"}
{"Action":"skip","Package":"q","Test":"TestC"}
{"Action":"fail","Package":"p"}
`))
	if tried != 3 || through != 1 || report != "it got through\n" || err != nil {
		t.Errorf("%d tried, %d got through, %q, %v", tried, through, report, err)
	}
}

func TestUsage(t *testing.T) {
	t.Parallel()
	for _, arguments := range [][]string{nil, {"nonsense"}} {
		if err := run(t.Context(), arguments, io.Discard); err == nil {
			t.Errorf("%v was accepted", arguments)
		}
	}
}
