// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	version "github.com/hashicorp/go-version"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/terraformcli"
)

// Versions of Terraform from which on something can be tested.
const (
	EphemeralResources = "1.10.0"
	WriteOnlyArguments = "1.11.0"
	ResourceIdentity   = "1.12.0"
	Queries            = "1.14.0"
)

var terraformVersion sync.Map // of path to string

// RequireTerraform skips a test that needs a newer Terraform.
func RequireTerraform(t *testing.T, minimum string) {
	t.Helper()
	if !HasTerraform(t, minimum) {
		t.Skipf("needs Terraform %s", minimum)
	}
}

// HasTerraform tells whether the Terraform that tests run is new enough.
func HasTerraform(t *testing.T, minimum string) bool {
	t.Helper()
	terraform, err := terraformcli.Find(t.Context(), filepath.Join(directory, "terraform"))
	if err != nil {
		t.Fatal(err)
	}
	return HasVersion(t, terraform, minimum)
}

// RequireVersion is RequireTerraform for the binary at a path.
func RequireVersion(t *testing.T, terraform, minimum string) {
	t.Helper()
	if !HasVersion(t, terraform, minimum) {
		t.Skipf("needs Terraform %s", minimum)
	}
}

// HasVersion tells whether a Terraform binary is new enough.
func HasVersion(t *testing.T, terraform, minimum string) bool {
	t.Helper()
	found, ok := terraformVersion.Load(terraform)
	if !ok {
		output, err := exec.CommandContext(t.Context(), terraform, "version", "-json").Output()
		var described struct {
			Version string `json:"terraform_version"`
		}
		if err != nil || json.Unmarshal(output, &described) != nil {
			t.Fatalf("terraform version: %v", err)
		}
		found, _ = terraformVersion.LoadOrStore(terraform, described.Version)
	}
	present, err := version.NewVersion(found.(string)) //nolint:forcetypeassert // nothing else is stored
	if err != nil {
		t.Fatal(err)
	}
	return present.Core().GreaterThanOrEqual(version.Must(version.NewVersion(minimum)))
}
