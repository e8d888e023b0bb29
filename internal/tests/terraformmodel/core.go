// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package terraformmodel plays the part of Terraform Core: it plans and applies
// configurations through the plugin protocol, and keeps a state. The provider runs
// in the same process, so that a run takes milliseconds, can be in a synctest
// bubble, and can be killed at any instant.
//
// It does what Terraform Core does as far as a provider can tell: the order of
// operations, two provider processes for an apply, a plan that is made again with
// what became known, objects that are tainted by a failed creation, and the checks
// of what a provider answers. It knows neither modules nor expressions.
package terraformmodel

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Ref is the id of another resource of the configuration, by its address.
type Ref string

// Block is a resource or a data source of a configuration.
type Block struct {
	Type, Name string
	// Values holds the arguments: strings, booleans, integers, Refs, []any for lists
	// and sets, and map[string]any for objects and blocks. Others are null.
	Values map[string]any
}

// Address is the type and the name.
func (b *Block) Address() string { return b.Type + "." + b.Name }

// refs returns the addresses that the arguments refer to.
func (b *Block) refs() []string {
	var found []string
	var visit func(any)
	visit = func(value any) {
		switch value := value.(type) {
		case Ref:
			found = append(found, string(value))
		case []any:
			for _, element := range value {
				visit(element)
			}
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(value)) {
				visit(value[name])
			}
		}
	}
	visit(b.Values)
	slices.Sort(found)
	return slices.Compact(found)
}

// Configuration is what somebody wrote.
type Configuration struct {
	Resources, Data []Block
}

// Instance is a resource in the state.
type Instance struct {
	Type         string
	Value        tftypes.Value
	Private      []byte
	Identity     *tfprotov6.ResourceIdentityData
	Tainted      bool
	Dependencies []string
}

// Text returns an attribute that is a string; empty if it is null.
func (i *Instance) Text(attribute string) string {
	var text *string
	value := member(i.Value, attribute)
	if value.IsKnown() && value.As(&text) == nil && text != nil {
		return *text
	}
	return ""
}

// Texts returns an attribute that is a set of strings, sorted.
func (i *Instance) Texts(attribute string) []string {
	var elements []tftypes.Value
	if member(i.Value, attribute).As(&elements) != nil {
		return nil
	}
	var texts []string
	for _, element := range elements {
		var text string
		if element.As(&text) == nil {
			texts = append(texts, text)
		}
	}
	slices.Sort(texts)
	return texts
}

// Bool returns an attribute that is a boolean, or nil.
func (i *Instance) Bool(attribute string) *bool {
	var value *bool
	if member(i.Value, attribute).As(&value) != nil {
		return nil
	}
	return value
}

// Terraform is a working directory with its state.
type Terraform struct {
	// Start starts a provider process.
	Start func() *Process
	// State holds the instances by their addresses.
	State map[string]*Instance
	// Parallelism is how many operations run at the same time; 0 means 10.
	Parallelism int
}

// Outcome is what a command has said and done.
type Outcome struct {
	Diagnostics []*tfprotov6.Diagnostic
	// Planned holds what was planned by address: create, update, replace or delete.
	Planned map[string]string
	// Drift holds the addresses at which the account differed from the state.
	Drift []string
	// Outputs holds the data sources that were read, by address.
	Outputs map[string]tftypes.Value
}

// Errors returns the errors among the diagnostics.
func (o *Outcome) Errors() []*tfprotov6.Diagnostic {
	return slices.DeleteFunc(slices.Clone(o.Diagnostics), func(d *tfprotov6.Diagnostic) bool {
		return d.Severity != tfprotov6.DiagnosticSeverityError
	})
}

func (o *Outcome) fail(summary, detail string) {
	o.Diagnostics = append(o.Diagnostics, &tfprotov6.Diagnostic{Severity: tfprotov6.DiagnosticSeverityError, Summary: summary, Detail: detail})
}

// Defect begins the summary of an error that only a defect of the provider, or of
// a test, can cause.
const Defect = "Defect: "

func (o *Outcome) defect(format string, arguments ...any) {
	o.fail(Defect+fmt.Sprintf(format, arguments...), "")
}

// Plan compares a configuration with the account. The state stays as it is.
func (t *Terraform) Plan(ctx context.Context, c Configuration) *Outcome {
	process := t.Start()
	defer process.End(ctx)
	_, outcome := t.withCopy().plan(ctx, process, c)
	return outcome
}

// Apply plans, and then does what was planned with another provider process.
func (t *Terraform) Apply(ctx context.Context, c Configuration) *Outcome {
	process := t.Start()
	refreshed := t.withCopy()
	planned, outcome := refreshed.plan(ctx, process, c)
	process.End(ctx)
	if len(outcome.Errors()) > 0 || process.Stopped() {
		return outcome
	}
	t.State = refreshed.State
	if len(outcome.Planned) == 0 {
		return outcome
	}
	process = t.Start()
	defer process.End(ctx)
	t.apply(ctx, process, planned, outcome)
	return outcome
}

// Taint marks an instance for replacement.
func (t *Terraform) Taint(address string) { t.State[address].Tainted = true }

// Move gives an instance another name, as a moved block does.
func (t *Terraform) Move(from, to string) {
	t.State[to] = t.State[from]
	delete(t.State, from)
	for _, instance := range t.State {
		for i, dependency := range instance.Dependencies {
			if dependency == from {
				instance.Dependencies[i] = to
			}
		}
	}
}

// withCopy returns a Terraform whose state can change without that of t.
func (t *Terraform) withCopy() *Terraform {
	copied := *t
	copied.State = map[string]*Instance{}
	for address, instance := range t.State {
		clone := *instance
		clone.Dependencies = slices.Clone(instance.Dependencies)
		copied.State[address] = &clone
	}
	return &copied
}
