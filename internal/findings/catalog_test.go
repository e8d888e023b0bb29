// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings_test

import (
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
)

// TestTable checks that no row of the table is incomplete or defined twice.
func TestTable(t *testing.T) {
	t.Parallel()
	documented := map[findings.Code]bool{}
	for _, section := range findings.Catalog() {
		if section.Title == "" || len(section.Entries) == 0 {
			t.Errorf("the section %q is empty", section.Title)
		}
		for _, entry := range section.Entries {
			if entry.Code == "" || documented[entry.Code] {
				t.Errorf("%q is defined twice", entry.Code)
			}
			documented[entry.Code] = true
			if entry.Meaning == "" || entry.Detection == "" || entry.Remedy == "" {
				t.Errorf("the entry of %s is incomplete", entry.Code)
			}
		}
	}
}

// TestErrorCodesAreUnique asserts that an error code or class has one meaning.
func TestErrorCodesAreUnique(t *testing.T) {
	t.Parallel()
	seen := map[string]findings.Code{}
	for _, meaning := range findings.TokenErrors() {
		for _, code := range meaning.Codes {
			if other, ok := seen[code]; ok {
				t.Errorf("%s means %s and %s", code, other, meaning.Finding)
			}
			seen[code] = meaning.Finding
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d codes are known", len(seen))
	}
}
