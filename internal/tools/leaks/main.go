// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Command leaks runs every acceptance scenario and sums up the search for secrets
// in what each left on disk. Its arguments are passed to go test.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/providertest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, arguments []string) error {
	directory, err := os.MkdirTemp("", "ringcentral-leaks-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	report := filepath.Join(directory, "report")
	test := exec.CommandContext(ctx, "go", append([]string{"test", "-count=1", "-run", "Acc"}, arguments...)...) //nolint:gosec // arguments of the person who calls
	test.Env = append(os.Environ(), providertest.LeaksReport+"="+report)
	test.Stdout, test.Stderr = os.Stdout, os.Stderr
	failed := test.Run()
	file, err := os.Open(report)
	if err != nil {
		return errors.Join(failed, err)
	}
	defer file.Close()
	sum, err := summarize(file)
	if err != nil {
		return errors.Join(failed, err)
	}
	fmt.Println(sum)
	if sum.found > 0 {
		failed = errors.Join(failed, errors.New("secrets were found"))
	}
	return failed
}

type summary struct{ scenarios, files, found int }

func (s summary) String() string {
	return fmt.Sprintf("leaks: %d scenarios, %d files scanned, %d found", s.scenarios, s.files, s.found)
}

// summarize reads a report of providertest.
func summarize(report io.Reader) (summary, error) {
	var sum summary
	lines := bufio.NewScanner(report)
	for lines.Scan() {
		var name string
		var files, found int
		if _, err := fmt.Sscanf(lines.Text(), "%s %d %d", &name, &files, &found); err != nil {
			return sum, fmt.Errorf("reading the report: %w", err)
		}
		sum.scenarios++
		sum.files += files
		sum.found += found
	}
	if sum.scenarios == 0 {
		return sum, errors.New("no scenario was run")
	}
	return sum, lines.Err()
}
