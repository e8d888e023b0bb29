// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Command bench measures what the provider costs: requests and time for many users,
// against the arithmetic minimum and Terraform alone; and its start and memory, against a provider without
// anything in it. It writes its report as JSON and prints it as tables.
//
// Rate limits are those that RingCentral documents, with a window that is shorter by
// the factor that the report states. Requests are exact; times say something only as
// ratios within one run.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// options are what a run measures.
type options struct {
	sizes           []int
	starts, pairs   int
	latency, window time.Duration
	output          string
}

// report is what a run has measured.
type report struct {
	// WindowSeconds is the length of a rate-limit window; RingCentral's are 60 s.
	WindowSeconds float64  `json:"window_seconds"`
	LatencyMS     int64    `json:"latency_ms"`
	Scales        []scale  `json:"scales"`
	Start         *startUp `json:"start,omitempty"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, arguments []string) error {
	o, err := parse(arguments)
	if err != nil {
		return err
	}
	directory, err := os.MkdirTemp("", "ringcentral-bench-")
	if err != nil {
		return fmt.Errorf("making a directory: %w", err)
	}
	defer os.RemoveAll(directory)
	r := report{WindowSeconds: o.window.Seconds(), LatencyMS: o.latency.Milliseconds()}
	if o.starts > 0 {
		fmt.Fprintln(os.Stderr, "measuring the start ...")
		if r.Start, err = measureStart(ctx, directory, o.starts); err != nil {
			return err
		}
	}
	err = measureScales(ctx, directory, o, func(s scale) error {
		r.Scales = append(r.Scales, s)
		return r.write(o.output)
	})
	r.print(os.Stdout)
	return errors.Join(err, r.verdict())
}

// write keeps what has been measured so far.
func (r *report) write(path string) error {
	content, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("encoding the report: %w", err)
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o750), os.WriteFile(path, append(content, '\n'), 0o600)); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}

func parse(arguments []string) (options, error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	sizes := flags.String("sizes", "10,100,1000,5000", "numbers of users")
	var o options
	flags.IntVar(&o.starts, "starts", 20, "number of starts of each provider; 0: the start is not measured")
	flags.IntVar(&o.pairs, "pairs", 5, "number of pairs of plans with and without refresh")
	flags.DurationVar(&o.latency, "latency", 20*time.Millisecond, "latency of the platform's responses")
	flags.DurationVar(&o.window, "window", time.Second, "length of a rate-limit window, in whole seconds")
	flags.StringVar(&o.output, "output", filepath.Join("build", "bench.json"), "file for the report")
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	var err error
	o.sizes, err = numbers(*sizes)
	return o, err
}

func numbers(list string) ([]int, error) {
	var all []int
	for _, text := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' }) {
		number, err := strconv.Atoi(text)
		if err != nil || number < 1 {
			return nil, fmt.Errorf("%q is not a number of users", text)
		}
		all = append(all, number)
	}
	return all, nil
}
