// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// What is done to a resource.
const (
	create  = "create"
	update  = "update"
	replace = "replace"
	destroy = "delete"
)

// change is what a plan wants of one resource.
type change struct {
	address string
	action  string
	// block is nil for a resource that the configuration does not have.
	block *Block
	// planned is what was promised; a part of it may be unknown.
	planned tftypes.Value
}

// run is one pass over a configuration with one provider process.
type run struct {
	*Terraform
	process       *Process
	configuration Configuration

	mu      sync.Mutex
	outcome *Outcome
	changes map[string]*change
	// values holds what is known of the resources that were visited.
	values map[string]tftypes.Value
}

func (t *Terraform) newRun(p *Process, c Configuration, o *Outcome) *run {
	return &run{Terraform: t, process: p, configuration: c, outcome: o, changes: map[string]*change{}, values: map[string]tftypes.Value{}}
}

// plan refreshes the state and plans every change.
func (t *Terraform) plan(ctx context.Context, p *Process, c Configuration) (*run, *Outcome) {
	outcome := &Outcome{Planned: map[string]string{}, Outputs: map[string]tftypes.Value{}}
	r := t.newRun(p, c, outcome)
	if err := p.prepare(ctx); err != nil {
		outcome.fail("The provider does not start", err.Error())
		return r, outcome
	}
	graph := newGraph()
	for i := range c.Resources {
		block := &c.Resources[i]
		graph.add(block.Address(), block.refs(), func() bool { return r.planResource(ctx, block) })
	}
	for i := range c.Data {
		block := &c.Data[i]
		graph.add("data."+block.Address(), block.refs(), func() bool { return r.planData(ctx, block) })
	}
	for _, address := range slices.Sorted(maps.Keys(t.State)) {
		if !slices.ContainsFunc(c.Resources, func(b Block) bool { return b.Address() == address }) {
			graph.add(address, nil, func() bool { return r.planOrphan(ctx, address) })
		}
	}
	graph.walk(t.parallelism(), p.Stopped)
	for address, change := range r.changes {
		outcome.Planned[address] = change.action
	}
	return r, outcome
}

func (t *Terraform) parallelism() int {
	if t.Parallelism > 0 {
		return t.Parallelism
	}
	return 10
}

// report takes over what a call said, and tells whether it went well.
func (r *run) report(err error, address string, diagnostics []*tfprotov6.Diagnostic) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.outcome.fail("The plugin did not respond", fmt.Sprintf("%s: %v", address, err))
		return false
	}
	r.outcome.Diagnostics = append(r.outcome.Diagnostics, diagnostics...)
	return !slices.ContainsFunc(diagnostics, func(d *tfprotov6.Diagnostic) bool { return d.Severity == tfprotov6.DiagnosticSeverityError })
}

func (r *run) defect(format string, arguments ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.outcome.defect(format, arguments...)
}

// config evaluates the arguments of a block with what is known of others.
func (r *run) config(of tftypes.Type, block *Block) (tftypes.Value, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return build(of, block.Values, func(ref Ref) tftypes.Value {
		value, ok := r.values[string(ref)]
		if !ok || !value.IsKnown() || value.IsNull() {
			return tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
		}
		return member(value, "id")
	})
}

func (r *run) instance(address string) *Instance {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.State[address]
}

func (r *run) setInstance(address string, i *Instance) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i == nil {
		delete(r.State, address)
		return
	}
	r.State[address] = i
}

func (r *run) setValue(address string, value tftypes.Value) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.values[address] = value
}

// refresh reads an instance, and removes it from the state if it is gone.
func (r *run) refresh(ctx context.Context, address string) bool {
	instance := r.instance(address)
	if instance == nil {
		return true
	}
	current, ok := r.encodedValue(address, instance.Value)
	if !ok {
		return false
	}
	response, err := call(ctx, r.process, r.process.server.ReadResource, &tfprotov6.ReadResourceRequest{
		TypeName: instance.Type, CurrentState: current, Private: instance.Private, CurrentIdentity: instance.Identity,
	})
	if err != nil {
		return r.report(err, address, nil)
	}
	if !r.report(nil, address, response.Diagnostics) {
		return false
	}
	value, err := response.NewState.Unmarshal(instance.Value.Type())
	if err != nil {
		r.defect("%s: the state that was read cannot be decoded: %v", address, err)
		return false
	}
	if !value.Equal(instance.Value) {
		r.mu.Lock()
		r.outcome.Drift = append(r.outcome.Drift, address)
		r.mu.Unlock()
	}
	if value.IsNull() {
		r.setInstance(address, nil)
		return true
	}
	refreshed := *instance
	refreshed.Value, refreshed.Private, refreshed.Identity = value, response.Private, response.NewIdentity
	r.setInstance(address, &refreshed)
	return true
}

