// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformcli"
)

// scale is what one number of users costs.
type scale struct {
	Users int `json:"users"`
	// FloorSeconds is how long Terraform alone takes for a plan (-refresh=false).
	FloorSeconds float64 `json:"floor_seconds"`
	Steps        []step  `json:"steps"`
}

// step is one command.
type step struct {
	Name string `json:"name"`
	// Requests and Minimum count by usage group. The minimum is what somebody needs
	// who knows everything in advance.
	Requests map[string]int `json:"requests"`
	Minimum  map[string]int `json:"minimum"`
	// Refused counts answers with the status 429.
	Refused int     `json:"refused"`
	Seconds float64 `json:"seconds"`
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
		floor, err := w.measure(ctx, o.window, "floor", "plan", "-detailed-exitcode", "-refresh=false")
		if err != nil {
			return nil, err
		}
		s.FloorSeconds = floor.Seconds
	}
	return s, nil
}

// measure runs a command, counts its requests and takes its time.
func (w *workspace) measure(ctx context.Context, window time.Duration, name string, arguments ...string) (*step, error) {
	if err := w.settle(ctx, window); err != nil {
		return nil, err
	}
	before := len(w.platform.Requests())
	start := time.Now()
	if err := w.run(ctx, arguments...); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s := &step{Name: name, Seconds: time.Since(start).Seconds(), Requests: map[string]int{}}
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
