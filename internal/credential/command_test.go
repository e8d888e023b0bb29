// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package credential_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

func shell(script string) credential.Reference {
	return credential.Reference{Command: []string{"/bin/sh", "-c", script}}
}

func TestCommand(t *testing.T) {
	t.Parallel()
	notExecutable := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(notExecutable, []byte("#!/bin/sh\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
	tests := map[string]struct {
		reference     credential.Reference
		value, reason string
	}{
		"value":              {shell("echo value"), "value", ""},
		"one newline only":   {shell("printf 'value\\n\\n'"), "value\n", ""},
		"no shell":           {credential.Reference{Command: []string{"echo", "$HOME; id | cat"}}, "$HOME; id | cat", ""},
		"closed input":       {shell("cat; echo end"), "end", ""},
		"noise on success":   {shell("echo noise >&2; echo value"), "value", ""},
		"largest output":     {shell("head -c 65536 /dev/zero | tr '\\0' x"), strings.Repeat("x", 64<<10), ""},
		"too much output":    {shell("cat /dev/zero"), "", "it printed more than 64 KiB"},
		"nothing":            {shell("true"), "", "it printed nothing"},
		"exit status":        {shell("echo 'no such item' >&2; exit 3"), "", "it failed (exit status 3): no such item"},
		"silent failure":     {shell("exit 4"), "", "it failed (exit status 4)"},
		"killed":             {shell("kill -9 $$"), "", "it failed (signal: killed)"},
		"output never shown": {shell("echo 0123456789-the-value-itself; echo not for 0123456789-the-value-itself, or " + jwt + " >&2; exit 1"), "", "it failed (exit status 1): not for (secret), or (secret)"},
		"control characters": {shell("printf '\\033[31mred\\n\\tline' >&2; exit 1"), "", "it failed (exit status 1): [31mred line"},
		"long message":       {shell("head -c 5000 /dev/zero | tr '\\0' x >&2; exit 1"), "", "it failed (exit status 1): " + strings.Repeat("x", 1024)},
		"no such program":    {credential.Reference{Command: []string{"ringcentral-no-such-program"}}, "", "the program was not found"},
		"no such path":       {credential.Reference{Command: []string{filepath.Join(t.TempDir(), "missing")}}, "", "the program was not found"},
		"not executable":     {credential.Reference{Command: []string{notExecutable}}, "", "the program may not be run by this user"},
		"left-behind child":  {shell("sleep 60 & echo value"), "value", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found, err := test.reference.Resolve(t.Context())
			var unresolved *credential.UnresolvedError
			if test.reason == "" {
				if err != nil || found.Value != test.value {
					t.Errorf("got %d characters, %v", len(found.Value), err)
				}
			} else if !errors.As(err, &unresolved) || unresolved.Reason != test.reason {
				t.Errorf("got %v, want %s", err, test.reason)
			}
		})
	}
}

func TestCommandEndsWithItsContext(t *testing.T) {
	t.Parallel()
	started := filepath.Join(t.TempDir(), "started")
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for {
			if _, err := os.Stat(started); err == nil || ctx.Err() != nil {
				cancel()
				return
			}
		}
	}()
	_, err := shell("touch '" + started + "'; exec sleep 600").Resolve(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestResolverRunsACommandOnce resolves the same commands many times at once.
func TestResolverRunsACommandOnce(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		script string
		fails  bool
	}{
		"success": {"echo run >> '%'; echo value", false},
		"failure": {"echo run >> '%'; exit 1", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runs := filepath.Join(t.TempDir(), "runs")
			reference := shell(strings.ReplaceAll(test.script, "%", runs))
			var resolver credential.Resolver
			var wait sync.WaitGroup
			for range 20 {
				wait.Go(func() {
					found, err := resolver.Resolve(t.Context(), reference)
					if (err != nil) != test.fails || !test.fails && found.Value != "value" {
						t.Errorf("got %q, %v", found.Value, err)
					}
				})
			}
			wait.Wait()
			if content, err := os.ReadFile(runs); err != nil || string(content) != "run\n" {
				t.Errorf("the command ran %d times, %v", strings.Count(string(content), "\n"), err)
			}
		})
	}
}

// TestResolverForgetsACancelledRun resolves again what was cancelled.
func TestResolverForgetsACancelledRun(t *testing.T) {
	t.Parallel()
	var resolver credential.Resolver
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := resolver.Resolve(cancelled, shell("echo value")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if found, err := resolver.Resolve(t.Context(), shell("echo value")); err != nil || found.Value != "value" {
		t.Errorf("got %q, %v", found.Value, err)
	}
}

func makePipe(t *testing.T) string {
	t.Helper()
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	return pipe
}

// TestPipe reads a secret from a pipe, which is a good place for one.
func TestPipe(t *testing.T) {
	t.Parallel()
	pipe := makePipe(t)
	go func() { _ = os.WriteFile(pipe, []byte("value\n"), 0o600) }()
	if found, err := (credential.Reference{File: pipe}).Resolve(t.Context()); err != nil || found.Value != "value" {
		t.Errorf("got %q, %v", found.Value, err)
	}
}

// TestPipeThatKeepsItsReaderWaiting has a writer that writes nothing.
func TestPipeThatKeepsItsReaderWaiting(t *testing.T) {
	t.Parallel()
	pipe := makePipe(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	resolved := make(chan error)
	go func() {
		_, err := credential.Reference{File: pipe}.Resolve(ctx)
		resolved <- err
	}()
	for { // without a reader the pipe cannot be opened
		writer, err := os.OpenFile(pipe, os.O_WRONLY|syscall.O_NONBLOCK, 0)
		if err == nil {
			defer writer.Close()
			break
		}
		if !errors.Is(err, syscall.ENXIO) {
			t.Fatal(err)
		}
		runtime.Gosched()
	}
	cancel()
	if err := <-resolved; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
