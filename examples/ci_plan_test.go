// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// TestApplyTakesTheApprovedPlan asserts that an apply does what the kept plan says, also
// where the configuration has changed since, and that a plan is applied once.
func TestApplyTakesTheApprovedPlan(t *testing.T) {
	t.Parallel()
	m := newMachine(t, providertest.Start(t))
	newGitHub(m).fillInBackend()
	directory := filepath.Join(m.repository, "environments/production")
	for _, old := range []string{"main.tf", "integrations.tf", ".terraform.lock.hcl"} {
		if err := os.Remove(filepath.Join(directory, old)); err != nil {
			t.Fatal(err)
		}
	}
	declare := func(value string) {
		content := fmt.Sprintf("resource \"terraform_data\" \"this\" {\n  input = %q\n}\n\noutput \"value\" {\n  value = terraform_data.this.output\n}\n", value)
		if err := os.WriteFile(filepath.Join(directory, "main.tf"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const out = ".plan/production"
	kept := artifacts{}
	apply := []step{m.fetch(kept, "plan", out), {script: "ci/apply.sh production"}}

	declare("approved")
	if planned := m.run("plan", []step{{script: "ci/plan.sh production"}, m.keep(kept, "plan", out)}); planned.exitCode != 0 {
		t.Fatal(planned.output)
	}
	declare("sneaked in")
	if applied := m.run("apply", apply); applied.exitCode != 0 || !strings.Contains(applied.output, `value = "approved"`) || strings.Contains(applied.output, "sneaked in") {
		t.Errorf("the apply exited with %d:\n%s", applied.exitCode, applied.output)
	}
	if applied := m.run("apply", apply); applied.exitCode == 0 || !strings.Contains(applied.output, "Saved plan is stale") {
		t.Errorf("the second apply exited with %d:\n%s", applied.exitCode, applied.output)
	}
}
