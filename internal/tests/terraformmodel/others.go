// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Use opens an ephemeral resource and closes it again.
func (t *Terraform) Use(ctx context.Context, block Block) *Outcome {
	process, r := t.begin(ctx)
	defer process.End(ctx)
	if len(r.outcome.Errors()) > 0 {
		return r.outcome
	}
	config, ok := r.encoded(process.schemas.EphemeralResourceSchemas[block.Type], &block)
	if !ok {
		return r.outcome
	}
	open, err := call(ctx, process, process.server.OpenEphemeralResource, &tfprotov6.OpenEphemeralResourceRequest{TypeName: block.Type, Config: config})
	if err != nil {
		r.report(err, block.Address(), nil)
		return r.outcome
	}
	if !r.report(nil, block.Address(), open.Diagnostics) {
		return r.outcome
	}
	closed, err := call(ctx, process, process.server.CloseEphemeralResource, &tfprotov6.CloseEphemeralResourceRequest{TypeName: block.Type, Private: open.Private})
	if err != nil {
		r.report(err, block.Address(), nil)
		return r.outcome
	}
	r.report(nil, block.Address(), closed.Diagnostics)
	return r.outcome
}

// Query lists what a list block finds, and returns the names.
func (t *Terraform) Query(ctx context.Context, block Block) (names []string, outcome *Outcome) {
	process, r := t.begin(ctx)
	defer process.End(ctx)
	if len(r.outcome.Errors()) > 0 {
		return nil, r.outcome
	}
	config, ok := r.encoded(process.schemas.ListResourceSchemas[block.Type], &block)
	server, lists := process.server.(interface {
		ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error)
	})
	if !ok || !lists {
		return nil, r.outcome
	}
	stream, err := call(ctx, process, server.ListResource, &tfprotov6.ListResourceRequest{TypeName: block.Type, Config: config, IncludeResource: true, Limit: 1000})
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

// begin starts a provider process for a command of its own.
func (t *Terraform) begin(ctx context.Context) (*Process, *run) {
	process := t.Start()
	r := t.newRun(process, Configuration{}, &Outcome{})
	if err := process.prepare(ctx); err != nil {
		r.outcome.fail("The provider does not start", err.Error())
	}
	return process, r
}

// encoded evaluates and encodes the arguments of a block.
func (r *run) encoded(schema *tfprotov6.Schema, block *Block) (*tfprotov6.DynamicValue, bool) {
	config, err := r.config(schema.ValueType(), block)
	if err != nil {
		r.defect("%s: %v", block.Address(), err)
		return nil, false
	}
	return r.encodedValue(block.Address(), config)
}

func (r *run) encodedValue(address string, value tftypes.Value) (*tfprotov6.DynamicValue, bool) {
	encoded, err := encode(value)
	if err != nil {
		r.defect("%s: %v", address, err)
	}
	return encoded, err == nil
}
