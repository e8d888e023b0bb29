// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformcli"
)

const configuration = `
terraform {
  required_providers {
    ringcentral = {
      source = "ringcentral-community/ringcentral"
    }
  }
}

data "ringcentral_account" "test" {}
`

const tokenConfiguration = `
terraform {
  required_providers {
    ringcentral = {
      source = "ringcentral-community/ringcentral"
    }
  }
}

ephemeral "ringcentral_access_token" "test" {
  client_id     = %q
  client_secret_from = { env = "RINGCENTRAL_CLIENT_SECRET" }
  jwt_from           = { env = "RINGCENTRAL_JWT" }
}

resource "terraform_data" "test" {
  provisioner "local-exec" {
    command     = "touch '%s'; exec sleep 60"
    environment = { TOKEN = ephemeral.ringcentral_access_token.test.access_token }
  }
}
`

// TestSessionsEndWithTerraform runs the real processes and ends Terraform in
// every way while the provider waits for a response. The provider's session on
// the platform is revoked each time.
func TestSessionsEndWithTerraform(t *testing.T) {
	t.Parallel()
	terraform, config := prepare(t)
	tests := map[string]func(pid int) error{
		"normal end":            nil,
		"interrupt":             func(pid int) error { return syscall.Kill(pid, syscall.SIGINT) },
		"termination of all":    func(pid int) error { return syscall.Kill(-pid, syscall.SIGTERM) },
		"hang-up of all":        func(pid int) error { return syscall.Kill(-pid, syscall.SIGHUP) },
		"Terraform is killed":   func(pid int) error { return syscall.Kill(pid, syscall.SIGKILL) },
		"Terraform is hung up":  func(pid int) error { return syscall.Kill(pid, syscall.SIGHUP) },
		"Terraform is finished": func(pid int) error { return syscall.Kill(pid, syscall.SIGTERM) },
	}
	for name, end := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			untilNotCutShort(t, func(t *testing.T) (log string) {
				t.Helper()
				return endTerraform(t, terraform, config, end)
			})
		})
	}
}

// untilNotCutShort repeats a run in which Terraform killed the provider because its
// cleanup took longer than the two seconds that Terraform allows: on a loaded machine that
// says nothing about the provider.
func untilNotCutShort(t *testing.T, run func(*testing.T) (log string)) {
	t.Helper()
	const attempts = 10
	for range attempts {
		if !cutShort(t, run(t)) {
			return
		}
		t.Log("Terraform killed the provider during its cleanup; once more")
	}
	t.Errorf("Terraform killed the provider during its cleanup %d times", attempts)
}

// endTerraform ends Terraform while the provider waits for a response. It returns where
// the log of Terraform is.
func endTerraform(t *testing.T, terraform, config string, end func(pid int) error, faults ...simulator.Fault) (log string) {
	t.Helper()
	platform, err := simulator.Start(simulator.Options{Limits: simulator.GenerousLimits()})
	if err != nil {
		t.Fatal(err)
	}
	defer platform.Close()
	if end != nil {
		platform.Inject(simulator.Fault{Method: "GET", Path: regexp.MustCompile("/account/"), Delay: time.Minute})
	}
	for _, fault := range faults {
		platform.Inject(fault)
	}
	plan := command(t, terraform, config, platform, configuration, "plan")
	log = filepath.Join(plan.Dir, "terraform.log")
	if err := os.WriteFile(log, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	plan.Env = append(plan.Env, "TF_LOG=WARN", "TF_LOG_PATH="+log)
	var output bytes.Buffer
	plan.Stdout, plan.Stderr = &output, &output
	if err := plan.Start(); err != nil {
		t.Fatal(err)
	}
	if end != nil {
		waitFor(t, "the provider logs in", func() bool { return len(platform.OpenSessions()) == 1 })
		if err := end(plan.Process.Pid); err != nil {
			t.Fatal(err)
		}
	}
	if err := plan.Wait(); (err != nil) != (end != nil) {
		t.Errorf("terraform ended with %v\n%s", err, &output)
	}
	if cutShort(t, log) {
		return log
	}
	waitFor(t, "the provider revokes its session", func() bool { return len(platform.OpenSessions()) == 0 })
	if grants := count(platform, "/restapi/oauth/token"); grants != 1 {
		t.Errorf("%d grants", grants)
	}
	if revocations := count(platform, "/restapi/oauth/revoke"); revocations != 1 {
		t.Errorf("%d revocations", revocations)
	}
	return log
}

// cutShort reports whether Terraform killed the provider during its cleanup.
func cutShort(t *testing.T, log string) bool {
	t.Helper()
	content, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Contains(content, []byte("failed to exit gracefully"))
}

// TestCleanupIsCutShort lets a revocation take longer than Terraform waits for the end of
// a provider: the log says so, as untilNotCutShort expects.
func TestCleanupIsCutShort(t *testing.T) {
	t.Parallel()
	terraform, config := prepare(t)
	log := endTerraform(t, terraform, config, nil, simulator.Fault{Path: regexp.MustCompile("/revoke$"), Delay: time.Minute})
	if !cutShort(t, log) {
		t.Error("the log does not say that Terraform killed the provider")
	}
}

// TestAccessTokenEndsWithTerraform ends Terraform while a provisioner uses an
// ephemeral access token.
func TestAccessTokenEndsWithTerraform(t *testing.T) {
	t.Parallel()
	terraform, config := prepare(t)
	providertest.RequireFeature(t, terraform, providertest.EphemeralResources)
	for name, end := range map[string]func(pid int) error{
		"interrupt":           func(pid int) error { return syscall.Kill(-pid, syscall.SIGINT) },
		"termination of all":  func(pid int) error { return syscall.Kill(-pid, syscall.SIGTERM) },
		"Terraform is killed": func(pid int) error { return syscall.Kill(pid, syscall.SIGKILL) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			platform, err := simulator.Start(simulator.Options{Limits: simulator.GenerousLimits()})
			if err != nil {
				t.Fatal(err)
			}
			defer platform.Close()
			started := filepath.Join(t.TempDir(), "started")
			apply := command(t, terraform, config, platform, fmt.Sprintf(tokenConfiguration, platform.Administrator().ClientID, started), "apply", "-auto-approve")
			var output bytes.Buffer
			apply.Stdout, apply.Stderr = &output, &output
			if err := apply.Start(); err != nil {
				t.Fatal(err)
			}
			waitFor(t, "the provisioner starts", func() bool {
				_, err := os.Stat(started)
				return err == nil
			})
			if open := len(platform.OpenSessions()); open != 1 {
				t.Errorf("%d sessions are open while the token is used", open)
			}
			if err := end(apply.Process.Pid); err != nil {
				t.Fatal(err)
			}
			if err := apply.Wait(); err == nil {
				t.Errorf("terraform ended well\n%s", &output)
			}
			waitFor(t, "the token is revoked", func() bool { return len(platform.OpenSessions()) == 0 })
		})
	}
}

