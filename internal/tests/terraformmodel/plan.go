// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

// What is done to a resource.
const (
	create  = "create"
	update  = "update"
	replace = "replace"
	destroy = "delete"
	forget  = "forget"
	noop    = "no-op"
)

// change is what a plan wants of one resource.
type change struct {
	address string
	action  string
	// block is nil for a resource that the configuration does not have.
	block *Block
	// prior and planned are the value before, and what was promised, a part of which
	// may be unknown.
	prior, planned tftypes.Value
	private        []byte
	importing      bool
	// triggered is set if replace_triggered_by replaces the resource.
	triggered bool
}

// Saved is a plan that can be applied, once, by a Terraform with the same state.
type Saved struct {
	*Outcome
	run *run
	// drifted holds the values before the refresh of what the refresh changed.
	drifted map[string]*Instance
	stopped bool
	options Options
	outputs map[string]Output
}

// Applicable reports whether Terraform would write the plan.
func (s *Saved) Applicable() bool { return len(s.Errors()) == 0 && !s.stopped }

// Empty reports whether the plan changes nothing, the outputs included.
func (s *Saved) Empty() bool {
	if len(s.Planned) > 0 {
		return false
	}
	if s.options.RefreshOnly {
		return len(s.Drift) == 0
	}
	if s.options.Destroy {
		return len(s.outputs) == 0
	}
	return maps.EqualFunc(s.outputs, s.run.exports, func(a, b Output) bool { return a.Sensitive == b.Sensitive && a.Value.RawEquals(b.Value) })
}

// Save makes a plan. The state stays as it is.
func (t *Terraform) Save(ctx context.Context, c Configuration, options Options) *Saved {
	process := t.Start()
	r := t.withCopy().newRun(process, c, &Outcome{Planned: map[string]string{}, Outputs: map[string]tftypes.Value{}})
	r.options = options
	saved := &Saved{Outcome: r.outcome, run: r, drifted: map[string]*Instance{}, options: options, outputs: t.Outputs}
	defer func() {
		saved.stopped = process.Stopped()
		process.End(ctx)
		for _, address := range r.outcome.Drift {
			saved.drifted[address] = t.State[address]
		}
	}()
	r.move()
	if !r.begin(ctx, true) {
		return saved
	}
	if options.Destroy {
		r.planEnd(ctx)
	} else {
		r.plan(ctx)
	}
	for address, change := range r.changes {
		if change.action != noop {
			r.outcome.Planned[address] = change.action
		}
	}
	return saved
}

// move follows the moved blocks.
func (r *run) move() {
	for _, move := range r.configuration.moves {
		if r.State[move[0]] != nil && r.State[move[1]] == nil {
			r.Move(move[0], move[1])
		}
	}
}

// plan refreshes the state and plans every change.
func (r *run) plan(ctx context.Context) {
	c := &r.configuration
	graph := newGraph()
	for i := range c.Resources {
		block := &c.Resources[i]
		work := func() bool { return r.planResource(ctx, block) }
		if r.options.RefreshOnly {
			work = func() bool { return r.refreshBlock(ctx, block) }
		}
		graph.add(block.Address(), c.refs(block), work)
	}
	r.addOthers(ctx, graph, func(node string, block *Block) bool { return r.planData(ctx, node, block) })
	for _, address := range slices.Sorted(maps.Keys(r.State)) {
		if !slices.ContainsFunc(c.Resources, func(b Block) bool { return b.Address() == address }) {
			graph.add(address, nil, func() bool { return r.planOrphan(ctx, address) })
		}
	}
	graph.walk(r.parallelism(), r.process.Stopped)
	r.closeEphemerals()
	r.export()
}

// addOthers adds the data sources and the ephemeral resources.
func (r *run) addOthers(ctx context.Context, graph *graph, read func(node string, block *Block) bool) {
	c := &r.configuration
	for i := range c.Data {
		block := &c.Data[i]
		node := "data." + block.Address()
		graph.add(node, c.refs(block), func() bool { return read(node, block) })
	}
	for i := range c.ephemerals {
		block := &c.ephemerals[i]
		node := "ephemeral." + block.Address()
		graph.add(node, c.refs(block), func() bool { return r.open(ctx, node, block) })
	}
}

