// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"os"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// otherTerraform is the variable with the path of another Terraform.
const otherTerraform = "TF_ACC_OTHER_TERRAFORM_PATH"

// TestAccStateBetweenVersions lets two versions of Terraform work on one state in turns.
// Neither finds a difference in what the other one has written.
func TestAccStateBetweenVersions(t *testing.T) {
	t.Parallel()
	other := os.Getenv(otherTerraform)
	if other == "" {
		t.Skipf("it needs a second Terraform: set %s to its path", otherTerraform)
	}
	i := providertest.Integrate(t, simulator.Options{})
	d := &drifting{Integration: i}
	configuration := driftingRole + driftingUser + driftingApp(d) + strings.ReplaceAll(driftingCredential(d), `"test"`, `"other"`) + strings.ReplaceAll(driftingAssignment(d), `"test"`, `"other"`)
	w := i.Workspace(providertest.Provider, configuration)
	d.Workspace = w
	versions := []string{providertest.Terraform(t), other}
	for turn := range 4 {
		department := []string{"IT", "Sales"}[turn%2]
		w.UseTerraform(versions[turn%2])
		w.Write(strings.Replace(configuration, `"IT"`, `"`+department+`"`, 1))
		if turn > 0 {
			if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 2 || !result.Says("0 to add, 1 to change, 0 to destroy") {
				t.Fatalf("turn %d: %s", turn, result.Output)
			}
		}
		if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
			t.Fatalf("turn %d: %s", turn, result.Output)
		}
		w.UseTerraform(versions[(turn+1)%2])
		if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 {
			t.Fatalf("turn %d, the other version: %s", turn, result.Output)
		}
	}
	if result := w.Run("destroy", "-auto-approve"); result.ExitCode != 0 {
		t.Error(result.Output)
	}
}
