// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/terraformcli"
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
// configuration, with the provider built from this tree.
func TestExamplesAreValid(t *testing.T) {
	t.Parallel()
	terraform, err := terraformcli.Find(t.Context(), filepath.Join("..", "build", "terraform"))
	if err != nil {
		t.Fatal(err)
	}
	if terraform, err = filepath.Abs(terraform); err != nil {
		t.Fatal(err)
	}
	mirror := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "build", "-o", terraformcli.Mirror(mirror), "..")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the provider: %v\n%s", err, output)
	}
	config := filepath.Join(t.TempDir(), "terraform.tfrc")
	if err := terraformcli.WriteMirrorConfig(config, mirror); err != nil {
		t.Fatal(err)
	}
	examples := configurations(t)
	if len(examples) < 10 {
		t.Fatalf("found only the examples %v", examples)
	}
	for _, example := range examples {
		t.Run(example, func(t *testing.T) {
			t.Parallel()
			directory := filepath.Join(t.TempDir(), "example")
			if err := os.CopyFS(directory, os.DirFS(example)); err != nil {
				t.Fatal(err)
			}
			complete(t, directory)
			for _, arguments := range [][]string{{"init", "-no-color"}, {"validate", "-no-color"}} {
				command := exec.CommandContext(t.Context(), terraform, arguments...)
				command.Dir = directory
				command.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+config, "CHECKPOINT_DISABLE=1")
				if output, err := command.CombinedOutput(); err != nil {
					t.Fatalf("terraform %s: %v\n%s", arguments[0], err, output)
				}
			}
		})
	}
}

// configurations lists the directories that hold configuration.
func configurations(t *testing.T) []string {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".tf" {
			found[filepath.Dir(path)] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var directories []string
	for directory := range found {
		directories = append(directories, directory)
	}
	return directories
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