func (r *run) planResource(ctx context.Context, block *Block) bool {
	address := block.Address()
	schema := r.process.schemas.ResourceSchemas[block.Type]
	of := schema.ValueType()
	config, err := r.config(of, block)
	if err != nil {
		r.defect("%s: %v", address, err)
		return false
	}
	encoded, ok := r.encodedValue(address, config)
	if !ok {
		return false
	}
	valid, err := call(ctx, r.process, r.process.server.ValidateResourceConfig, &tfprotov6.ValidateResourceConfigRequest{TypeName: block.Type, Config: encoded,
		ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true}})
	if err != nil || !r.report(nil, address, valid.Diagnostics) {
		return err == nil || r.report(err, address, nil)
	}
	if !r.refresh(ctx, address) {
		return false
	}
	instance := r.instance(address)
	prior := tftypes.NewValue(of, nil)
	action := create
	if instance != nil && !instance.Tainted {
		prior, action = instance.Value, update
	} else if instance != nil {
		action = replace
	}
	planned, replaces, ok := r.propose(ctx, block, prior, config)
	if !ok {
		return false
	}
	if replaces {
		action = replace
		if planned, _, ok = r.propose(ctx, block, tftypes.NewValue(of, nil), config); !ok {
			return false
		}
	}
	r.setValue(address, planned)
	if action == update && planned.Equal(prior) {
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changes[address] = &change{address: address, action: action, block: block, planned: planned}
	return true
}

// propose asks the provider for a plan, and checks it.
func (r *run) propose(ctx context.Context, block *Block, prior, config tftypes.Value) (planned tftypes.Value, replaces, ok bool) {
	schema := r.process.schemas.ResourceSchemas[block.Type]
	request := &tfprotov6.PlanResourceChangeRequest{TypeName: block.Type}
	for _, part := range []struct {
		into  **tfprotov6.DynamicValue
		value tftypes.Value
	}{{&request.PriorState, prior}, {&request.ProposedNewState, proposed(schema, prior, config)}, {&request.Config, config}} {
		var ok bool
		if *part.into, ok = r.encodedValue(block.Address(), part.value); !ok {
			return planned, false, false
		}
	}
	if instance := r.instance(block.Address()); instance != nil && !prior.IsNull() {
		request.PriorPrivate, request.PriorIdentity = instance.Private, instance.Identity
	}
	response, err := call(ctx, r.process, r.process.server.PlanResourceChange, request)
	if err != nil {
		return planned, false, r.report(err, block.Address(), nil)
	}
	if !r.report(nil, block.Address(), response.Diagnostics) {
		return planned, false, false
	}
	if planned, err = response.PlannedState.Unmarshal(schema.ValueType()); err != nil {
		r.defect("%s: the plan cannot be decoded: %v", block.Address(), err)
		return planned, false, false
	}
	r.checkPlan(block.Address(), schema, config, planned)
	if !prior.IsNull() {
		for _, path := range response.RequiresReplace {
			name, isName := path.Steps()[0].(tftypes.AttributeName)
			if isName && !member(prior, string(name)).Equal(member(planned, string(name))) {
				replaces = true
			}
		}
	}
	return planned, replaces, true
}

// checkPlan reports a plan that does not hold what was configured.
func (r *run) checkPlan(address string, schema *tfprotov6.Schema, config, planned tftypes.Value) {
	wanted, got := membersOf(config), membersOf(planned)
	for _, attribute := range schema.Block.Attributes {
		want := wanted[attribute.Name]
		if !attribute.WriteOnly && !want.IsNull() && !want.Equal(got[attribute.Name]) && want.IsFullyKnown() {
			r.defect("%s: the plan has another %s than the configuration", address, attribute.Name)
		}
	}
}

// planOrphan plans the end of a resource that the configuration does not have.
func (r *run) planOrphan(ctx context.Context, address string) bool {
	if !r.refresh(ctx, address) {
		return false
	}
	instance := r.instance(address)
	if instance == nil {
		return true
	}
	if !r.planDestroy(ctx, address, instance) {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changes[address] = &change{address: address, action: destroy}
	return true
}

func (r *run) planDestroy(ctx context.Context, address string, instance *Instance) bool {
	prior, ok := r.encodedValue(address, instance.Value)
	null, alsoOK := r.encodedValue(address, tftypes.NewValue(instance.Value.Type(), nil))
	if !ok || !alsoOK {
		return false
	}
	response, err := call(ctx, r.process, r.process.server.PlanResourceChange, &tfprotov6.PlanResourceChangeRequest{
		TypeName: instance.Type, PriorState: prior, ProposedNewState: null, Config: null, PriorPrivate: instance.Private, PriorIdentity: instance.Identity,
	})
	if err != nil {
		return r.report(err, address, nil)
	}
	return r.report(nil, address, response.Diagnostics)
}

// planData reads a data source whose arguments are known.
func (r *run) planData(ctx context.Context, block *Block) bool {
	of := r.process.schemas.DataSourceSchemas[block.Type].ValueType()
	config, err := r.config(of, block)
	if err != nil {
		r.defect("%s: %v", block.Address(), err)
		return false
	}
	if !config.IsFullyKnown() {
		return true
	}
	encoded, ok := r.encodedValue(block.Address(), config)
	if !ok {
		return false
	}
	response, err := call(ctx, r.process, r.process.server.ReadDataSource, &tfprotov6.ReadDataSourceRequest{TypeName: block.Type, Config: encoded})
	if err != nil {
		return r.report(err, block.Address(), nil)
	}
	if !r.report(nil, block.Address(), response.Diagnostics) {
		return false
	}
	value, err := response.State.Unmarshal(of)
	if err != nil || !value.IsFullyKnown() {
		r.defect("%s: what was read cannot be decoded, or is not known: %v", block.Address(), err)
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.outcome.Outputs[block.Address()] = value
	return true
}