// planEnd plans the end of everything. Terraform plans as usual first, which refreshes
// the state, and shows nothing of that but its errors.
func (r *run) planEnd(ctx context.Context) {
	if !r.options.NoRefresh {
		said := len(r.outcome.Diagnostics)
		r.plan(ctx)
		if len(r.outcome.Errors()) > 0 {
			return
		}
		r.outcome.Diagnostics = r.outcome.Diagnostics[:said]
	}
	r.changes = map[string]*change{}
	for _, address := range slices.Sorted(maps.Keys(r.State)) {
		instance := r.State[address]
		if !r.planDestroy(ctx, address, instance) {
			continue
		}
		r.changes[address] = &change{address: address, action: destroy, prior: instance.Value, planned: tftypes.NewValue(instance.Value.Type(), nil)}
	}
}

func (t *Terraform) parallelism() int {
	if t.Parallelism > 0 {
		return t.Parallelism
	}
	return 10
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

func (r *run) setValue(node string, value tftypes.Value) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.values[node] = value
}

func (r *run) setChange(c *change) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changes[c.address] = c
}

// upgrade reads an instance from the state, as every command does.
func (r *run) upgrade(ctx context.Context, address string) bool {
	instance := r.instance(address)
	if instance == nil {
		return true
	}
	encoded, err := toJSON(instance.Value, r.process.schemas.ResourceSchemas[instance.Type].ValueType())
	if err != nil {
		return r.evaluationFailed(address, err)
	}
	response, err := call(ctx, r.process, r.process.server.UpgradeResourceState, &tfprotov6.UpgradeResourceStateRequest{
		TypeName: instance.Type, Version: r.process.schemas.ResourceSchemas[instance.Type].Version, RawState: &tfprotov6.RawState{JSON: encoded},
	})
	if err != nil {
		return r.report(err, address, nil)
	}
	if !r.report(nil, address, response.Diagnostics) {
		return false
	}
	value, err := response.UpgradedState.Unmarshal(instance.Value.Type())
	if err != nil {
		return r.defect(address, "invalid upgraded state", "%v", err)
	}
	upgraded := *instance
	upgraded.Value = value
	r.setInstance(address, &upgraded)
	return true
}

// refresh reads an instance, and removes it from the state if it is gone.
func (r *run) refresh(ctx context.Context, address string) bool {
	if !r.upgrade(ctx, address) {
		return false
	}
	if r.options.NoRefresh && !r.imported[address] {
		return true
	}
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
		return r.defect(address, "invalid object", "the state that was read cannot be decoded: %v", err)
	}
	if !value.IsFullyKnown() {
		return r.defect(address, "invalid object", "Provider planned an invalid value for %s during refresh: the value is not known.", address)
	}
	if !value.Equal(instance.Value) && !r.imported[address] {
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

// refreshBlock is what a plan does with -refresh-only.
func (r *run) refreshBlock(ctx context.Context, block *Block) bool {
	address := block.Address()
	if !r.refresh(ctx, address) {
		return false
	}
	value := tftypes.NewValue(r.process.schemas.ResourceSchemas[block.Type].ValueType(), nil)
	if instance := r.instance(address); instance != nil {
		value = instance.Value
	}
	r.setValue(address, value)
	return true
}

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
	said := response.Diagnostics
	if r.applying {
		said = onlyErrors(said)
	}
	if !r.report(nil, address, said) {
		return nil, false
	}
	planned, err := response.PlannedState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, r.defect(address, "invalid plan", "the plan cannot be decoded: %v", err)
	}
	if !r.checkPlan(address, schema, prior, config, planned) {
		return nil, false
	}
	p := &proposal{value: planned, private: response.PlannedPrivate, identity: response.PlannedIdentity}
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

// planData reads a data source whose arguments are known, and leaves others to the apply.
func (r *run) planData(ctx context.Context, node string, block *Block) bool {
	schema := r.process.schemas.DataSourceSchemas[block.Type]
	config, ok := r.config(schema, block)
	if !ok {
		return false
	}
	if !config.IsFullyKnown() || r.waitsForChanges(block) {
		r.mu.Lock()
		r.deferred[node] = true
		r.mu.Unlock()
		r.setValue(node, unread(schema, config))
		return true
	}
	return r.readData(ctx, node, block, config)
}

