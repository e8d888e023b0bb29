// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package repository

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// section returns the text below a heading of a document, up to the next heading.
func section(t *testing.T, document, heading string) string {
	t.Helper()
	_, text, ok := strings.Cut(read(t, document), "\n"+heading+"\n")
	if !ok {
		t.Fatalf("%s has no %q", document, heading)
	}
	text, _, _ = strings.Cut(text, "\n#")
	return text
}

var tableRow = regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (.*\\S) \\|$")

// TestDependenciesAreExplained compares CONTRIBUTING.md with go.mod: each direct
// dependency stands there, with a reason, and nothing else does.
func TestDependenciesAreExplained(t *testing.T) {
	t.Parallel()
	var want []string
	for _, required := range readModule(t, "go.mod").Require {
		if !required.Indirect {
			want = append(want, required.Path)
		}
	}
	compareTable(t, section(t, "CONTRIBUTING.md", "### Dependencies"), want)
}

// TestToolsAreExplained does the same with the tools, wherever they are pinned.
func TestToolsAreExplained(t *testing.T) {
	t.Parallel()
	var want []string
	for _, name := range files(t, `^tools/(.*/)?go\.mod$`) {
		for _, tool := range readModule(t, name).Tool {
			want = append(want, tool.Path)
		}
	}
	compareTable(t, section(t, "CONTRIBUTING.md", "### Tools"), want)
}

func compareTable(t *testing.T, text string, want []string) {
	t.Helper()
	var got []string
	for _, row := range tableRow.FindAllStringSubmatch(text, -1) {
		got = append(got, row[1])
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("CONTRIBUTING.md explains\n%s\nand go.mod has\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestDependabotWatchesEverything checks that every module, and whatever else
// has versions, is kept up to date.
func TestDependabotWatchesEverything(t *testing.T) {
	t.Parallel()
	var configuration struct {
		Updates []struct {
			Ecosystem   string `yaml:"package-ecosystem"`
			Directory   string
			Directories []string
		}
	}
	readYAML(t, ".github/dependabot.yml", &configuration)
	watched := map[string][]string{}
	for _, update := range configuration.Updates {
		directories := update.Directories
		if update.Directory != "" {
			directories = append(directories, update.Directory)
		}
		watched[update.Ecosystem] = append(watched[update.Ecosystem], directories...)
	}
	if !slices.Equal(watched["github-actions"], []string{"/"}) {
		t.Errorf("the actions of %v are watched", watched["github-actions"])
	}
	for file, ecosystem := range map[string]string{"go.mod": "gomod", "package.json": "npm"} {
		var want []string
		for _, name := range files(t, `.`) {
			if path.Base(name) == file {
				want = append(want, path.Join("/", path.Dir(name)))
			}
		}
		got := slices.Sorted(slices.Values(watched[ecosystem]))
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf(".github/dependabot.yml watches %v for %s, and not %v", got, ecosystem, want)
		}
	}
}
