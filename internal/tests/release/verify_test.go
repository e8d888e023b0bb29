// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package release

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

var linux = Platform{"linux", "amd64"}

func write(t *testing.T, directory, name, content string) (path string) {
	t.Helper()
	path = filepath.Join(directory, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// distribution is a release for Linux with files of which nothing but the names is right.
func distribution(t *testing.T) *Distribution {
	t.Helper()
	d := &Distribution{Directory: t.TempDir(), Version: "1.2.3", project: "terraform-provider-x"}
	d.artifacts = []artifact{
		{Name: d.name("linux_amd64.zip"), Type: "Archive"},
		{Name: d.name("linux_amd64.cdx.json"), Type: "SBOM"},
		{Name: d.name("SHA256SUMS"), Type: "Checksum"},
		{Name: d.name("SHA256SUMS.sig"), Type: "Signature"},
		{Name: "terraform-provider-x_v1.2.3", Type: "Binary"},
	}
	for _, artifact := range d.artifacts {
		write(t, d.Directory, artifact.Name, artifact.Name)
	}
	return d
}

func expect(t *testing.T, err error, message string) {
	t.Helper()
	switch {
	case message == "" && err != nil:
		t.Errorf("got the error %v", err)
	case message != "" && (err == nil || !strings.Contains(err.Error(), message)):
		t.Errorf("got the error %v, want %q", err, message)
	}
}

func TestVerifyFiles(t *testing.T) {
	t.Parallel()
	d := distribution(t)
	expect(t, d.verifyFiles([]Platform{linux}), "")
	expect(t, d.verifyFiles([]Platform{linux, {"linux", "arm64"}}), "consists of")
	d.artifacts = append(d.artifacts, artifact{Name: "leftover.txt", Type: "UploadableFile"})
	expect(t, d.verifyFiles([]Platform{linux}), "leftover.txt")
}

func TestVerifyChecksums(t *testing.T) {
	t.Parallel()
	manifest, err := digest(filepath.Join(root, manifestSource))
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{
		hexDigest([]byte("terraform-provider-x_1.2.3_linux_amd64.zip")) + "  terraform-provider-x_1.2.3_linux_amd64.zip\n",
		manifest + "  terraform-provider-x_1.2.3_manifest.json\n",
	}
	sbom := hexDigest([]byte("terraform-provider-x_1.2.3_linux_amd64.cdx.json")) + "  terraform-provider-x_1.2.3_linux_amd64.cdx.json\n"
	for name, test := range map[string]struct{ content, message string }{
		"complete":         {lines[0] + lines[1], ""},
		"no manifest":      {lines[0], "lacks terraform-provider-x_1.2.3_manifest.json"},
		"no archive":       {lines[1], "lacks terraform-provider-x_1.2.3_linux_amd64.zip"},
		"SBOM":             {lines[0] + lines[1] + sbom, "unexpected line"},
		"twice":            {lines[0] + lines[0] + lines[1], "unexpected line"},
		"wrong digest":     {strings.Repeat("0", 64) + lines[0][64:] + lines[1], "the checksum file says 0000"},
		"another format":   {strings.Replace(lines[0], "  ", " *", 1) + lines[1], "unexpected line"},
		"empty":            {"", "lacks"},
		"line without end": {lines[0] + strings.TrimSuffix(lines[1], "\n"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := distribution(t)
			write(t, d.Directory, d.name("SHA256SUMS"), test.content)
			expect(t, d.verifyChecksums([]Platform{linux}, root), test.message)
		})
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	first, second := distribution(t), distribution(t)
	expect(t, Compare(first, second), "")
	write(t, second.Directory, second.name("SHA256SUMS.sig"), "signed a second later")
	expect(t, Compare(first, second), "")
	write(t, second.Directory, second.name("linux_amd64.zip"), "another build")
	expect(t, Compare(first, second), "differ in terraform-provider-x_1.2.3_linux_amd64.zip")
	second.artifacts = second.artifacts[1:]
	expect(t, Compare(first, second), "different files")
}

func TestVerifyArchive(t *testing.T) {
	t.Parallel()
	build := func(settings ...debug.BuildSetting) *debug.BuildInfo {
		return &debug.BuildInfo{Path: "example.com/x", Main: debug.Module{Path: "example.com/x"}, Settings: append([]debug.BuildSetting{
			{Key: "CGO_ENABLED", Value: "0"}, {Key: "-trimpath", Value: "true"},
		}, settings...)}
	}
	on := func(system, arch string) *debug.BuildInfo {
		return build(debug.BuildSetting{Key: "GOOS", Value: system}, debug.BuildSetting{Key: "GOARCH", Value: arch})
	}
	right := []archivedFile{{"terraform-provider-x_v1", 0o755}, {licence, 0o644}}
	for name, test := range map[string]struct {
		platform Platform
		files    []archivedFile
		build    *debug.BuildInfo
		message  string
	}{
		"right":           {linux, right, on("linux", "amd64"), ""},
		"Windows":         {Platform{"windows", "386"}, []archivedFile{{licence, 0o644}, {"terraform-provider-x_v1.exe", 0o755}}, on("windows", "386"), ""},
		"no extension":    {Platform{"windows", "386"}, right, on("windows", "386"), "terraform-provider-x_v1.exe"},
		"no licence":      {linux, right[:1], on("linux", "amd64"), "holds"},
		"not executable":  {linux, []archivedFile{{"terraform-provider-x_v1", 0o644}, {licence, 0o644}}, on("linux", "amd64"), "holds"},
		"another name":    {linux, []archivedFile{{"terraform-provider-x", 0o755}, {licence, 0o644}}, on("linux", "amd64"), "holds"},
		"another file":    {linux, append([]archivedFile{{"secret", 0o644}}, right...), on("linux", "amd64"), "secret"},
		"another system":  {linux, right, on("darwin", "amd64"), "GOOS=darwin"},
		"another machine": {linux, right, on("linux", "arm64"), "GOARCH=arm64"},
		"another program": {linux, right, &debug.BuildInfo{Path: "example.com/x/cmd/y", Main: debug.Module{Path: "example.com/x"}}, `the program "example.com/x/cmd/y"`},
		"with cgo":        {linux, right, &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "CGO_ENABLED", Value: "1"}}}, "CGO_ENABLED=1"},
		"with paths":      {linux, right, &debug.BuildInfo{}, "-trimpath="},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := &archive{path: "x.zip", files: append([]archivedFile(nil), test.files...), build: test.build}
			expect(t, a.verify("terraform-provider-x_v1", test.platform), test.message)
		})
	}
}