// waitsForChanges reports whether a resource changes that a data source names, in its
// arguments or in depends_on. What a local value names does not count.
func (r *run) waitsForChanges(block *Block) bool {
	nodes := r.configuration.refs(block)
	if block.source != nil {
		nodes = r.configuration.nodesOf(append(bodyTraversals(block.source.body), block.source.dependsOn...))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(nodes, func(node string) bool {
		c := r.changes[node]
		return c != nil && c.action != noop
	})
}

// unread is what is known of a data source that was not read.
func unread(schema *tfprotov6.Schema, config tftypes.Value) tftypes.Value {
	members := membersOf(config)
	for _, attribute := range schema.Block.Attributes {
		if attribute.Computed && members[attribute.Name].IsNull() {
			members[attribute.Name] = tftypes.NewValue(attribute.ValueType(), tftypes.UnknownValue)
		}
	}
	return tftypes.NewValue(config.Type(), members)
}

func (r *run) readData(ctx context.Context, node string, block *Block, config tftypes.Value) bool {
	encoded, ok := r.encodedValue(node, config)
	if !ok {
		return false
	}
	valid, err := call(ctx, r.process, r.process.server.ValidateDataResourceConfig, &tfprotov6.ValidateDataResourceConfigRequest{TypeName: block.Type, Config: encoded})
	if err != nil {
		return r.report(err, node, nil)
	}
	if slices.ContainsFunc(valid.Diagnostics, func(d *tfprotov6.Diagnostic) bool { return d.Severity == tfprotov6.DiagnosticSeverityError }) {
		return r.report(nil, node, valid.Diagnostics)
	}
	response, err := call(ctx, r.process, r.process.server.ReadDataSource, &tfprotov6.ReadDataSourceRequest{TypeName: block.Type, Config: encoded})
	if err != nil {
		return r.report(err, node, nil)
	}
	if !r.report(nil, node, response.Diagnostics) {
		return false
	}
	value, err := response.State.Unmarshal(config.Type())
	if err != nil || !value.IsFullyKnown() {
		return r.defect(node, "invalid object", "what was read cannot be decoded, or is not known: %v", err)
	}
	r.setValue(node, value)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.outcome.Outputs[block.Address()] = value
	if r.Data == nil {
		r.Data = map[string]*Instance{}
	}
	r.Data[node] = &Instance{Type: block.Type, Value: value}
	return true
}

// importBlocks brings what an import block names into the state.
func (r *run) importBlocks(ctx context.Context, block *Block) bool {
	for _, i := range r.configuration.imports {
		if i.to != block.Address() || r.instance(i.to) != nil || r.options.RefreshOnly {
			continue
		}
		request := &tfprotov6.ImportResourceStateRequest{TypeName: block.Type}
		expression := i.id
		if i.identity != nil {
			expression = i.identity
		}
		value, err := r.evaluation().expression(expression, nil)
		if err != nil {
			return r.evaluationFailed(i.to, err)
		}
		if i.identity == nil {
			if value.IsNull() || !value.IsKnown() || value.Type() != cty.String || value.AsString() == "" {
				return r.evaluationFailed(i.to, hcl.Diagnostics{{Summary: "Invalid import id argument", Detail: "The import ID value evaluates to an empty string, please provide a non-empty value."}})
			}
			request.ID = value.AsString()
		} else if request.Identity, err = r.identity(block.Type, value); err != nil {
			return r.evaluationFailed(i.to, err)
		}
		if !r.importState(ctx, i.to, request) {
			return false
		}
		r.mu.Lock()
		r.imported[i.to] = true
		r.mu.Unlock()
		if found := r.instance(i.to); found != nil && !r.refresh(ctx, i.to) {
			r.setInstance(i.to, nil)
			return false
		}
		if r.instance(i.to) == nil {
			return r.cannotImport(i.to)
		}
	}
	return true
}
