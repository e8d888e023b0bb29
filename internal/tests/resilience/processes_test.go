// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package resilience_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

// processes runs the commands of a storm with the real Terraform and the real
// provider, and interrupts them with real signals.
type processes struct {
	*account
	t         *testing.T
	env       *providertest.Environment
	workspace *providertest.Workspace
	clock     *clock
	storm     *storm
	commands  int
}

// clock is the platform's, which can be put forward.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// killTerraform is a kind of disturbance beside kill and stop that only real processes know.
const killTerraform = "kill Terraform"

func (p *processes) apply(c terraformmodel.Configuration, d disturbance) *commandOutput {
	p.workspace.Write(hcl(c))
	var interrupted atomic.Bool
	command := p.workspace.Command("apply", "-auto-approve", "-json")
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	if d.kind != "" {
		if d.kind == kill && p.storm.chance(33) {
			d.kind = killTerraform
		}
		interrupt := func() {
			interrupted.Store(true)
			p.interrupt(command.Process.Pid, d.kind)
		}
		fault := simulator.Fault{After: d.after - 1, Times: 1}
		if d.phase == 1 { // only an apply writes
			fault.Path, fault.Method = regexp.MustCompile("/accounts?/"), pick(p.storm, []string{"POST", "POST", "PUT", "DELETE"})
			fault.After /= 3
		}
		if d.when == before {
			fault.Meanwhile = interrupt
		} else {
			fault.Afterwards = interrupt
		}
		defer p.Inject(fault)()
	}
	if err := command.Start(); err != nil {
		p.t.Fatal(err)
	}
	err := command.Wait()
	p.keep(output.Bytes(), "apply")
	p.readState()
	s := parse(output.Bytes())
	s.failed = s.failed || err != nil
	s.interrupted = interrupted.Load()
	return s
}

// interrupt sends a signal to a process of a running command. It returns when a killed
// process is gone, so that it does not get the response to its request.
func (p *processes) interrupt(terraform int, kind string) {
	switch kind {
	case stop:
		_ = syscall.Kill(-terraform, syscall.SIGINT)
	case killTerraform:
		_ = syscall.Kill(terraform, syscall.SIGKILL)
	default:
		for _, pid := range childrenOf(terraform) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
			for deadline := time.Now().Add(10 * time.Second); parentOf(pid) == terraform && time.Now().Before(deadline); {
				time.Sleep(time.Millisecond)
			}
		}
	}
}

// childrenOf returns the running children of a process.
func childrenOf(parent int) (children []int) {
	entries, _ := os.ReadDir("/proc")
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err == nil && parentOf(pid) == parent {
			children = append(children, pid)
		}
	}
	return children
}

// parentOf returns the parent of a process; 0 if it has ended.
func parentOf(pid int) int {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, rest, found := strings.Cut(string(stat), ") ") // the name before it may hold anything
	fields := strings.Fields(rest)
	if err != nil || !found || len(fields) < 2 || fields[0] == "Z" || fields[0] == "X" {
		return 0
	}
	parent, _ := strconv.Atoi(fields[1])
	return parent
}

func (p *processes) keep(output []byte, name string) {
	p.commands++
	p.workspace.WriteFile(fmt.Sprintf("storm-%02d-%s.out", p.commands, name), string(output))
}

func (p *processes) run(arguments ...string) *commandOutput {
	result := p.workspace.Run(arguments...)
	p.readState()
	return &commandOutput{failed: result.ExitCode != 0, text: result.Output}
}

func (p *processes) adopt(c terraformmodel.Configuration, address, id string) *commandOutput {
	p.workspace.Write(hcl(c))
	return p.run("import", address, id)
}

func (p *processes) taint(address string) { p.run("taint", address) }

func (p *processes) move(from, to string, _ terraformmodel.Configuration) {
	p.run("state", "mv", from, to)
}

func (p *processes) state() map[string]string {
	ids := map[string]string{}
	for address, instance := range p.State {
		ids[address] = instance.Text("id")
	}
	return ids
}

func (p *processes) leaks() []string {
	_, found := p.env.Leaks(p.t, p.workspace.Directory)
	return found
}

func (p *processes) pass(d time.Duration) { p.clock.ahead.Add(int64(d)) }

// readState takes over what a judge looks at: types, IDs, and what is tainted.
func (p *processes) readState() {
	p.State = map[string]*terraformmodel.Instance{}
	content, err := os.ReadFile(filepath.Join(p.workspace.Directory, "terraform.tfstate"))
	if err != nil || len(content) == 0 { // Terraform has got no further than to lock it
		return
	}
	var state struct {
		Resources []struct {
			Mode, Type, Name string
			Instances        []struct {
				Status     string
				Attributes struct{ ID string }
			}
		}
	}
	if err := json.Unmarshal(content, &state); err != nil {
		p.t.Fatalf("the state cannot be read: %v", err)
	}
	object := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String}}
	for _, r := range state.Resources {
		for _, instance := range r.Instances {
			p.State[r.Type+"."+r.Name] = &terraformmodel.Instance{
				Type: r.Type, Tainted: instance.Status == "tainted",
				Value: tftypes.NewValue(object, map[string]tftypes.Value{"id": tftypes.NewValue(tftypes.String, instance.Attributes.ID)}),
			}
		}
	}
}