func TestVerifySBOM(t *testing.T) {
	t.Parallel()
	a := &archive{path: "x.zip", binary: []byte("program"), build: &debug.BuildInfo{
		Main: debug.Module{Path: "example.com/x"},
		Deps: []*debug.Module{
			{Path: "example.com/a", Version: "v1.0.0"},
			{Path: "example.com/b", Version: "v1.0.0", Replace: &debug.Module{Path: "example.com/c", Version: "v2.0.0"}},
		},
	}}
	document := func(change func(*bill)) string {
		right := bill{Format: "CycloneDX", Components: []component{{"example.com/a", "v1.0.0"}, {"example.com/c", "v2.0.0"}, {"std", "go1.26.0"}}}
		right.Metadata.Component = component{"example.com/x", "v1.2.3"}
		right.Metadata.Properties = append(right.Metadata.Properties, struct{ Name, Value string }{digestProperty, hexDigest(a.binary)})
		change(&right)
		content, err := json.Marshal(right)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	for name, test := range map[string]struct {
		change  func(*bill)
		message string
	}{
		"right":           {func(*bill) {}, ""},
		"another format":  {func(b *bill) { b.Format = "SPDX" }, `the format is "SPDX"`},
		"another version": {func(b *bill) { b.Metadata.Component.Version = "v1.2.4" }, "v1.2.4"},
		"another program": {func(b *bill) { b.Metadata.Properties[0].Value = hexDigest([]byte("other")) }, "it describes a program with the digest"},
		"no program":      {func(b *bill) { b.Metadata.Properties = nil }, `the digest ""`},
		"module missing":  {func(b *bill) { b.Components = b.Components[1:] }, "it lacks example.com/a v1.0.0"},
		"module replaced": {func(b *bill) { b.Components[1] = component{"example.com/b", "v1.0.0"} }, "it lacks example.com/c v2.0.0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expect(t, verifySBOM(write(t, t.TempDir(), "x.cdx.json", document(test.change)), "1.2.3", a), test.message)
		})
	}
	expect(t, verifySBOM(filepath.Join(t.TempDir(), "missing"), "1.2.3", a), "reading a file")
	expect(t, verifySBOM(write(t, t.TempDir(), "x", "not JSON"), "1.2.3", a), fmt.Sprintf("reading %s", ""))
}
