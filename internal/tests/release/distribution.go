// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package release

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Distribution is the directory that GoReleaser has built a release into.
type Distribution struct {
	Directory string
	Version   string
	Commit    string

	project   string
	artifacts []artifact
}

// artifact is a file that GoReleaser made.
type artifact struct {
	Name string
	Path string
	Type string
}

// uploaded are the types of artifacts that GoReleaser publishes.
var uploaded = []string{"Archive", "SBOM", "Checksum", "Signature"}

// Open reads what GoReleaser recorded of a release.
func Open(directory string) (*Distribution, error) {
	var metadata struct {
		ProjectName string `json:"project_name"`
		Version     string
		Commit      string
	}
	d := &Distribution{Directory: directory}
	if err := readJSON(filepath.Join(directory, "metadata.json"), &metadata); err != nil {
		return nil, err
	}
	if err := readJSON(filepath.Join(directory, "artifacts.json"), &d.artifacts); err != nil {
		return nil, err
	}
	d.project, d.Version, d.Commit = metadata.ProjectName, metadata.Version, metadata.Commit
	return d, nil
}

// Archive returns the path of the archive for a platform.
func (d *Distribution) Archive(platform Platform) string {
	return filepath.Join(d.Directory, d.name(platform.String()+".zip"))
}

// name returns the name of a published file.
func (d *Distribution) name(suffix string) string {
	return d.project + "_" + d.Version + "_" + suffix
}

// published returns the names of what GoReleaser publishes of what it made, sorted.
func (d *Distribution) published() []string {
	names := map[string]bool{}
	for _, artifact := range d.artifacts {
		if slices.Contains(uploaded, artifact.Type) || strings.HasPrefix(artifact.Type, "Uploadable") {
			names[artifact.Name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// Compare returns an error that names the files of two builds of the same commit
// that differ. Signatures are left out: they hold the time of signing.
func Compare(a, b *Distribution) error {
	if names, others := a.published(), b.published(); !slices.Equal(names, others) {
		return fmt.Errorf("the builds consist of different files: %v and %v", names, others)
	}
	var different []string
	for _, name := range a.published() {
		if strings.HasSuffix(name, signatureSuffix) {
			continue
		}
		first, err := digest(filepath.Join(a.Directory, name))
		if err != nil {
			return err
		}
		second, err := digest(filepath.Join(b.Directory, name))
		if err != nil {
			return err
		}
		if first != second {
			different = append(different, name)
		}
	}
	if len(different) > 0 {
		return fmt.Errorf("two builds of the same commit differ in %s", strings.Join(different, ", "))
	}
	return nil
}

func digest(path string) (string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("reading a file of the release: %w", err)
	}
	return hexDigest(content), nil
}

func hexDigest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func readJSON(path string, into any) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("reading a file of the release: %w", err)
	}
	if err := json.Unmarshal(content, into); err != nil {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	return nil
}
