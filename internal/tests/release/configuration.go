// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package release knows what the Terraform and OpenTofu registries demand of a
// release, and verifies that what GoReleaser built is that and nothing else.
package release

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"go.yaml.in/yaml/v3"
)

// ConfigurationFile is GoReleaser's configuration, in the repository's root.
const ConfigurationFile = ".goreleaser.yml"

// Configuration is the part of GoReleaser's configuration that says what a release
// consists of. The projects' only build and archive are meant where GoReleaser
// allows several.
type Configuration struct {
	ProjectName string `yaml:"project_name"`
	Builds      []struct {
		Env     []string
		Flags   []string
		Ldflags []string
		Goos    []string
		Goarch  []string
		Ignore  []Platform
	}
	Checksum struct {
		IDs        []string    `yaml:"ids"`
		ExtraFiles []ExtraFile `yaml:"extra_files"`
	}
	Release struct {
		ExtraFiles []ExtraFile `yaml:"extra_files"`
		Draft      bool
	}
}

// Platform is an operating system and architecture, as Go names them.
type Platform struct {
	OS   string `yaml:"goos"`
	Arch string `yaml:"goarch"`
}

// String is the platform as it stands in the name of an archive.
func (p Platform) String() string { return p.OS + "_" + p.Arch }

// ExtraFile is a file of the repository that is published under another name.
type ExtraFile struct {
	Glob         string
	NameTemplate string `yaml:"name_template"`
}

// ReadConfiguration reads the configuration of the repository at root.
func ReadConfiguration(root string) (Configuration, error) {
	path := filepath.Join(root, ConfigurationFile)
	content, err := os.ReadFile(path)
	if err != nil {
		return Configuration{}, fmt.Errorf("reading how releases are built: %w", err)
	}
	var c Configuration
	if err := yaml.Unmarshal(content, &c); err != nil {
		return Configuration{}, fmt.Errorf("reading %s: %w", path, err)
	}
	if len(c.Builds) != 1 {
		return Configuration{}, fmt.Errorf("%s has %d builds, not one", path, len(c.Builds))
	}
	return c, nil
}

// Platforms returns what a release is built for, sorted.
func (c Configuration) Platforms() []Platform {
	var platforms []Platform
	build := c.Builds[0]
	for _, system := range build.Goos {
		for _, arch := range build.Goarch {
			if platform := (Platform{system, arch}); !slices.Contains(build.Ignore, platform) {
				platforms = append(platforms, platform)
			}
		}
	}
	slices.SortFunc(platforms, func(a, b Platform) int { return strings.Compare(a.String(), b.String()) })
	return platforms
}

// LinkerFlags returns the linker's flags of a build of a version and commit.
func (c Configuration) LinkerFlags(version, commit string) (string, error) {
	text, err := template.New("ldflags").Option("missingkey=error").Parse(strings.Join(c.Builds[0].Ldflags, " "))
	if err != nil {
		return "", fmt.Errorf("reading the linker's flags: %w", err)
	}
	var flags strings.Builder
	if err := text.Execute(&flags, map[string]string{"Version": version, "FullCommit": commit}); err != nil {
		return "", fmt.Errorf("reading the linker's flags: %w", err)
	}
	return flags.String(), nil
}

// publishes returns an error unless a list of extra files publishes the manifest
// under the name that the registry expects.
func publishes(where string, files []ExtraFile) error {
	want := ExtraFile{Glob: manifestSource, NameTemplate: "{{ .ProjectName }}_{{ .Version }}_manifest.json"}
	if !slices.Equal(files, []ExtraFile{want}) {
		return fmt.Errorf("%s names %v, not the manifest alone", where, files)
	}
	return nil
}

// Check returns what of the configuration no built file would show: what is
// published beside them, and what the checksum file leaves out.
func (c Configuration) Check() error {
	return errors.Join(
		publishes("checksum.extra_files", c.Checksum.ExtraFiles),
		publishes("release.extra_files", c.Release.ExtraFiles),
	)
}
