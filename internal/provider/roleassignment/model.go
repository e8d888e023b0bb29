// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package roleassignment

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

type model struct {
	ID     types.String `tfsdk:"id"`
	UserID types.String `tfsdk:"user_id"`
	RoleID types.String `tfsdk:"role_id"`

	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

const separator = "/"

func (m *model) setID() {
	m.ID = types.StringValue(m.UserID.ValueString() + separator + m.RoleID.ValueString())
}

// parseID reads the ID of an assignment.
func parseID(id string) (userID, roleID string, ok bool) {
	userID, roleID, ok = strings.Cut(id, separator)
	return userID, roleID, ok && attribute.ExtensionIDPattern.MatchString(userID) && attribute.RoleIDPattern.MatchString(roleID)
}

// uriOf returns the address of the role with an ID; empty if it is not there.
func uriOf(roles []ringcentral.AssignedRole, id string) string {
	for _, role := range roles {
		if string(role.ID) == id {
			return role.URI
		}
	}
	return ""
}
