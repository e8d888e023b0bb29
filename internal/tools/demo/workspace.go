// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-exec/tfexec"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformcli"
)

// configuration is what the demo applies, relative to the module's root.
const configuration = "examples/complete"

// workspace is a directory in which the real Terraform runs.
type workspace struct {
	terraform *tfexec.Terraform
	variables map[string]string
	clientID  string
	captured  bytes.Buffer
}

func newWorkspace(ctx context.Context, directory string, platform *simulator.Server) (*workspace, error) {
	fmt.Println("    Building the provider and finding Terraform ...")
	configFile, err := terraformcli.Install(ctx, directory, ".")
	if err != nil {
		return nil, err
	}
	binary, err := terraformcli.Find(ctx, filepath.Join("build", "terraform"))
	if err != nil {
		return nil, err
	}
	if binary, err = filepath.Abs(binary); err != nil {
		return nil, fmt.Errorf("finding Terraform: %w", err)
	}
	working := filepath.Join(directory, "integration")
	if err := os.CopyFS(working, os.DirFS(configuration)); err != nil {
		return nil, fmt.Errorf("copying %s: %w", configuration, err)
	}
	w := &workspace{}
	if w.terraform, err = tfexec.NewTerraform(working, binary); err != nil {
		return nil, fmt.Errorf("preparing Terraform: %w", err)
	}
	w.variables = map[string]string{
		"PATH":               os.Getenv("PATH"),
		"HOME":               directory,
		"CHECKPOINT_DISABLE": "1",
		"TF_CLI_CONFIG_FILE": configFile,
	}
	for _, variable := range console.Environment(platform.Simulator, "") {
		w.variables[variable.Name] = variable.Value
	}
	if err := w.terraform.SetEnv(w.variables); err != nil {
		return nil, fmt.Errorf("preparing Terraform: %w", err)
	}
	if err := w.terraform.Init(ctx); err != nil {
		return nil, fmt.Errorf("terraform init: %w", err)
	}
	w.terraform.SetStdout(io.MultiWriter(os.Stdout, &w.captured))
	w.terraform.SetStderr(os.Stderr)
	return w, nil
}

// setSecret puts a secret where the configuration's references point.
func (w *workspace) setSecret(name, value string) error {
	w.variables[name] = value
	if err := w.terraform.SetEnv(w.variables); err != nil {
		return fmt.Errorf("setting %s: %w", name, err)
	}
	return nil
}

func (w *workspace) clientIDVariable() *tfexec.VarOption {
	value := "null"
	if w.clientID != "" {
		value = w.clientID
	}
	return tfexec.Var("orders_client_id=" + value)
}

func (w *workspace) apply(ctx context.Context) error {
	var options []tfexec.ApplyOption
	if w.clientID != "" {
		options = append(options, w.clientIDVariable())
	}
	if err := w.terraform.Apply(ctx, options...); err != nil {
		return fmt.Errorf("terraform apply: %w", err)
	}
	return nil
}

func (w *workspace) destroy(ctx context.Context) error {
	if err := w.terraform.Destroy(ctx, w.clientIDVariable()); err != nil {
		return fmt.Errorf("terraform destroy: %w", err)
	}
	return nil
}

// expectChanges plans and compares the exit code's meaning: 2 for changes, 0 for none.
func (w *workspace) expectChanges(ctx context.Context, want bool) error {
	w.captured.Reset()
	changes, err := w.terraform.Plan(ctx, w.clientIDVariable())
	if err != nil {
		return fmt.Errorf("terraform plan: %w", err)
	}
	if changes != want {
		return fmt.Errorf("terraform plan found changes: %v, expected: %v", changes, want)
	}
	if changes {
		fmt.Println("\n    (terraform plan -detailed-exitcode exited with 2)")
	}
	return nil
}

// expectDrift plans, and asserts that there are changes and that the reason is given.
func (w *workspace) expectDrift(ctx context.Context, reason string) error {
	if err := w.expectChanges(ctx, true); err != nil {
		return err
	}
	if !strings.Contains(w.captured.String(), reason) {
		return fmt.Errorf("the plan does not say %q", reason)
	}
	return nil
}

// quietly runs a command of Terraform without showing its output.
func (w *workspace) quietly(run func() error) error {
	w.terraform.SetStdout(io.Discard)
	defer w.terraform.SetStdout(io.MultiWriter(os.Stdout, &w.captured))
	return run()
}

func (w *workspace) rawOutput(ctx context.Context, name string, into any) error {
	return w.quietly(func() error {
		outputs, err := w.terraform.Output(ctx)
		if err != nil {
			return fmt.Errorf("terraform output: %w", err)
		}
		if err := json.Unmarshal(outputs[name].Value, into); err != nil {
			return fmt.Errorf("terraform output %s: %w", name, err)
		}
		return nil
	})
}

func (w *workspace) output(ctx context.Context, name string) (string, error) {
	var value string
	err := w.rawOutput(ctx, name, &value)
	return value, err
}

var link = regexp.MustCompile(`https?://\S+`)

// nextLink returns the link in the output next_step.
func (w *workspace) nextLink(ctx context.Context) (string, error) {
	step, err := w.output(ctx, "next_step")
	if err != nil {
		return "", err
	}
	found := link.FindString(step)
	if found == "" {
		return "", errors.New("next_step holds no link: " + step)
	}
	return found, nil
}

// grant is the output of the same name.
type grant struct {
	Status  string   `json:"status"`
	Scopes  []string `json:"scopes"`
	OwnerID string   `json:"owner_id"`
}

func (w *workspace) proof(ctx context.Context) (grant, error) {
	var g grant
	err := w.rawOutput(ctx, "grant", &g)
	return g, err
}
