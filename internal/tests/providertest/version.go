// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	version "github.com/hashicorp/go-version"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformcli"
)

// Feature is something of the language or the command line that older versions do
// not have: the first version of Terraform and of OpenTofu that has it. An empty one
// has not got it yet.
type Feature struct {
	Name, Terraform, OpenTofu string
}

// Features that tests ask for.
var (
	EphemeralResources = Feature{"ephemeral resources", "1.10.0", "1.11.0"}
	WriteOnlyArguments = Feature{"write-only arguments", "1.11.0", "1.11.0"}
	ResourceIdentity   = Feature{"resource identity", "1.12.0", "1.12.0"}
	Queries            = Feature{"queries", "1.14.0", ""}
	Actions            = Feature{"actions", "1.14.0", ""}
	NullArguments      = Feature{"null as an argument of functions", "1.9.0", ""}
)

type product struct {
	isOpenTofu bool
	version    *version.Version
}

var products sync.Map // of path to product

// Terraform returns the absolute path of the Terraform binary that tests run.
func Terraform(t *testing.T) string {
	t.Helper()
	terraform, err := terraformcli.Find(t.Context(), filepath.Join(directory, "terraform"))
	if err != nil {
		t.Fatal(err)
	}
	if terraform, err = filepath.Abs(terraform); err != nil {
		t.Fatal(err)
	}
	return terraform
}

// RequireTerraform skips a test that needs a newer Terraform.
func RequireTerraform(t *testing.T, needed Feature) {
	t.Helper()
	RequireFeature(t, Terraform(t), needed)
}

// RequireFeature is RequireTerraform for the binary at a path.
func RequireFeature(t *testing.T, terraform string, needed Feature) {
	t.Helper()
	if !HasFeature(t, terraform, needed) {
		t.Skipf("needs a version with %s", needed.Name)
	}
}

// HasFeature reports whether a Terraform or OpenTofu binary is new enough.
func HasFeature(t *testing.T, terraform string, needed Feature) bool {
	t.Helper()
	p := productAt(t, terraform)
	minimum := needed.Terraform
	if p.isOpenTofu {
		minimum = needed.OpenTofu
	}
	return minimum != "" && p.version.Core().GreaterThanOrEqual(version.Must(version.NewVersion(minimum)))
}

// productAt asks a binary what it is. Only the text for people names OpenTofu.
func productAt(t *testing.T, terraform string) product {
	t.Helper()
	if found, ok := products.Load(terraform); ok {
		return found.(product) //nolint:forcetypeassert // nothing else is stored
	}
	command := exec.CommandContext(t.Context(), terraform, "version")
	command.Env = append(os.Environ(), "TF_LOG=", "TF_CLI_CONFIG_FILE=")
	output, err := command.Output()
	name, rest, found := strings.Cut(string(output), " v")
	number, _, _ := strings.Cut(rest, "\n")
	if err != nil || !found {
		t.Fatalf("terraform version: %v\n%s", err, output)
	}
	described, err := version.NewVersion(number)
	if err != nil {
		t.Fatal(err)
	}
	p := product{strings.Contains(name, "OpenTofu"), described}
	products.Store(terraform, p)
	return p
}
