// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// requiredProviders completes the examples that the documentation shows without it.
const requiredProviders = `terraform {
  required_providers {
    ringcentral = {
      source = "ringcentral-community/ringcentral"
    }
  }
}
`

// TestExamplesAreValid runs terraform init and validate in every directory with
// configuration, with the provider built from this tree. Where several files show
// ways to import the same object, each is tried alone.
func TestExamplesAreValid(t *testing.T) {
	t.Parallel()
	terraform := providertest.Terraform(t)
	config, err := providertest.Install(t.Context(), providertest.Provider)
	if err != nil {
		t.Fatal(err)
	}
	examples := configurations(t)
	if len(examples) < 10 {
		t.Fatalf("found only the examples %v", examples)
	}
	for _, example := range examples {
		imports, err := filepath.Glob(filepath.Join(example, "import-*.tf"))
		if err != nil {
			t.Fatal(err)
		}
		if len(imports) == 0 {
			imports = []string{""}
		}
		for _, only := range imports {
			t.Run(filepath.Join(example, filepath.Base(only)), func(t *testing.T) {
				t.Parallel()
				requireSyntax(t, terraform, example, filepath.Base(only))
				directory := filepath.Join(t.TempDir(), "example")
				if err := os.CopyFS(directory, os.DirFS(example)); err != nil {
					t.Fatal(err)
				}
				for _, other := range imports {
					if other != only {
						remove(t, filepath.Join(directory, filepath.Base(other)))
					}
				}
				complete(t, directory)
				validate(t, terraform, config, directory)
			})
		}
	}
}

func validate(t *testing.T, terraform, config, directory string) {
	t.Helper()
	for _, arguments := range [][]string{{"init", "-no-color"}, {"validate", "-no-color"}} {
		command := exec.CommandContext(t.Context(), terraform, arguments...)
		command.Dir = directory
		command.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+config, "TF_LOG=", "CHECKPOINT_DISABLE=1")
		if output, err := command.CombinedOutput(); err != nil {
			t.Fatalf("terraform %s: %v\n%s", arguments[0], err, output)
		}
	}
}

// requireSyntax skips an example that an older Terraform cannot parse.
func requireSyntax(t *testing.T, terraform, example, only string) {
	t.Helper()
	if strings.HasPrefix(example, "ephemeral-resources") || strings.HasPrefix(example, "functions") {
		providertest.RequireFeature(t, terraform, providertest.EphemeralResources)
	}
	if strings.HasPrefix(example, "actions") {
		providertest.RequireFeature(t, terraform, providertest.Actions)
	}
	full, err := os.ReadFile(filepath.Join(example, "resource_full.tf"))
	if err == nil && bytes.Contains(full, []byte("_wo ")) {
		providertest.RequireFeature(t, terraform, providertest.WriteOnlyArguments)
	}
	if only == "import-by-identity.tf" {
		providertest.RequireFeature(t, terraform, providertest.ResourceIdentity)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func TestExamplesAreFormatted(t *testing.T) {
	t.Parallel()
	command := exec.CommandContext(t.Context(), providertest.Terraform(t), "fmt", "-check", "-recursive", "-diff", "-no-color")
	if output, err := command.CombinedOutput(); err != nil {
		t.Errorf("terraform fmt -check: %v\n%s", err, output)
	}
}

// TestEveryTypeHasAnExample also checks that import is shown for every resource.
func TestEveryTypeHasAnExample(t *testing.T) {
	t.Parallel()
	served, err := providerserver.NewProtocol6(provider.New("test", nil))().GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for name := range served.ResourceSchemas {
		for _, file := range []string{"resource.tf", "resource_full.tf", "import.sh", "import-by-string-id.tf", "import-by-identity.tf"} {
			files = append(files, filepath.Join("resources", name, file))
		}
	}
	for name := range served.DataSourceSchemas {
		files = append(files, filepath.Join("data-sources", name, "data-source.tf"))
	}
	for name := range served.EphemeralResourceSchemas {
		files = append(files, filepath.Join("ephemeral-resources", name, "ephemeral-resource.tf"))
	}
	for name := range served.ActionSchemas {
		files = append(files, filepath.Join("actions", name, "action.tf"))
	}
	for name := range served.Functions {
		files = append(files, filepath.Join("functions", name, "function.tf"))
	}
	if len(files) == 0 {
		t.Fatal("the provider has no types")
	}
	for _, file := range files {
		if _, err := os.Stat(file); err != nil {
			t.Errorf("no example: %v", err)
		}
	}
}

// configurations lists the directories that hold configuration, without those of the
// repository template: they are complete only in the repository that it becomes.
func configurations(t *testing.T) []string {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if path == "repository" {
			return fs.SkipDir
		}
		if filepath.Ext(path) == ".tf" {
			found[filepath.Dir(path)] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(found))
}

func complete(t *testing.T, directory string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(directory, "*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte("required_providers")) {
			return
		}
	}
	if err := os.WriteFile(filepath.Join(directory, "required_providers.tf"), []byte(requiredProviders), 0o600); err != nil {
		t.Fatal(err)
	}
}
