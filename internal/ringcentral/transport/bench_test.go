// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"net/http"
	"testing"
)

// BenchmarkGate lets a request pass that has not to wait.
func BenchmarkGate(b *testing.B) {
	header := http.Header{"X-Rate-Limit-Limit": {"1000000000"}, "X-Rate-Limit-Window": {"1"}, "X-Rate-Limit-Remaining": {"999999999"}}
	response := &http.Response{StatusCode: http.StatusOK, Header: header, Body: http.NoBody}
	g := newGate(roundTripper(func(*http.Request) (*http.Response, error) { return response, nil }), 100, quiet, quiet)
	req, err := http.NewRequestWithContext(WithBudget(b.Context(), BudgetKey{Light, "the-app"}), http.MethodGet, "https://platform.example.com/", http.NoBody)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := g.RoundTrip(req); err != nil {
			b.Fatal(err)
		}
		g.budgets[BudgetKey{Light, "the-app"}].own = nil // another window
	}
}
