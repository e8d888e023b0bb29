// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"fmt"
	"strings"
)

// Report is what a check found.
type Report struct {
	Version string
	Server  string
	Answers []Answer
}

// Count returns how many answers have a verdict.
func (r *Report) Count(v Verdict) int {
	n := 0
	for _, a := range r.Answers {
		if a.Verdict == v {
			n++
		}
	}
	return n
}

// Summary is one line.
func (r *Report) Summary() string {
	return fmt.Sprintf("%d as expected, %d differ, %d not asked", r.Count(AsExpected), r.Count(Differs), r.Count(NotAsked))
}

// Markdown returns the report for people.
func (r *Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Account check\n\nProvider %s, server %s: %s.\n\nThis report holds no IDs, names, addresses, phone numbers or secrets. RCRequestIds let RingCentral's support find a request.\n", r.Version, r.Server, r.Summary())
	b.WriteString("\n## What differs\n")
	if r.Count(Differs) == 0 {
		b.WriteString("\nNothing.\n")
	}
	for _, a := range r.Answers {
		if a.Verdict != Differs {
			continue
		}
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n- Seen: %s\n- Expected: %s (%s)\n- What that means: %s\n", a.ID, a.Question, a.Seen, a.Expected, a.Source, a.Copes)
		if a.Evidence != "" {
			fmt.Fprintf(&b, "- Evidence: %s\n", a.Evidence)
		}
	}
	b.WriteString("\n## All results\n\n| Question | Result | Seen |\n|---|---|---|\n")
	for _, a := range r.Answers {
		fmt.Fprintf(&b, "| %s: %s | %s | %s |\n", a.ID, a.Question, a.Verdict, strings.ReplaceAll(a.Seen, "|", "\\|"))
	}
	return b.String()
}
