// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package repository

import (
	"regexp"
	"strings"
	"testing"
)

// documents are the pages that nothing generates.
const documents = `^(.*/)?(README|CONTRIBUTING|ARCHITECTURE|SECURITY|PULL_REQUEST_TEMPLATE)\.md$`

var (
	makeCommand = regexp.MustCompile("(?m)(?:`|^\\s*|run: |entry: |&& )make ([a-z][a-z-]*)")
	makeTarget  = regexp.MustCompile(`(?m)^([a-z][a-z-]*):`)
)

// TestCommandsExist looks up every make command that a document or a workflow names.
func TestCommandsExist(t *testing.T) {
	t.Parallel()
	targets := map[string]bool{}
	for _, match := range makeTarget.FindAllStringSubmatch(read(t, "GNUmakefile"), -1) {
		targets[match[1]] = true
	}
	named := 0
	for _, name := range files(t, documents+`|`+workflows+`|^\.pre-commit-config\.yaml$|^templates/`) {
		for _, match := range makeCommand.FindAllStringSubmatch(read(t, name), -1) {
			named++
			if !targets[match[1]] {
				t.Errorf("%s names make %s, which does not exist", name, match[1])
			}
		}
	}
	if named < 20 {
		t.Errorf("only %d commands were found", named)
	}
}

var excerpt = regexp.MustCompile("(?s)\\[`([^`]+)`\\]\\(([^)]+)\\):\n\n```\\w+\n(.*?)```")

// TestExcerptsAreCurrent compares the code that CONTRIBUTING.md shows with the files
// that it is from. A line that is only "// ..." stands for what was left out.
func TestExcerptsAreCurrent(t *testing.T) {
	t.Parallel()
	const name = "CONTRIBUTING.md"
	excerpts := excerpt.FindAllStringSubmatch(read(t, name), -1)
	if len(excerpts) < 5 {
		t.Errorf("only %d excerpts were found", len(excerpts))
	}
	for _, match := range excerpts {
		if match[1] != match[2] {
			t.Errorf("%s calls %s %s", name, match[2], match[1])
		}
		rest := read(t, match[2])
		for part := range strings.SplitSeq(match[3], "// ...\n") {
			part = strings.TrimRight(part, "\t ")
			before, after, ok := strings.Cut(rest, part)
			if !ok || before != "" && !strings.HasSuffix(before, "\n") {
				t.Errorf("%s shows what is not, or no longer, in %s:\n%s", name, match[2], part)
				break
			}
			rest = after
		}
	}
}

var (
	testName = regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w*)`")
	testFunc = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
)

// TestPromisesNameTheirTests looks up every test that SECURITY.md names. Each row of its
// table of promises has to name one.
func TestPromisesNameTheirTests(t *testing.T) {
	t.Parallel()
	tests := map[string]bool{}
	for _, name := range files(t, `_test\.go$`) {
		for _, match := range testFunc.FindAllStringSubmatch(read(t, name), -1) {
			tests[match[1]] = true
		}
	}
	security := read(t, "SECURITY.md")
	for _, match := range testName.FindAllStringSubmatch(security, -1) {
		if !tests[match[1]] {
			t.Errorf("SECURITY.md names the test %s, which does not exist", match[1])
		}
	}
	promises := 0
	_, table, _ := strings.Cut(security, "|---|---|---|\n")
	for row := range strings.Lines(table) {
		if !strings.HasPrefix(row, "|") {
			break
		}
		if promises++; !testName.MatchString(row) {
			t.Errorf("no test is named for %s", row)
		}
	}
	if promises < 10 {
		t.Errorf("only %d promises were found", promises)
	}
}
