// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// maxSecretSize bounds a secret that is read from a file, in bytes.
const maxSecretSize = 64 << 10

// Reference says where a secret is, never what it is. Exactly one field is set.
type Reference struct {
	// Env is the name of an environment variable.
	Env string
	// File is the path of a file.
	File string
}

// IsZero tells whether the reference names nothing.
func (r Reference) IsZero() bool { return r == Reference{} }

// String names the place for messages.
func (r Reference) String() string {
	if r.File != "" {
		return "file " + r.File
	}
	return "environment variable " + r.Env
}

// UnresolvedError reports that a referenced secret is not available on this machine.
type UnresolvedError struct {
	Reference Reference
	// Reason completes "the secret is expected in ...:". It never holds content.
	Reason string
}

func (e *UnresolvedError) Error() string {
	return fmt.Sprintf("%s: %s", e.Reference, e.Reason)
}

// Resolve returns the secret. The error is an *UnresolvedError or that of ctx.
func (r Reference) Resolve(ctx context.Context) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	var value, reason string
	switch {
	case r.Env != "":
		value, reason = fromEnvironment(r.Env)
	case r.File != "":
		value, reason = fromFile(r.File)
	default:
		reason = "the reference names nothing"
	}
	if reason != "" {
		return "", &UnresolvedError{Reference: r, Reason: reason}
	}
	return value, nil
}

func fromEnvironment(name string) (value, reason string) {
	value, ok := os.LookupEnv(name)
	switch {
	case !ok:
		return "", "it is not set"
	case value == "":
		return "", "it is empty"
	}
	return value, ""
}

func fromFile(name string) (value, reason string) {
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", "the home directory is not known"
		}
		name = filepath.Join(home, rest)
	}
	file, err := os.Open(name)
	if err != nil {
		return "", reasonOf(err)
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return "", "it is a directory"
	}
	content, err := io.ReadAll(io.LimitReader(file, maxSecretSize+1))
	if err != nil {
		return "", reasonOf(err)
	}
	if len(content) > maxSecretSize {
		return "", fmt.Sprintf("it is larger than %d KiB", maxSecretSize>>10)
	}
	value = strings.TrimSuffix(strings.TrimSuffix(string(content), "\n"), "\r")
	if value == "" {
		return "", "it is empty"
	}
	return value, ""
}

func reasonOf(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "it does not exist"
	case errors.Is(err, fs.ErrPermission):
		return "it may not be read by this user"
	}
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return "it cannot be read"
}
