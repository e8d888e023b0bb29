// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/release"
)

// built is where the configuration makes GoReleaser put a release.
var built = filepath.Join("build", "release")

// snapshot builds the current commit as a release would be built, but publishes
// nothing: twice, each time in a clone of its own, the second time with an empty
// build cache. It signs with a key that exists only while it runs.
func snapshot(ctx context.Context, tools string, output io.Writer) error {
	commit, err := committed(ctx)
	if err != nil {
		return err
	}
	if tools, err = filepath.Abs(tools); err != nil {
		return err
	}
	directory, err := os.MkdirTemp("", "ringcentral-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	stop, err := temporaryKey(ctx, filepath.Join(directory, "gpg"))
	if err != nil {
		return err
	}
	defer stop()

	first, err := build(ctx, tools, filepath.Join(directory, "clone"), output)
	if err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(built), os.CopyFS(built, os.DirFS(first.Directory))); err != nil {
		return err
	}
	if first, err = verify(ctx, built, output); err != nil {
		return err
	}
	if first.Commit != commit {
		return fmt.Errorf("GoReleaser has built the commit %s, not %s", first.Commit, commit)
	}
	second, err := build(ctx, tools, filepath.Join(directory, "a", "clone", "elsewhere"), output, "GOCACHE="+filepath.Join(directory, "cache"))
	if err != nil {
		return err
	}
	if err := release.Compare(first, second); err != nil {
		return err
	}
	_, err = fmt.Fprintln(output, "release: a second build, elsewhere and from scratch, has the same digests")
	return err
}

// committed returns the current commit, if nothing else is in the checkout.
func committed(ctx context.Context) (string, error) {
	changes, err := capture(ctx, "git", "status", "--porcelain")
	if err != nil {
		return "", err
	}
	if changes != "" {
		return "", fmt.Errorf("a release is built from a commit, and these changes are in none:\n%s", changes)
	}
	commit, err := capture(ctx, "git", "rev-parse", "HEAD")
	return strings.TrimSpace(commit), err
}

// build clones the repository into a directory and builds a snapshot there.
func build(ctx context.Context, tools, clone string, output io.Writer, environment ...string) (*release.Distribution, error) {
	if _, err := capture(ctx, "git", "clone", "--quiet", ".", clone); err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, filepath.Join(tools, "goreleaser"), "release", "--snapshot")
	command.Dir = clone
	command.Env = append(os.Environ(), "PATH="+tools+string(os.PathListSeparator)+os.Getenv("PATH"))
	command.Env = append(command.Env, environment...)
	command.Stdout, command.Stderr = output, output
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("building the release: %w", err)
	}
	return release.Open(filepath.Join(clone, built))
}

// temporaryKey makes a signing key in a key ring of its own, and tells GoReleaser
// and GnuPG to use it until stop is called.
func temporaryKey(ctx context.Context, keyRing string) (stop func(), err error) {
	if err := os.Mkdir(keyRing, 0o700); err != nil {
		return nil, err
	}
	passphrase := rand.Text()
	if err := errors.Join(os.Setenv("GNUPGHOME", keyRing), os.Setenv("GPG_PASSPHRASE", passphrase)); err != nil {
		return nil, err
	}
	// The Terraform Registry accepts RSA keys.
	if _, err := capture(ctx, "gpg", "--batch", "--pinentry-mode=loopback", "--passphrase", passphrase, "--quick-generate-key", "snapshot@example.invalid", "rsa3072", "sign", "never"); err != nil {
		return nil, fmt.Errorf("making a temporary signing key: %w", err)
	}
	keys, err := capture(ctx, "gpg", "--batch", "--with-colons", "--list-secret-keys")
	if err != nil {
		return nil, err
	}
	stop = func() { _ = exec.CommandContext(context.WithoutCancel(ctx), "gpgconf", "--kill", "all").Run() }
	for line := range strings.Lines(keys) {
		if fields := strings.Split(line, ":"); fields[0] == "fpr" && len(fields) > 9 {
			return stop, os.Setenv("GPG_FINGERPRINT", fields[9])
		}
	}
	stop()
	return nil, errors.New("the temporary signing key has no fingerprint")
}

// capture runs a program and returns what it printed.
func capture(ctx context.Context, program string, arguments ...string) (string, error) {
	command := exec.CommandContext(ctx, program, arguments...)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s", program, err, &stderr)
	}
	return stdout.String(), nil
}
