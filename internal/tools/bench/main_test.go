// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"
	"testing"
)

func aReport(refused int) report {
	steps := func(light int) []step {
		return []step{{Name: "refresh", Requests: map[string]int{"light": light, "medium": 2, "auth": 1}, Minimum: map[string]int{"medium": 2}, Refused: refused, Seconds: 3}}
	}
	return report{
		WindowSeconds: 1, LatencyMS: 20,
		Scales: []scale{
			{Users: 1000, Pairs: []pair{{3, 2}, {1.5, 1.2}, {1, 1}}, Steps: steps(2)},
			{Users: 5000, Pairs: []pair{{3, 2}, {1.5, 1.2}, {1, 1}}, Steps: steps(2)},
		},
		Start: &startUp{Starts: 20, Provider: process{HandshakeMS: 6, SchemaMS: 9, PeakKiB: 2048}, Empty: process{HandshakeMS: 5, SchemaMS: 8, PeakKiB: 1024}},
	}
}

func TestTables(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	r := aReport(0)
	r.print(&b)
	printed := strings.Join(strings.Fields(b.String()), " ")
	for _, want := range []string{
		"| 1000 | refresh | 0 / 2 / 0 | 2 / 2 / 0 | 1 | 1.50 | 1.20 |",
		"| 5000 | refresh | 0 / 2 / 0 | 2 / 2 / 0 | 1 | 1.50 | 1.20 |",
		"handshake 6.0 ms (empty provider: 5.0 ms, ratio 1.20)",
		"peak memory 2.0 MiB (1.0 MiB, ratio 2.00)",
	} {
		if !strings.Contains(printed, want) {
			t.Errorf("the report does not hold %q:\n%s", want, printed)
		}
	}
}

func TestVerdict(t *testing.T) {
	t.Parallel()
	r := aReport(0)
	if err := r.verdict(); err != nil {
		t.Error(err)
	}
	r = aReport(1)
	if err := r.verdict(); err == nil || !strings.Contains(err.Error(), "refresh of 5000 users") {
		t.Errorf("a run that met the rate limit: %v", err)
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	o, err := parse([]string{"-sizes", "1,20"})
	if err != nil || len(o.sizes) != 2 || o.sizes[1] != 20 {
		t.Errorf("got %+v, %v", o, err)
	}
	for _, wrong := range []string{"x", "0", "-1", "1,x"} {
		if _, err := parse([]string{"-sizes=" + wrong}); err == nil {
			t.Errorf("accepted the size %q", wrong)
		}
	}
}
