// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// escapes clears the screen, sets the title of the window, turns the text around and
// goes on for long.
var escapes = "\x1b[2J\x1b]0;hacked\x07\u202egnorw\u2066\u200b\u009b1m\r\n\x00" + strings.Repeat("long ", 1000)

// TestHostileText puts control characters, and what the provider sent, wherever a
// server can: what a person sees, and the log, stay one line of harmless text each.
func TestHostileText(t *testing.T) {
	t.Parallel()
	body := func(fields map[string]any) string {
		content, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	raw := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			connection := hijack(t, w)
			defer connection.Close()
			_, _ = io.WriteString(connection, text)
		}
	}
	refuse := func(fields map[string]any) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, body(fields))
		}
	}
	tests := map[string]http.HandlerFunc{
		"message":                 refuse(map[string]any{"errorCode": "CMN-101", "message": escapes}),
		"code":                    refuse(map[string]any{"errorCode": escapes, "message": "x"}),
		"permission":              refuse(map[string]any{"errorCode": "CMN-408", "permissionName": escapes}),
		"parameter":               refuse(map[string]any{"errorCode": "CMN-101", "parameterName": escapes}),
		"nested":                  refuse(map[string]any{"errors": []any{map[string]any{"errorCode": escapes, "message": escapes, "parameters": []any{map[string]any{"parameterName": escapes}}}}}),
		"OAuth":                   refuse(map[string]any{"error": escapes, "error_description": escapes}),
		"rate limit":              raw("HTTP/1.1 429 " + escapes[:20] + "\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n"),
		"status line":             raw("HTTP/1.1 403 \x1b[31m\u202e\r\nContent-Length: 0\r\n\r\n"),
		"status":                  raw("HTTP/1.1 \x1b[31m\u202e nonsense\r\n\r\n"),
		"protocol":                raw("\x1b[31m\u202e\x07" + strings.Repeat("x", 5000) + "\r\n\r\n"),
		"header line":             raw("HTTP/1.1 200 OK\r\n\x1b[31m\u202e\x07 no colon" + strings.Repeat("x", 5000) + "\r\n\r\n"),
		"header name":             raw("HTTP/1.1 200 OK\r\n\x1b[31m\u202e: x\r\n\r\n"),
		"trailer":                 raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\x1b[31m\u202e\x07 no colon\r\n\r\n"),
		"chunk":                   raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\x1b[31m\r\n"),
		"length":                  raw("HTTP/1.1 200 OK\r\nContent-Length: \x1b[31m\u202e\r\n\r\n"),
		"encoding":                raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: \x1b[31m\u202e\r\n\r\n"),
		"compression":             raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n\x1b[31m"),
		"cut off":                 raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"),
		"request ID":              raw("HTTP/1.1 403 Forbidden\r\nRCRequestId: \x1b[31m\xe2\x80\xae" + strings.Repeat("x", 5000) + "\r\nX-Rate-Limit-Remaining: \x1b[31m\r\nContent-Length: 0\r\n\r\n"),
		"request ID turned round": raw("HTTP/1.1 403 Forbidden\r\nRCRequestId: \u202e\u2066" + strings.Repeat("x", 5000) + "\r\nX-Rate-Limit-Remaining: \u202e" + strings.Repeat("x", 5000) + "\r\nContent-Length: 0\r\n\r\n"),
		"redirect":                raw("HTTP/1.1 302 Found\r\nLocation: https://\x1b[31m\xe2\x80\xae" + strings.Repeat("x", 5000) + "/\r\nContent-Length: 0\r\n\r\n"),
		"redirect, escaped":       raw("HTTP/1.1 302 Found\r\nLocation: https://%e2%80%ae" + strings.Repeat("x", 5000) + "/\r\nContent-Length: 0\r\n\r\n"),
		"redirect with a secret":  raw("HTTP/1.1 302 Found\r\nLocation: https://hunter2:hunter2@elsewhere.example/hunter2?hunter2#hunter2\r\nContent-Length: 0\r\n\r\n"),
		"not JSON":                func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, escapes) },
		"another JSON": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, body(map[string]any{"id": escapes}))
		},
		"a long number": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"id":"1","status":`+strings.Repeat("1", 100_000)+`,"displayName":`+strings.Repeat("1", 100_000)+`}`)
		},
	}
	for _, name := range []string{"grant", "revoke", "read", "list", "create"} {
		for kind, response := range tests {
			t.Run(name+" "+kind, func(t *testing.T) {
				t.Parallel()
				var mu sync.Mutex
				log := func(_ context.Context, message string, fields map[string]any) {
					mu.Lock()
					defer mu.Unlock()
					for _, field := range fields {
						wantHarmless(t, message, fmt.Sprint(field))
					}
				}
				err := attack(t, operations[name], ringcentral.PlatformOptions{Log: log}, response)
				if err == nil {
					if name != "revoke" {
						t.Error("no error")
					}
					return
				}
				wantHarmless(t, shownOf(err)...)
			})
		}
	}
}

// TestEchoedSecretsAreNotShown lets a server return what it was sent, complete, in
// headers, and with invisible characters in between.
func TestEchoedSecretsAreNotShown(t *testing.T) {
	t.Parallel()
	ways := map[string]func(text string) string{
		"plain":               func(text string) string { return text },
		"after a long text":   func(text string) string { return strings.Repeat("x", 480) + text },
		"invisible in it":     func(text string) string { return text[:len(text)/2] + "\u200b" + text[len(text)/2:] },
		"control characters":  func(text string) string { return strings.Join(strings.Split(text, ""), "\x01") },
		"twice":               func(text string) string { return text + text },
		"a word in a message": func(text string) string { return "Invalid " + text + ": refused" },
	}
	for _, name := range []string{"grant", "revoke", "read", "create"} {
		for way, disguise := range ways {
			t.Run(name+" "+way, func(t *testing.T) {
				t.Parallel()
				err := attack(t, operations[name], ringcentral.PlatformOptions{}, func(w http.ResponseWriter, r *http.Request) {
					_, authorization, _ := strings.Cut(r.Header.Get("Authorization"), " ")
					_, password, _ := r.BasicAuth()
					for _, secret := range []string{authorization, password, r.PostFormValue("assertion"), r.PostFormValue("token")} {
						if len(secret) > 5 {
							w.Header().Add("X-Echo", secret)
						}
					}
					echo := strings.Join(w.Header().Values("X-Echo"), " ")
					w.Header().Set("RCRequestId", echo)
					w.WriteHeader(http.StatusBadRequest)
					_ = json.NewEncoder(w).Encode(map[string]any{"errorCode": disguise(authorization), "message": disguise(echo), "error": disguise(password)})
				})
				if err == nil {
					t.Fatal("no error")
				}
				wantHarmless(t, shownOf(err)...)
			})
		}
	}
}
