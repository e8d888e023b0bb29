// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func (r *run) planResource(ctx context.Context, block *Block) bool {
	address := block.Address()
	schema := r.process.schemas.ResourceSchemas[block.Type]
	if !r.importBlocks(ctx, block) {
		return false
	}
	if !r.imported[address] && !r.refresh(ctx, address) {
		return false
	}
	config, ok := r.validConfig(ctx, block)
	if !ok {
		return false
	}
	instance := r.instance(address)
	none := tftypes.NewValue(schema.ValueType(), nil)
	c := &change{address: address, action: create, block: block, prior: none, importing: r.imported[address]}
	if instance != nil {
		c.prior, c.action = instance.Value, update
	}
	var planned *proposal
	if instance != nil && instance.Tainted {
		c.action = replace
		planned, ok = r.propose(ctx, block, none, config)
	} else if planned, ok = r.propose(ctx, block, c.prior, config); ok && c.action == update {
		triggered, known := r.isTriggered(block)
		if !known {
			return false
		}
		if planned.replaces || triggered || slices.Contains(r.options.Replace, address) {
			c.action, c.triggered = replace, triggered
			planned, ok = r.propose(ctx, block, none, config)
		} else if planned.value.Equal(c.prior) {
			c.action = noop
		}
	}
	if !ok {
		return false
	}
	c.planned, c.private = planned.value, planned.private
	r.setValue(address, c.planned)
	r.setChange(c)
	return true
}

// isTriggered reports whether replace_triggered_by replaces a resource.
func (r *run) isTriggered(block *Block) (triggered, ok bool) {
	if block.source == nil {
		return false, true
	}
	for _, traversal := range block.source.replacedBy {
		address, isResource := resourceOf(traversal)
		if !isResource {
			return false, r.evaluationFailed(block.Address(), fmt.Errorf("replace_triggered_by refers to no resource"))
		}
		r.mu.Lock()
		c := r.changes[address]
		r.mu.Unlock()
		if c == nil || c.action == noop || c.action == create {
			continue
		}
		if c.action == replace {
			return true, true
		}
		before, _ := toCty(c.prior)
		after, _ := toCty(c.planned)
		if len(traversal) > 2 {
			one, _ := traversal[2:].TraverseRel(before)
			other, _ := traversal[2:].TraverseRel(after)
			before, after = one, other
		}
		if !before.RawEquals(after) {
			return true, true
		}
	}
	return false, true
}

// validConfig evaluates the arguments of a resource, and lets the provider validate them.
func (r *run) validConfig(ctx context.Context, block *Block) (tftypes.Value, bool) {
	config, ok := r.config(r.process.schemas.ResourceSchemas[block.Type], block)
	if !ok {
		return config, false
	}
	encoded, ok := r.encodedValue(block.Address(), config)
	if !ok {
		return config, false
	}
	valid, err := r.validateResource(ctx, block.Type, encoded)
	if err != nil {
		return config, r.report(err, block.Address(), nil)
	}
	// Warnings were reported when the configuration was validated.
	return config, r.report(nil, block.Address(), onlyErrors(valid.Diagnostics))
}

func onlyErrors(diagnostics []*tfprotov6.Diagnostic) []*tfprotov6.Diagnostic {
	return slices.DeleteFunc(slices.Clone(diagnostics), func(d *tfprotov6.Diagnostic) bool { return d.Severity != tfprotov6.DiagnosticSeverityError })
}

// proposal is what the provider plans for a resource.
type proposal struct {
	value    tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
	replaces bool
	// diagnostics are those of the plan, which Terraform repeats if the apply fails.
	diagnostics []*tfprotov6.Diagnostic
}

// propose asks the provider for a plan, and checks it.
func (r *run) propose(ctx context.Context, block *Block, prior, config tftypes.Value) (*proposal, bool) {
	address := block.Address()
	schema := r.process.schemas.ResourceSchemas[block.Type]
	request := &tfprotov6.PlanResourceChangeRequest{TypeName: block.Type}
	for _, part := range []struct {
		into  **tfprotov6.DynamicValue
		value tftypes.Value
	}{{&request.PriorState, prior}, {&request.ProposedNewState, proposed(schema, prior, config)}, {&request.Config, config}} {
		var ok bool
		if *part.into, ok = r.encodedValue(address, part.value); !ok {
			return nil, false
		}
	}
	if instance := r.instance(address); instance != nil && !prior.IsNull() {
		request.PriorPrivate, request.PriorIdentity = instance.Private, instance.Identity
	}
	response, err := call(ctx, r.process, r.process.server.PlanResourceChange, request)
	if err != nil {
		return nil, r.report(err, address, nil)
	}
	reported := response.Diagnostics
	if r.applying { // the warnings were reported while planning
		reported = onlyErrors(reported)
	}
	if !r.report(nil, address, reported) {
		return nil, false
	}
	planned, err := response.PlannedState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, r.defect(address, "invalid plan", "the plan cannot be decoded: %v", err)
	}
	if !r.checkPlan(address, schema, prior, config, planned) {
		return nil, false
	}
	p := &proposal{value: planned, private: response.PlannedPrivate, identity: response.PlannedIdentity, diagnostics: response.Diagnostics}
	if !prior.IsNull() {
		for _, path := range response.RequiresReplace {
			name, isName := path.Steps()[0].(tftypes.AttributeName)
			if isName && !member(prior, string(name)).Equal(member(planned, string(name))) {
				p.replaces = true
			}
		}
	}
	return p, true
}

// planOrphan plans the end of a resource that the configuration does not have. Terraform
// shows it as it was before the refresh.
func (r *run) planOrphan(ctx context.Context, address string) bool {
	before := r.instance(address)
	if !r.refresh(ctx, address) {
		return false
	}
	instance := r.instance(address)
	if instance == nil || r.options.RefreshOnly {
		return true
	}
	c := &change{address: address, action: destroy, prior: before.Value, planned: tftypes.NewValue(instance.Value.Type(), nil)}
	if slices.Contains(r.configuration.forgets, address) {
		c.action = forget
	} else if !r.planDestroy(ctx, address, instance) {
		return false
	}
	r.setChange(c)
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
