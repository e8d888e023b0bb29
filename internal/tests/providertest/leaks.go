// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// wholeJWT matches any JWT, whoever issued it.
var wholeJWT = regexp.MustCompile(`eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}`)

// SearchForSecrets looks for secrets, their base64 and URL encodings and any JWT
// in files and in the files below directories, saved plans unpacked. It returns
// how many files it read and where it found something, never what.
func SearchForSecrets(t *testing.T, secrets []string, paths ...string) (files int, found []string) {
	t.Helper()
	patterns := patternsOf(secrets)
	for _, root := range paths {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.IsDir() && entry.Name() == ".terraform" { // the provider's program
				return fs.SkipDir
			}
			// The working directory may hold a copy of the test's sources.
			if err != nil || !entry.Type().IsRegular() || filepath.Ext(path) == ".go" {
				return err
			}
			content, err := os.ReadFile(path) //nolint:gosec // the test made these files
			if err != nil {
				return err
			}
			files++
			found = append(found, search(path, content, patterns)...)
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			t.Errorf("searching %s for secrets: %v", root, err)
		}
	}
	return files, found
}

// LeaksReport is the variable that names a file to which every scenario adds a
// line: its name, the number of files that were searched, and that of leaks.
const LeaksReport = "RINGCENTRAL_LEAKS_REPORT"

func reportLeaks(t *testing.T, files, leaks int) {
	t.Helper()
	appendLine(t, LeaksReport, fmt.Sprintf("%s %d %d", t.Name(), files, leaks))
}

func patternsOf(secrets []string) [][]byte {
	var patterns [][]byte
	for _, secret := range secrets {
		if len(secret) < 6 { // would match by chance
			continue
		}
		for _, form := range []string{
			secret,
			url.QueryEscape(secret),
			base64.StdEncoding.EncodeToString([]byte(secret)),
			base64.RawURLEncoding.EncodeToString([]byte(secret)),
		} {
			patterns = append(patterns, []byte(form))
		}
	}
	return append(patterns, []byte(secretMarker))
}

func search(name string, content []byte, patterns [][]byte) []string {
	if archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content))); err == nil {
		return searchArchive(name, archive, patterns)
	}
	for _, pattern := range patterns {
		if bytes.Contains(content, pattern) {
			return []string{fmt.Sprintf("%s holds a secret", name)}
		}
	}
	if wholeJWT.Match(content) {
		return []string{fmt.Sprintf("%s holds a JWT", name)}
	}
	return nil
}

func searchArchive(name string, archive *zip.Reader, patterns [][]byte) []string {
	var found []string
	for _, member := range archive.File {
		path := name + ":" + member.Name
		reader, err := member.Open()
		if err != nil {
			found = append(found, fmt.Sprintf("%s cannot be read: %v", path, err))
			continue
		}
		content, err := io.ReadAll(reader)
		reader.Close()
		if err != nil {
			found = append(found, fmt.Sprintf("%s cannot be read: %v", path, err))
			continue
		}
		found = append(found, search(path, content, patterns)...)
	}
	return found
}
