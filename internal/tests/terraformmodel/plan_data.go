// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

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
	valid, err := call(
		ctx, r.process, r.process.server.ValidateDataResourceConfig,
		&tfprotov6.ValidateDataResourceConfigRequest{TypeName: block.Type, Config: encoded},
	)
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
