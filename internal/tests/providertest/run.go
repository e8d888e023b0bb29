// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-cmp/cmp"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

// Test runs a test case on a Scenario, with the commands and the checks of
// resource.Test, then searches everything that was written for secrets.
func (e *Environment) Test(testCase resource.TestCase) {
	e.t.Helper()
	w := e.Scenario("")
	e.runTestCase(w, testCase)
}

// TestTerraform is Test with the real Terraform, whatever the engine.
func (e *Environment) TestTerraform(testCase resource.TestCase) {
	e.t.Helper()
	e.runTestCase(e.Workspace(Provider, ""), testCase)
}

func (e *Environment) runTestCase(w *Workspace, testCase resource.TestCase) {
	e.t.Helper()
	defer func() {
		e.t.Helper()
		state := shim(w.state())
		if len(w.managed()) > 0 {
			if r := w.Run("destroy", "-auto-approve", "-refresh=false"); r.ExitCode != 0 {
				e.t.Errorf("destroying what the test has made:\n%s", r.Output)
			}
		}
		if testCase.CheckDestroy != nil {
			if err := testCase.CheckDestroy(state); err != nil {
				e.t.Error(err)
			}
		}
	}()
	applied := ""
	for i, step := range testCase.Steps {
		if step.PreConfig != nil {
			step.PreConfig()
		}
		err := e.runStep(w, &step, &applied)
		switch {
		case step.ExpectError == nil && err != nil:
			e.t.Fatalf("step %d of %d: %v", i+1, len(testCase.Steps), err)
		case step.ExpectError != nil && err == nil:
			e.t.Fatalf("step %d of %d: expected an error", i+1, len(testCase.Steps))
		case step.ExpectError != nil && !step.ExpectError.MatchString(err.Error()):
			e.t.Fatalf("step %d of %d: expected an error with %s, got %v", i+1, len(testCase.Steps), step.ExpectError, err)
		}
	}
}

func (e *Environment) runStep(w *Workspace, step *resource.TestStep, applied *string) error {
	if step.SkipFunc != nil || step.Query || step.ConfigDirectory != nil || step.ConfigFile != nil || len(step.Taint) > 0 || step.ImportStateKind != resource.ImportCommandWithID {
		e.t.Fatal("this kind of step is not supported")
	}
	switch {
	case step.ImportState:
		return e.importStep(w, step, *applied)
	case step.RefreshState:
		return refreshStep(w, step)
	}
	w.Write(step.Config)
	*applied = step.Config
	var destroy []string
	if step.Destroy {
		destroy = []string{"-destroy"}
	}
	if !step.PlanOnly {
		if err := applyStep(w, step, destroy); err != nil {
			return err
		}
	}
	for _, arguments := range [][]string{{"-refresh=false"}, nil} {
		plan, err := w.plan(append(arguments, destroy...)...)
		if err != nil {
			return err
		}
		if arguments == nil && step.ExpectNonEmptyPlan && isEmpty(plan) {
			return errors.New("expected a plan with changes, and got an empty one")
		}
		if !isEmpty(plan) && !step.ExpectNonEmptyPlan {
			return fmt.Errorf("the plan after the step, %v, is not empty:\n%s", arguments, w.last.Output)
		}
	}
	return nil
}

func applyStep(w *Workspace, step *resource.TestStep, destroy []string) error {
	r := w.Run(append([]string{"plan", "-out=" + planFile}, destroy...)...)
	if r.ExitCode != 0 {
		return errors.New(r.Output)
	}
	if len(step.ConfigPlanChecks.PreApply) > 0 {
		plan, err := w.savedPlan(planFile)
		if err != nil {
			return err
		}
		if err := check(plan, step.ConfigPlanChecks.PreApply); err != nil {
			return err
		}
	}
	var before *terraform.State
	if step.Destroy && step.Check != nil {
		before = shim(w.state())
	}
	if r := w.Run("apply", planFile); r.ExitCode != 0 {
		return errors.New(r.Output)
	}
	if step.Check == nil {
		return nil
	}
	if step.Destroy {
		return step.Check(before)
	}
	return step.Check(shim(w.state()))
}

