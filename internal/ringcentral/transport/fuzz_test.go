// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// FuzzRateHeaders lets the gate learn from any headers. A request is refused at once, or
// leaves within the longest time that is waited for.
func FuzzRateHeaders(f *testing.F) {
	f.Add(200, "40", "60", "0", "Medium", "")
	f.Add(429, "1", "315360000", "-1", "\x1b[31m", "3600")
	f.Add(429, "NaN", "Inf", "9223372036854775807", "light", "18446744074")
	f.Add(200, "9223372036854775807", "-60", "-9223372036854775808", "", "Fri, 31 Dec 9999 23:59:59 GMT")
	f.Fuzz(func(t *testing.T, status int, limit, window, remaining, group, after string) {
		synctest.Test(t, func(t *testing.T) {
			now := time.Now()
			header := rateHeader(limit, window, remaining, group, after)
			g := newGate(nil, 100, quiet, quiet)
			u := BudgetKey{Medium, "the-app"}
			g.budget(u).inFlight++
			g.learn(u, &http.Response{StatusCode: status, Header: header}, now)
			b := g.budget(u)
			if b.limit < 1 || b.limit > maxLimit || b.window <= 0 || b.window > maxRetryAfter || b.others < 0 || b.others > b.limit || b.inFlight != 0 {
				t.Errorf("learned %+v", b)
			}
			wait := b.wait(now, 100)
			if wait < 0 || wait > maxRetryAfter && !b.closedUntil.After(now.Add(maxRetryAfter)) || wait == untilChange {
				t.Errorf("the wait is %s", wait)
			}
			if after := RetryAfter(header, now); after < 0 || after > longestRetryAfter {
				t.Errorf("Retry-After became %s", after)
			}
			for u := range g.budgets {
				if !groupPattern.MatchString(string(u.Group)) {
					t.Errorf("a budget of %q is kept", u.Group)
				}
			}
		})
	})
}

// FuzzRedaction lets a response repeat the secrets of its request in any text.
func FuzzRedaction(f *testing.F) {
	const token = "U1BCMDFUMDRKV1MwMXxzLFSvXdw5PHMsVLEn"
	for _, seed := range []string{
		`{"a":"` + token + `"}`, `{"` + token + `":1}`, `["x\u0055` + token[1:] + `"]`, token, `{"a":"` + token, "{\"a\":\"" + token[:9] + "\u200b" + token[9:] + "\"}",
		`{"a":"Bearer ` + token + ` ` + token + `","b":{"c":["` + token + `"]}}`,
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, body string, success bool) {
		req := request(t, t.Context(), http.MethodGet, "")
		req.Header.Set("Authorization", "Bearer "+token)
		clean := redactionOf(req).body([]byte(body), success)
		if bytes.Contains(clean, []byte(token)) {
			t.Errorf("%q became %q", body, clean)
		}
		var before, after any
		if json.Unmarshal([]byte(body), &before) == nil && json.Unmarshal(clean, &after) != nil {
			t.Errorf("%q became %q, which is no JSON", body, clean)
		}
		if !strings.Contains(body, "U1") && !strings.Contains(body, "\\u") && !strings.Contains(body, "VTFC") && string(clean) != body {
			t.Errorf("%q became %q without need", body, clean)
		}
	})
}
