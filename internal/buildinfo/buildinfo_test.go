// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package buildinfo

import (
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

func TestComplete(t *testing.T) {
	t.Parallel()
	const commit = "0123456789abcdef0123456789abcdef01234567"
	recorded := func(version string, settings ...debug.BuildSetting) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: version}, Settings: settings}
	}
	revision := debug.BuildSetting{Key: "vcs.revision", Value: commit}
	clean := debug.BuildSetting{Key: "vcs.modified", Value: "false"}
	modified := debug.BuildSetting{Key: "vcs.modified", Value: "true"}
	tests := map[string]struct {
		version, commit string
		recorded        *debug.BuildInfo
		want            Build
		wantShort       string
	}{
		"release": {
			"1.2.3", commit, recorded("v9.9.9", debug.BuildSetting{Key: "vcs.revision", Value: "another"}, modified),
			Build{Version: "1.2.3", Commit: commit}, "0123456789ab",
		},
		"go install of a version": {
			"", "", recorded("v1.2.3"),
			Build{Version: "1.2.3"}, "",
		},
		"go build in a checkout": {
			"", "", recorded("v0.0.0-20260102030405-0123456789ab", revision, clean),
			Build{Version: "0.0.0-20260102030405-0123456789ab", Commit: commit}, "0123456789ab",
		},
		"go build with changes": {
			"", "", recorded("v1.2.4-0.20260102030405-0123456789ab+dirty", revision, modified),
			Build{Version: "1.2.4-0.20260102030405-0123456789ab+dirty", Commit: commit, Modified: true}, "0123456789ab-modified",
		},
		"without version control": {
			"", "", recorded("(devel)"),
			Build{Version: "dev"}, "",
		},
		"no record": {
			"", "", &debug.BuildInfo{},
			Build{Version: "dev"}, "",
		},
		"short commit": {
			"1.2.3", "abc", &debug.BuildInfo{},
			Build{Version: "1.2.3", Commit: "abc"}, "abc",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := complete(test.version, test.commit, test.recorded)
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
			if short := got.ShortCommit(); short != test.wantShort {
				t.Errorf("got the short commit %q, want %q", short, test.wantShort)
			}
		})
	}
}

func TestString(t *testing.T) {
	t.Parallel()
	build := Build{Version: "1.2.3", Commit: "0123456789abcdef", GoVersion: "go1.26.0", Platform: "linux/arm64"}
	if got, want := build.String(), "1.2.3 (commit 0123456789ab, go1.26.0, linux/arm64)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	build.Commit = ""
	if got, want := build.String(), "1.2.3 (go1.26.0, linux/arm64)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	got := Read("1.2.3", "abc")
	if got.Version != "1.2.3" || got.Commit != "abc" || got.GoVersion != runtime.Version() || got.Platform != runtime.GOOS+"/"+runtime.GOARCH {
		t.Errorf("got %+v", got)
	}
	if got := Read("", ""); got.Version == "" || strings.HasPrefix(got.Version, "v") {
		t.Errorf("got the version %q", got.Version)
	}
}
