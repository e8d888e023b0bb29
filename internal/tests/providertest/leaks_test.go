// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// TestSearchForSecrets is the test of the test: a planted secret is found in
// every form and place.
func TestSearchForSecrets(t *testing.T) {
	t.Parallel()
	const secret = "hunter2/hunter2"
	zipped := func(content string) string {
		var archive bytes.Buffer
		writer := zip.NewWriter(&archive)
		member, err := writer.Create("tfstate")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := member.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
		if err := writer.Close(); err != nil {
			t.Fatal(err)
		}
		return archive.String()
	}
	tests := map[string]struct {
		content string
		found   bool
	}{
		"nothing":            {"a harmless file", false},
		"plain":              {"x=" + secret + ".", true},
		"in a plan":          {zipped("x=" + secret), true},
		"harmless plan":      {zipped("nothing"), false},
		"URL-encoded":        {"token=hunter2%2Fhunter2", true},
		"base64":             {base64.StdEncoding.EncodeToString([]byte(secret)), true},
		"simulator's secret": {"abcLEAKMARKERdef", true},
		"somebody's JWT":     {"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLW9mLXRoaXM", true},
		"start of a JWT":     {"eyJhbGciOiJSUzI1NiJ9", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			directory := t.TempDir()
			if err := os.WriteFile(filepath.Join(directory, "file"), []byte(test.content), 0o600); err != nil {
				t.Fatal(err)
			}
			files, found := providertest.SearchForSecrets(t, []string{secret}, directory, filepath.Join(directory, "missing"))
			if files != 1 || len(found) > 0 != test.found {
				t.Errorf("%d files, found %v", files, found)
			}
			for _, leak := range found {
				if bytes.Contains([]byte(leak), []byte("hunter2")) {
					t.Errorf("the report quotes the secret: %s", leak)
				}
			}
		})
	}
}
