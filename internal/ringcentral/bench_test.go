// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/http"
	"strconv"
	"testing"
)

// BenchmarkRead reads a user whom the account's list has told of.
func BenchmarkRead(b *testing.B) {
	r := reads[Extension]{
		page: func(context.Context, int) (page[Extension], error) {
			var p page[Extension]
			for n := range pageSize {
				p.Records = append(p.Records, Extension{ID: ID(strconv.Itoa(n)), Roles: []AssignedRole{{ID: "3"}}})
			}
			return p, nil
		},
		id: (*Extension).id, whole: (*Extension).isWhole, log: quiet,
	}
	if _, err := r.all(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if user, err := r.get(b.Context(), "500"); err != nil || user.ID != "500" {
			b.Fatal(user, err)
		}
	}
}

// BenchmarkGate lets a request pass that has not to wait.
func BenchmarkGate(b *testing.B) {
	header := http.Header{"X-Rate-Limit-Limit": {"1000000000"}, "X-Rate-Limit-Window": {"1"}, "X-Rate-Limit-Remaining": {"999999999"}}
	response := &http.Response{StatusCode: http.StatusOK, Header: header, Body: http.NoBody}
	g := newGate(roundTripper(func(*http.Request) (*http.Response, error) { return response, nil }), 100, quiet, quiet)
	req, err := http.NewRequestWithContext(withUsage(b.Context(), usage{groupLight, "the-app"}), http.MethodGet, "https://platform.example.com/", http.NoBody)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := g.RoundTrip(req); err != nil {
			b.Fatal(err)
		}
		g.budgets[usage{groupLight, "the-app"}].own = nil // another window
	}
}
