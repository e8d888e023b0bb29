// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Command release is what the release workflow and `make release-snapshot` need
// beside GoReleaser. It is run in the repository's root:
//
//	release notes VERSION       print what CHANGELOG.md says about a version
//	release verify DIRECTORY    verify what GoReleaser has built into a directory
//	release snapshot TOOLS      build the current commit twice with the programs in a
//	                            directory, verify the builds, and compare them
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/release"
)

const root = "."

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, arguments []string, output io.Writer) error {
	if len(arguments) != 2 {
		return errors.New("usage: release notes VERSION | verify DIRECTORY | snapshot TOOLS")
	}
	switch command, argument := arguments[0], arguments[1]; command {
	case "notes":
		return notes(argument, output)
	case "verify":
		_, err := verify(ctx, argument, output)
		return err
	case "snapshot":
		return snapshot(ctx, argument, output)
	default:
		return fmt.Errorf("there is no command %q", command)
	}
}

func notes(version string, output io.Writer) error {
	changelog, err := os.ReadFile("CHANGELOG.md")
	if err != nil {
		return err
	}
	text, err := release.Notes(string(changelog), version)
	if err != nil {
		return err
	}
	_, err = io.WriteString(output, text)
	return err
}

// verify verifies a release and sums it up.
func verify(ctx context.Context, directory string, output io.Writer) (*release.Distribution, error) {
	configuration, err := release.ReadConfiguration(root)
	if err != nil {
		return nil, err
	}
	built, err := release.Open(directory)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(release.Verify(built, configuration, root), release.VerifySignature(ctx, built)); err != nil {
		return nil, err
	}
	platforms := len(configuration.Platforms())
	_, err = fmt.Fprintf(output, "release: %s has %d archives, %d SBOMs, and a signed list of %d digests\n", built.Version, platforms, platforms, platforms+1)
	return built, err
}
