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

var jwtPattern = regexp.MustCompile(`eyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*){1,2}`)

// LooksLikeSecret tells whether a text is rather a secret than the name of the
// place where one is: it holds a JWT, or is long and mixes upper-case letters,
// lower-case letters and digits like a Client Secret.
func LooksLikeSecret(text string) bool {
	if jwtPattern.MatchString(text) {
		return true
	}
	if len(text) < minSecretLength || strings.ContainsAny(text, `/\ `) {
		return false
	}
	return strings.ContainsFunc(text, unicode.IsUpper) && strings.ContainsFunc(text, unicode.IsLower) && strings.ContainsFunc(text, unicode.IsDigit)
}
