// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// destroyNode names the end of a resource in the graph of an apply.
func destroyNode(address string) string { return address + " (destroy)" }

// ApplySaved does what was planned with another provider process.
func (t *Terraform) ApplySaved(ctx context.Context, saved *Saved) *Outcome {
	planned := saved.run
	refreshed := planned.withCopy()
	t.State, t.Data = refreshed.State, refreshed.Data
	t.rememberOrder(planned.configuration)
	outcome := &Outcome{Planned: saved.Planned, Drift: saved.Drift, Outputs: maps.Clone(saved.Outputs)}
	if saved.options.Destroy {
		t.Data, t.Outputs = nil, nil
	}
	if len(saved.Planned) == 0 && len(planned.deferred) == 0 {
		if !saved.options.Destroy {
			t.Outputs = planned.exports
		}
		return outcome
	}
	process := t.Start()
	defer process.End(ctx)
	r := t.newRun(process, planned.configuration, outcome)
	r.options, r.applying = saved.options, true
	if r.begin(ctx, false) {
		r.apply(ctx, planned)
	}
	return outcome
}

// rememberOrder writes create_before_destroy down, which matters when the block is gone.
func (t *Terraform) rememberOrder(c Configuration) {
	for i := range c.Resources {
		if instance := t.State[c.Resources[i].Address()]; instance != nil {
			instance.CreateFirst = c.Resources[i].createsFirst()
		}
	}
}

func (b *Block) createsFirst() bool { return b.source != nil && b.source.createFirst }

// apply does what was planned. Ends come in the reverse order of dependencies, and
// before whatever else happens to the resources that depended on what ends.
func (r *run) apply(ctx context.Context, planned *run) {
	ends := func(address string) bool {
		c := planned.changes[address]
		return c != nil && (c.action == destroy || c.action == replace)
	}
	before := r.withCopy().State
	c := &r.configuration
	graph := newGraph()
	if !r.options.Destroy {
		for i := range c.Resources {
			block := &c.Resources[i]
			address := block.Address()
			after := c.refs(block)
			if ends(address) && !block.createsFirst() {
				after = append(after, destroyNode(address))
			}
			if instance := before[address]; instance != nil {
				for _, dependency := range instance.Dependencies {
					if ends(dependency) && !before[dependency].CreateFirst {
						after = append(after, destroyNode(dependency))
					}
				}
			}
			graph.add(address, after, func() bool { return r.applyResource(ctx, block, planned.changes[address]) })
		}
		r.addOthers(ctx, graph, func(node string, block *Block) bool { return r.applyData(ctx, node, block, planned) })
	}
	for address, change := range planned.changes {
		if change.action == forget {
			r.setInstance(address, nil)
		}
		if !ends(address) {
			continue
		}
		var after []string
		createFirst := before[address] != nil && before[address].CreateFirst && !r.options.Destroy
		if createFirst && change.action == replace {
			after = append(after, address)
		}
		for other, instance := range before {
			for _, dependency := range instance.Dependencies {
				switch {
				case dependency != address:
				case ends(other) && (!createFirst || planned.changes[other].action == destroy):
					after = append(after, destroyNode(other))
				case createFirst:
					after = append(after, other)
				}
			}
		}
		graph.add(destroyNode(address), after, func() bool { return r.destroy(ctx, address, planned.changes[address].action) })
	}
	graph.walk(r.parallelism(), r.process.Stopped)
	r.closeEphemerals()
	if !r.options.Destroy {
		r.export()
		r.Outputs = r.exports
	}
}

// applyData takes over what was read during the plan, or reads what was left.
func (r *run) applyData(ctx context.Context, node string, block *Block, planned *run) bool {
	if !planned.deferred[node] {
		r.setValue(node, planned.values[node])
		return true
	}
	config, ok := r.config(r.process.schemas.DataSourceSchemas[block.Type], block)
	return ok && r.readData(ctx, node, block, config)
}

