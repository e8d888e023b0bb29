// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
)

// TestCatalogIsComplete compares the catalog with the codes in the source.
func TestCatalogIsComplete(t *testing.T) {
	t.Parallel()
	documented := map[string]bool{}
	for _, section := range findings.Catalog() {
		for _, entry := range section.Entries {
			if documented[string(entry.Code)] {
				t.Errorf("%s is documented twice", entry.Code)
			}
			documented[string(entry.Code)] = true
			if entry.Meaning == "" || entry.Detection == "" || entry.Remedy == "" {
				t.Errorf("the entry of %s is incomplete", entry.Code)
			}
		}
	}
	for _, code := range codesInSource(t) {
		if !documented[code] {
			t.Errorf("%s is not documented", code)
		}
		delete(documented, code)
	}
	for code := range documented {
		t.Errorf("%s is documented but not defined", code)
	}
}

func codesInSource(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "Code" {
				return true
			}
			for _, value := range spec.Values {
				code, err := strconv.Unquote(value.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				codes = append(codes, code)
			}
			return true
		})
	}
	return codes
}
