// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package printable_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

func TestLine(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text  string
		limit int
		want  string
	}{
		{"", 10, ""},
		{"plain, with ümläuts 日本", 100, "plain, with ümläuts 日本"},
		{"\x1b[31mred\x1b[0m", 100, "[31mred[0m"},
		{"\x1b]0;title\x07text", 100, "]0;titletext"},
		{"\u009b31mC1", 100, "31mC1"},
		{"a\u202eb\u2066c\u200bd", 100, "abcd"},
		{"one\ntwo\r\nthree\tfour", 100, "one two  three four"},
		{"one\u2028two\u00a0three", 100, "one two three"},
		{" spaces \n", 100, "spaces"},
		{"not\xffUTF-8 \xe2\x80\xae", 100, "notUTF-8"},
		{"\U000e0041tag", 100, "tag"},
		{"0123456789", 10, "0123456789"},
		{"0123456789a", 10, "0123456789…"},
		{"äöüäöüäöüäö", 10, "äöüäöüäöüä…"},
		{"012345678 9", 10, "012345678…"},
		{"text", 0, "…"},
	}
	for _, test := range tests {
		if got := printable.Line(test.text, test.limit); got != test.want {
			t.Errorf("%q became %q, want %q", test.text, got, test.want)
		}
	}
}

func TestRedacted(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"the hunter2 token":          "the (secret) token",
		"the hun\x00ter2 token":      "the (secret) token",
		"the hun\u200bter2 token":    "the (secret) token",
		"a longer text with hunter2": "a longer text with (…",
	} {
		if got := printable.Redacted(text, 20, "", "hunter2"); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestIsClean(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"": true, "Orders notifier": true, "日本": true, "a ": false, "a\nb": false, "a\x00": false, "\u202ea": false, "\xff": false,
	} {
		if got := printable.IsClean(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func FuzzLine(f *testing.F) {
	f.Add("\x1b[31m\u202e\n\u2028", "hunter2", 10)
	f.Add("hun\x00ter2 hunter2", "hunter2", 3)
	f.Add("\xff\xfe\u200d", "", 0)
	f.Fuzz(func(t *testing.T, text, secret string, limit int) {
		limit = int(uint(limit) % 1000)
		line := printable.Line(text, limit)
		for _, shown := range []string{line, printable.Redacted(text, limit, secret)} {
			if strings.ContainsFunc(shown, func(r rune) bool {
				return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Zl, unicode.Zp) || r == utf8.RuneError
			}) {
				t.Errorf("%q became %q, which steers a terminal", text, shown)
			}
			if !utf8.ValidString(shown) || utf8.RuneCountInString(shown) > limit+1 || !printable.IsClean(shown) {
				t.Errorf("%q became %q with a limit of %d", text, shown, limit)
			}
		}
		if again := printable.Line(line, limit+1); again != line {
			t.Errorf("%q became %q at first and %q then", text, line, again)
		}
		if redacted := printable.Redacted(text, limit, secret); isWord(secret) && strings.Contains(redacted, secret) {
			t.Errorf("%q still holds %q", redacted, secret)
		}
	})
}

// isWord reports whether a secret cannot come about by chance where another one was
// taken out.
func isWord(secret string) bool {
	return secret != "" && !strings.Contains("secret", secret) &&
		!strings.ContainsFunc(secret, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
