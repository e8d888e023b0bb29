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

func write(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
}

// module returns the directory of a package inside a module, and makes it the
// working directory.
func module(t *testing.T) (root string) {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(root, "module", "go.mod"))
	write(t, filepath.Join(root, "module", "internal", "example", "example.go"))
	t.Chdir(filepath.Join(root, "module", "internal", "example"))
	return root
}

func TestLocateUsesTheVariable(t *testing.T) {
	path := filepath.Join(module(t), "elsewhere.yml")
	write(t, path)
	t.Setenv(conformance.Variable, path)
	if located, err := conformance.Locate(); err != nil || located != path {
		t.Errorf("Locate() = %q, %v; want %q", located, err, path)
	}
}

func TestLocateFailsWhenTheVariableNamesAMissingFile(t *testing.T) {
	root := module(t)
	write(t, filepath.Join(root, "shared", "ringcentral-openapi.yml"))
	t.Setenv(conformance.Variable, filepath.Join(root, "missing.yml"))
	located, err := conformance.Locate()
	if err == nil || !strings.Contains(err.Error(), conformance.Variable) || located != "" {
		t.Errorf("Locate() = %q, %v; want an error that names %s", located, err, conformance.Variable)
	}
}

func TestLocateLooksBesideTheModule(t *testing.T) {
	root := module(t)
	t.Setenv(conformance.Variable, "")
	if located, err := conformance.Locate(); err != nil || located != "" {
		t.Errorf("without a document Locate() = %q, %v; want nothing", located, err)
	}
	path := filepath.Join(root, "shared", "ringcentral-openapi.yml")
	write(t, path)
	if located, err := conformance.Locate(); err != nil || located != path {
		t.Errorf("Locate() = %q, %v; want %q", located, err, path)
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
