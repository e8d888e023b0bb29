// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
)

// promises is the document whose table names the tests of each promise.
const promises = "SECURITY.md"

var testName = regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9]+)`")

// promisedTests returns the tests that the table of promises names.
func promisedTests(document string) []string {
	_, table, _ := strings.Cut(document, "|---|---|---|\n")
	table, _, _ = strings.Cut(table, "\n\n")
	named := map[string]bool{}
	for _, match := range testName.FindAllStringSubmatch(table, -1) {
		named[match[1]] = true
	}
	return slices.Sorted(maps.Keys(named))
}

// attack runs the tests of every promise. Each case of each is an attack.
func attack(ctx context.Context, arguments []string, output io.Writer) error {
	document, err := os.ReadFile(promises)
	if err != nil {
		return err
	}
	tests := promisedTests(string(document))
	if len(tests) == 0 {
		return errNothingReported
	}
	var events bytes.Buffer
	test := exec.CommandContext(ctx, "go", append([]string{"test", "-count=1", "-json", "-run", "^(" + strings.Join(tests, "|") + ")$"}, arguments...)...)
	test.Stdout, test.Stderr = &events, os.Stderr
	failed := test.Run()
	tried, through, report, err := attacks(&events)
	fmt.Fprint(output, report)
	if err != nil || tried == 0 {
		return errors.Join(failed, err, errNothingReported)
	}
	fmt.Fprintf(output, "attacks: %d tried, %d got through\n", tried, through)
	return failed
}

// attacks counts the cases in the events of go test -json. report has the output of
// those that failed.
func attacks(events io.Reader) (tried, through int, report string, err error) {
	type event struct{ Action, Package, Test, Output string }
	outcomes, outputs, parents := map[string]string{}, map[string]string{}, map[string]bool{}
	lines := bufio.NewScanner(events)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return 0, 0, "", fmt.Errorf("reading the events of go test: %w", err)
		}
		key := e.Package + " " + e.Test
		switch e.Action {
		case "output":
			outputs[key] += e.Output
		case "pass", "fail":
			if e.Test != "" || e.Action == "fail" {
				outcomes[key] = e.Action
			}
			for name := e.Test; strings.Contains(name, "/"); {
				name = name[:strings.LastIndex(name, "/")]
				parents[e.Package+" "+name] = true
			}
		}
	}
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(outcomes)) {
		_, name, _ := strings.Cut(key, " ")
		if outcomes[key] == "fail" {
			b.WriteString(outputs[key])
		}
		if parents[key] || name == "" {
			continue
		}
		tried++
		if outcomes[key] == "fail" {
			through++
		}
	}
	return tried, through, b.String(), lines.Err()
}
