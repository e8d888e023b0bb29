// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

var shellBlock = regexp.MustCompile("(?s)```shell\n(.*?)```")

// assembleRepository makes a repository from the template as its README says, with
// lock files for the provider that was built from this tree.
func assembleRepository(t *testing.T, variables map[string]string) string {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	parent := t.TempDir()
	if err := os.Symlink(root, filepath.Join(parent, "terraform-provider-ringcentral")); err != nil {
		t.Fatal(err)
	}
	commands := shellBlock.FindStringSubmatch(read(t, "repository/README.md"))
	if commands == nil || !strings.Contains(commands[1], "cp -R") {
		t.Fatal("the README of the template does not say how to copy it")
	}
	shell(t, parent, variables, commands[1])
	repository := filepath.Join(parent, "integrations")
	for _, environment := range []string{"staging", "production"} {
		directory := filepath.Join(repository, "environments", environment)
		shell(t, directory, variables, "terraform init -backend=false && rm -r .terraform")
		if _, err := os.Stat(filepath.Join(directory, ".terraform.lock.hcl")); err != nil {
			t.Fatal(err)
		}
	}
	return repository
}

// shell runs commands and returns what they print.
func shell(t *testing.T, directory string, variables map[string]string, commands string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", commands)
	command.Dir = directory
	for name, value := range variables {
		command.Env = append(command.Env, name+"="+value)
	}
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", commands, err, output)
	}
	return string(output)
}

// TestRepositoryIsComplete checks a repository as made from the template: its
// configurations are valid, and its .gitignore keeps out what must not be committed.
func TestRepositoryIsComplete(t *testing.T) {
	t.Parallel()
	m := newMachine(t, providertest.Start(t))
	result := m.run("check", []step{{script: "ci/check.sh"}})
	if result.exitCode != 0 {
		t.Fatalf("ci/check.sh exited with %d:\n%s", result.exitCode, result.output)
	}
	for _, want := range []string{"The configuration is valid.", "0 failed."} {
		if !strings.Contains(result.output, want) {
			t.Errorf("ci/check.sh does not say %q:\n%s", want, result.output)
		}
	}
	ignored := shell(t, m.repository, m.always, `
git init --quiet
for file in environments/production/{terraform.tfstate,terraform.tfstate.backup,secrets.auto.tfvars,.terraform/x,.terraform.lock.hcl} .plan/production/tfplan; do
  git check-ignore --quiet "$file" && echo "$file"
done || true`)
	const want = `environments/production/terraform.tfstate
environments/production/terraform.tfstate.backup
environments/production/secrets.auto.tfvars
environments/production/.terraform/x
.plan/production/tfplan
`
	if ignored != want {
		t.Errorf("git ignores\n%swant\n%s", ignored, want)
	}
}
