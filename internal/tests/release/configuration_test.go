// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package release

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var root = filepath.Join("..", "..", "..")

func readConfiguration(t *testing.T) Configuration {
	t.Helper()
	configuration, err := ReadConfiguration(root)
	if err != nil {
		t.Fatal(err)
	}
	return configuration
}

// TestPlatforms compares what is built with what the Terraform Registry recommends,
// and with what HashiCorp's template for providers builds as far as Go can.
func TestPlatforms(t *testing.T) {
	t.Parallel()
	recommended := []Platform{
		{"darwin", "amd64"},
		{"darwin", "arm64"},
		{"linux", "amd64"},
		{"linux", "arm"},
		{"linux", "arm64"},
		{"windows", "amd64"},
	}
	template := Configuration{Builds: readConfiguration(t).Builds}
	template.Builds = slices.Clone(template.Builds)
	template.Builds[0].Goos = []string{"darwin", "freebsd", "linux", "windows"}
	template.Builds[0].Goarch = []string{"386", "amd64", "arm", "arm64"}
	template.Builds[0].Ignore = nil

	ports, err := exec.CommandContext(t.Context(), "go", "tool", "dist", "list").Output()
	if err != nil {
		t.Fatal(err)
	}
	possible := func(platform Platform) bool {
		return slices.Contains(strings.Fields(string(ports)), platform.OS+"/"+platform.Arch)
	}
	var want []Platform
	for _, platform := range template.Platforms() {
		if possible(platform) {
			want = append(want, platform)
		}
	}
	got := readConfiguration(t).Platforms()
	if !slices.Equal(got, want) {
		t.Errorf("a release is built for %v, not for %v", got, want)
	}
	for _, platform := range recommended {
		if !slices.Contains(got, platform) {
			t.Errorf("a release is not built for %s", platform)
		}
	}
}

func TestConfigurationPublishesTheManifest(t *testing.T) {
	t.Parallel()
	configuration := readConfiguration(t)
	if err := configuration.Check(); err != nil {
		t.Error(err)
	}
	if !slices.Equal(configuration.Checksum.IDs, []string{"provider"}) {
		t.Errorf("the checksum file names artifacts of %v, not the archives alone", configuration.Checksum.IDs)
	}
	if !configuration.Release.Draft {
		t.Error("a release is published before it has been verified")
	}
	configuration.Release.ExtraFiles = nil
	if err := configuration.Check(); err == nil || !strings.Contains(err.Error(), "release.extra_files") {
		t.Errorf("a release without the manifest passes: %v", err)
	}
}

func TestManifest(t *testing.T) {
	t.Parallel()
	if err := verifyManifest(filepath.Join(root, manifestSource)); err != nil {
		t.Error(err)
	}
	for _, content := range []string{
		`{"version": 1, "metadata": {"protocol_versions": ["5.0"]}}`,
		`{"version": 1, "metadata": {"protocol_versions": ["6.0", "5.0"]}}`,
		`{"version": 2, "metadata": {"protocol_versions": ["6.0"]}}`,
		`{}`,
		`protocol_versions: 6.0`,
	} {
		if err := verifyManifest(write(t, t.TempDir(), manifestSource, content)); err == nil {
			t.Errorf("%s passes", content)
		}
	}
}

// TestLinkerFlags sees to it that the linker sets variables that there are.
func TestLinkerFlags(t *testing.T) {
	t.Parallel()
	flags, err := readConfiguration(t).LinkerFlags("1.2.3", "abc")
	if err != nil {
		t.Fatal(err)
	}
	if want := "-s -w -X main.version=1.2.3 -X main.commit=abc"; flags != want {
		t.Errorf("got %q, want %q", flags, want)
	}
}
