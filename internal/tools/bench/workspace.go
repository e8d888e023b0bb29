// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// configuration declares many users over a local map: Terraform evaluates a set
// that is built in for_each once for every instance.
const configuration = `terraform {
  required_providers {
    ringcentral = {
      source = "ringcentral-community/ringcentral"
    }
  }
}

variable "job_title" {
  type    = string
  default = null
}

locals {
  users = { for n in range(%d) : format("user-%%05d", n) => n }
}

resource "ringcentral_service_user" "user" {
  for_each   = local.users
  first_name = "User"
  last_name  = each.key
  email      = "${each.key}@example.com"
  job_title  = var.job_title
  role_ids   = ["3"]
}
`

// workspace is a directory in which Terraform manages many users of a platform.
type workspace struct {
	directory, terraform string
	environment          []string
	platform             *simulator.Server
}

func newWorkspace(ctx context.Context, platform *simulator.Server, terraform, config string, users int) (*workspace, error) {
	directory, err := os.MkdirTemp("", "ringcentral-bench-workspace-")
	if err != nil {
		return nil, fmt.Errorf("making a directory: %w", err)
	}
	administrator := platform.Administrator()
	w := &workspace{directory: directory, terraform: terraform, platform: platform, environment: []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + directory, "CHECKPOINT_DISABLE=1", "TF_CLI_CONFIG_FILE=" + config, "TF_IN_AUTOMATION=1",
		"RINGCENTRAL_SERVER_URL=" + platform.URL,
		"RINGCENTRAL_CLIENT_ID=" + administrator.ClientID,
		"RINGCENTRAL_CLIENT_SECRET=" + administrator.ClientSecret,
		"RINGCENTRAL_JWT=" + administrator.JWT,
	}}
	if err := os.WriteFile(filepath.Join(directory, "main.tf"), fmt.Appendf(nil, configuration, users), 0o600); err != nil {
		return nil, fmt.Errorf("writing the configuration: %w", err)
	}
	_, err = w.run(ctx, "init")
	return w, err
}

func (w *workspace) remove() { _ = os.RemoveAll(w.directory) }

// run runs Terraform and returns the CPU time of all its processes. The exit code 2 of
// plan is an error, too: nothing may differ.
func (w *workspace) run(ctx context.Context, arguments ...string) (cpu time.Duration, err error) {
	command := exec.CommandContext(ctx, w.terraform, append(arguments, "-no-color")...)
	command.Dir, command.Env = w.directory, w.environment
	output, err := command.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("terraform %s: %w\n%s", arguments[0], err, output[max(0, len(output)-4000):])
	}
	return command.ProcessState.UserTime() + command.ProcessState.SystemTime(), nil
}

// settle waits until the requests of the last command have left the window.
func (w *workspace) settle(ctx context.Context, window time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(window):
		return nil
	}
}
