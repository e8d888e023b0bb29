// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// TamperingProvider is a command for Workspace: the provider with Tampering.
const TamperingProvider = module + "/internal/tests/tampering"

// What the description of a role makes Tampering do.
const (
	// TamperPlan plans another name than was configured.
	TamperPlan = "tamper: plan"
	// TamperFinalPlan promises another ID in the plan during the apply.
	TamperFinalPlan = "tamper: final plan"
	// TamperResult returns another name than was planned.
	TamperResult = "tamper: result"
)

const tamperedType = "ringcentral_user_role"

type tampering struct {
	tfprotov6.ProviderServer
	roleType tftypes.Type
}

// Tampering returns a provider that breaks its promises about roles, as their
// descriptions say.
func Tampering(server tfprotov6.ProviderServer) tfprotov6.ProviderServer {
	return &tampering{ProviderServer: server}
}

func (p *tampering) edit(value **tfprotov6.DynamicValue, edit func(description string, members map[string]tftypes.Value)) error {
	if p.roleType == nil {
		schemas, err := p.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
		if err != nil {
			return err
		}
		p.roleType = schemas.ResourceSchemas[tamperedType].ValueType()
	}
	decoded, err := (*value).Unmarshal(p.roleType)
	if err != nil || decoded.IsNull() {
		return err
	}
	var members map[string]tftypes.Value
	if err := decoded.As(&members); err != nil {
		return err
	}
	var description *string
	if !members["description"].IsKnown() || members["description"].As(&description) != nil || description == nil {
		return nil //nolint:nilerr // nothing asks for tampering
	}
	edit(*description, members)
	encoded, err := tfprotov6.NewDynamicValue(p.roleType, tftypes.NewValue(p.roleType, members))
	if err != nil {
		return fmt.Errorf("tampering: %w", err)
	}
	*value = &encoded
	return nil
}

func (p *tampering) PlanResourceChange(ctx context.Context, request *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	response, err := p.ProviderServer.PlanResourceChange(ctx, request)
	if err != nil || request.TypeName != tamperedType || response.PlannedState == nil {
		return response, err
	}
	return response, p.edit(&response.PlannedState, func(description string, members map[string]tftypes.Value) {
		switch description {
		case TamperPlan:
			members["display_name"] = tftypes.NewValue(tftypes.String, "Tampered")
		case TamperFinalPlan:
			if !members["id"].IsKnown() { // every plan promises another ID
				members["id"] = tftypes.NewValue(tftypes.String, rand.Text())
			}
		}
	})
}

func (p *tampering) ApplyResourceChange(ctx context.Context, request *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	response, err := p.ProviderServer.ApplyResourceChange(ctx, request)
	if err != nil || request.TypeName != tamperedType || response.NewState == nil {
		return response, err
	}
	return response, p.edit(&response.NewState, func(description string, members map[string]tftypes.Value) {
		if description == TamperResult {
			members["display_name"] = tftypes.NewValue(tftypes.String, "Tampered")
		}
	})
}
