// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

var clientIDPattern = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// identityKey is the attribute of the identity that names an app.
const identityKey = "client_id"

// ImportState takes a client ID, or an identity. References may follow it as a query, so that
// the app is verified at once: CLIENT_ID?client_secret=env:NAME&jwt=file:PATH.
func (r *appResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	key := identity.ImportKey(ctx, r.Data, identityKey, req, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	clientID, query, _ := strings.Cut(key, "?")
	values, err := url.ParseQuery(query)
	if err != nil || !clientIDPattern.MatchString(clientID) {
		resp.Diagnostics.AddError("The import ID is not a client ID", importUsage)
		return
	}
	set := func(attribute string, value any) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(attribute), value)...)
	}
	set("client_id", clientID)
	set("app_type", "rest_api")
	set("auth_flow", "jwt")
	set("scopes", types.SetNull(types.StringType))
	for name := range values {
		if name != "client_secret" && name != "jwt" {
			resp.Diagnostics.AddError(fmt.Sprintf("The import ID has an unknown part %q", name), importUsage)
			return
		}
		reference, err := secretref.Parse(values.Get(name))
		if err != nil {
			resp.Diagnostics.AddError(fmt.Sprintf("The import ID has no valid reference for %s", name), fmt.Sprintf("%v.\n\n%s", err, importUsage))
			return
		}
		set(name, reference)
	}
}

const importUsage = "Import an app by its Client ID (Developer Console > Apps > the app > Credentials), for example:\n\n" +
	"  terraform import ringcentral_app.orders AbCdEf123456\n\n" +
	"To have it verified at once, add where its secrets are:\n\n" +
	"  terraform import ringcentral_app.orders 'AbCdEf123456?client_secret=env:ORDERS_CLIENT_SECRET&jwt=env:ORDERS_JWT'"
