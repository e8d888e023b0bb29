// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package extension

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/base"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

type model struct {
	ID              types.String `tfsdk:"id"`
	Email           types.String `tfsdk:"email"`
	ExtensionNumber types.String `tfsdk:"extension_number"`
	Name            types.String `tfsdk:"name"`
	FirstName       types.String `tfsdk:"first_name"`
	LastName        types.String `tfsdk:"last_name"`
	Type            types.String `tfsdk:"type"`
	Status          types.String `tfsdk:"status"`
	Department      types.String `tfsdk:"department"`
	JobTitle        types.String `tfsdk:"job_title"`
	SiteID          types.String `tfsdk:"site_id"`
	Hidden          types.Bool   `tfsdk:"hidden"`
	RoleIDs         types.Set    `tfsdk:"role_ids"`
}

func newModel(e *ringcentral.Extension) model {
	m := model{
		ID:              types.StringValue(string(e.ID)),
		Email:           base.OptionalString(e.Contact.Email),
		ExtensionNumber: base.OptionalString(e.ExtensionNumber),
		Name:            base.OptionalString(e.Name),
		FirstName:       base.OptionalString(e.Contact.FirstName),
		LastName:        base.OptionalString(e.Contact.LastName),
		Type:            base.OptionalString(e.Type),
		Status:          base.OptionalString(e.Status),
		Department:      base.OptionalString(e.Contact.Department),
		JobTitle:        base.OptionalString(e.Contact.JobTitle),
		Hidden:          types.BoolPointerValue(e.Hidden),
	}
	if e.Site != nil {
		m.SiteID = base.OptionalString(string(e.Site.ID))
	}
	roles := make([]attr.Value, 0, len(e.Roles))
	for _, role := range e.Roles {
		roles = append(roles, types.StringValue(string(role.ID)))
	}
	m.RoleIDs = types.SetValueMust(types.StringType, roles)
	return m
}
