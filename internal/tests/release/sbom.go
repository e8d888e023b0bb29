// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package release

import (
	"errors"
	"fmt"
	"path/filepath"
)

// bill is the part of a CycloneDX document that ties it to a program.
type bill struct {
	Format   string `json:"bomFormat"`
	Metadata struct {
		Component  component
		Properties []struct{ Name, Value string }
	}
	Components []component
}

type component struct{ Name, Version string }

// digestProperty holds the digest of the program that the document describes.
const digestProperty = "cdx:gomod:binary:hash:SHA-256"

// verifySBOM sees to it that a document describes the program in an archive, and
// names every module that it was built from.
func verifySBOM(path, version string, a *archive) error {
	var document bill
	if err := readJSON(path, &document); err != nil {
		return err
	}
	var problems []error
	problem := func(format string, arguments ...any) {
		problems = append(problems, fmt.Errorf(filepath.Base(path)+": "+format, arguments...))
	}
	if document.Format != "CycloneDX" {
		problem("the format is %q", document.Format)
	}
	if described, want := document.Metadata.Component, (component{a.build.Main.Path, "v" + version}); described != want {
		problem("it describes %v, not %v", described, want)
	}
	described := ""
	for _, property := range document.Metadata.Properties {
		if property.Name == digestProperty {
			described = property.Value
		}
	}
	if digest := hexDigest(a.binary); described != digest {
		problem("it describes a program with the digest %q, and that in %s has %s", described, a.base(), digest)
	}
	listed := map[component]bool{}
	for _, component := range document.Components {
		listed[component] = true
	}
	if len(a.build.Deps) == 0 {
		problem("the program names no modules")
	}
	for _, module := range a.build.Deps {
		if module.Replace != nil {
			module = module.Replace
		}
		if !listed[component{module.Path, module.Version}] {
			problem("it lacks %s %s", module.Path, module.Version)
		}
	}
	return errors.Join(problems...)
}
