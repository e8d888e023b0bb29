// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

// open opens an ephemeral resource whose arguments are known. It is closed when
// everything is done. The model does not renew it.
func (r *run) open(ctx context.Context, node string, block *Block) bool {
	schema := r.process.schemas.EphemeralResourceSchemas[block.Type]
	config, ok := r.config(schema, block)
	if !ok {
		return false
	}
	if !config.IsFullyKnown() {
		r.setValue(node, tftypes.NewValue(schema.ValueType(), tftypes.UnknownValue))
		return true
	}
	encoded, ok := r.encodedValue(node, config)
	if !ok {
		return false
	}
	opened, err := call(ctx, r.process, r.process.server.OpenEphemeralResource, &tfprotov6.OpenEphemeralResourceRequest{TypeName: block.Type, Config: encoded})
	if err != nil {
		return r.report(err, node, nil)
	}
	if !r.report(nil, node, opened.Diagnostics) {
		return false
	}
	value, err := opened.Result.Unmarshal(schema.ValueType())
	if err != nil || !value.IsFullyKnown() {
		return r.defect(node, "invalid object", "what was opened cannot be decoded, or is not known: %v", err)
	}
	r.setValue(node, value)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closers = append(r.closers, func() {
		closed, err := call(
			ctx, r.process, r.process.server.CloseEphemeralResource,
			&tfprotov6.CloseEphemeralResourceRequest{TypeName: block.Type, Private: opened.Private},
		)
		if err != nil {
			r.report(err, node, nil)
			return
		}
		r.report(nil, node, closed.Diagnostics)
	})
	return true
}

func (r *run) closeEphemerals() {
	for _, closer := range r.closers {
		closer()
	}
	r.closers = nil
}

// identity encodes the identity of an import block.
func (r *run) identity(typeName string, value cty.Value) (*tfprotov6.ResourceIdentityData, error) {
	schema := r.process.identities.IdentitySchemas[typeName]
	if schema == nil {
		return nil, fmt.Errorf("%s has no identity", typeName)
	}
	of := schema.ValueType()
	target, err := ctyType(of)
	if err != nil {
		return nil, err
	}
	members := value.AsValueMap()
	completed := map[string]cty.Value{}
	for name, attributeType := range target.AttributeTypes() {
		completed[name] = cty.NullVal(attributeType)
		if member, ok := members[name]; ok {
			completed[name] = member
			delete(members, name)
		}
	}
	for name := range members {
		return nil, fmt.Errorf("the identity of %s has no attribute %s", typeName, name)
	}
	encoded, err := packed(cty.ObjectVal(completed), of)
	return &tfprotov6.ResourceIdentityData{IdentityData: encoded}, err
}

// Use opens an ephemeral resource and closes it again.
func (t *Terraform) Use(ctx context.Context, block Block) *Outcome {
	process := t.Start()
	defer process.End(ctx)
	r := t.newRun(process, Configuration{module: module{ephemerals: []Block{block}}}, &Outcome{})
	if r.begin(ctx, false) {
		r.open(ctx, "ephemeral."+block.Address(), &block)
		r.closeEphemerals()
	}
	return r.outcome
}

// Query lists what a list block finds, and returns the names.
func (t *Terraform) Query(ctx context.Context, block Block) (names []string, outcome *Outcome) {
	process := t.Start()
	defer process.End(ctx)
	r := t.newRun(process, Configuration{Data: []Block{block}}, &Outcome{})
	if !r.begin(ctx, false) {
		return nil, r.outcome
	}
	config, ok := r.encoded(process.schemas.ListResourceSchemas[block.Type], &block)
	server, lists := process.server.(builtin).ProviderServer.(interface {
		ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error)
	})
	if !ok || !lists {
		return nil, r.outcome
	}
	stream, err := server.ListResource(ctx, &tfprotov6.ListResourceRequest{TypeName: block.Type, Config: config, IncludeResource: true, Limit: 1000})
	if err != nil {
		r.report(err, block.Address(), nil)
		return nil, r.outcome
	}
	for result := range stream.Results {
		if r.report(nil, block.Address(), result.Diagnostics) {
			names = append(names, result.DisplayName)
		}
	}
	return names, r.outcome
}
