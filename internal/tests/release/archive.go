// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package release

import (
	"archive/zip"
	"bytes"
	"debug/buildinfo"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
)

// archive is what a person gets who installs the provider on one platform.
type archive struct {
	path   string
	files  []archivedFile
	binary []byte
	// build is what Go recorded in the binary.
	build *debug.BuildInfo
}

type archivedFile struct {
	name string
	mode fs.FileMode
}

// licence is what an archive holds beside the binary.
const licence = "LICENSE"

func openArchive(path string) (*archive, error) {
	reader, err := zip.OpenReader(path)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	defer reader.Close()
	a := &archive{path: path}
	for _, file := range reader.File {
		a.files = append(a.files, archivedFile{file.Name, file.Mode()})
		if file.Name == licence {
			continue
		}
		if a.binary, err = readFile(file); err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
	}
	if a.build, err = buildinfo.Read(bytes.NewReader(a.binary)); err != nil {
		return nil, fmt.Errorf("reading the program in %s: %w", path, err)
	}
	return a, nil
}

func readFile(file *zip.File) ([]byte, error) {
	opened, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	return io.ReadAll(opened)
}

// verify looks at the names in the archive and at what the program was built for.
func (a *archive) verify(program string, platform Platform) error {
	if platform.OS == "windows" {
		program += ".exe"
	}
	var problems []error
	want := []archivedFile{{licence, 0o644}, {program, 0o755}}
	slices.SortFunc(a.files, func(a, b archivedFile) int { return strings.Compare(a.name, b.name) })
	if !slices.Equal(a.files, want) {
		problems = append(problems, fmt.Errorf("%s holds %v, not %v", a.base(), a.files, want))
	}
	if a.build.Path != a.build.Main.Path || a.build.Main.Path == "" {
		problems = append(problems, fmt.Errorf("%s holds the program %q", a.base(), a.build.Path))
	}
	for key, value := range map[string]string{"GOOS": platform.OS, "GOARCH": platform.Arch, "CGO_ENABLED": "0", "-trimpath": "true"} {
		if setting := a.setting(key); setting != value {
			problems = append(problems, fmt.Errorf("the program in %s was built with %s=%s, not %s", a.base(), key, setting, value))
		}
	}
	return errors.Join(problems...)
}

func (a *archive) base() string { return filepath.Base(a.path) }

func (a *archive) setting(key string) string {
	for _, setting := range a.build.Settings {
		if setting.Key == key {
			return setting.Value
		}
	}
	return ""
}
