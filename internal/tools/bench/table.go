// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

var groups = []string{"light", "medium", "heavy"}

// print writes the report as Markdown tables.
func (r *report) print(w io.Writer) {
	fmt.Fprintf(
		w,
		"Requests by usage group (Light / Medium / Heavy), without those for tokens. A window is %g s here and 60 s at RingCentral, a response takes %d ms.\n\n",
		r.WindowSeconds, r.LatencyMS,
	)
	table := tabwriter.NewWriter(w, 0, 0, 1, ' ', tabwriter.Debug)
	row := func(cells ...string) { fmt.Fprintln(table, "| "+strings.Join(cells, "\t ")+"\t") }
	row("Users", "Command", "Minimum", "Provider", "Windows", "Time / without refresh", "CPU / without refresh")
	row("--:", "---", "--:", "--:", "--:", "--:", "--:")
	for _, s := range r.Scales {
		for _, step := range s.Steps {
			elapsed, cpu := "", ""
			if step.Name == "refresh" && len(s.Pairs) > 0 {
				median := s.medianPair()
				elapsed, cpu = fmt.Sprintf("%.2f", median.Time), fmt.Sprintf("%.2f", median.CPU)
			}
			row(fmt.Sprint(s.Users), step.Name, counts(step.Minimum), counts(step.Requests), r.windows(step.Requests), elapsed, cpu)
		}
	}
	_ = table.Flush()
	if r.Start == nil {
		return
	}
	p, e := r.Start.Provider, r.Start.Empty
	fmt.Fprintf(w, "\nStart, median of %d: handshake %.1f ms (empty provider: %.1f ms, ratio %.2f), schema %.1f ms (%.1f ms, ratio %.2f), peak memory %.1f MiB (%.1f MiB, ratio %.2f)\n",
		r.Start.Starts, p.HandshakeMS, e.HandshakeMS, p.HandshakeMS/e.HandshakeMS, p.SchemaMS, e.SchemaMS, p.SchemaMS/e.SchemaMS, p.PeakKiB/1024, e.PeakKiB/1024, p.PeakKiB/e.PeakKiB)
}

func counts(requests map[string]int) string {
	cells := make([]string, 0, len(groups))
	for _, group := range groups {
		cells = append(cells, fmt.Sprint(requests[group]))
	}
	return strings.Join(cells, " / ")
}

// documentedLimits are RingCentral's, in requests per window.
var documentedLimits = map[string]int{"light": 50, "medium": 40, "heavy": 10}

// windows tells how many windows have to begin for the requests: what it takes in
// minutes at RingCentral, to the minute.
func (r *report) windows(requests map[string]int) string {
	most := 0
	for group, limit := range documentedLimits {
		most = max(most, ceil(requests[group], limit))
	}
	return fmt.Sprint(most)
}

// verdict is an error if the rate limit was met, which the provider must not do.
func (r *report) verdict() error {
	var errs []error
	for _, s := range r.Scales {
		for _, step := range s.Steps {
			if step.Refused > 0 {
				errs = append(errs, fmt.Errorf("%s of %d users: %d requests met the rate limit", step.Name, s.Users, step.Refused))
			}
		}
	}
	return errors.Join(errs...)
}
