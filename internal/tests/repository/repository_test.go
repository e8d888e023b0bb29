// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package repository

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const module = "github.com/ringcentral-community/terraform-provider-ringcentral"

var root = filepath.Join("..", "..", "..")

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func readYAML(t *testing.T, name string, into any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(read(t, name)), into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// output returns what a program prints that is run in the repository's root.
func output(t *testing.T, program string, arguments ...string) []byte {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, arguments...)
	command.Dir = root
	printed, err := command.Output()
	if err != nil {
		t.Fatalf("%s %v: %v", program, arguments, err)
	}
	return printed
}

// files returns the repository's files, with slashes, that match a pattern.
func files(t *testing.T, pattern string) []string {
	t.Helper()
	matching := regexp.MustCompile(pattern)
	found := strings.Fields(string(output(t, "git", "ls-files", "--cached", "--others", "--exclude-standard")))
	found = slices.DeleteFunc(found, func(name string) bool {
		_, err := os.Stat(filepath.Join(root, name))
		return !matching.MatchString(name) || err != nil
	})
	if len(found) == 0 {
		t.Fatalf("no file matches %s", pattern)
	}
	return found
}

// goModule is what go.mod says, as far as it matters here.
type goModule struct {
	Require []struct {
		Path, Version string
		Indirect      bool
	}
	Tool []struct{ Path string }
}

func readModule(t *testing.T, name string) (m goModule) {
	t.Helper()
	if err := json.Unmarshal(output(t, "go", "mod", "edit", "-json", name), &m); err != nil {
		t.Fatal(err)
	}
	return m
}
