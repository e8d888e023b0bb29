// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

const (
	// commandTimeout is how long a command may take to print a secret.
	commandTimeout = 30 * time.Second
	// commandWaitDelay is how long to wait for output after a command has exited or was
	// killed: a process that it left behind may hold its output open.
	commandWaitDelay = time.Second
	// maxCommandErrors bounds what is shown of a command's standard error, in bytes.
	maxCommandErrors = 1 << 10
)

// fromCommand runs a program without a shell and with closed standard input, and
// returns what it prints.
func fromCommand(ctx context.Context, argv []string) (string, *UnresolvedError) {
	limited, cancel := context.WithTimeout(ctx, commandTimeout)
	defer cancel()
	output := &boundedBuffer{limit: maxSecretSize, refuse: true}
	messages := &boundedBuffer{limit: maxCommandErrors}
	command := exec.CommandContext(limited, argv[0], argv[1:]...)
	command.Stdout, command.Stderr = output, messages
	command.WaitDelay = commandWaitDelay
	err := runGroup(command)
	value := withoutNewline(string(output.content))
	var exit *exec.ExitError
	switch {
	case output.overflowed:
		return "", because("it printed more than %d KiB", maxSecretSize>>10)
	case limited.Err() != nil:
		return "", because("it did not finish within %s", commandTimeout)
	case errors.As(err, &exit):
		failure := because("it failed with %s", exit.ProcessState)
		failure.Output = messages.shown(value)
		return "", failure
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return "", because("the program was not found")
	case errors.Is(err, fs.ErrPermission):
		return "", because("this user is not allowed to run the program")
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return "", because("it could not be started")
	case value == "":
		return "", because("it printed nothing")
	}
	return value, nil
}

// boundedBuffer keeps the first bytes that are written to it. Beyond its limit
// it refuses, or ignores, what comes.
type boundedBuffer struct {
	limit      int
	refuse     bool
	content    []byte
	overflowed bool
}

var errOverflow = errors.New("too much output")

func (b *boundedBuffer) Write(p []byte) (int, error) {
	room := b.limit - len(b.content)
	b.content = append(b.content, p[:min(len(p), room)]...)
	if len(p) > room {
		b.overflowed = true
		if b.refuse {
			return room, errOverflow
		}
	}
	return len(p), nil
}

// shown returns the content on one line, without control characters, without
// anything that the command also printed as its result, and without anything that
// looks like a secret.
func (b *boundedBuffer) shown(result string) printable.TerminalText {
	secrets := slices.DeleteFunc(strings.Fields(result), func(word string) bool { return len(word) < minResultLength })
	text := printable.Redacted(string(b.content), b.limit, secrets...)
	return printable.ForTerminal(strings.Join(strings.Fields(withoutSecrets(text)), " "))
}

func because(format string, arguments ...any) *UnresolvedError {
	return &UnresolvedError{Reason: fmt.Sprintf(format, arguments...)}
}
