// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformcli"
)

const module = "github.com/ringcentral-community/terraform-provider-ringcentral"

// Commands that a Workspace can run as the provider.
const (
	// Provider is the released program.
	Provider = module
	// PanickingProvider is the same provider, but it panics when it reads a data source.
	PanickingProvider = module + "/internal/tests/panicking"
)

// Workspace is a directory in which the real Terraform starts the real provider
// as processes of their own. Use it where that matters, or where the output of
// commands does: Environment.Test is faster.
type Workspace struct {
	Directory string

	env       *Environment
	terraform string
	config    string
	commands  int
	// model, if set, takes the place of Terraform.
	model         *modelled
	configuration string
	last          Result
	recording     bool
	records       []Record
}

// Workspace initializes a working directory with a configuration. Everything in
// it, the output of every command included, is searched for secrets when the
// test ends.
func (e *Environment) Workspace(command, configuration string) *Workspace {
	e.t.Helper()
	w := e.PlantedWorkspace(command, configuration)
	e.t.Cleanup(func() { e.searchForSecrets(w.Directory) })
	return w
}

// PlantedWorkspace is Workspace without the search for secrets, for a test that
// plants some.
func (e *Environment) PlantedWorkspace(command, configuration string) *Workspace {
	e.t.Helper()
	w := e.newWorkspace(command, e.t.TempDir())
	w.Write(configuration)
	w.initialize()
	return w
}

// WorkspaceIn is Workspace for a directory that holds its configuration already.
func (e *Environment) WorkspaceIn(command, directory string, initArguments ...string) *Workspace {
	e.t.Helper()
	w := e.newWorkspace(command, directory)
	w.initialize(initArguments...)
	e.t.Cleanup(func() { e.searchForSecrets(w.Directory) })
	return w
}

// OverriddenWorkspace is an empty Workspace under a CLI configuration of
// terraformcli.Override. It needs no terraform init.
func (e *Environment) OverriddenWorkspace(config string) *Workspace {
	e.t.Helper()
	w := e.workspace(config, e.t.TempDir())
	e.t.Cleanup(func() { e.searchForSecrets(w.Directory) })
	return w
}

func (e *Environment) newWorkspace(command, directory string) *Workspace {
	e.t.Helper()
	config, err := Install(e.t.Context(), command)
	if err != nil {
		e.t.Fatal(err)
	}
	return e.workspace(config, directory)
}

func (e *Environment) workspace(config, directory string) *Workspace {
	e.t.Helper()
	return &Workspace{Directory: directory, env: e, terraform: Terraform(e.t), config: config}
}

// UseTerraform goes on with another Terraform.
func (w *Workspace) UseTerraform(path string) {
	w.env.t.Helper()
	w.terraform = path
	w.initialize()
}

func (w *Workspace) initialize(arguments ...string) {
	w.env.t.Helper()
	if result := w.Run(append([]string{"init"}, arguments...)...); result.ExitCode != 0 {
		w.env.t.Fatalf("terraform init: %s", result.Output)
	}
}

// requiredProviders completes every configuration of a Workspace.
const requiredProviders = `terraform {
  required_providers {
    ringcentral = {
      source = "ringcentral-community/ringcentral"
    }
  }
}
`

// Write replaces the configuration.
func (w *Workspace) Write(configuration string) {
	w.env.t.Helper()
	w.configuration = configuration
	w.WriteFile("main.tf", requiredProviders+configuration)
}

// WriteFile replaces another file of the workspace.
func (w *Workspace) WriteFile(name, content string) {
	w.env.t.Helper()
	if err := os.WriteFile(filepath.Join(w.Directory, name), []byte(content), 0o600); err != nil {
		w.env.t.Fatal(err)
	}
}

// Result is the outcome of a command.
type Result struct {
	ExitCode int
	// Output is what the command wrote to standard output and standard error.
	Output string
}

// Says reports whether the output holds a text, wherever Terraform wraps its lines.
func (r Result) Says(text string) bool { return Message(text).MatchString(r.Output) }

// Count returns how often the output holds a text.
func (r Result) Count(text string) int { return len(Message(text).FindAllString(r.Output, -1)) }

// Run runs a Terraform command. Its output and its TRACE log stay in the
// working directory.
func (w *Workspace) Run(arguments ...string) Result {
	w.env.t.Helper()
	if w.recording {
		w.last = w.runRecorded(arguments...)
	} else {
		w.last = w.runEngine(arguments...)
	}
	return w.last
}

func (w *Workspace) runEngine(arguments ...string) Result {
	w.env.t.Helper()
	if w.model != nil {
		return w.runModel(arguments[0], arguments[1:])
	}
	return w.runTerraform(arguments...)
}

// quietly runs a command that cannot fail, and returns its standard output.
func (w *Workspace) quietly(arguments ...string) []byte {
	w.env.t.Helper()
	command := w.Command(arguments...)
	content, err := command.Output()
	if err != nil {
		w.env.t.Fatalf("terraform %s: %v", arguments[0], err)
	}
	return content
}

func (w *Workspace) runTerraform(arguments ...string) Result {
	w.env.t.Helper()
	command := w.Command(arguments...)
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	err := command.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		w.env.t.Fatalf("terraform %s: %v", arguments[0], err)
	}
	result := Result{command.ProcessState.ExitCode(), output.String()}
	name := filepath.Join(w.Directory, fmt.Sprintf("%02d-%s.out", w.commands, arguments[0]))
	if err := os.WriteFile(name, output.Bytes(), 0o600); err != nil {
		w.env.t.Fatal(err)
	}
	return result
}

// Command prepares a Terraform command.
func (w *Workspace) Command(arguments ...string) *exec.Cmd {
	w.env.t.Helper()
	w.commands++
	command := exec.CommandContext(w.env.t.Context(), w.terraform, arguments...)
	command.Dir = w.Directory
	command.WaitDelay = 5 * time.Second // a provider that outlives Terraform holds its output open
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "TF_") {
			command.Env = append(command.Env, variable)
		}
	}
	command.Env = append(command.Env,
		"TF_CLI_CONFIG_FILE="+w.config, "CHECKPOINT_DISABLE=1", "TF_CLI_ARGS=-no-color", "TF_IN_AUTOMATION=1", "TF_INPUT=0",
		"TF_LOG=TRACE", fmt.Sprintf("TF_LOG_PATH=%s", filepath.Join(w.Directory, fmt.Sprintf("%02d-%s.log", w.commands, arguments[0]))),
	)
	for name, value := range w.env.variables {
		command.Env = append(command.Env, name+"="+value)
	}
	return command
}

var installations sync.Map // of command to func() (string, error)

// Install builds a command once per test process, and returns the CLI
// configuration that makes Terraform use it.
func Install(ctx context.Context, command string) (config string, err error) {
	if directory == "" {
		return "", errors.New("TestMain of this package must call providertest.Main")
	}
	once, _ := installations.LoadOrStore(command, sync.OnceValues(func() (string, error) {
		return terraformcli.Install(context.WithoutCancel(ctx), filepath.Join(directory, filepath.Base(command)), command)
	}))
	return once.(func() (string, error))() //nolint:forcetypeassert // nothing else is stored
}

// Leaks returns how many files below a directory were searched for this
// platform's secrets, and where one was found.
func (e *Environment) Leaks(t *testing.T, directory string) (files int, found []string) {
	t.Helper()
	secrets := append(e.Secrets(), e.planted...)
	for _, app := range e.Apps() {
		secrets = append(secrets, app.ClientID+":"+app.ClientSecret) // as in an Authorization header
	}
	return SearchForSecrets(t, secrets, directory)
}
