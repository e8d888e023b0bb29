// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package repository

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var arrow = regexp.MustCompile(`(?m)^ +(\w+)(?:\[[^\]]*\])? --> (\w+)$`)

// TestArrowsAreImports compares the picture of ARCHITECTURE.md with what the
// packages import.
func TestArrowsAreImports(t *testing.T) {
	t.Parallel()
	drawn := map[string]bool{}
	for _, match := range arrow.FindAllStringSubmatch(read(t, "ARCHITECTURE.md"), -1) {
		drawn[match[1]+" --> "+match[2]] = true
	}
	imported := map[string]bool{}
	lines := bufio.NewScanner(bytes.NewReader(output(t, "go", "list", "-f", `{{$p := .ImportPath}}{{range .Imports}}{{$p}} {{.}}{{"\n"}}{{end}}`, "./...")))
	for lines.Scan() {
		from, to, _ := strings.Cut(lines.Text(), " ")
		part, other := partOf(from), partOf(to)
		if part != "" && other != "" && part != other && part != "tools" {
			imported[part+" --> "+other] = true
		}
	}
	if len(imported) < 10 {
		t.Fatalf("only the imports %v were found", imported)
	}
	for _, edge := range slices.Sorted(maps.Keys(imported)) {
		if !drawn[edge] {
			t.Errorf("ARCHITECTURE.md lacks the arrow %s", edge)
		}
	}
	for _, edge := range slices.Sorted(maps.Keys(drawn)) {
		if !imported[edge] {
			t.Errorf("ARCHITECTURE.md has the arrow %s, and nothing is imported along it", edge)
		}
	}
}

// partOf names the part of the program that a package belongs to; empty if it is
// not of this module.
func partOf(importPath string) string {
	switch rest, ok := strings.CutPrefix(importPath, module+"/internal/"); {
	case importPath == module:
		return "main"
	case !ok:
		return ""
	default:
		part, _, _ := strings.Cut(rest, "/")
		return part
	}
}

// TestEveryPartIsDescribed checks that ARCHITECTURE.md has a row for each
// directory with packages, and for nothing else.
func TestEveryPartIsDescribed(t *testing.T) {
	t.Parallel()
	want := map[string]bool{}
	for directory := range strings.FieldsSeq(string(output(t, "go", "list", "./..."))) {
		if part := partOf(directory); part != "" && part != "main" {
			want[part] = true
		}
	}
	got := map[string]bool{}
	for _, row := range tableRow.FindAllStringSubmatch(section(t, "ARCHITECTURE.md", "## The parts"), -1) {
		got[partOf(module+"/"+row[1])] = true
	}
	if !maps.Equal(got, want) {
		t.Errorf("ARCHITECTURE.md describes %v, and there are %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

var unitPackages = regexp.MustCompile(`(?m)^unit:.*\n\t@go test -timeout \S+ (.*)$`)

// TestUnitIsComplete checks that make unit runs every test that needs no
// Terraform binary.
func TestUnitIsComplete(t *testing.T) {
	t.Parallel()
	match := unitPackages.FindStringSubmatch(read(t, "GNUmakefile"))
	if match == nil {
		t.Fatal("GNUmakefile has no unit")
	}
	got := strings.Fields(string(output(t, "go", append([]string{"list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}"}, strings.Fields(match[1])...)...)))
	var want []string
	decoder := json.NewDecoder(bytes.NewReader(output(t, "go", "list", "-test", "-json=ImportPath,Deps", "./...")))
	for {
		var listed struct {
			ImportPath string
			Deps       []string
		}
		if err := decoder.Decode(&listed); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if tested, ok := strings.CutSuffix(listed.ImportPath, ".test"); ok && !needsTerraform(listed.Deps) {
			want = append(want, tested)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("make unit tests\n%s\nand these need no Terraform binary:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func needsTerraform(dependencies []string) bool {
	return slices.ContainsFunc(dependencies, func(dependency string) bool {
		return strings.HasPrefix(dependency, module+"/internal/tests/terraformcli") || strings.HasPrefix(dependency, "github.com/hashicorp/terraform-plugin-testing/")
	})
}
