// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package apioperations

import (
	"cmp"
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/permission"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
)

type model struct {
	Operations      types.Set  `tfsdk:"operations"`
	Scopes          types.Set  `tfsdk:"scopes"`
	Permissions     types.Set  `tfsdk:"required_permissions"`
	RolePermissions types.Set  `tfsdk:"role_permissions"`
	Alternatives    types.List `tfsdk:"alternatives"`
	Features        types.Set  `tfsdk:"features"`
	FeatureChoices  types.List `tfsdk:"feature_alternatives"`
	Details         types.List `tfsdk:"details"`
}

type detailModel struct {
	ID          types.String `tfsdk:"id"`
	Method      types.String `tfsdk:"method"`
	Path        types.String `tfsdk:"path"`
	Scope       types.String `tfsdk:"scope"`
	Permissions []string     `tfsdk:"permissions"`
	Features    types.List   `tfsdk:"features"`
	UsageGroup  types.String `tfsdk:"usage_group"`
}

var detailType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"id":          types.StringType,
	"method":      types.StringType,
	"path":        types.StringType,
	"scope":       types.StringType,
	"permissions": types.SetType{ElemType: types.StringType},
	"features":    types.ListType{ElemType: types.SetType{ElemType: types.StringType}},
	"usage_group": types.StringType,
}}

// plan is what to give to app and user for the needs of operations.
type plan struct {
	needs       apicatalog.Needs
	permissions []string
	// role is nil if the dictionary is not known.
	role []string
	// unavailable are permissions that no assignable one includes.
	unavailable []string
}

// leastOf chooses, among the ways to satisfy the needs, the one whose role grants
// least.
func leastOf(needs apicatalog.Needs, dictionary permission.Dictionary) plan {
	var plans []plan
	for _, choice := range needs.Choices() {
		role, unavailable := dictionary.Cover(choice)
		plans = append(plans, plan{needs, choice, append([]string{}, role...), unavailable})
	}
	return slices.MinFunc(plans, func(a, b plan) int {
		return cmp.Or(
			len(a.unavailable)-len(b.unavailable),
			dictionary.Granted(a.role)-dictionary.Granted(b.role),
			len(a.role)-len(b.role),
			slices.Compare(a.role, b.role),
		)
	})
}

func (m *model) set(ctx context.Context, operations []apicatalog.Operation, p plan, diags *diag.Diagnostics) {
	set := func(values []string) types.Set {
		converted, d := types.SetValueFrom(ctx, types.StringType, append([]string{}, values...))
		diags.Append(d...)
		return converted
	}
	m.Scopes = set(p.needs.Scopes)
	m.Permissions = set(p.permissions)
	m.RolePermissions = types.SetNull(types.StringType)
	if p.role != nil {
		m.RolePermissions = set(p.role)
	}
	sets := func(groups [][]string) types.List {
		converted := make([]attr.Value, 0, len(groups))
		for _, ids := range groups {
			converted = append(converted, set(ids))
		}
		return types.ListValueMust(types.SetType{ElemType: types.StringType}, converted)
	}
	m.Alternatives = sets(p.needs.Alternatives)
	m.Features = set(p.needs.Features)
	m.FeatureChoices = sets(p.needs.FeatureAlternatives)
	details := make([]detailModel, 0, len(operations))
	for _, o := range operations {
		details = append(details, detailModel{
			ID:          types.StringValue(o.ID),
			Method:      types.StringValue(o.Method),
			Path:        types.StringValue(o.Path),
			Scope:       configured.OptionalString(o.Scope),
			Permissions: append([]string{}, o.Permissions...),
			Features:    sets(o.Features),
			UsageGroup:  types.StringValue(o.UsageGroup),
		})
	}
	list, d := types.ListValueFrom(ctx, detailType, details)
	diags.Append(d...)
	m.Details = list
}
