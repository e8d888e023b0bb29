// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential

import (
	"regexp"
	"strings"
	"unicode"
)

// minSecretLength is the length in characters from which a text may be a secret:
// the shortest Client Secret seen has 22.
const minSecretLength = 20

// minResultLength is the length in bytes from which a word of a failed command's
// output is redacted in its error messages.
const minResultLength = 6

// longWord matches what may be a secret without dots.
var longWord = regexp.MustCompile(`[A-Za-z0-9_-]{20,}`)

var jwtPattern = regexp.MustCompile(`eyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*){1,2}`)

// maxRun is the mean length of runs of upper-case letters, of lower-case letters
// and of digits in a random text; in a text of words it is longer.
const maxRun = 2.8

// LooksLikeSecret reports whether a text is rather a secret than the name of the
// place where one is: it holds a JWT, or is long and changes between upper-case
// letters, lower-case letters and digits as often as a Client Secret.
func LooksLikeSecret(text string) bool {
	if jwtPattern.MatchString(text) {
		return true
	}
	if len(text) < minSecretLength || strings.ContainsAny(text, `/\ `) {
		return false
	}
	mixed := strings.ContainsFunc(text, unicode.IsUpper) && strings.ContainsFunc(text, unicode.IsLower) && strings.ContainsFunc(text, unicode.IsDigit)
	return mixed && float64(len(text))/float64(runs(text)) < maxRun
}

// withoutSecrets replaces everything in a text that looks like a secret.
func withoutSecrets(text string) string {
	text = jwtPattern.ReplaceAllString(text, redacted)
	return longWord.ReplaceAllStringFunc(text, func(word string) string {
		if LooksLikeSecret(word) {
			return redacted
		}
		return word
	})
}

const redacted = "(secret)"

// runs counts the changes between kinds of characters.
func runs(text string) int {
	count := 0
	previous := -1
	for _, r := range text {
		kind := 0
		switch {
		case unicode.IsUpper(r):
			kind = 1
		case unicode.IsLower(r):
			kind = 2
		case unicode.IsDigit(r):
			kind = 3
		}
		if kind != previous {
			count++
		}
		previous = kind
	}
	return count
}