func refreshStep(w *Workspace, step *resource.TestStep) error {
	if r := w.Run("refresh"); r.ExitCode != 0 {
		return errors.New(r.Output)
	}
	if step.Check != nil {
		if err := step.Check(shim(w.state())); err != nil {
			return err
		}
	}
	plan, err := w.plan()
	if err != nil {
		return err
	}
	if !isEmpty(plan) && !step.ExpectNonEmptyPlan {
		return fmt.Errorf("the plan after the refresh is not empty:\n%s", w.last.Output)
	}
	return nil
}

func (e *Environment) importStep(w *Workspace, step *resource.TestStep, applied string) error {
	prior := shim(w.state())
	id := step.ImportStateId
	var err error
	switch {
	case step.ImportStateIdFunc != nil:
		id, err = step.ImportStateIdFunc(prior)
	case id == "":
		found, ok := prior.RootModule().Resources[step.ResourceName]
		if !ok {
			return fmt.Errorf("%s is not in the state", step.ResourceName)
		}
		id = found.Primary.ID
	}
	if err != nil {
		return err
	}
	if step.Config != "" {
		applied = step.Config
	}
	if !step.ImportStatePersist {
		w = e.emptyLike(w)
	}
	w.Write(applied)
	if r := w.Run("import", step.ResourceName, id); r.ExitCode != 0 {
		return errors.New(r.Output)
	}
	imported := shim(w.state())
	if step.ImportStateCheck != nil {
		var states []*terraform.InstanceState
		for address, r := range imported.RootModule().Resources {
			if !strings.HasPrefix(address, "data.") {
				states = append(states, r.Primary)
			}
		}
		if err := step.ImportStateCheck(states); err != nil {
			return err
		}
	}
	if step.ImportStateVerify {
		return verifyImport(prior, imported, step)
	}
	return nil
}

// emptyLike returns a workspace of the same kind with no state.
func (e *Environment) emptyLike(w *Workspace) *Workspace {
	if w.model != nil {
		return e.modelWorkspace()
	}
	return e.Workspace(Provider, "")
}

func verifyImport(prior, imported *terraform.State, step *resource.TestStep) error {
	identifier := step.ImportStateVerifyIdentifierAttribute
	if identifier == "" {
		identifier = "id"
	}
	for address, r := range imported.RootModule().Resources {
		if strings.HasPrefix(address, "data.") {
			continue
		}
		var old *terraform.ResourceState
		for otherAddress, other := range prior.RootModule().Resources {
			if !strings.HasPrefix(otherAddress, "data.") && other.Type == r.Type && other.Primary.Attributes[identifier] == r.Primary.Attributes[identifier] {
				old = other
			}
		}
		if old == nil {
			return fmt.Errorf("nothing in the state has the %s %s", identifier, r.Primary.Attributes[identifier])
		}
		if difference := cmp.Diff(restorable(old, step), restorable(r, step)); difference != "" {
			return fmt.Errorf("what was imported differs:\n%s", difference)
		}
	}
	return nil
}

