// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Command fuzz runs every fuzz target for some time, one after the other, and sums up
// how many ended without a finding:
//
//	fuzz TIME ARGUMENTS PACKAGES
//
// TIME is what -fuzztime of go test takes. Arguments, if any, and packages are passed
// to go test. A finding stays in testdata/fuzz of its package, from where every later
// test run takes it.
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
)

// minimizeTime bounds how long go test looks for a shorter input with the same effect:
// its default of a minute would use up the time of a target.
const minimizeTime = "5s"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, goTest)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// tester runs go test with its output and arguments.
type tester func(ctx context.Context, output io.Writer, arguments ...string) error

func goTest(ctx context.Context, output io.Writer, arguments ...string) error {
	command := exec.CommandContext(ctx, "go", append([]string{"test"}, arguments...)...)
	command.Stdout, command.Stderr = output, os.Stderr
	return command.Run()
}

func run(ctx context.Context, arguments []string, output io.Writer, test tester) error {
	if len(arguments) < 2 {
		return errors.New("usage: fuzz TIME ARGUMENTS PACKAGES")
	}
	time, packages := arguments[0], arguments[1:]
	var passed []string
	for len(packages) > 0 && strings.HasPrefix(packages[0], "-") {
		passed, packages = append(passed, packages[0]), packages[1:]
	}
	var listed bytes.Buffer
	if err := test(ctx, &listed, append([]string{"-list", "^Fuzz"}, packages...)...); err != nil {
		return errors.Join(fmt.Errorf("listing the targets: %w", err), errors.New(listed.String()))
	}
	targets := parse(&listed)
	if len(targets) == 0 {
		return errors.New("there is no target")
	}
	clean := 0
	for _, target := range targets {
		fmt.Fprintf(output, "%s of %s\n", target.name, target.pkg)
		var report bytes.Buffer
		err := test(ctx, &report, append(passed, "-run", "^$", "-fuzz", "^"+target.name+"$", "-fuzztime", time, "-fuzzminimizetime", minimizeTime, target.pkg)...)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			clean++
			fmt.Fprintf(output, "  %s\n", lastProgress(report.String()))
		} else {
			fmt.Fprintln(output, &report)
		}
	}
	fmt.Fprintf(output, "fuzz: %d of %d targets without a finding\n", clean, len(targets))
	if clean < len(targets) {
		return errors.New("see above")
	}
	return nil
}

type target struct{ name, pkg string }

// parse reads the output of go test -list: the names of a package's targets, and then
// the package.
func parse(listed io.Reader) []target {
	var targets []target
	var names []string
	for lines := bufio.NewScanner(listed); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) == 1 && strings.HasPrefix(fields[0], "Fuzz"):
			names = append(names, fields[0])
		case len(fields) > 1 && fields[0] == "ok":
			for _, name := range names {
				targets = append(targets, target{name, fields[1]})
			}
			names = nil
		}
	}
	return targets
}

// lastProgress returns the last line of a report that says how much was tried.
func lastProgress(report string) string {
	progress := "no progress was reported"
	for line := range strings.Lines(report) {
		if strings.HasPrefix(line, "fuzz: elapsed") {
			progress = strings.TrimPrefix(strings.TrimSpace(line), "fuzz: ")
		}
	}
	return progress
}
