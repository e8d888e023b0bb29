// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package release checks what the registries require of a release and GoReleaser does
// not check, and installs an archive as a user does.
package release

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/template"

	"go.yaml.in/yaml/v3"
)

var root = filepath.Join("..", "..", "..")

const manifest = "terraform-registry-manifest.json"

// configuration is what the tests need of .goreleaser.yml.
type configuration struct {
	ProjectName string `yaml:"project_name"`
	Builds      []struct{ Ldflags, Goos, Goarch []string }
	Checksum    struct {
		IDs        []string    `yaml:"ids"`
		ExtraFiles []extraFile `yaml:"extra_files"`
	}
	Release struct {
		ExtraFiles []extraFile `yaml:"extra_files"`
		Draft      bool
	}
}

type extraFile struct {
	Glob         string
	NameTemplate string `yaml:"name_template"`
}

func readConfiguration(t *testing.T) configuration {
	t.Helper()
	var c configuration
	content, err := os.ReadFile(filepath.Join(root, ".goreleaser.yml"))
	if err == nil {
		err = yaml.Unmarshal(content, &c)
	}
	if err != nil || len(c.Builds) != 1 {
		t.Fatalf("reading .goreleaser.yml: %v; it has %d builds", err, len(c.Builds))
	}
	return c
}

// linkerFlags returns the linker's flags of a build of a version and commit.
func (c configuration) linkerFlags(t *testing.T, version, commit string) string {
	t.Helper()
	var flags strings.Builder
	text := template.Must(template.New("ldflags").Option("missingkey=error").Parse(strings.Join(c.Builds[0].Ldflags, " ")))
	if err := text.Execute(&flags, map[string]string{"Version": version, "FullCommit": commit}); err != nil {
		t.Fatal(err)
	}
	return flags.String()
}

// TestRegistryRequirements checks what the Terraform Registry requires: the manifest
// in the checksum file and beside the archives, no SBOM in the checksum file, and the
// platforms that it recommends.
func TestRegistryRequirements(t *testing.T) {
	t.Parallel()
	c := readConfiguration(t)
	want := []extraFile{{manifest, "{{ .ProjectName }}_{{ .Version }}_manifest.json"}}
	if !slices.Equal(c.Checksum.ExtraFiles, want) || !slices.Equal(c.Release.ExtraFiles, want) {
		t.Errorf("the manifest is not published: %v, %v", c.Checksum.ExtraFiles, c.Release.ExtraFiles)
	}
	if !slices.Equal(c.Checksum.IDs, []string{"provider"}) {
		t.Errorf("the checksum file names artifacts of %v, not only the archives", c.Checksum.IDs)
	}
	if !c.Release.Draft {
		t.Error("a release is published before it is verified")
	}
	for _, system := range []string{"darwin", "linux", "windows"} {
		for _, arch := range []string{"amd64", "arm64"} {
			if !slices.Contains(c.Builds[0].Goos, system) || !slices.Contains(c.Builds[0].Goarch, arch) {
				t.Errorf("a release is not built for %s/%s", system, arch)
			}
		}
	}
}

// TestManifest checks that the registry's manifest names the protocol that the
// provider speaks.
func TestManifest(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join(root, manifest))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version  int
		Metadata struct {
			Protocols []string `json:"protocol_versions"`
		}
	}
	if err := json.Unmarshal(content, &got); err != nil || got.Version != 1 || !slices.Equal(got.Metadata.Protocols, []string{"6.0"}) {
		t.Errorf("%s holds version %d and protocols %v (%v)", manifest, got.Version, got.Metadata.Protocols, err)
	}
}
