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
	"runtime"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

// maxSecretSize bounds a secret that is read from a file or printed by a
// command, in bytes.
const maxSecretSize = 64 << 10

// fileTimeout is how long a file may take to be read.
const fileTimeout = 30 * time.Second

// maxPlace bounds what is shown of a path or a name, in characters.
const maxPlace = 1000

// Reference says where a secret is, never what it is. Exactly one field is set.
type Reference struct {
	// Env is the name of an environment variable.
	Env string
	// File is the path of a file.
	File string
	// Command is a program with its arguments that prints the secret. No shell
	// interprets it.
	Command []string
}

// IsZero reports whether the reference names nothing.
func (r Reference) IsZero() bool { return r.Env == "" && r.File == "" && len(r.Command) == 0 }

// String names the place for messages. Of a command it names the program only.
func (r Reference) String() string {
	switch {
	case len(r.Command) > 0:
		return fmt.Sprintf("output of the command %q", printable.Line(r.Command[0], maxPlace))
	case r.File != "":
		return "file " + printable.Line(r.File, maxPlace)
	default:
		return "environment variable " + printable.Line(r.Env, maxPlace)
	}
}

// key identifies the reference.
func (r Reference) key() string {
	return strings.Join(append([]string{r.Env, r.File}, r.Command...), "\x00")
}

// UnresolvedError reports that a referenced secret is not available on this machine.
// Its text holds no content of the secret's place, so it may be stored.
type UnresolvedError struct {
	Reference Reference
	// Reason completes "the secret is expected in ...:".
	Reason string
	// Output is what a failed command wrote to its standard error.
	Output printable.TerminalText
}

func (e *UnresolvedError) Error() string {
	return fmt.Sprintf("%s: %s", e.Reference, e.Reason)
}

// Resolution is a secret that was found. It redacts itself when it is printed.
type Resolution struct {
	Value string
	// WorldReadable is set for a file that every user of this machine may read.
	WorldReadable bool
}

// Format prints the resolution without its value under every verb.
func (r Resolution) Format(f fmt.State, _ rune) { fmt.Fprint(f, "secret") }

// MarshalText makes encoders print the redacted form.
func (r Resolution) MarshalText() ([]byte, error) { return fmt.Append(nil, r), nil }

// resolve reads the secret. The error is an *UnresolvedError or that of ctx.
func (r Reference) resolve(ctx context.Context) (found Resolution, err error) {
	if err := ctx.Err(); err != nil {
		return Resolution{}, err
	}
	var failure *UnresolvedError
	switch {
	case r.Env != "":
		found.Value, failure = fromEnvironment(r.Env)
	case r.File != "":
		found, failure = fromFile(ctx, r.File)
	case len(r.Command) > 0:
		found.Value, failure = fromCommand(ctx, r.Command)
	default:
		failure = because("the reference names nothing")
	}
	if err := ctx.Err(); err != nil {
		return Resolution{}, err
	}
	if failure != nil {
		failure.Reference = r
		return Resolution{}, failure
	}
	return found, nil
}

func fromEnvironment(name string) (string, *UnresolvedError) {
	value, ok := os.LookupEnv(name)
	switch {
	case !ok:
		return "", because("it is not set")
	case value == "":
		return "", because("it is empty")
	}
	return value, nil
}

// fromFile reads a file within a limited time: one that is not a regular file, such as
// the end of a pipe, may keep its reader waiting.
func fromFile(ctx context.Context, name string) (Resolution, *UnresolvedError) {
	limited, cancel := context.WithTimeout(ctx, fileTimeout)
	defer cancel()
	type outcome struct {
		found   Resolution
		failure *UnresolvedError
	}
	read := make(chan outcome, 1)
	go func() {
		found, failure := readFile(name)
		read <- outcome{found, failure}
	}()
	select {
	case o := <-read:
		return o.found, o.failure
	case <-limited.Done():
		return Resolution{}, because("it could not be read within %s", fileTimeout)
	}
}

func readFile(name string) (found Resolution, failure *UnresolvedError) {
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return found, because("the home directory is unknown")
		}
		name = filepath.Join(home, rest)
	}
	file, err := os.Open(name)
	if err != nil {
		return found, because("%s", reasonOf(err))
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return found, because("%s", reasonOf(err))
	case info.IsDir():
		return found, because("it is a directory")
	}
	content, err := io.ReadAll(io.LimitReader(file, maxSecretSize+1))
	if err != nil {
		return found, because("%s", reasonOf(err))
	}
	if len(content) > maxSecretSize {
		return found, because("it is larger than %d KiB", maxSecretSize>>10)
	}
	found.Value = withoutNewline(string(content))
	found.WorldReadable = runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o004 != 0
	if found.Value == "" {
		return found, because("it is empty")
	}
	return found, nil
}

// withoutNewline drops the one line break that editors and programs put at the end.
func withoutNewline(content string) string {
	return strings.TrimSuffix(strings.TrimSuffix(content, "\n"), "\r")
}

func reasonOf(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "it does not exist"
	case errors.Is(err, fs.ErrPermission):
		return "this user is not allowed to read it"
	}
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return "it cannot be read"
}
