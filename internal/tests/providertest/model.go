// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

// Engine is the variable that selects what runs the tests of Environment.Test and
// Environment.Scenario: the model of Terraform unless it is "terraform".
const Engine = "RINGCENTRAL_TEST_ENGINE"

func realEngine() bool { return os.Getenv(Engine) == "terraform" }

// closeTimeout is what the provider's program takes for its end at most.
const closeTimeout = 5 * time.Second

// modelled is the model of Terraform in the place of its binary.
type modelled struct {
	*terraformmodel.Terraform
	saved map[string]*terraformmodel.Saved
	log   *os.File
}

// Scenario is Workspace without processes: a model of Terraform runs the provider in
// this process, which takes milliseconds. What the commands would have written is
// written, and searched for secrets.
func (e *Environment) Scenario(configuration string) *Workspace {
	e.t.Helper()
	if realEngine() {
		return e.recorded(e.Workspace(Provider, configuration))
	}
	return e.recorded(e.Model(configuration))
}

// Model is Scenario whatever the engine.
func (e *Environment) Model(configuration string) *Workspace {
	e.t.Helper()
	w := e.modelWorkspace()
	w.Write(configuration)
	return w
}

func (e *Environment) modelWorkspace() *Workspace {
	e.t.Helper()
	w := &Workspace{Directory: e.t.TempDir(), env: e}
	log, err := os.Create(filepath.Join(w.Directory, "provider.log"))
	if err != nil {
		e.t.Fatal(err)
	}
	w.model = &modelled{&terraformmodel.Terraform{Start: e.startProvider, State: map[string]*terraformmodel.Instance{}}, map[string]*terraformmodel.Saved{}, log}
	e.t.Cleanup(func() {
		_ = log.Close()
		e.searchForSecrets(w.Directory)
	})
	return w
}

// startProvider starts a provider as Terraform starts a process of its own.
func (e *Environment) startProvider() *terraformmodel.Process {
	var options []provider.Option
	if e.transport != nil {
		options = append(options, provider.WithTransport(e.transport))
	}
	p := provider.New("test", func(name string) (string, bool) {
		value := e.variables[name]
		return value, value != ""
	}, options...)
	server := providerserver.NewProtocol6(frameworkprovider.Provider(p))()
	if e.tamper != nil {
		server = e.tamper(server)
	}
	return terraformmodel.NewProcess(server, "1.14.0", func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
		defer cancel()
		if err := p.Close(ctx); err != nil {
			e.t.Logf("closing the provider's sessions: %v", err)
		}
	})
}

// Tamper puts something between the model and the provider.
func (e *Environment) Tamper(with func(tfprotov6.ProviderServer) tfprotov6.ProviderServer) {
	e.tamper = with
}

// arguments are those of a command.
type arguments struct {
	options                 terraformmodel.Options
	out                     string
	detailed, approved, raw bool
	parallelism             int
	variables               map[string]string
	rest                    []string
}

func parseArguments(t *testing.T, command string, given []string) (a arguments) {
	t.Helper()
	a.variables = map[string]string{}
	for i, argument := range given {
		if command == "import" && i == 1 { // an ID may begin with a dash
			a.rest = append(a.rest, argument)
			continue
		}
		name, value, _ := strings.Cut(argument, "=")
		switch name {
		case "-out":
			a.out = value
		case "-detailed-exitcode":
			a.detailed = true
		case "-auto-approve":
			a.approved = true
		case "-destroy":
			a.options.Destroy = true
		case "-refresh-only":
			a.options.RefreshOnly = true
		case "-refresh":
			a.options.NoRefresh = value == "false"
		case "-replace":
			a.options.Replace = append(a.options.Replace, value)
		case "-parallelism":
			a.parallelism, _ = strconv.Atoi(value)
		case "-var":
			variable, text, _ := strings.Cut(value, "=")
			a.variables[variable] = text
		case "-json", "-no-color", "-input":
			a.raw = true
		default:
			if strings.HasPrefix(argument, "-") {
				t.Fatalf("the model of Terraform does not support %s", argument)
			}
			a.rest = append(a.rest, argument)
		}
	}
	return a
}

// runModel runs a command on the model.
func (w *Workspace) runModel(command string, given []string) Result {
	w.env.t.Helper()
	t := w.env.t
	a := parseArguments(t, command, given)
	for name, value := range w.env.variables {
		if variable, ok := strings.CutPrefix(name, "TF_VAR_"); ok {
			a.variables[variable] = value
		}
	}
	w.model.Parallelism = a.parallelism
	ctx := tflogtest.RootLogger(context.WithoutCancel(t.Context()), w.model.log)
	r := w.runModelCommand(ctx, command, a)
	w.commands++
	w.keep(fmt.Sprintf("%02d-%s.out", w.commands, command), []byte(r.Output))
	w.keep("terraform.tfstate", w.model.Written())
	return r
}

