// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// terraformData is the resource that Terraform has built in.
const terraformData = "terraform_data"

// builtin is a provider with the resource terraform_data.
type builtin struct {
	tfprotov6.ProviderServer
}

var dataSchema = &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{
	{Name: "id", Type: tftypes.String, Computed: true},
	{Name: "input", Type: tftypes.DynamicPseudoType, Optional: true},
	{Name: "output", Type: tftypes.DynamicPseudoType, Computed: true},
	{Name: "triggers_replace", Type: tftypes.DynamicPseudoType, Optional: true},
}}}

func (b builtin) GetProviderSchema(ctx context.Context, request *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	response, err := b.ProviderServer.GetProviderSchema(ctx, request)
	if err == nil {
		response.ResourceSchemas = maps.Clone(response.ResourceSchemas)
		response.ResourceSchemas[terraformData] = dataSchema
	}
	return response, err
}

func (b builtin) ValidateResourceConfig(ctx context.Context, request *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	if request.TypeName != terraformData {
		return b.ProviderServer.ValidateResourceConfig(ctx, request)
	}
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (b builtin) UpgradeResourceState(ctx context.Context, request *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	if request.TypeName != terraformData {
		return b.ProviderServer.UpgradeResourceState(ctx, request)
	}
	value, err := request.RawState.Unmarshal(dataSchema.ValueType())
	if err != nil {
		return nil, err
	}
	upgraded, err := encode(value)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: upgraded}, err
}

func (b builtin) ReadResource(ctx context.Context, request *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	if request.TypeName != terraformData {
		return b.ProviderServer.ReadResource(ctx, request)
	}
	return &tfprotov6.ReadResourceResponse{NewState: request.CurrentState}, nil
}

func (b builtin) PlanResourceChange(ctx context.Context, request *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	if request.TypeName != terraformData {
		return b.ProviderServer.PlanResourceChange(ctx, request)
	}
	prior, err := request.PriorState.Unmarshal(dataSchema.ValueType())
	if err != nil {
		return nil, err
	}
	wanted, err := request.ProposedNewState.Unmarshal(dataSchema.ValueType())
	if err != nil || wanted.IsNull() {
		return &tfprotov6.PlanResourceChangeResponse{PlannedState: request.ProposedNewState}, err
	}
	before, members := membersOf(prior), membersOf(wanted)
	if prior.IsNull() {
		members["id"] = tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
	}
	if !members["input"].Equal(before["input"]) {
		members["output"] = tftypes.NewValue(tftypes.DynamicPseudoType, tftypes.UnknownValue)
	}
	response := &tfprotov6.PlanResourceChangeResponse{}
	if !members["triggers_replace"].Equal(before["triggers_replace"]) {
		response.RequiresReplace = []*tftypes.AttributePath{tftypes.NewAttributePath().WithAttributeName("triggers_replace")}
	}
	response.PlannedState, err = encode(tftypes.NewValue(dataSchema.ValueType(), members))
	return response, err
}

var dataIDs atomic.Int64

func (b builtin) ApplyResourceChange(ctx context.Context, request *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	if request.TypeName != terraformData {
		return b.ProviderServer.ApplyResourceChange(ctx, request)
	}
	planned, err := request.PlannedState.Unmarshal(dataSchema.ValueType())
	if err != nil || planned.IsNull() {
		return &tfprotov6.ApplyResourceChangeResponse{NewState: request.PlannedState}, err
	}
	members := membersOf(planned)
	if !members["id"].IsKnown() {
		members["id"] = tftypes.NewValue(tftypes.String, fmt.Sprintf("00000000-0000-4000-8000-%012d", dataIDs.Add(1)))
	}
	if !members["output"].IsKnown() {
		members["output"] = members["input"]
	}
	state, err := encode(tftypes.NewValue(dataSchema.ValueType(), members))
	return &tfprotov6.ApplyResourceChangeResponse{NewState: state}, err
}

// provision runs the provisioners of a resource that was created.
func (r *run) provision(ctx context.Context, block *Block) bool {
	if block.source == nil {
		return true
	}
	for _, body := range block.source.provisioners {
		if err := r.localExec(ctx, block, body); err != nil {
			var diagnostics hcl.Diagnostics
			if errors.As(err, &diagnostics) {
				return r.evaluationFailed(block.Address(), err)
			}
			r.mu.Lock()
			r.outcome.fail(block.Address(), "local-exec provisioner error", err.Error())
			r.mu.Unlock()
			return false
		}
	}
	return true
}

func (r *run) localExec(ctx context.Context, block *Block, body *hclsyntax.Body) error {
	arguments := map[string]cty.Value{}
	for name, attribute := range body.Attributes {
		value, err := r.evaluation().expression(attribute.Expr, block.source.each)
		if err != nil {
			return err
		}
		arguments[name], _ = value.UnmarkDeep()
	}
	text, err := convert.Convert(arguments["command"], cty.String)
	if err != nil {
		return err
	}
	command := exec.CommandContext(ctx, "/bin/sh", "-c", text.AsString())
	command.Env = os.Environ()
	if environment, ok := arguments["environment"]; ok {
		for name, value := range environment.AsValueMap() {
			if value, err = convert.Convert(value, cty.String); err != nil {
				return err
			}
			command.Env = append(command.Env, name+"="+value.AsString())
		}
	}
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("Error running command '%s': %w. Output: %s", strings.TrimSpace(text.AsString()), err, output) //nolint:staticcheck // Terraform's words
	}
	return nil
}
