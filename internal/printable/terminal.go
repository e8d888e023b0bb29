// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package printable

import "fmt"

// TerminalText is text for the person at the terminal that must not be stored, because
// a secret may be in it. However it is formatted or encoded, it yields a
// placeholder; only Show returns it, and only diagnostics may call that.
type TerminalText struct{ text string }

// ForTerminal marks a text as one that must not be stored.
func ForTerminal(text string) TerminalText { return TerminalText{text} }

// Show returns the text, for a diagnostic.
func (t TerminalText) Show() string { return t.text }

// Format prints a placeholder under every verb.
func (t TerminalText) Format(f fmt.State, _ rune) { fmt.Fprint(f, "(shown on the terminal only)") }

// MarshalText makes encoders write a placeholder.
func (t TerminalText) MarshalText() ([]byte, error) { return fmt.Append(nil, t), nil }
