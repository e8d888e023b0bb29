// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Command releasenotes prints what CHANGELOG.md, in the current directory, says about
// a version. The release workflow publishes that text.
package main

import (
	"errors"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	if len(arguments) != 1 {
		return errors.New("usage: releasenotes VERSION")
	}
	changelog, err := os.ReadFile("CHANGELOG.md")
	if err != nil {
		return err
	}
	text, err := notes(string(changelog), arguments[0])
	if err != nil {
		return err
	}
	_, err = fmt.Print(text)
	return err
}
