// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformcli"
)

// scale is what one number of users costs.
type scale struct {
	Users int    `json:"users"`
	Steps []step `json:"steps"`
	// Pairs compare a plan with the one with -refresh=false that followed it.
	Pairs []pair `json:"pairs"`
}

// pair is what a plan costs in relation to the same plan with -refresh=false.
type pair struct {
	// Time is the ratio of the wall times, CPU that of the CPU times of all processes.
	Time float64 `json:"time"`
	CPU  float64 `json:"cpu"`
}

// medianPair returns the median of each ratio.
func (s *scale) medianPair() pair {
	median := func(ratio func(pair) float64) float64 {
		var ratios []float64
		for _, p := range s.Pairs {
			ratios = append(ratios, ratio(p))
		}
		slices.Sort(ratios)
		return ratios[len(ratios)/2]
	}
	return pair{Time: median(func(p pair) float64 { return p.Time }), CPU: median(func(p pair) float64 { return p.CPU })}
}

// step is one command.
type step struct {
	Name string `json:"name"`
	// Requests and Minimum count by usage group. The minimum is what somebody needs
	// who knows everything in advance.
	Requests map[string]int `json:"requests"`
	Minimum  map[string]int `json:"minimum"`
	// Refused counts responses with the status 429.
	Refused int     `json:"refused"`
	Seconds float64 `json:"seconds"`
	// CPUSeconds is that of Terraform and its providers.
	CPUSeconds float64 `json:"cpu_seconds"`
}

// measureScales hands every scale to report as soon as it is measured.
func measureScales(ctx context.Context, directory string, o options, report func(scale) error) error {
	terraform, err := terraformcli.Find(ctx, filepath.Join("build", "terraform"))
	if err != nil {
		return err
	}
	config, err := terraformcli.Install(ctx, directory, ".")
	if err != nil {
		return err
	}
	for _, users := range o.sizes {
		fmt.Fprintf(os.Stderr, "measuring %d users ...\n", users)
		measured, err := measureScale(ctx, o, terraform, config, users)
		if err != nil {
			return err
		}
		if err := report(*measured); err != nil {
			return err
		}
	}
	return nil
}

func measureScale(ctx context.Context, o options, terraform, config string, users int) (*scale, error) {
	platform, err := simulator.Start(simulator.Options{
		Window: o.window,
		// Sessions are measured elsewhere: a run of minutes has as many logins in a
		// short window as otherwise in many.
		Limits: map[string]int{"auth": simulator.GenerousLimits()["auth"]},
	})
	if err != nil {
		return nil, fmt.Errorf("starting the platform: %w", err)
	}
	defer platform.Close()
	platform.Inject(simulator.Fault{Delay: o.latency})
	w, err := newWorkspace(ctx, platform, terraform, config, users)
	if err != nil {
		return nil, err
	}
	defer w.remove()
	others := len(platform.Extensions())
	s := &scale{Users: users}
	many := "-parallelism=100"
	for _, command := range []struct {
		name      string
		minimum   map[string]int
		arguments []string
	}{
		{"create", map[string]int{"medium": users + ceil(users, 1000)}, []string{"apply", "-auto-approve", many}},
		{"refresh", map[string]int{"medium": min(users, ceil(users+others, 1000))}, []string{"plan", "-detailed-exitcode"}},
		{"update", map[string]int{"medium": users}, []string{"apply", "-auto-approve", "-refresh=false", many, "-var=job_title=Integration"}},
		{"destroy", map[string]int{"heavy": ceil(users, 50)}, []string{"destroy", "-auto-approve", "-refresh=false", many}},
	} {
		measured, err := w.measure(ctx, o.window, command.name, command.arguments...)
		if err != nil {
			return nil, err
		}
		measured.Minimum = command.minimum
		s.Steps = append(s.Steps, *measured)
		if command.name != "refresh" {
			continue
		}
		for range o.pairs {
			p, err := w.measurePair(ctx, o.window)
			if err != nil {
				return nil, err
			}
			s.Pairs = append(s.Pairs, p)
		}
	}
	return s, nil
}

// measurePair plans with and without a refresh.
func (w *workspace) measurePair(ctx context.Context, window time.Duration) (pair, error) {
	refresh, err := w.measure(ctx, window, "refresh", "plan", "-detailed-exitcode")
	if err != nil {
		return pair{}, err
	}
	floor, err := w.measure(ctx, window, "floor", "plan", "-detailed-exitcode", "-refresh=false")
	if err != nil {
		return pair{}, err
	}
	return pair{Time: refresh.Seconds / floor.Seconds, CPU: refresh.CPUSeconds / floor.CPUSeconds}, nil
}

// measure runs a command, counts its requests and takes its time.
func (w *workspace) measure(ctx context.Context, window time.Duration, name string, arguments ...string) (*step, error) {
	if err := w.settle(ctx, window); err != nil {
		return nil, err
	}
	before := len(w.platform.Requests())
	start := time.Now()
	cpu, err := w.run(ctx, arguments...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s := &step{Name: name, Seconds: time.Since(start).Seconds(), CPUSeconds: cpu.Seconds(), Requests: map[string]int{}}
	for _, request := range w.platform.Requests()[before:] {
		s.Requests[request.Group]++
		if request.Status == http.StatusTooManyRequests {
			s.Refused++
		}
	}
	return s, nil
}

// ceil divides and rounds up.
func ceil(n, by int) int { return (n + by - 1) / by }
