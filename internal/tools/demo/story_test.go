// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import "testing"

// TestDemo runs the demo as `make demo` does, from the module's root.
func TestDemo(t *testing.T) {
	t.Chdir("../../..")
	if err := run(t.Context()); err != nil {
		t.Fatal(err)
	}
}
