// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/conformance"
)

func TestLocate(t *testing.T) {
	directory := t.TempDir()
	path := filepath.Join(directory, "openapi.yml")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{path, ""} {
		t.Setenv(conformance.Variable, value)
		if located, err := conformance.Locate(); err != nil || located != value {
			t.Errorf("Locate() = %q, %v; want %q", located, err, value)
		}
	}
	t.Setenv(conformance.Variable, filepath.Join(directory, "missing.yml"))
	if located, err := conformance.Locate(); err == nil || !strings.Contains(err.Error(), conformance.Variable) || located != "" {
		t.Errorf("Locate() = %q, %v; want an error that names %s", located, err, conformance.Variable)
	}
}

func TestLoadParsesAPathOnce(t *testing.T) {
	t.Parallel()
	first := small(t)
	if second := small(t); first != second {
		t.Error("two documents were parsed from one path")
	}
}

func TestLoadReportsWhatItCannotParse(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "broken.yml")
	if err := os.WriteFile(broken, []byte("openapi: 3.0.3\npaths: {/a: {get: {}}}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{broken, filepath.Join(t.TempDir(), "missing.yml")} {
		if _, err := conformance.Load(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("Load(%q) gave %v, want an error that names the file", path, err)
		}
	}
}
