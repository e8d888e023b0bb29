// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package findings explains what was observed of a RingCentral integration. It
// turns errors of the token endpoint, offline facts of a JWT and granted scopes
// into findings: a stable code, what happened, the evidence, and what a person
// has to do where. The table (table_*.go) holds everything that is constant
// about a finding; the functions decide which row applies.
package findings

import (
	"fmt"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

// Code identifies the cause of a finding. Codes are stable: configurations and
// CI jobs may compare them.
type Code string

// Finding is one cause.
type Finding struct {
	Code Code
	// Argument names the argument with the cause; empty if there is none.
	Argument string
	// Own is set if the finding is about the provider's own credentials, so that
	// Argument is one of the provider block.
	Own bool
	// Hide is set if the argument may hold a secret: Terraform prints the lines and
	// values that a diagnostic points at.
	Hide bool
	// Summary is one line without a full stop.
	Summary string
	// Detail says what happened and what it means.
	Detail string
	// Proved lists the checks that the same observation has passed.
	Proved []string
	// Remedy says what a person has to do, in the words of the RingCentral user interface.
	Remedy string
	// URL is the page to do it on; empty if there is none.
	URL string
	// Output is what a failed command wrote. A diagnostic shows it, and nothing stores it.
	Output printable.TerminalText
	// Evidence holds errorCode, HTTP status and RCRequestId of the platform's response.
	Evidence string
}

// Text returns everything but the summary as one readable block: the detail of
// a diagnostic.
func (f Finding) Text() string {
	var b strings.Builder
	b.WriteString(f.Detail)
	if len(f.Proved) > 0 {
		fmt.Fprintf(&b, "\n\nAlready verified: %s.", strings.Join(f.Proved, "; "))
	}
	if f.Remedy != "" {
		fmt.Fprintf(&b, "\n\nWhat to do: %s", f.Remedy)
	}
	if f.URL != "" {
		fmt.Fprintf(&b, "\nWhere: %s", f.URL)
	}
	fmt.Fprintf(&b, "\n\nFinding: %s", f.Code)
	if f.Evidence != "" {
		fmt.Fprintf(&b, " (%s)", f.Evidence)
	}
	return b.String()
}

// Error carries a finding through code that returns errors.
type Error struct {
	Finding Finding
	// Err is the underlying error; may be nil.
	Err error
}

func (e *Error) Error() string { return e.Finding.Summary }

func (e *Error) Unwrap() error { return e.Err }
