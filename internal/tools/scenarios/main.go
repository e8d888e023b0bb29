// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Command scenarios runs acceptance tests and sums up what they report:
//
//	scenarios leaks ARGUMENTS     all of them, and the search for secrets in what each left on disk
//	scenarios findings ARGUMENTS  the breakages, and whether each was distinguished
//	scenarios drift ARGUMENTS     the changes by hand, and whether each was caught
//	scenarios faults ARGUMENTS    every operation of the API with every fault
//	scenarios chaos ARGUMENTS     random storms, and what was left of the accounts after each
//	scenarios dialects ARGUMENTS  every situation in every dialect of the platform
//	scenarios account ARGUMENTS   the account check in every dialect, and killed
//	scenarios attacks ARGUMENTS   the tests that SECURITY.md names for its promises
//	scenarios model ARGUMENTS     those that run on the model of Terraform, on Terraform, too
//
// The arguments are passed to go test.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// kind is a set of scenarios with what they report.
type kind struct {
	tests, variable string
	summarize       func(lines *bufio.Scanner) (summary string, clean bool, err error)
}

var kinds = map[string]kind{
	"leaks":    {"^TestAcc", providertest.LeaksReport, leaks},
	"findings": {"^TestAccBreakages$", providertest.FindingsReport, findings},
	"drift":    {"^TestAcc(Drift|NoFalseDrift)$", providertest.DriftReport, drift},
	"faults":   {"^Test(Acc)?Faults$", providertest.FaultsReport, faults},
	"chaos":    {"^Test(Acc)?Chaos$", providertest.ChaosReport, chaos},
	"dialects": {"^TestDialects$", providertest.DialectsReport, dialects},
	"account":  {"^Test(RoundTrip|Killed)$", providertest.CheckReport, checks},
}

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
	if len(arguments) == 0 {
		return errors.New("usage: scenarios leaks|findings|drift|faults|chaos|dialects|account|attacks|model ARGUMENTS")
	}
	switch arguments[0] {
	case "model":
		return compareEngines(ctx, arguments[1:], output)
	case "attacks":
		return attack(ctx, arguments[1:], output)
	}
	chosen, ok := kinds[arguments[0]]
	if !ok {
		return fmt.Errorf("there are no scenarios %q", arguments[0])
	}
	directory, err := os.MkdirTemp("", "ringcentral-scenarios-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	report := filepath.Join(directory, "report")
	test := exec.CommandContext(ctx, "go", append([]string{"test", "-count=1", "-run", chosen.tests}, arguments[1:]...)...)
	test.Env = append(os.Environ(), chosen.variable+"="+report)
	test.Stdout, test.Stderr = output, os.Stderr
	failed := test.Run()
	file, err := os.Open(report)
	if err != nil {
		return errors.Join(failed, err)
	}
	defer file.Close()
	summary, clean, err := chosen.summarize(bufio.NewScanner(file))
	if err != nil {
		return errors.Join(failed, err)
	}
	fmt.Fprintln(output, summary)
	if !clean {
		failed = errors.Join(failed, errors.New("see above"))
	}
	return failed
}

var errNothingReported = errors.New("no scenario was run")

func leaks(lines *bufio.Scanner) (summary string, clean bool, err error) {
	var scenarios, files, found int
	for lines.Scan() {
		var name string
		var searched, leaked int
		if _, err := fmt.Sscanf(lines.Text(), "%s %d %d", &name, &searched, &leaked); err != nil {
			return "", false, fmt.Errorf("reading the report: %w", err)
		}
		scenarios, files, found = scenarios+1, files+searched, found+leaked
	}
	if scenarios == 0 {
		return "", false, errNothingReported
	}
	return fmt.Sprintf("leaks: %d scenarios, %d files scanned, %d found", scenarios, files, found), found == 0, lines.Err()
}

func findings(lines *bufio.Scanner) (summary string, clean bool, err error) {
	var caused, toldApart int
	breakages := map[string]int{}
	for lines.Scan() {
		var name, code string
		var right bool
		if _, err := fmt.Sscanf(lines.Text(), "%s %s %t", &name, &code, &right); err != nil {
			return "", false, fmt.Errorf("reading the report: %w", err)
		}
		caused++
		breakages[code]++
		if right {
			toldApart++
		}
	}
	if caused == 0 {
		return "", false, errNothingReported
	}
	var table strings.Builder
	for _, code := range slices.Sorted(maps.Keys(breakages)) {
		fmt.Fprintf(&table, "%4d  %s\n", breakages[code], code)
	}
	return fmt.Sprintf("%sfindings: %d breakages caused, %d distinguished", &table, caused, toldApart), caused == toldApart, lines.Err()
}

