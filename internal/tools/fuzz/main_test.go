// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

const listed = `FuzzInspect
FuzzDamage
ok  	example.com/credential	0.010s
?   	example.com/findings	[no test files]
ok  	example.com/permission	0.010s
FuzzParse
ok  	example.com/origin	0.010s
`

func TestRun(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		listed  string
		failing string
		summary string
		fails   bool
	}{
		"all clean":      {listed, "", "fuzz: 3 of 3 targets without a finding", false},
		"one finding":    {listed, "^FuzzDamage$", "fuzz: 2 of 3 targets without a finding", true},
		"no target":      {"ok  	example.com/permission	0.010s\n", "", "", true},
		"does not build": {"", "-list", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calls []string
			tester := func(_ context.Context, output io.Writer, arguments ...string) error {
				calls = append(calls, strings.Join(arguments, " "))
				if arguments[0] == "-list" {
					_, _ = io.WriteString(output, test.listed)
				} else {
					_, _ = io.WriteString(output, "fuzz: elapsed: 3s, execs: 5\nfuzz: elapsed: 6s, execs: 9\nPASS\n")
				}
				if slices.Contains(arguments, test.failing) {
					return errors.New("exit status 1")
				}
				return nil
			}
			var output strings.Builder
			err := run(t.Context(), []string{"60s", "-parallel=1", "./..."}, &output, tester)
			if (err != nil) != test.fails {
				t.Errorf("got %v", err)
			}
			if lines := strings.Split(strings.TrimSpace(output.String()), "\n"); lines[len(lines)-1] != test.summary {
				t.Errorf("ends with %q, want %q", lines[len(lines)-1], test.summary)
			}
			if test.summary == "" {
				return
			}
			want := "-parallel=1 -run ^$ -fuzz ^FuzzParse$ -fuzztime 60s -fuzzminimizetime 5s example.com/origin"
			if calls[0] != "-list ^Fuzz ./..." || calls[len(calls)-1] != want {
				t.Errorf("ran %q", calls)
			}
			if !strings.Contains(output.String(), "elapsed: 6s, execs: 9") {
				t.Errorf("the output is %s", &output)
			}
		})
	}
}

func TestUsage(t *testing.T) {
	t.Parallel()
	for _, arguments := range [][]string{nil, {"60s"}} {
		if err := run(t.Context(), arguments, io.Discard, nil); err == nil {
			t.Errorf("%v was accepted", arguments)
		}
	}
}