// applyResource creates or updates a resource, after a plan with what has become
// known meanwhile.
func (r *run) applyResource(ctx context.Context, block *Block, planned *change) bool {
	address := block.Address()
	if planned == nil || planned.action == noop {
		value := tftypes.NewValue(r.process.schemas.ResourceSchemas[block.Type].ValueType(), nil)
		if instance := r.instance(address); instance != nil {
			value = instance.Value
		}
		r.setValue(address, value)
		return true
	}
	if !r.upgrade(ctx, address) {
		return false
	}
	config, ok := r.validConfig(ctx, block)
	if !ok {
		return false
	}
	if instance := r.instance(address); instance != nil && planned.action == replace && block.createsFirst() {
		r.depose(address, instance)
		defer r.restore(address)
	}
	prior := tftypes.NewValue(config.Type(), nil)
	if instance := r.instance(address); instance != nil {
		prior = instance.Value
	}
	final, ok := r.propose(ctx, block, prior, config)
	if !ok || !r.checkFinalPlan(address, planned.planned, final.value) {
		return false
	}
	if !prior.IsNull() && final.value.Equal(prior) {
		r.setValue(address, prior)
		return true
	}
	return r.change(ctx, block, prior, final, config)
}

// depose takes an instance out of the way of its replacement.
func (r *run) depose(address string, instance *Instance) {
	r.setInstance(address, nil)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.deposed[address] = instance
}

// restore brings an instance back if its replacement was not created.
func (r *run) restore(address string) {
	if r.instance(address) == nil {
		r.mu.Lock()
		instance := r.deposed[address]
		delete(r.deposed, address)
		r.mu.Unlock()
		r.setInstance(address, instance)
	}
}

func (r *run) change(ctx context.Context, block *Block, prior tftypes.Value, planned *proposal, config tftypes.Value) bool {
	address := block.Address()
	request := &tfprotov6.ApplyResourceChangeRequest{TypeName: block.Type, PlannedPrivate: planned.private, PlannedIdentity: planned.identity}
	for _, part := range []struct {
		into  **tfprotov6.DynamicValue
		value tftypes.Value
	}{{&request.PriorState, prior}, {&request.PlannedState, planned.value}, {&request.Config, config}} {
		var ok bool
		if *part.into, ok = r.encodedValue(address, part.value); !ok {
			return false
		}
	}
	response, err := call(ctx, r.process, r.process.server.ApplyResourceChange, request)
	if err != nil { // the state keeps what it had
		return r.report(err, address, nil)
	}
	well := r.report(nil, address, response.Diagnostics)
	if !well {
		r.report(nil, address, planned.diagnostics)
	}
	if response.NewState == nil {
		return well
	}
	value, err := response.NewState.Unmarshal(prior.Type())
	if err != nil {
		return r.defect(address, "invalid object", "the new state cannot be decoded: %v", err)
	}
	if value.IsNull() {
		if well {
			r.defect(
				address, "inconsistent result after apply",
				"When applying changes to %s, provider %q produced an unexpected new value: Root object was present, but now absent.",
				address, providerName,
			)
		}
		r.setInstance(address, nil)
		return false
	}
	if !value.IsFullyKnown() {
		return r.defect(address, "invalid object after apply", "After the apply operation, the provider still indicated an unknown value for %s. All values must be known after apply, so this is always a bug in the provider and should be reported in the provider's own repository. Terraform will still save the other known object values in the state.", address)
	}
	kept := true
	if well {
		kept = r.checkResult(address, planned.value, value)
	}
	r.setValue(address, value)
	if well && kept && prior.IsNull() {
		kept = r.provision(ctx, block)
	}
	r.setInstance(address, &Instance{
		Type: block.Type, Value: value, Private: response.Private, Identity: response.NewIdentity,
		Tainted: (!well || !kept) && prior.IsNull(), Dependencies: r.dependencies(block), CreateFirst: block.createsFirst(),
	})
	if well && kept {
		r.count(map[bool]int{true: 0, false: 1}[prior.IsNull()])
	}
	return well && kept
}

// dependencies are the resources that a block refers to.
func (r *run) dependencies(block *Block) (addresses []string) {
	for _, node := range r.configuration.refs(block) {
		if !isNodeOf("data", node) && !isNodeOf("ephemeral", node) {
			addresses = append(addresses, node)
		}
	}
	return addresses
}

func (r *run) count(what int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.outcome.Applied[what]++
}

