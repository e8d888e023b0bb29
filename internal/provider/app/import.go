// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

// identityKey is the attribute of the identity that names an app.
const identityKey = "client_id"

// ImportState takes a client ID, or an identity. References may follow it as a query, so that
// the app is verified at once: CLIENT_ID?client_secret_from=env:NAME&jwt_from=file:PATH.
func (r *appResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	key := identity.ImportKey(ctx, r.Provider, identityKey, req, resp)
	if resp.Diagnostics.HasError() {
		return
	}
	clientID, references, err := parseImportID(key)
	if err != nil {
		resp.Diagnostics.AddError("Invalid import ID of an app", fmt.Sprintf("%v.\n\n%s", err, importUsage))
		return
	}
	set := func(attribute string, value any) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(attribute), value)...)
	}
	set("client_id", clientID)
	set("app_type", "rest_api")
	set("auth_flow", "jwt")
	set("scopes", types.SetNull(types.StringType))
	for name, reference := range references {
		set(name, reference)
	}
}

// parseImportID reads an import ID. Its errors do not repeat what stands where a
// reference should: it may be the secret itself.
func parseImportID(key string) (clientID string, references map[string]types.Object, err error) {
	clientID, query, _ := strings.Cut(key, "?")
	values, err := url.ParseQuery(query)
	if err != nil || !attribute.IsClientID(clientID) {
		return "", nil, errors.New("it is not a Client ID")
	}
	references = map[string]types.Object{}
	for name, given := range values {
		if name != "client_secret_from" && name != "jwt_from" || len(given) != 1 {
			return "", nil, errors.New("after the Client ID it can have client_secret_from and jwt_from, once each")
		}
		if references[name], err = secretref.ParseImportForm(given[0]); err != nil {
			return "", nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return clientID, references, nil
}

const importUsage = "Import an app by its Client ID (Developer Console > Apps > the app > Credentials), for example:\n\n" +
	"  terraform import ringcentral_app.orders AbCdEf123456\n\n" +
	"To verify it at once, add references to its secrets:\n\n" +
	"  terraform import ringcentral_app.orders 'AbCdEf123456?client_secret_from=env:ORDERS_CLIENT_SECRET&jwt_from=env:ORDERS_JWT'"
