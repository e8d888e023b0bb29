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
	// commandWaitDelay is how long output is waited for after a command has ended:
	// a program that it left behind may hold its output open.
	commandWaitDelay = time.Second
	// maxCommandErrors bounds what a failed command says, in bytes.
	maxCommandErrors = 1 << 10
)

// fromCommand runs a program without a shell and with closed standard input, and
// returns what it prints. What it prints as errors is shown only if it fails.
func fromCommand(ctx context.Context, argv []string) (value, reason string) {
	limited, cancel := context.WithTimeout(ctx, commandTimeout)
	defer cancel()
	output := &boundedBuffer{limit: maxSecretSize, refuse: true}
	messages := &boundedBuffer{limit: maxCommandErrors}
	command := exec.CommandContext(limited, argv[0], argv[1:]...)
	command.Stdout, command.Stderr = output, messages
	command.WaitDelay = commandWaitDelay
	err := command.Run()
	value = withoutNewline(string(output.content))
	var exit *exec.ExitError
	switch {
	case output.overflowed:
		return "", fmt.Sprintf("it printed more than %d KiB", maxSecretSize>>10)
	case limited.Err() != nil:
		return "", fmt.Sprintf("it did not end within %s", commandTimeout)
	case errors.As(err, &exit):
		return "", fmt.Sprintf("it failed (%s)%s", exit.ProcessState, messages.quoted(value))
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return "", "the program was not found"
	case errors.Is(err, fs.ErrPermission):
		return "", "the program may not be run by this user"
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return "", "it could not be run"
	case value == "":
		return "", "it printed nothing"
	}
	return value, ""
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

// quoted returns the content as the end of a sentence, on one line, without
// control characters, without anything that the command also printed as its
// result, and without anything that looks like a JWT.
func (b *boundedBuffer) quoted(result string) string {
	secrets := slices.DeleteFunc(strings.Fields(result), func(word string) bool { return len(word) < minSecretLength })
	text := jwtPattern.ReplaceAllString(printable.Redacted(string(b.content), b.limit, secrets...), "(secret)")
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return ""
	}
	return ": " + text
}
