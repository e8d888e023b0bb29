// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package terraformmodel plays the part of Terraform Core: it plans and applies
// configurations through the plugin protocol, and keeps a state. The provider runs
// in the same process, so that a run takes milliseconds, can be in a synctest
// bubble, and can be killed at any instant.
//
// It does what Terraform Core does as far as a provider can tell: the order of
// operations, two provider processes for an apply, a plan that is made again with
// what became known, objects that are tainted by a failed create, and the checks of
// what a provider returns. Configurations are Go values, or text in Terraform's
// language. What the model does not know, modules for example, is an error.
// make model compares it with the real Terraform.
package terraformmodel

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

// Ref is the id of another resource of the configuration, by its address.
type Ref string

// Block is a resource or a data source of a configuration.
type Block struct {
	Type, Name string
	// Values holds the arguments: strings, booleans, integers, Refs, []any for lists
	// and sets, and map[string]any for objects and blocks. Others are null.
	Values map[string]any
	// Key is the suffix of an instance of a block with count or for_each.
	Key string

	source *source
}

// Address is the type and the name, with the key of the instance.
func (b *Block) Address() string { return b.Type + "." + b.Name + b.Key }

// refs returns the nodes of the graph that a block refers to.
func (c *Configuration) refs(b *Block) []string {
	if b.source != nil {
		traversals := append(c.bodyVariables(b.source.body), b.source.dependsOn...)
		for _, body := range b.source.provisioners {
			traversals = append(traversals, c.bodyVariables(body)...)
		}
		return c.nodesOf(append(traversals, b.source.replacedBy...))
	}
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

	module
}

// Instance is a resource in the state.
type Instance struct {
	Type         string
	Value        tftypes.Value
	Private      []byte
	Identity     *tfprotov6.ResourceIdentityData
	Tainted      bool
	Dependencies []string
	// CreateFirst is set if the replacement is created before the instance is destroyed.
	CreateFirst bool
}

// Diagnostic is a message, and the object that it is about, if it is about one.
type Diagnostic struct {
	*tfprotov6.Diagnostic
	Address string
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
	// Data holds the data sources that were read, with the prefix data.
	Data map[string]*Instance
	// Outputs holds the outputs of the configuration that was applied last.
	Outputs map[string]Output
	// Parallelism is how many operations run at the same time; 0 means 10.
	Parallelism int
}

// Output is a value that a configuration exports.
type Output struct {
	Value     cty.Value
	Sensitive bool
}

// Outcome is what a command has said and done.
type Outcome struct {
	Diagnostics []*Diagnostic
	// Planned holds what was planned by address: create, update, replace, delete or forget.
	Planned map[string]string
	// Drift holds the addresses at which the account differed from the state.
	Drift []string
	// Outputs holds the data sources that were read, by address.
	Outputs map[string]tftypes.Value
	// Applied counts what was added, changed and destroyed.
	Applied [3]int
}

// Errors returns the errors among the diagnostics.
func (o *Outcome) Errors() []*Diagnostic {
	return slices.DeleteFunc(slices.Clone(o.Diagnostics), func(d *Diagnostic) bool {
		return d.Severity != tfprotov6.DiagnosticSeverityError
	})
}

func (o *Outcome) fail(address, summary, detail string) {
	o.Diagnostics = append(
		o.Diagnostics,
		&Diagnostic{&tfprotov6.Diagnostic{Severity: tfprotov6.DiagnosticSeverityError, Summary: summary, Detail: detail}, address},
	)
}

// Defect begins the summary of an error that only a defect of the provider, or of
// a test, can cause.
const Defect = "Provider produced "

// Options are those of terraform plan.
type Options struct {
	Destroy, RefreshOnly, NoRefresh bool
	// Replace holds the addresses of -replace.
	Replace []string
}

// Plan compares a configuration with the account. The state stays as it is.
func (t *Terraform) Plan(ctx context.Context, c Configuration) *Outcome {
	return t.Save(ctx, c, Options{}).Outcome
}

// Apply plans, and then does what was planned with another provider process.
func (t *Terraform) Apply(ctx context.Context, c Configuration) *Outcome {
	saved := t.Save(ctx, c, Options{})
	if !saved.Applicable() || saved.stopped {
		return saved.Outcome
	}
	applied := t.ApplySaved(ctx, saved)
	all := *saved.Outcome
	all.Diagnostics = append(slices.Clone(all.Diagnostics), applied.Diagnostics...)
	all.Applied = applied.Applied
	return &all
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
	copied.Data, copied.Outputs = maps.Clone(t.Data), maps.Clone(t.Outputs)
	return &copied
}
