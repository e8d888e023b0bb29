// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"regexp"
	"strings"
	"testing"
)

var comparison = regexp.MustCompile(`^(\S+)\s*(==|!=)\s*(\S+)$`)

// holds evaluates a condition as both platforms write it: comparisons, joined by &&
// and ||. lookUp returns the value behind a name. Anything else fails the test, so
// that no condition is passed over.
func holds(t *testing.T, condition string, lookUp func(name string) string) bool {
	t.Helper()
	value := func(operand string) string {
		for _, quote := range []string{`'`, `"`} {
			if len(operand) > 1 && strings.HasPrefix(operand, quote) && strings.HasSuffix(operand, quote) {
				return operand[1 : len(operand)-1]
			}
		}
		return lookUp(operand)
	}
	for alternative := range strings.SplitSeq(condition, "||") {
		all := true
		for term := range strings.SplitSeq(alternative, "&&") {
			parts := comparison.FindStringSubmatch(strings.TrimSpace(term))
			if parts == nil {
				t.Fatalf("%q in the condition %q is no comparison", term, condition)
			}
			all = all && (value(parts[1]) == value(parts[3])) == (parts[2] == "==")
		}
		if all {
			return true
		}
	}
	return false
}

func TestConditions(t *testing.T) {
	t.Parallel()
	values := map[string]string{"a": "1", "$B": "1"}
	for condition, want := range map[string]bool{
		"a == '1'":                  true,
		"a != '1'":                  false,
		"a == $B":                   true,
		`$B == "2"`:                 false,
		"a == '1' && $B == '2'":     false,
		"a == '2' || $B == '1'":     true,
		"a == '1'\n && $B != 'two'": true,
	} {
		if got := holds(t, condition, func(name string) string { return values[name] }); got != want {
			t.Errorf("%s: got %t", condition, got)
		}
	}
}
