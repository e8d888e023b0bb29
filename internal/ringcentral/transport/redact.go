// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

type secretsContextKey struct{}

// WithSecrets names secrets in the body of a request. They, and the request's
// Authorization, are removed from the response and from errors.
func WithSecrets(ctx context.Context, secrets ...string) context.Context {
	return context.WithValue(ctx, secretsContextKey{}, secrets)
}

const (
	// shortestInside is the shortest secret, in characters, that is removed from inside of
	// other text of a successful response. A shorter one can occur there by chance.
	shortestInside = 16
	// shortestWhole is the same for a text that is nothing but the secret.
	shortestWhole = 8
	removed       = "(secret)"
)

// redaction holds the forms in which a server can repeat the secrets of a request.
type redaction struct {
	// forms are sorted, the longest first.
	forms []string
	// long are removed from inside of other text of a successful response, and whole only
	// where they are the whole text.
	long, whole []string
}

func redactionOf(req *http.Request) redaction {
	secrets, _ := req.Context().Value(secretsContextKey{}).([]string)
	secrets = slices.Clone(secrets)
	if authorization := req.Header.Get("Authorization"); authorization != "" {
		_, credentials, _ := strings.Cut(authorization, " ")
		secrets = append(secrets, authorization, credentials, strings.TrimRight(credentials, "=")) // padding may be escaped in any way
	}
	if _, password, ok := req.BasicAuth(); ok {
		secrets = append(secrets, password)
		if unescaped, err := url.QueryUnescape(password); err == nil { // RFC 6749, section 2.3.1
			secrets = append(secrets, unescaped)
		}
	}
	var r redaction
	for _, secret := range secrets {
		for _, form := range formsOf(secret) {
			r.forms = append(r.forms, form)
			switch {
			case len(secret) >= shortestInside:
				r.long = append(r.long, form)
			case len(secret) >= shortestWhole:
				r.whole = append(r.whole, form)
			}
		}
	}
	slices.SortFunc(r.forms, longestFirst)
	slices.SortFunc(r.long, longestFirst)
	return r
}

func longestFirst(a, b string) int { return cmp.Compare(len(b), len(a)) }

func formsOf(secret string) []string {
	if secret == "" {
		return nil
	}
	forms := []string{
		secret, url.QueryEscape(secret), url.PathEscape(secret),
		base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawStdEncoding.EncodeToString([]byte(secret)),
		base64.URLEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)),
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// line returns a text that is safe to show.
func (r redaction) line(text string) string { return printable.Redacted(text, MaxText, r.forms...) }

// without returns a text as it is, or without the secrets that it holds.
func without(text string, forms []string) string {
	if clean := printable.Redacted(text, len(text)+1, forms...); clean != printable.Redacted(text, len(text)+1) {
		return clean
	}
	return text
}

// header removes the secrets from the values of a header.
func (r redaction) header(header http.Header) {
	for _, values := range header {
		for i, value := range values {
			values[i] = without(value, r.forms)
		}
	}
}

// body removes the secrets from the content of a response. From a successful one it
// removes only what cannot occur by chance.
func (r redaction) body(content []byte, success bool) []byte {
	inside, whole := r.forms, []string(nil)
	if success {
		inside, whole = r.long, r.whole
	}
	if len(r.forms) == 0 || isPlain(content) && !containsAny(content, inside) && !containsAny(content, whole) {
		return content
	}
	var clean bytes.Buffer
	copied, read := 0, 0
	decoder := json.NewDecoder(bytes.NewReader(content))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil { // nobody reads it as JSON, either
			return replaceAll(content, inside)
		}
		end := int(decoder.InputOffset())
		if text, ok := token.(string); ok {
			shown := without(text, inside)
			if len(whole) > 0 && slices.Contains(whole, printable.Line(text, len(text))) {
				shown = removed
			}
			if shown != text {
				encoded, err := json.Marshal(shown)
				if err != nil {
					return nil
				}
				start := read + bytes.IndexByte(content[read:end], '"')
				clean.Write(content[copied:start])
				clean.Write(encoded)
				copied = end
			}
		}
		read = end
	}
	if copied == 0 {
		return content
	}
	clean.Write(content[copied:])
	return clean.Bytes()
}

// isPlain reports whether content has neither escapes nor characters that could be
// invisible.
func isPlain(content []byte) bool {
	for _, b := range content {
		if b == '\\' || b >= 0x7f || b < ' ' && b != '\n' && b != '\r' && b != '\t' {
			return false
		}
	}
	return true
}

func containsAny(content []byte, forms []string) bool {
	return slices.ContainsFunc(forms, func(form string) bool { return bytes.Contains(content, []byte(form)) })
}

func replaceAll(content []byte, forms []string) []byte {
	for _, form := range forms {
		content = bytes.ReplaceAll(content, []byte(form), []byte(removed))
	}
	return content
}
