// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

// maxCommand bounds what a command may take whatever happens to it.
const maxCommand = 30 * time.Minute

// enter brings an account into a situation.
func (s *situation) enter(t *testing.T, options simulator.Options) *account {
	t.Helper()
	a := newAccount(t, options)
	if s.prepare != nil {
		s.prepare(a)
	}
	if s.before != nil {
		if o := a.apply(s.before(a)); len(o.Errors()) > 0 {
			t.Fatal("before: ", text(o))
		}
	}
	if s.change != nil {
		s.change(a)
	}
	return a
}

func (s *situation) run(a *account) *terraformmodel.Outcome {
	if s.command != nil {
		return s.command(a)
	}
	return a.apply(s.after(a))
}

// calls returns the operations that the command of a situation calls when nothing
// goes wrong.
func (s *situation) calls(t *testing.T) (operations []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		a := s.enter(t, s.options)
		earlier := len(a.Requests())
		if o := s.run(a); (len(o.Errors()) > 0) != s.refused {
			t.Error(text(o))
		}
		for _, r := range a.Requests()[earlier:] {
			if !slices.Contains(operations, r.OperationID) {
				operations = append(operations, r.OperationID)
			}
		}
		s.settle(a)
	})
	slices.Sort(operations)
	return operations
}

// settle does what a person does when all is well again, and looks whether it is.
func (s *situation) settle(a *account) {
	a.t.Helper()
	if s.repair != nil {
		s.repair(a)
	}
	if s.command != nil {
		if o := s.command(a); len(o.Errors()) > 0 {
			a.t.Errorf("the command again: %s", text(o))
		}
	}
	a.settle(s.after(a))
}

// settle applies a configuration until nothing is left to do, as a person does, and
// expects the account and the state to be as declared.
func (a *account) settle(c terraformmodel.Configuration) {
	a.t.Helper()
	if problem := a.converge(c); problem != "" {
		a.t.Error(problem)
		return
	}
	if v := a.judge(c).String(); v != "" {
		a.t.Error(v)
	}
	for _, problem := range append(a.leaks(), a.penalties()...) {
		a.t.Error(problem)
	}
	time.Sleep(sessionLife)
	if open := a.OpenSessions(); len(open) > 0 {
		a.t.Errorf("%d sessions are open", len(open))
	}
}

// applies is how often a person applies after a disturbance at most, adoptions aside.
const applies = 2

// converge applies until a plan is empty. What the provider asks to adopt is adopted.
func (a *account) converge(c terraformmodel.Configuration) (problem string) {
	for left := applies; left > 0; left-- {
		o := a.apply(c)
		if a.adoptFound(c, o) {
			left++
			continue
		}
		if len(o.Errors()) > 0 {
			problem = text(o)
			continue
		}
		p := a.plan(c)
		if len(p.Errors()) == 0 && len(p.Planned) == 0 && len(p.Drift) == 0 {
			return ""
		}
		problem = fmt.Sprintf("the plan is not empty: %v, drift %v\n%s", p.Planned, p.Drift, text(p))
	}
	return fmt.Sprintf("%d applies did not settle it: %s", applies, problem)
}

var importBlock = regexp.MustCompile(`import \{\n +to = (\w+)\.<name>\n +id = "([^"]+)"`)

// adoptFound imports what the provider says is there already, and reports whether there was
// anything.
func (a *account) adoptFound(c terraformmodel.Configuration, o *terraformmodel.Outcome) (adopted bool) {
	for _, found := range commandOutputOf(o).exists {
		for i := range c.Resources {
			block := &c.Resources[i]
			key := textOf(block.Values["display_name"]) + textOf(block.Values["email"])
			if block.Type == found.typeName && a.State[block.Address()] == nil && strings.Contains(found.summary, key) {
				adopted = len(a.adopt(block.Address(), found.id).Errors()) == 0
			}
		}
	}
	return adopted
}

// cell is one operation that meets one fault in one situation.
type cell struct {
	situation, operation, fault string
	// lasting faults go on until the command has ended.
	lasting bool
}

func (c cell) String() string {
	return fmt.Sprintf("%s/%s/%s/%s", c.operation, c.situation, c.fault, map[bool]string{false: "once", true: "lasting"}[c.lasting])
}