func drift(lines *bufio.Scanner) (summary string, clean bool, err error) {
	var rows, caught, irrelevant, falseDiffs int
	for lines.Scan() {
		var kind string
		var right bool
		if _, err := fmt.Sscanf(lines.Text(), "%s %t", &kind, &right); err != nil {
			return "", false, fmt.Errorf("reading the report: %w", err)
		}
		switch {
		case kind == "row" && right:
			rows, caught = rows+1, caught+1
		case kind == "row":
			rows++
		case right:
			irrelevant++
		default:
			irrelevant, falseDiffs = irrelevant+1, falseDiffs+1
		}
	}
	if rows == 0 || irrelevant == 0 {
		return "", false, errNothingReported
	}
	return fmt.Sprintf("drift: %d of %d rows caught, %d of %d false diffs", caught, rows, falseDiffs, irrelevant), caught == rows && falseDiffs == 0, lines.Err()
}

func faults(lines *bufio.Scanner) (summary string, clean bool, err error) {
	var cells, passed int
	for lines.Scan() {
		var name string
		var right bool
		if _, err := fmt.Sscanf(lines.Text(), "%s %t", &name, &right); err != nil {
			return "", false, fmt.Errorf("reading the report: %w", err)
		}
		cells++
		if right {
			passed++
		}
	}
	if cells == 0 {
		return "", false, errNothingReported
	}
	return fmt.Sprintf("faults: %d of %d cells passed", passed, cells), passed == cells, lines.Err()
}

func chaos(lines *bufio.Scanner) (summary string, clean bool, err error) {
	var seeds, operations, faults, lost, doubled, orphans, leaks int
	for lines.Scan() {
		var name string
		var some [6]int
		if _, err := fmt.Sscanf(lines.Text(), "%s %d %d %d %d %d %d", &name, &some[0], &some[1], &some[2], &some[3], &some[4], &some[5]); err != nil {
			return "", false, fmt.Errorf("reading the report: %w", err)
		}
		seeds++
		for i, sum := range []*int{&operations, &faults, &lost, &doubled, &orphans, &leaks} {
			*sum += some[i]
		}
	}
	if seeds == 0 {
		return "", false, errNothingReported
	}
	return fmt.Sprintf(
			"chaos: %d seeds, %d operations, %d faults: %d lost, %d doubled, %d orphans, %d leaks", seeds, operations, faults, lost, doubled,
			orphans, leaks,
		),
		lost+doubled+orphans+leaks == 0, lines.Err()
}

func dialects(lines *bufio.Scanner) (summary string, clean bool, err error) {
	var scenarios, failures int
	names := map[string]bool{}
	for lines.Scan() {
		var name string
		var right bool
		if _, err := fmt.Sscanf(lines.Text(), "%s %t", &name, &right); err != nil {
			return "", false, fmt.Errorf("reading the report: %w", err)
		}
		names[name] = true
		scenarios++
		if !right {
			failures++
		}
	}
	if scenarios == 0 {
		return "", false, errNothingReported
	}
	return fmt.Sprintf("dialects: %d dialects, %d scenarios, %d failures", len(names), scenarios, failures), failures == 0, lines.Err()
}

// killed is what the report calls checks that were killed.
const killed = "killed"

func checks(lines *bufio.Scanner) (summary string, clean bool, err error) {
	var questions, apart, same, behind int
	for lines.Scan() {
		var name string
		var told bool
		var asked, left int
		if _, err := fmt.Sscanf(lines.Text(), "%s %t %d %d", &name, &told, &asked, &left); err != nil {
			return "", false, fmt.Errorf("reading the report: %w", err)
		}
		questions, behind = max(questions, asked), behind+left
		switch {
		case name == killed:
		case told:
			apart++
		default:
			same++
		}
	}
	if questions == 0 {
		return "", false, errNothingReported
	}
	return fmt.Sprintf("account check: %d questions, %d dialects distinguished, %d left behind", questions, apart, behind), same+behind == 0, lines.Err()
}
