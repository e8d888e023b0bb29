// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package extension

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
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
		Email:           configured.OptionalString(e.Contact.Email),
		ExtensionNumber: configured.OptionalString(e.ExtensionNumber),
		Name:            configured.OptionalString(e.Name),
		FirstName:       configured.OptionalString(e.Contact.FirstName),
		LastName:        configured.OptionalString(e.Contact.LastName),
		Type:            configured.OptionalString(e.Type),
		Status:          configured.OptionalString(e.Status),
		Department:      configured.OptionalString(e.Contact.Department),
		JobTitle:        configured.OptionalString(e.Contact.JobTitle),
		Hidden:          types.BoolPointerValue(e.Hidden),
	}
	if e.Site != nil {
		m.SiteID = configured.OptionalString(string(e.Site.ID))
	}
	m.RoleIDs = configured.StringSet(ringcentral.RoleIDs(e.Roles))
	return m
}