// judge runs the cell.
func (c cell) judge(t *testing.T) {
	t.Helper()
	s, f := situations[c.situation], faults[c.fault]
	options := s.options
	if f.options != nil {
		f.options(&options)
	}
	a := s.enter(t, options)
	injected := f.of(a)
	injected.Operation = c.operation
	if !c.lasting {
		injected.Times = 1
	}
	a.Inject(injected)
	start := time.Now()
	o := s.run(a)
	if took := time.Since(start); took > maxCommand {
		t.Errorf("the command took %s", took)
	}
	if a.FaultsApplied() == 0 {
		t.Error("no request met the fault")
	}
	failed := len(o.Errors()) > 0
	passes := f.passing && !c.lasting && (!f.repeatsNoGrant || c.operation != "getToken")
	if failed && !s.refused && (f.harmless || passes) {
		t.Errorf("the command failed: %s", text(o))
	}
	if !failed && s.refused {
		t.Error("the command succeeded")
	}
	c.judgeErrors(t, o, s.objects(a))
	a.RemoveFaults()
	if f.undo != nil {
		f.undo(a)
	}
	s.settle(a)
}

// objects is the number of objects that a command of the situation is about.
func (s *situation) objects(a *account) int {
	addresses := map[string]bool{}
	for _, configuration := range []func(*account) terraformmodel.Configuration{s.before, s.after} {
		if configuration == nil {
			continue
		}
		c := configuration(a)
		for _, block := range append(c.Resources, c.Data...) {
			addresses[block.Address()] = true
		}
	}
	return max(1, len(addresses))
}

// judgeErrors expects one clear error for each object at most.
func (c cell) judgeErrors(t *testing.T, o *terraformmodel.Outcome, objects int) {
	t.Helper()
	for _, d := range o.Errors() {
		switch {
		case strings.HasPrefix(d.Summary, terraformmodel.Defect), d.Summary == "The plugin did not respond":
			t.Errorf("%s: %s", d.Summary, d.Detail)
		case d.Summary == "" || strings.Contains(d.Summary, "\n") || strings.Contains(d.Detail, "<html"):
			t.Errorf("unclear: %s: %s", d.Summary, d.Detail)
		case !strings.Contains(d.Detail, "What to do:"):
			t.Errorf("it does not say what to do: %s: %s", d.Summary, d.Detail)
		}
	}
	if len(o.Errors()) > objects {
		t.Errorf("%d errors about %d objects: %s", len(o.Errors()), objects, text(o))
	}
}

// everyCell is the variable that runs every cell. Without it one in shortForm pairs of
// an operation and a fault runs, in one situation.
const (
	everyCell = "RINGCENTRAL_EVERY_CELL"
	shortForm = 5
)

// TestFaults lets every operation of the API meet every fault.
func TestFaults(t *testing.T) {
	t.Parallel()
	operations := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(situations)) {
		s := situations[name]
		for _, operation := range s.calls(t) {
			operations[operation] = append(operations[operation], name)
		}
	}
	if got := slices.Sorted(maps.Keys(operations)); !slices.Equal(got, providertest.Operations) {
		t.Errorf("the situations call %v,\nthe provider calls %v", got, providertest.Operations)
	}
	for _, c := range cells(operations) {
		t.Run(c.String(), func(t *testing.T) {
			t.Parallel()
			defer func() { providertest.ReportFault(t, !t.Failed()) }()
			synctest.Test(t, c.judge)
		})
	}
}

// cells lists what the matrix consists of. operations holds, for each, the
// situations that call it.
func cells(operations map[string][]string) []cell {
	var all []cell
	turn := 0
	for _, operation := range slices.Sorted(maps.Keys(operations)) {
		for _, fault := range slices.Sorted(maps.Keys(faults)) {
			if only := faults[fault].only; only != nil && !only(operation) {
				continue
			}
			for _, lasting := range []bool{false, true} {
				chosen := operations[operation]
				if os.Getenv(everyCell) == "" {
					turn++
					if turn%shortForm != 0 {
						continue
					}
					chosen = chosen[turn%len(chosen):][:1]
				}
				for _, situation := range chosen {
					all = append(all, cell{situation, operation, fault, lasting})
				}
			}
		}
	}
	return all
}