func (w *Workspace) keep(name string, content []byte) {
	if err := os.WriteFile(filepath.Join(w.Directory, name), content, 0o600); err != nil {
		w.env.t.Fatal(err)
	}
}

func (w *Workspace) runModelCommand(ctx context.Context, command string, a arguments) Result {
	t := w.env.t
	if command == "import" && len(a.rest) == 2 {
		c, err := terraformmodel.Parse(w.configuration, a.variables)
		if err != nil {
			return failed(err)
		}
		return ended(w.model.ImportWith(ctx, c, a.rest[0], a.rest[1]), "\nImport successful!\n")
	}
	if command == "apply" && len(a.rest) == 1 {
		saved := w.model.saved[a.rest[0]]
		if saved == nil {
			t.Fatalf("there is no plan %s", a.rest[0])
		}
		return w.applySaved(ctx, saved)
	}
	if len(a.rest) > 0 && command != "show" && command != "output" {
		t.Fatalf("the model of Terraform does not support %s %v", command, a.rest)
	}
	switch command {
	case "init":
		return Result{}
	case "show", "output":
		return w.showModel(command, a)
	}
	c, err := terraformmodel.Parse(w.configuration, a.variables)
	if err != nil {
		return failed(err)
	}
	switch command {
	case "validate":
		return ended(w.model.Validate(ctx, c), "\nSuccess! The configuration is valid.\n")
	case "plan":
		return w.planModel(ctx, c, a)
	case "refresh":
		a.options.RefreshOnly = true
	case "destroy":
		a.options.Destroy = true
	case "apply":
		if !a.approved {
			t.Fatal("nobody is there to approve: use -auto-approve")
		}
	default:
		t.Fatalf("the model of Terraform does not support terraform %s", command)
	}
	saved := w.model.Save(ctx, c, a.options)
	text := saved.Text()
	if !saved.Applicable() {
		return Result{1, text}
	}
	applied := w.applySaved(ctx, saved)
	return Result{applied.ExitCode, text + applied.Output}
}

func (w *Workspace) planModel(ctx context.Context, c terraformmodel.Configuration, a arguments) Result {
	saved := w.model.Save(ctx, c, a.options)
	if a.out != "" {
		w.model.saved[a.out] = saved
		w.keep(a.out, saved.Written())
	}
	switch {
	case !saved.Applicable():
		return Result{1, saved.Text()}
	case a.detailed && !saved.Empty():
		return Result{2, saved.Text()}
	}
	return Result{0, saved.Text()}
}

func (w *Workspace) applySaved(ctx context.Context, saved *terraformmodel.Saved) Result {
	applied := w.model.ApplySaved(ctx, saved)
	text := applied.Text()
	if len(applied.Errors()) > 0 {
		return Result{1, text}
	}
	n := applied.Applied
	imported := ""
	if saved.Imports() > 0 {
		imported = fmt.Sprintf("%d imported, ", saved.Imports())
	}
	done := fmt.Sprintf("\nApply complete! Resources: %s%d added, %d changed, %d destroyed.\n", imported, n[0], n[1], n[2])
	if saved.Destroys() {
		done = fmt.Sprintf("\nDestroy complete! Resources: %d destroyed.\n", n[2])
	}
	return Result{0, text + done + w.model.OutputsText()}
}

func (w *Workspace) showModel(command string, a arguments) Result {
	var shown any = w.model.JSON()
	switch {
	case command == "output" && !a.raw:
		return Result{0, strings.TrimPrefix(w.model.OutputsText(), "\nOutputs:\n\n")}
	case command == "output":
		values := map[string]any{}
		if state := w.model.JSON(); state.Values != nil {
			for name, o := range state.Values.Outputs {
				values[name] = map[string]any{"sensitive": o.Sensitive, "value": o.Value}
			}
		}
		shown = values
	case len(a.rest) == 1:
		shown = w.model.saved[a.rest[0]].JSON()
	}
	content, err := json.Marshal(shown)
	if err != nil {
		w.env.t.Fatal(err)
	}
	return Result{0, string(content)}
}

func failed(err error) Result { return Result{1, "\nError: " + terraformmodel.ErrorText(err) + "\n"} }

func ended(o *terraformmodel.Outcome, success string) Result {
	if len(o.Errors()) > 0 {
		return Result{1, o.Text()}
	}
	return Result{0, o.Text() + success}
}
