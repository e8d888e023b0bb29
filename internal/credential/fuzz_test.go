// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

const genuineHeader = `{"kid":"8762f598d0123456789abcdef0123456","alg":"RS256"}`

// genuine returns a JWT that is intact as far as anybody can tell offline. It is always
// the same, so that a finding can be replayed.
func genuine(t testing.TB) string {
	t.Helper()
	content, err := json.Marshal(claims(nil))
	if err != nil {
		t.Fatal(err)
	}
	return assemble(genuineHeader, string(content))
}

func assemble(header, payload string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(header)) + "." + encode([]byte(payload)) + "." + strings.Repeat("A", 342)
}

// checkDamage checks an error about a JWT: it is one of the sentences of the package,
// all of whose words are short, so that none is a part of the value.
func checkDamage(t *testing.T, err error) {
	t.Helper()
	var damage *credential.DamageError
	if !errors.As(err, &damage) || damage.Kind == "" {
		t.Fatalf("got %T", err)
	}
	text := damage.Error()
	if !printable.IsClean(text) || len(text) > 250 {
		t.Errorf("the error is not fit to be shown: %q", text)
	}
	for _, word := range strings.Fields(text) {
		if len(word) > len("extension-IDs:") {
			t.Errorf("the error holds %q", word)
		}
	}
}

// checkClaims checks what was accepted.
func checkClaims(t *testing.T, c credential.Claims) {
	t.Helper()
	for _, text := range []string{c.KeyID, c.Algorithm, c.Audience, c.Subject, c.Issuer, c.TokenID} {
		if !printable.IsClean(text) || len(text) > 512 {
			t.Errorf("accepted %q", text)
		}
	}
	server, err := url.Parse(c.ServerURL())
	if err != nil || server.User != nil || server.Host == "" || !c.IssuedFor(c.ServerURL()) {
		t.Errorf("the server is %q", c.ServerURL())
	}
	if c.Subject == "" || strings.Trim(c.Subject, "0123456789") != "" || c.TokenID == "" || c.Issuer == "" {
		t.Errorf("accepted %+v", c)
	}
	for _, at := range []*time.Time{&c.IssuedAt, c.ExpiresAt} {
		if at == nil {
			continue
		}
		if again, err := time.Parse(time.RFC3339, at.Format(time.RFC3339)); err != nil || !again.Equal(*at) {
			t.Errorf("the date %s cannot be written: %v", at, err)
		}
	}
}

// FuzzInspect inspects any text.
func FuzzInspect(f *testing.F) {
	good := genuine(f)
	for _, seed := range []string{good, good + "\n", good[:50], "\ufeff" + good, "a.b.c", "", "..", `{"alg":"none"}`, `"` + good + `"`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		got, err := credential.Inspect(value)
		if err != nil {
			checkDamage(t, err)
			return
		}
		checkClaims(t, got)
	})
}

// FuzzInspectContent inspects JWTs of the right form with any content.
func FuzzInspectContent(f *testing.F) {
	const header = genuineHeader
	content, err := json.Marshal(claims(nil))
	if err != nil {
		f.Fatal(err)
	}
	good := string(content)
	f.Add(header, good)
	for from, to := range map[string]string{
		"1700000000": "1.7e9", `"62288329016"`: "62288329016", "oauth/token": "oauth/token?x", "https://": "https://user:hunter2@",
		"BR8ZF": `\u001b[31m`, "platform": `\u202e`, `"exp"`: `"Exp"`, "https": "HTTPS",
	} {
		f.Add(header, strings.ReplaceAll(good, from, to))
	}
	f.Add(`{"alg":"none"}`, good)
	f.Add(`{"kid":"\u0007","alg":"RS256"}`, good)
	f.Add(header, `{"aud":"https://a/restapi/oauth/token","sub":"1","iss":"i","jti":"j","iat":9223372036854775807,"exp":9223372036854775807}`)
	f.Add(header, `{"aud":"https://a/restapi/oauth/token","sub":"1","iss":"i","jti":"j","iat":1,"exp":253402300800}`)
	f.Add(header, `[]`)
	f.Fuzz(func(t *testing.T, header, payload string) {
		got, err := credential.Inspect(assemble(header, payload))
		if err != nil {
			checkDamage(t, err)
			return
		}
		checkClaims(t, got)
		if got.Algorithm != "RS256" {
			t.Errorf("accepted the algorithm %q", got.Algorithm)
		}
	})
}

