// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package credential_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

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
		shown         string
	}{
		"value":              {shell("echo value"), "value", "", ""},
		"one newline only":   {shell("printf 'value\\n\\n'"), "value\n", "", ""},
		"no shell":           {credential.Reference{Command: []string{"echo", "$HOME; id | cat"}}, "$HOME; id | cat", "", ""},
		"closed input":       {shell("cat; echo end"), "end", "", ""},
		"noise on success":   {shell("echo noise >&2; echo value"), "value", "", ""},
		"largest output":     {shell("head -c 65536 /dev/zero | tr '\\0' x"), strings.Repeat("x", 64<<10), "", ""},
		"too much output":    {shell("cat /dev/zero"), "", "it printed more than 64 KiB", ""},
		"nothing":            {shell("true"), "", "it printed nothing", ""},
		"exit status":        {shell("echo 'no such item' >&2; exit 3"), "", "it failed with exit status 3", "no such item"},
		"silent failure":     {shell("exit 4"), "", "it failed with exit status 4", ""},
		"killed":             {shell("kill -9 $$"), "", "it failed with signal: killed", ""},
		"output never shown": {shell("echo 0123456789-the-value-itself; echo not for 0123456789-the-value-itself, or " + jwt + " >&2; exit 1"), "", "it failed with exit status 1", "not for (secret), or (secret)"},
		"control characters": {shell("printf '\\033[31mred\\n\\tline' >&2; exit 1"), "", "it failed with exit status 1", "[31mred line"},
		"long message":       {shell("head -c 5000 /dev/zero | tr '\\0' x >&2; exit 1"), "", "it failed with exit status 1", strings.Repeat("x", 1024)},
		"no such program":    {credential.Reference{Command: []string{"ringcentral-no-such-program"}}, "", "the program was not found", ""},
		"no such path":       {credential.Reference{Command: []string{filepath.Join(t.TempDir(), "missing")}}, "", "the program was not found", ""},
		"not executable":     {credential.Reference{Command: []string{notExecutable}}, "", "this user is not allowed to run the program", ""},
		"left-behind child":  {shell("sleep 60 & echo value"), "value", "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found, err := resolve(t.Context(), test.reference)
			var unresolved *credential.UnresolvedError
			if test.reason == "" {
				if err != nil || found.Value != test.value {
					t.Errorf("got %d characters, %v", len(found.Value), err)
				}
			} else if !errors.As(err, &unresolved) || unresolved.Reason != test.reason || unresolved.Output.Show() != test.shown {
				t.Errorf("got %v, %q, want %s, %q", err, unresolved.Output.Show(), test.reason, test.shown)
			}
		})
	}
}

// TestNoProcessIsLeft ends a command while its child, which ignores SIGTERM, holds
// a pipe open: the pipe ends with the last process.
func TestNoProcessIsLeft(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		script string
		end    func(t *testing.T, resolver *credential.Resolver, cancel func())
		err    error
	}{
		"cancelled": {
			script: "trap '' TERM; { echo started; exec sleep 30; } > '%' & wait",
			end:    func(_ *testing.T, _ *credential.Resolver, cancel func()) { cancel() },
			err:    context.Canceled,
		},
		"provider closed": {
			script: "trap '' TERM; { echo started; exec sleep 30; } > '%' & wait",
			end: func(t *testing.T, resolver *credential.Resolver, _ func()) {
				t.Helper()
				if err := resolver.Close(t.Context()); err != nil {
					t.Error(err)
				}
			},
			err: context.Canceled,
		},
		"failed": {script: "trap '' TERM; { echo started; exec sleep 30; } > '%' & exit 3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pipe := makePipe(t)
			reader, err := os.OpenFile(pipe, os.O_RDONLY|syscall.O_NONBLOCK, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer reader.Close()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			resolver := credential.NewResolver(false)
			resolved := make(chan error)
			go func() {
				_, err := resolver.Resolve(ctx, shell(strings.ReplaceAll(test.script, "%", pipe)))
				resolved <- err
			}()
			awaitLine(t, reader)
			if test.end != nil {
				test.end(t, resolver, cancel)
			}
			var unresolved *credential.UnresolvedError
			if err := <-resolved; test.err != nil && !errors.Is(err, test.err) || test.err == nil && !errors.As(err, &unresolved) {
				t.Errorf("got %v", err)
			}
			if err := reader.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
				t.Fatal(err)
			}
			if _, err := io.ReadAll(reader); err != nil {
				t.Errorf("a process still runs: %v", err)
			}
		})
	}
}

// awaitLine waits until a line was written to a pipe.
func awaitLine(t *testing.T, reader *os.File) {
	t.Helper()
	for {
		var buffer [64]byte
		n, err := reader.Read(buffer[:])
		switch {
		case n > 0:
			return
		case err != nil && !errors.Is(err, io.EOF): // nobody has opened it yet
			t.Fatal(err)
		}
		runtime.Gosched()
	}
}

// TestDaemonSurvives lets a command leave a process that has closed its output.
func TestDaemonSurvives(t *testing.T) {
	t.Parallel()
	pipe := makePipe(t)
	found, err := resolve(t.Context(), shell("sh -c 'read go < "+pipe+"; echo $go > "+pipe+".out' < /dev/null > /dev/null 2>&1 & echo value"))
	if err != nil || found.Value != "value" {
		t.Fatalf("got %q, %v", found.Value, err)
	}
	if err := syscall.Mkfifo(pipe+".out", 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(pipe, []byte("alive\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(pipe + ".out"); err != nil || string(content) != "alive\n" {
		t.Errorf("got %q, %v", content, err)
	}
}

// TestForbiddenCommand runs nothing, and says so.
func TestForbiddenCommand(t *testing.T) {
	t.Parallel()
	ran := filepath.Join(t.TempDir(), "ran")
	_, err := credential.NewResolver(true).Resolve(t.Context(), shell("echo value | tee '"+ran+"'"))
	var forbidden *credential.ForbiddenError
	if !errors.As(err, &forbidden) || forbidden.Reference.IsZero() {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(ran); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the command ran: %v", err)
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
			resolver := credential.NewResolver(false)
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
	resolver := credential.NewResolver(false)
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
	if found, err := resolve(t.Context(), credential.Reference{File: pipe}); err != nil || found.Value != "value" {
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
		_, err := resolve(ctx, credential.Reference{File: pipe})
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