// parse reads what terraform apply -json has printed.
func parse(output []byte) *commandOutput {
	s := &commandOutput{}
	for lines := bufio.NewScanner(bytes.NewReader(output)); lines.Scan(); {
		var line struct {
			Type       string
			Diagnostic struct{ Severity, Summary, Detail string }
			Change     struct{ Resource struct{ Addr string } }
		}
		if json.Unmarshal(lines.Bytes(), &line) != nil {
			continue
		}
		switch line.Type {
		case "diagnostic":
			d := line.Diagnostic
			s.failed = s.failed || d.Severity == "error"
			s.text += strings.ToUpper(d.Severity) + ": " + d.Summary + "\n" + d.Detail + "\n"
			for _, found := range importBlock.FindAllStringSubmatch(d.Detail, -1) {
				s.exists = append(s.exists, existing{d.Summary, found[1], found[2]})
			}
		case "planned_change":
			s.planned = append(s.planned, line.Change.Resource.Addr)
		case "resource_drift":
			s.drift = append(s.drift, line.Change.Resource.Addr)
		}
	}
	return s
}

// hcl writes a configuration down.
func hcl(c terraformmodel.Configuration) string {
	var all strings.Builder
	if slices.ContainsFunc(c.Resources, func(b terraformmodel.Block) bool { return b.Values["password_wo"] != nil }) {
		all.WriteString("variable \"password\" {\n  ephemeral = true\n}\n\n")
	}
	write := func(kind string, b terraformmodel.Block) {
		fmt.Fprintf(&all, "%s %q %q {\n", kind, b.Type, b.Name)
		for name, value := range b.Values {
			written := expression(value)
			if name == "password_wo" { // files must not hold it
				written = "var.password"
			}
			fmt.Fprintf(&all, "  %s = %s\n", name, written)
		}
		all.WriteString("}\n\n")
	}
	for _, b := range c.Resources {
		write("resource", b)
	}
	for _, b := range c.Data {
		write("data", b)
	}
	return all.String()
}

func expression(value any) string {
	switch value := value.(type) {
	case terraformmodel.Ref:
		return string(value) + ".id"
	case string:
		return strconv.Quote(value)
	case map[string]any:
		var members []string
		for name, member := range value {
			members = append(members, name+" = "+expression(member))
		}
		return "{ " + strings.Join(members, ", ") + " }"
	case []any:
		var elements []string
		for _, element := range value {
			elements = append(elements, expression(element))
		}
		return "[" + strings.Join(elements, ", ") + "]"
	}
	return fmt.Sprint(value)
}

// quickFaults are the faults whose repetition takes a few seconds at most.
var quickFaults = []string{"reset before", "reset within response", "malformed JSON", "hotel's page", "gateway's page", "408", "401", "session expired", "session displaced", "permission withdrawn"}

// quickLosses are those of lostResponses.
var quickLosses = []string{"reset after", "reset after", "reset before", "500 after the effect", "half of the JSON"}

// defaultProcessSeeds is the number of storms with real processes for every hundred
// others.
const defaultProcessSeeds = 2

// TestAccChaos is TestChaos with real processes and real signals.
func TestAccChaos(t *testing.T) {
	t.Parallel()
	chosen := seeds(t)
	if len(chosen) > 1 {
		chosen = chosen[:max(1, defaultProcessSeeds*len(chosen)/100)]
	}
	for _, seed := range chosen {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 2))
			c := &clock{}
			env := providertest.StartWith(t, simulator.Options{Now: c.now})
			env.SetVariable("TF_VAR_password", marker+"-passw0rd")
			w := env.PlantedWorkspace(providertest.Provider, "")
			a := &account{Simulator: env.Simulator, t: t, own: map[string]bool{}, Terraform: &terraformmodel.Terraform{State: map[string]*terraformmodel.Instance{}}}
			a.administratorRoles = []string{"1"}
			a.administratorApp, _ = a.App(a.Administrator().ClientID)
			p := &processes{account: a, t: t, env: env, workspace: w, clock: c}
			s := newStorm(a, p, random, quickFaults)
			p.storm = s
			s.lost, s.passwords = quickLosses, providertest.HasFeature(t, providertest.Terraform(t), providertest.WriteOnlyArguments)
			operations, disturbances := 20, 10
			if os.Getenv(chaosSeeds)+os.Getenv(chaosSeed) == "" { // the short form
				operations, disturbances = 5, 2
			}
			s.rage(operations, disturbances)
			r := s.judge()
			report(t, r)
			if !r.isClean() {
				t.Errorf("to see it again: make chaos SEED=%d\n%s%s\n%s\n\nWhat happened:\n%s", seed, r.verdict, strings.Join(r.leaks, "\n"), strings.Join(r.problems, "\n"), strings.Join(r.journal, "\n"))
			}
		})
	}
}
