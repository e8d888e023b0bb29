// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func rateHeader(limit, window, remaining, group, RetryAfter string) http.Header {
	header := http.Header{}
	for name, value := range map[string]string{
		"X-Rate-Limit-Limit": limit, "X-Rate-Limit-Window": window, "X-Rate-Limit-Remaining": remaining, "X-Rate-Limit-Group": group, "Retry-After": RetryAfter,
	} {
		if value != "" {
			header.Set(name, value)
		}
	}
	return header
}

// TestAbsurdRateHeaders sends a request after one whose response has absurd headers. It
// leaves within the longest time that is waited for, or is refused at once.
func TestAbsurdRateHeaders(t *testing.T) {
	t.Parallel()
	const decade = "315360000"
	tests := map[string]struct {
		status  int
		header  http.Header
		wait    time.Duration // until the second request leaves
		refused bool
	}{
		"a window of 10 years":              {200, rateHeader("1", decade, "0", "", ""), 0, false},
		"a window of more than an int":      {200, rateHeader("1", "99999999999999999999", "0", "", ""), 0, false},
		"the longest window":                {200, rateHeader("1", "300", "0", "", ""), 5 * time.Minute, false},
		"a window of nothing":               {200, rateHeader("1", "0", "0", "", ""), 0, false},
		"a negative window":                 {200, rateHeader("1", "-60", "0", "", ""), 0, false},
		"a limit of nothing":                {200, rateHeader("0", "60", "0", "", ""), 0, false},
		"a negative limit":                  {200, rateHeader("-1", "60", "0", "", ""), 0, false},
		"a limit that is no number":         {200, rateHeader("NaN", "60", "0", "", ""), 0, false},
		"a limit of infinity":               {200, rateHeader("Inf", "1e9", "-Inf", "", ""), 0, false},
		"an enormous limit":                 {200, rateHeader(strconv.FormatInt(1<<62, 10), "60", "0", "", ""), 0, false},
		"less than nothing remains":         {200, rateHeader("5", "60", strconv.FormatInt(-1<<63, 10), "", ""), time.Minute, false},
		"more than the limit remains":       {200, rateHeader("5", "60", strconv.FormatInt(1<<62, 10), "", ""), 0, false},
		"a group with control characters":   {200, rateHeader("1", "60", "0", "\x1b[31m"+strings.Repeat("x", 1000), ""), time.Minute, false},
		"refused without headers":           {429, http.Header{}, 30 * time.Second, false},
		"refused for a moment":              {429, rateHeader("", "", "", "", "-1"), 30 * time.Second, false},
		"refused for 5 minutes":             {429, rateHeader("", "", "", "", "300"), 5 * time.Minute, false},
		"refused for an hour":               {429, rateHeader("", "", "", "", "3600"), 0, true},
		"refused for 10 years":              {429, rateHeader("", "", "", "", decade), 0, true},
		"refused for more than an int":      {429, rateHeader("", "", "", "", "99999999999999999999"), 0, true},
		"refused for what overflows":        {429, rateHeader("", "", "", "", "18446744074"), 0, true},
		"refused until the year 9999":       {429, rateHeader("", "", "", "", "Fri, 31 Dec 9999 23:59:59 GMT"), 0, true},
		"refused until long ago":            {429, rateHeader("", "", "", "", "Thu, 01 Jan 1970 00:00:00 GMT"), 30 * time.Second, false},
		"refused until something":           {429, rateHeader("", "", "", "", "\x1b[31mtomorrow"), 30 * time.Second, false},
		"refused in the name of all groups": {429, rateHeader("", "", "", "light, medium", "300"), 5 * time.Minute, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				sent := 0
				g := newGate(roundTripper(func(req *http.Request) (*http.Response, error) {
					sent++
					if sent == 1 {
						return respond(req, test.status, test.header), nil
					}
					return respond(req, 200, nil), nil
				}), 100, quiet, quiet)
				u := BudgetKey{Medium, "the-app"}
				send := func() error {
					_, err := g.RoundTrip(request(t, WithBudget(t.Context(), u), "GET", ""))
					return err
				}
				if err := send(); err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				err := send()
				var penalty *PenaltyError
				if errors.As(err, &penalty) != test.refused || err != nil && !test.refused {
					t.Errorf("got %v", err)
				}
				if waited := time.Since(start); waited != test.wait {
					t.Errorf("waited %s, want %s", waited, test.wait)
				}
				if test.refused && (sent != 1 || !errors.As(g.admit(t.Context(), u), &penalty) || penalty.Wait <= maxRetryAfter) {
					t.Errorf("%d requests were sent, and the wait is %v", sent, penalty)
				}
				if len(g.budgets) > 1 {
					t.Errorf("%d budgets are kept", len(g.budgets))
				}
			})
		})
	}
}

// TestManyGroupsAreNamed bounds what a server can make the gate remember.
func TestManyGroupsAreNamed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		g := newGate(roundTripper(func(req *http.Request) (*http.Response, error) {
			sent++
			return respond(req, 200, rateHeader("1000000", "60", "1000000", "g"+strconv.Itoa(sent), "")), nil
		}), 100, quiet, quiet)
		for range 2 * maxBudgets {
			if _, err := g.RoundTrip(request(t, WithBudget(t.Context(), BudgetKey{Medium, "the-app"}), "GET", "")); err != nil {
				t.Fatal(err)
			}
		}
		if len(g.budgets) > maxBudgets {
			t.Errorf("%d budgets are kept", len(g.budgets))
		}
	})
}
