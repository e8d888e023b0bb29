// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"
)

// passwordRules are the rules for passwords of RingCentral's API reference. Each
// reports whether a password breaks it.
var passwordRules = []struct {
	code, message string
	broken        func(password string) bool
}{
	{"PWD-014", "Password contains invalid characters", func(p string) bool { return strings.ContainsFunc(p, isForbiddenInPassword) }},
	{"PWD-005", "Password is shorter than 8 characters", func(p string) bool { return utf8.RuneCountInString(p) < 8 }},
	{"PWD-006", "Password is longer than 32 characters", func(p string) bool { return utf8.RuneCountInString(p) > 32 }},
	{"PWD-001", "Password must contain a letter", func(p string) bool { return !strings.ContainsFunc(p, unicode.IsLetter) }},
	{"PWD-002", "Password must contain a digit", func(p string) bool { return !strings.ContainsFunc(p, unicode.IsDigit) }},
	{"PWD-003", "Password must contain an upper-case letter or a special character", func(p string) bool {
		return !strings.ContainsFunc(p, func(r rune) bool { return unicode.IsUpper(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}},
	{"PWD-004", "Password must not contain more than 3 ascending or descending characters in a row", func(p string) bool {
		return hasRun(p, 4, 1) || hasRun(p, 4, -1)
	}},
	{"PWD-007", "Password must not contain more than 2 repeated characters", func(p string) bool { return hasRun(p, 3, 0) }},
}

// isForbiddenInPassword allows the printable characters of ASCII without the space.
func isForbiddenInPassword(r rune) bool { return r <= ' ' || r > '~' }

// hasRun reports whether a text has a run of characters of this length in which
// each differs from the one before by step. Only letters and digits ascend or
// descend.
func hasRun(text string, length int, step rune) bool {
	run := 1
	var previous rune
	for _, r := range text {
		follows := r == previous+step && (step == 0 || unicode.IsLetter(r) == unicode.IsLetter(previous) && unicode.IsDigit(r) == unicode.IsDigit(previous) && (unicode.IsLetter(r) || unicode.IsDigit(r)))
		if run++; !follows {
			run = 1
		}
		if run >= length {
			return true
		}
		previous = r
	}
	return false
}

func checkPassword(password string) platformError {
	for _, rule := range passwordRules {
		if rule.broken(password) {
			return platformError{status: http.StatusBadRequest, code: rule.code, message: rule.message, parameterName: "password"}
		}
	}
	return noError
}
