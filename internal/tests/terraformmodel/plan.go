// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
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
				return r.evaluationFailed(
					i.to,
					hcl.Diagnostics{{Summary: "Invalid import id argument", Detail: "The import ID value evaluates to an empty string, please provide a non-empty value."}},
				)
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
