// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package printable makes foreign text, for example of a server or a program, safe to
// show in a terminal.
package printable

import (
	"strings"
	"unicode"
)

// ellipsis ends a text that was cut.
const ellipsis = "…"

// Line returns a text on one line, without characters that steer a terminal or
// change the order in which text is shown, and with at most limit characters.
// Characters that are only invisible are left out, white space becomes a space.
func Line(text string, limit int) string {
	return cut(strings.TrimSpace(strings.Map(visible, text)), limit)
}

// Redacted is Line without the given secrets: they are looked for after the
// invisible characters are gone, which could hide them, and before the text is
// cut, which could leave a part of one.
func Redacted(text string, limit int, secrets ...string) string {
	text = strings.Map(visible, text)
	for _, secret := range secrets {
		if secret = strings.Map(visible, secret); secret != "" {
			text = strings.ReplaceAll(text, secret, "(secret)")
		}
	}
	return cut(strings.TrimSpace(text), limit)
}

// IsClean reports whether Line would show a text as it is, apart from its length.
func IsClean(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return visible(r) != r }) && strings.TrimSpace(text) == text
}

// visible maps a character to what is shown of it; -1 is nothing.
func visible(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r', unicode.Is(unicode.Z, r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
		return -1
	}
	return r
}

func cut(text string, limit int) string {
	count := 0
	for at := range text {
		if count == limit {
			return strings.TrimSpace(text[:at]) + ellipsis
		}
		count++
	}
	return text
}