// destroy ends a resource.
func (r *run) destroy(ctx context.Context, address, action string) bool {
	if !r.upgrade(ctx, address) {
		return false
	}
	r.mu.Lock()
	instance := r.State[address]
	deposed := r.deposed[address]
	if deposed != nil {
		instance = deposed
	}
	r.mu.Unlock()
	if instance == nil {
		return true
	}
	if action == replace && !r.planDestroy(ctx, address, instance) {
		return false
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
	well := r.report(nil, "", response.Diagnostics) // there is no block to point at
	value, err := response.NewState.Unmarshal(instance.Value.Type())
	if err != nil {
		return r.defect(address, "invalid object", "the new state cannot be decoded: %v", err)
	}
	if value.IsNull() {
		if deposed == nil {
			r.setInstance(address, nil)
		}
		if well {
			r.count(2)
		}
		return well
	}
	if deposed != nil {
		return r.evaluationFailed(
			address,
			errors.New("the model of Terraform does not keep an instance that could not be destroyed after its replacement was created"),
		)
	}
	if well {
		well = r.defect(
			address, "inconsistent result after apply",
			"When applying changes to %s, provider %q produced an unexpected new value: Root object was absent, but now present.", address,
			providerName,
		)
	}
	left := *instance
	left.Value = value
	r.setInstance(address, &left)
	return well
}

// importState asks the provider for an object that exists.
func (r *run) importState(ctx context.Context, address string, request *tfprotov6.ImportResourceStateRequest) bool {
	response, err := call(ctx, r.process, r.process.server.ImportResourceState, request)
	if err != nil {
		return r.report(err, address, nil)
	}
	if !r.report(nil, address, response.Diagnostics) {
		return false
	}
	for _, imported := range response.ImportedResources {
		value, err := imported.State.Unmarshal(r.process.schemas.ResourceSchemas[request.TypeName].ValueType())
		if err != nil {
			return r.defect(address, "invalid object", "what was imported cannot be decoded: %v", err)
		}
		r.setInstance(address, &Instance{Type: request.TypeName, Value: value, Private: imported.Private, Identity: imported.Identity})
	}
	return true
}

func (r *run) cannotImport(address string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.outcome.fail(address, "Cannot import non-existent remote object", fmt.Sprintf("While attempting to import an existing object to %q, the provider detected that no object exists with the given id. Only pre-existing objects can be imported; check that the id is correct and that it is associated with the provider's configured region or endpoint, or use \"terraform apply\" to create a new remote object for this resource.", address))
	return false
}

// Import brings an object into the state, as terraform import does.
func (t *Terraform) Import(ctx context.Context, address, id string) *Outcome {
	return t.ImportWith(ctx, Configuration{}, address, id)
}

// ImportWith is Import with a configuration of the provider.
func (t *Terraform) ImportWith(ctx context.Context, c Configuration, address, id string) *Outcome {
	process := t.Start()
	defer process.End(ctx)
	r := t.newRun(process, c, &Outcome{})
	if err := process.prepare(ctx); err != nil {
		r.report(err, address, nil)
		return r.outcome
	}
	r.imported[address] = true
	config, ok := r.providerConfig()
	if !ok {
		return r.outcome
	}
	response, err := call(ctx, process, process.server.ConfigureProvider, &tfprotov6.ConfigureProviderRequest{TerraformVersion: process.version, Config: config})
	if err != nil || !r.report(nil, providerAddress, response.Diagnostics) {
		if err != nil {
			r.report(err, address, nil)
		}
		return r.outcome
	}
	if r.instance(address) != nil {
		r.outcome.fail(address, "Resource already managed by Terraform", fmt.Sprintf("Terraform is already managing a remote object for %s. To import to this address you must first remove the existing object from the state.", address))
		return r.outcome
	}
	typeName, _, _ := cut(address)
	if !r.importState(ctx, address, &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id}) {
		return r.outcome
	}
	if r.instance(address) != nil && !r.refresh(ctx, address) {
		r.setInstance(address, nil)
		return r.outcome
	}
	if r.instance(address) == nil {
		r.cannotImport(address)
	}
	return r.outcome
}
