// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package buildinfo identifies the running build of the provider.
package buildinfo

import (
	"runtime"
	"runtime/debug"
	"strings"
)

// Unversioned is the version of a build that knows none.
const Unversioned = "dev"

// shortCommitLength is how many digits of a commit a person is shown, as in a
// version that Go derives from a commit.
const shortCommitLength = 12

// Build is one build of the provider.
type Build struct {
	// Version is a semantic version without the leading v, or Unversioned.
	Version string
	// Commit is the revision of the source, or empty where it is not known.
	Commit string
	// Modified is set if the source had uncommitted changes.
	Modified bool
	// GoVersion is the toolchain's, such as go1.26.0.
	GoVersion string
	// Platform is the operating system and architecture, such as linux/amd64.
	Platform string
}

// Read returns the running build. version and commit are what the linker was
// given, both empty outside releases; then Go's own record is used, which go
// install and go build leave in the binary.
func Read(version, commit string) Build {
	recorded, ok := debug.ReadBuildInfo()
	if !ok {
		recorded = &debug.BuildInfo{}
	}
	build := complete(version, commit, recorded)
	build.GoVersion = runtime.Version()
	build.Platform = runtime.GOOS + "/" + runtime.GOARCH
	return build
}

func complete(version, commit string, recorded *debug.BuildInfo) Build {
	if version != "" {
		return Build{Version: version, Commit: commit}
	}
	build := Build{Version: strings.TrimPrefix(recorded.Main.Version, "v"), Commit: commit}
	if build.Version == "" || build.Version == "(devel)" {
		build.Version = Unversioned
	}
	for _, setting := range recorded.Settings {
		switch setting.Key {
		case "vcs.revision":
			build.Commit = setting.Value
		case "vcs.modified":
			build.Modified = setting.Value == "true"
		}
	}
	return build
}

// ShortCommit is the beginning of the commit, marked where the source was modified.
// It is empty where the commit is not known.
func (b Build) ShortCommit() string {
	if b.Commit == "" {
		return ""
	}
	short := b.Commit[:min(len(b.Commit), shortCommitLength)]
	if b.Modified {
		short += "-modified"
	}
	return short
}

// String describes the build on one line.
func (b Build) String() string {
	details := []string{b.GoVersion, b.Platform}
	if commit := b.ShortCommit(); commit != "" {
		details = append([]string{"commit " + commit}, details...)
	}
	return b.Version + " (" + strings.Join(details, ", ") + ")"
}