// restorable returns the attributes that an import must restore.
func restorable(r *terraform.ResourceState, step *resource.TestStep) map[string]string {
	attributes := maps.Clone(r.Primary.Attributes)
	maps.DeleteFunc(attributes, func(name, value string) bool {
		isEmptyCollection := value == "0" && (strings.HasSuffix(name, ".#") || strings.HasSuffix(name, ".%"))
		return isEmptyCollection || strings.HasPrefix(name, "timeouts") ||
			slices.ContainsFunc(step.ImportStateVerifyIgnore, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
	})
	return attributes
}

// planFile is the saved plan of a test case.
const planFile = "test.tfplan"

// plan saves a plan, and returns it. What an empty plan holds is not asked for.
func (w *Workspace) plan(arguments ...string) (*tfjson.Plan, error) {
	r := w.Run(append([]string{"plan", "-out=" + planFile, "-detailed-exitcode"}, arguments...)...)
	switch r.ExitCode {
	case 0:
		return &tfjson.Plan{}, nil
	case 2:
		return w.savedPlan(planFile)
	}
	return nil, errors.New(r.Output)
}

func (w *Workspace) savedPlan(name string) (*tfjson.Plan, error) {
	if w.model != nil {
		return w.model.saved[name].JSON(), nil
	}
	plan := &tfjson.Plan{}
	plan.UseJSONNumber(true)
	return plan, json.Unmarshal(w.quietly("show", "-json", name), plan)
}

func (w *Workspace) state() *tfjson.State {
	w.env.t.Helper()
	if w.model != nil {
		return w.model.JSON()
	}
	state := &tfjson.State{}
	state.UseJSONNumber(true)
	if err := json.Unmarshal(w.quietly("show", "-json"), state); err != nil {
		w.env.t.Fatal(err)
	}
	return state
}

// managed returns the addresses of the resources in the state.
func (w *Workspace) managed() (addresses []string) {
	state := w.state()
	if state.Values == nil {
		return nil
	}
	for _, r := range state.Values.RootModule.Resources {
		if r.Mode == tfjson.ManagedResourceMode {
			addresses = append(addresses, r.Address)
		}
	}
	return addresses
}

func check(plan *tfjson.Plan, checks []plancheck.PlanCheck) error {
	var all []error
	for _, c := range checks {
		response := plancheck.CheckPlanResponse{}
		c.CheckPlan(context.Background(), plancheck.CheckPlanRequest{Plan: plan}, &response)
		all = append(all, response.Error)
	}
	return errors.Join(all...)
}

func isEmpty(plan *tfjson.Plan) bool {
	for _, r := range plan.ResourceChanges {
		if !r.Change.Actions.NoOp() {
			return false
		}
	}
	for _, o := range plan.OutputChanges {
		if !o.Actions.NoOp() {
			return false
		}
	}
	return true
}

// shim returns a state in the form that the checks of plugin-testing know.
func shim(state *tfjson.State) *terraform.State {
	root := &terraform.ModuleState{Path: []string{"root"}, Outputs: map[string]*terraform.OutputState{}, Resources: map[string]*terraform.ResourceState{}}
	shimmed := &terraform.State{Version: 3, Modules: []*terraform.ModuleState{root}}
	if state.Values == nil {
		return shimmed
	}
	for name, o := range state.Values.Outputs {
		value, kind := o.Value, "string"
		switch v := value.(type) {
		case bool:
			value = strconv.FormatBool(v)
		case json.Number:
			value = v.String()
		case []any:
			kind = "list"
		case map[string]any:
			kind = "map"
		}
		root.Outputs[name] = &terraform.OutputState{Sensitive: o.Sensitive, Type: kind, Value: value}
	}
	for _, r := range state.Values.RootModule.Resources {
		attributes := map[string]string{}
		flatten(attributes, "", r.AttributeValues)
		id, ok := attributes["id"]
		if !ok {
			id = "id-attribute-not-set"
		}
		key := r.Address
		if number, ok := r.Index.(json.Number); ok {
			key = strings.TrimSuffix(key, "["+number.String()+"]") + "." + number.String()
		}
		root.Resources[key] = &terraform.ResourceState{
			Provider: r.ProviderName, Type: r.Type, Dependencies: r.DependsOn,
			Primary: &terraform.InstanceState{ID: id, Attributes: attributes, Tainted: r.Tainted},
		}
	}
	return shimmed
}

func flatten(into map[string]string, name string, value any) {
	prefix := name
	if name != "" {
		prefix += "."
	}
	switch value := value.(type) {
	case nil:
	case map[string]any:
		for member, inner := range value {
			flatten(into, prefix+member, inner)
		}
		into[prefix+"%"] = strconv.Itoa(len(value))
	case []any:
		for i, inner := range value {
			flatten(into, prefix+strconv.Itoa(i), inner)
		}
		into[prefix+"#"] = strconv.Itoa(len(value))
	default:
		into[name] = fmt.Sprint(value)
	}
}
