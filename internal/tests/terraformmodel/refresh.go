// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

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