// TestDebug lets Terraform use a provider that was started by hand, as a debugger
// starts it.
func TestDebug(t *testing.T) {
	t.Parallel()
	terraform, config := prepare(t)
	programs, err := filepath.Glob(filepath.Join(filepath.Dir(config), "mirror", "registry.terraform.io", "*", "*", "*", "*", "*"))
	if err != nil || len(programs) != 1 {
		t.Fatalf("the provider was built into %v (%v)", programs, err)
	}
	platform, err := simulator.Start(simulator.Options{Limits: simulator.GenerousLimits()})
	if err != nil {
		t.Fatal(err)
	}
	defer platform.Close()

	debugged := exec.CommandContext(t.Context(), programs[0], "-debug")
	output, err := debugged.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	plan := command(t, terraform, config, platform, configuration, "plan")
	debugged.Env = plan.Env
	if err := debugged.Start(); err != nil {
		t.Fatal(err)
	}
	plan.Env = append(plan.Env, "TF_CLI_CONFIG_FILE="+os.DevNull, reattachment(t, output))
	if err := os.RemoveAll(filepath.Join(plan.Dir, ".terraform")); err != nil {
		t.Fatal(err)
	}
	if result, err := plan.CombinedOutput(); err != nil {
		t.Errorf("terraform plan: %v\n%s", err, result)
	}
	if open := len(platform.OpenSessions()); open != 1 {
		t.Errorf("%d sessions are open while the provider waits for the next command", open)
	}
	if err := debugged.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := debugged.Wait(); err != nil {
		t.Errorf("the provider ended with %v", err)
	}
	if open := len(platform.OpenSessions()); open != 0 {
		t.Errorf("%d sessions are open after the provider has ended", open)
	}
}

// reattachment returns the variable that a provider under a debugger asks for.
func reattachment(t *testing.T, output io.Reader) string {
	t.Helper()
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if name, value, ok := strings.Cut(strings.TrimSpace(lines.Text()), "="); ok && name == "TF_REATTACH_PROVIDERS" {
			return name + "=" + strings.Trim(value, "'")
		}
	}
	t.Fatalf("the provider does not say how to reach it (%v)", lines.Err())
	return ""
}

// prepare builds the provider, and returns Terraform and a CLI configuration
// that installs the build.
func prepare(t *testing.T) (terraform, config string) {
	t.Helper()
	terraform, err := terraformcli.Find(t.Context(), filepath.Join("build", "terraform"))
	if err != nil {
		t.Fatal(err)
	}
	if terraform, err = filepath.Abs(terraform); err != nil {
		t.Fatal(err)
	}
	config, err = terraformcli.Install(t.Context(), t.TempDir(), ".")
	if err != nil {
		t.Fatal(err)
	}
	return terraform, config
}

// command initializes a working directory and returns a command in a process
// group of its own.
func command(t *testing.T, terraform, config string, platform *simulator.Server, configuration string, arguments ...string) *exec.Cmd {
	t.Helper()
	directory := t.TempDir()
	if err := os.WriteFile(filepath.Join(directory, "main.tf"), []byte(configuration), 0o600); err != nil {
		t.Fatal(err)
	}
	administrator := platform.Administrator()
	environment := append(os.Environ(),
		"TF_CLI_CONFIG_FILE="+config, "CHECKPOINT_DISABLE=1",
		"RINGCENTRAL_SERVER_URL="+platform.URL,
		"RINGCENTRAL_CLIENT_ID="+administrator.ClientID,
		"RINGCENTRAL_CLIENT_SECRET="+administrator.ClientSecret,
		"RINGCENTRAL_JWT="+administrator.JWT,
	)
	initialize := exec.CommandContext(t.Context(), terraform, "init")
	initialize.Dir, initialize.Env = directory, environment
	if output, err := initialize.CombinedOutput(); err != nil {
		t.Fatalf("terraform init: %v\n%s", err, output)
	}
	command := exec.CommandContext(t.Context(), terraform, arguments...)
	command.Dir, command.Env = directory, environment
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.WaitDelay = 5 * time.Second // a provider that outlives Terraform holds its output open
	return command
}

func waitFor(t *testing.T, what string, condition func() bool) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for !condition() {
		select {
		case <-ticker.C:
		case <-deadline:
			t.Fatalf("waited without success until %s", what)
		}
	}
}

func count(platform *simulator.Server, path string) int {
	n := 0
	for _, request := range platform.Requests() {
		if request.Path == path {
			n++
		}
	}
	return n
}
