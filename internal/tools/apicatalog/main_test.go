// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/conformance"
)

// TestCatalogIsCurrent compares the table with the document, when that is at hand.
func TestCatalogIsCurrent(t *testing.T) {
	t.Parallel()
	document, err := conformance.Locate()
	if err != nil {
		t.Fatal(err)
	}
	if document == "" {
		t.Skipf("RingCentral's OpenAPI document is not at hand: set %s to its path", conformance.Variable)
	}
	want, err := tableOf(document)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join("..", "..", "apicatalog", "operations.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("operations.tsv is not what the document says: run go generate ./internal/apicatalog")
	}
}
