// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

const importUsage = `Import a user by what you know of it:

  terraform import ringcentral_service_user.orders 62288329016
  terraform import ringcentral_service_user.orders email:orders-notifier@example.com
  terraform import ringcentral_service_user.orders extension_number:4711`

// ImportState takes the ID of an extension, its identity, or the e-mail address or
// extension number that a person knows.
func (r *userResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	key := identity.ImportKey(ctx, r.Provider, "id", req, resp)
	if resp.Diagnostics.HasError() {
		return
	}
	id, filter, ok := parseImportID(key)
	if !ok {
		resp.Diagnostics.AddError(
			"Invalid import ID of a user",
			fmt.Sprintf("%q is neither an extension ID (digits), nor \"email:\" or \"extension_number:\" with a value.\n\n%s", configured.Name(key), importUsage),
		)
		return
	}
	if id == "" {
		id = r.find(ctx, key, filter, &resp.Diagnostics)
	}
	if id != "" {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id)...)
	}
}

// parseImportID reads an import ID: it holds the ID of a user, or what selects one.
func parseImportID(key string) (id string, filter ringcentral.ExtensionFilter, ok bool) {
	kind, value, _ := strings.Cut(key, ":")
	switch {
	case attribute.ExtensionIDPattern.MatchString(key):
		return key, filter, true
	case kind == "email" && emailPattern.MatchString(value):
		filter.Email = []string{value}
	case kind == "extension_number" && extensionNumberPattern.MatchString(value):
		filter.ExtensionNumber = value
	default:
		return "", filter, false
	}
	return "", filter, true
}

// kinds names the types of extensions that are not users.
var kinds = map[string]string{
	"Announcement": "an announcement-only extension", "ApplicationExtension": "an application extension", "Bot": "a bot",
	"Department": "a call queue", "FaxUser": "a fax extension", "IvrMenu": "an IVR menu", "Limited": "a limited extension",
	"PagingOnly": "a paging group", "ParkLocation": "a park location", "Room": "a room", "SharedLinesGroup": "a shared lines group",
	"Site": "a site", "Voicemail": "a message-only extension",
}

// refuseOtherKinds reports an extension that cannot be imported as a user: Terraform
// would change its type or delete it later.
func refuseOtherKinds(e *ringcentral.Extension, diags *diag.Diagnostics) (refused bool) {
	name := e.ExtensionNumber
	if name == "" {
		name = string(e.ID)
	}
	switch {
	case !slices.Contains(userTypes, e.Type):
		kind := kinds[e.Type]
		if kind == "" {
			kind = fmt.Sprintf("of the type %q", configured.Name(e.Type))
		}
		diags.AddError(fmt.Sprintf("Extension %s is %s, not a user", configured.Name(name), kind),
			"ringcentral_service_user manages only users. It would change the type of this extension, and delete it when you destroy the resource.\n\nWhat to do: import another extension.")
	case e.Status == "Unassigned":
		diags.AddError(fmt.Sprintf("Extension %s is an unassigned seat, not a user", configured.Name(name)),
			"What to do: declare a user with use_unassigned_seat = true, which gets a free seat when it is created.")
	default:
		return false
	}
	return true
}

// find returns the one user that a filter selects.
func (r *userResource) find(ctx context.Context, key string, filter ringcentral.ExtensionFilter, diags *diag.Diagnostics) string {
	client := r.Provider.ClientFor("find the user to import", diags)
	if client == nil {
		return ""
	}
	found, err := client.ListExtensions(ctx, filter)
	switch {
	case err != nil:
		r.Provider.AddError(diags, "find the user to import", err, nil)
	case len(found) == 0:
		diags.AddError("User not found", fmt.Sprintf("The account has no extension with %q.\n\n%s", key, importUsage))
	case len(found) > 1:
		var ids []string
		for _, e := range found {
			ids = append(ids, fmt.Sprintf("%s (%s, extension number %s)", e.ID, configured.Name(e.Type), configured.Name(e.ExtensionNumber)))
		}
		diags.AddError("Several users match", fmt.Sprintf("Import one of them by its ID:\n  - %s", strings.Join(configured.Names(ids), "\n  - ")))
	default:
		return string(found[0].ID)
	}
	return ""
}
