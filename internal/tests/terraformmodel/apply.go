// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// destroyNode names the end of a resource in the graph of an apply.
func destroyNode(address string) string { return address + " (destroy)" }

// apply does what was planned. Ends come in the reverse order of dependencies, and
// before whatever else happens to the resources that depended on what ends.
func (t *Terraform) apply(ctx context.Context, p *Process, planned *run, outcome *Outcome) {
	r := t.newRun(p, planned.configuration, outcome)
	if err := p.prepare(ctx); err != nil {
		outcome.fail("The provider does not start", err.Error())
		return
	}
	ends := func(address string) bool {
		c := planned.changes[address]
		return c != nil && (c.action == destroy || c.action == replace)
	}
	before := t.withCopy().State
	graph := newGraph()
	for i := range r.configuration.Resources {
		block := &r.configuration.Resources[i]
		address := block.Address()
		after := block.refs()
		if ends(address) {
			after = append(after, destroyNode(address))
		}
		if instance := before[address]; instance != nil {
			for _, dependency := range instance.Dependencies {
				if ends(dependency) {
					after = append(after, destroyNode(dependency))
				}
			}
		}
		graph.add(address, after, func() bool { return r.applyResource(ctx, block, planned.changes[address]) })
	}
	for address := range planned.changes {
		if !ends(address) {
			continue
		}
		var after []string
		for other, instance := range before {
			for _, dependency := range instance.Dependencies {
				if dependency == address && ends(other) {
					after = append(after, destroyNode(other))
				}
			}
		}
		graph.add(destroyNode(address), after, func() bool { return r.destroy(ctx, address) })
	}
	graph.walk(t.parallelism(), p.Stopped)
}

// applyResource creates or updates a resource, after a plan with what has become
// known meanwhile.
func (r *run) applyResource(ctx context.Context, block *Block, planned *change) bool {
	address := block.Address()
	instance := r.instance(address)
	if planned == nil {
		if instance != nil {
			r.setValue(address, instance.Value)
		}
		return true
	}
	of := r.process.schemas.ResourceSchemas[block.Type].ValueType()
	config, err := r.config(of, block)
	if err != nil {
		r.defect("%s: %v", address, err)
		return false
	}
	prior := tftypes.NewValue(of, nil)
	if instance != nil {
		prior = instance.Value
	}
	final, _, ok := r.propose(ctx, block, prior, config)
	if !ok {
		return false
	}
	r.checkPromise(address, "final plan", planned.planned, final)
	if !prior.IsNull() && final.Equal(prior) {
		r.setValue(address, prior)
		return true
	}
	return r.change(ctx, block, prior, final, config)
}

// checkPromise reports values that are others than were promised.
func (r *run) checkPromise(address, what string, promised, got tftypes.Value) {
	wanted := membersOf(promised)
	for name, value := range membersOf(got) {
		if want, ok := wanted[name]; ok && want.IsFullyKnown() && !want.Equal(value) {
			r.defect("%s: the %s has another %s than was planned: %s instead of %s", address, what, name, value, want)
		}
	}
}

func (r *run) change(ctx context.Context, block *Block, prior, planned, config tftypes.Value) bool {
	address := block.Address()
	request := &tfprotov6.ApplyResourceChangeRequest{TypeName: block.Type}
	for _, part := range []struct {
		into  **tfprotov6.DynamicValue
		value tftypes.Value
	}{{&request.PriorState, prior}, {&request.PlannedState, planned}, {&request.Config, config}} {
		var ok bool
		if *part.into, ok = r.encodedValue(address, part.value); !ok {
			return false
		}
	}
	if instance := r.instance(address); instance != nil {
		request.PlannedPrivate, request.PlannedIdentity = instance.Private, instance.Identity
	}
	response, err := call(ctx, r.process, r.process.server.ApplyResourceChange, request)
	if err != nil { // the state keeps what it had
		return r.report(err, address, nil)
	}
	well := r.report(nil, address, response.Diagnostics)
	if response.NewState == nil {
		return well
	}
	value, err := response.NewState.Unmarshal(prior.Type())
	if err != nil {
		r.defect("%s: the new state cannot be decoded: %v", address, err)
		return false
	}
	if value.IsNull() {
		if well {
			r.defect("%s: no new state and no error", address)
		}
		r.setInstance(address, nil)
		return false
	}
	if !value.IsFullyKnown() {
		r.defect("%s: the new state has unknown values: %s", address, value)
	}
	if well {
		r.checkPromise(address, "new state", planned, value)
	}
	r.setInstance(address, &Instance{
		Type: block.Type, Value: value, Private: response.Private, Identity: response.NewIdentity,
		Tainted: !well && prior.IsNull(), Dependencies: block.refs(),
	})
	r.setValue(address, value)
	return well
}

// destroy ends a resource.
func (r *run) destroy(ctx context.Context, address string) bool {
	instance := r.instance(address)
	if instance == nil {
		return true
	}
	prior, ok := r.encodedValue(address, instance.Value)
	null, alsoOK := r.encodedValue(address, tftypes.NewValue(instance.Value.Type(), nil))
	if !ok || !alsoOK {
		return false
	}
	response, err := call(ctx, r.process, r.process.server.ApplyResourceChange, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: instance.Type, PriorState: prior, PlannedState: null, Config: null, PlannedPrivate: instance.Private, PlannedIdentity: instance.Identity,
	})
	if err != nil {
		return r.report(err, address, nil)
	}
	well := r.report(nil, address, response.Diagnostics)
	value, err := response.NewState.Unmarshal(instance.Value.Type())
	if err != nil {
		r.defect("%s: the new state cannot be decoded: %v", address, err)
		return false
	}
	if value.IsNull() {
		r.setInstance(address, nil)
		return well
	}
	if well {
		r.defect("%s: it was destroyed and has a state", address)
	}
	left := *instance
	left.Value = value
	r.setInstance(address, &left)
	return well
}

// Import brings an object into the state, as an import block does that is applied
// by itself.
func (t *Terraform) Import(ctx context.Context, address, id string) *Outcome {
	process, r := t.begin(ctx)
	defer process.End(ctx)
	outcome := r.outcome
	if len(outcome.Errors()) > 0 {
		return outcome
	}
	typeName, _, _ := cut(address)
	response, err := call(ctx, process, process.server.ImportResourceState, &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id})
	if err != nil {
		r.report(err, address, nil)
		return outcome
	}
	if !r.report(nil, address, response.Diagnostics) {
		return outcome
	}
	for _, imported := range response.ImportedResources {
		value, err := imported.State.Unmarshal(process.schemas.ResourceSchemas[typeName].ValueType())
		if err != nil {
			outcome.defect("%s: what was imported cannot be decoded: %v", address, err)
			return outcome
		}
		r.setInstance(address, &Instance{Type: typeName, Value: value, Private: imported.Private, Identity: imported.Identity})
		if !r.refresh(ctx, address) {
			r.setInstance(address, nil)
			return outcome
		}
	}
	if t.State[address] == nil && len(outcome.Errors()) == 0 {
		outcome.fail("Cannot import non-existent remote object", fmt.Sprintf("%s: there is no %s", address, id))
	}
	return outcome
}