// FuzzDamage copies an intact JWT badly: what is cut off, broken up, wrapped or joined
// is never taken for intact.
func FuzzDamage(f *testing.F) {
	good := genuine(f)
	f.Add(uint(10), uint(0), "\n")
	f.Add(uint(0), uint(0), "\ufeff")
	f.Add(uint(400), uint(3), "")
	f.Add(uint(50), uint(1), "=")
	f.Add(uint(700), uint(0), "é")
	f.Fuzz(func(t *testing.T, at, cut uint, inserted string) {
		from := int(at % uint(len(good)+1))
		to := min(len(good), from+int(cut%uint(len(good)+1)))
		value := good[:from] + inserted + good[to:]
		if value == good {
			return
		}
		got, err := credential.Inspect(value)
		if err != nil {
			checkDamage(t, err)
			return
		}
		// A change that leaves the form intact shows only in the signature.
		checkClaims(t, got)
		if len(value) != len(good) && to == len(good) || strings.Trim(inserted, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			t.Errorf("%q instead of the bytes from %d to %d was not noticed", inserted, from, to)
		}
	})
}

// FuzzLooksLikeSecret looks for secrets in the place of references. A JWT is found
// whatever is around it.
func FuzzLooksLikeSecret(f *testing.F) {
	good := genuine(f)
	f.Add("", "")
	f.Add("ORDERS_JWT=", "\n")
	f.Add("/run/secrets/", ".jwt")
	f.Add("aB3aB3aB3aB3aB3aB3aB3aB3", "")
	f.Fuzz(func(t *testing.T, before, after string) {
		if !credential.LooksLikeSecret(before + good + after) {
			t.Errorf("a JWT between %q and %q was not noticed", before, after)
		}
		if text := before + "/" + after; credential.LooksLikeSecret(text) && !strings.Contains(text, "eyJ") {
			t.Errorf("the path %q is taken for a secret", text)
		}
		if credential.LooksLikeSecret(strings.ToUpper(before)) && !strings.Contains(strings.ToUpper(before), "EYJ") && isUpper(before) {
			t.Errorf("the name %q is taken for a secret", strings.ToUpper(before))
		}
	})
}

// isUpper reports whether a text in upper case has no letters in lower case left.
func isUpper(text string) bool {
	upper := strings.ToUpper(text)
	return strings.EqualFold(upper, text) && !strings.ContainsFunc(upper, func(r rune) bool { return r > 'Z' && r != '_' })
}

// FuzzReference names places, and tells them apart.
func FuzzReference(f *testing.F) {
	f.Add("ORDERS_JWT", "", "", "")
	f.Add("", "/run/secrets/orders", "", "")
	f.Add("", "", "op", "read")
	f.Add("\x1b[31m", "\u202e", "\n", "\x00")
	f.Fuzz(func(t *testing.T, env, file, program, argument string) {
		for _, reference := range []credential.Reference{
			{Env: env}, {File: file}, {Command: []string{program, argument}},
		} {
			unresolved := &credential.UnresolvedError{Reference: reference, Reason: "it is not set"}
			for _, text := range []string{reference.String(), unresolved.Error()} {
				if !printable.IsClean(strings.TrimSpace(text)) || len(text) > 8000 {
					t.Errorf("%q is not fit to be shown", text)
				}
			}
		}
		shown := credential.Reference{Command: []string{program, argument}}.String()
		if len(argument) > 8 && strings.Contains(strings.ReplaceAll(shown, strconv.Quote(program), ""), argument) && !strings.Contains("output of the command", argument) && printable.IsClean(program) {
			t.Errorf("the argument %q is shown", argument)
		}
		if r := (credential.Reference{Env: env, File: file}); r.IsZero() != (env == "" && file == "") {
			t.Errorf("%v: IsZero is wrong", r)
		}
	})
}
