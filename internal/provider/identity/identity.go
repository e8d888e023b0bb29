// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package identity implements resource identities. They contain the account, so that
// objects of two accounts are never confused.
package identity

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/origin"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
)

// Names of the attributes.
const (
	serverURL = "server_url"
	accountID = "account_id"
	id        = "id"
)

// OfAccountObject is the identity of an object that an account holds. id describes
// its ID.
func OfAccountObject(idDescription string) identityschema.Schema {
	return identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		serverURL: serverAttribute(),
		accountID: identityschema.StringAttribute{
			OptionalForImport: true, Description: "ID of the account. In an import, it defaults to the account that the provider manages.",
		},
		id: identityschema.StringAttribute{RequiredForImport: true, Description: idDescription},
	}}
}

// OfServerObject is the identity of an object that is known by another key than an
// account's ID.
func OfServerObject(key, keyDescription string) identityschema.Schema {
	return identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		serverURL: serverAttribute(),
		key:       identityschema.StringAttribute{RequiredForImport: true, Description: keyDescription},
	}}
}

func serverAttribute() identityschema.StringAttribute {
	return identityschema.StringAttribute{
		OptionalForImport: true,
		Description:       "Address of the RingCentral platform. In an import, it defaults to the provider's `server_url`.",
	}
}

// SetAccountObject records the identity of an object. uri is the address that
// RingCentral gives it, which names the account by its ID.
func SetAccountObject(ctx context.Context, data *configured.Provider, identity *tfsdk.ResourceIdentity, uri, objectID string, diags *diag.Diagnostics) {
	account := accountOf(uri)
	if account == "" && data.AccountID() != "~" {
		account = data.AccountID()
	}
	set(ctx, identity, map[string]string{serverURL: data.ServerURL(), accountID: account, id: objectID}, diags)
}

// EnsureAccountObject records what is known of an object without asking for it,
// unless its identity is on record. Terraform before 1.12 keeps no identities, and
// a response without one is an error.
func EnsureAccountObject(ctx context.Context, data *configured.Provider, identity *tfsdk.ResourceIdentity, objectID string, diags *diag.Diagnostics) {
	if identity != nil && identity.Raw.IsFullyNull() {
		SetAccountObject(ctx, data, identity, "", objectID, diags)
	}
}

// SetServerObject records the identity of an object by its key, which may be
// empty while it is not known.
func SetServerObject(ctx context.Context, data *configured.Provider, identity *tfsdk.ResourceIdentity, key, value string, diags *diag.Diagnostics) {
	set(ctx, identity, map[string]string{serverURL: data.ServerURL(), key: value}, diags)
}

func set(ctx context.Context, identity *tfsdk.ResourceIdentity, values map[string]string, diags *diag.Diagnostics) {
	if identity == nil {
		return
	}
	for name, value := range values {
		diags.Append(identity.SetAttribute(ctx, path.Root(name), configured.OptionalString(value))...)
	}
}

// accountOf returns the ID of the account in the address of one of its objects.
func accountOf(uri string) string {
	_, rest, found := strings.Cut(uri, "/account/")
	account, _, _ := strings.Cut(rest, "/")
	if !found || strings.Trim(account, "0123456789") != "" {
		return ""
	}
	return account
}

// isServer reports whether an address is that of a server, however it is written.
func isServer(address, server string) bool {
	parsed, err := origin.Parse(address, server)
	return err == nil && parsed == server
}

// ImportKey returns what an import names: its ID without surrounding white space, or the
// value of the identity's key. An identity of another server or account than the
// provider's is an error; where the provider's account is not known yet, ConfirmImport
// compares it.
func ImportKey(ctx context.Context, data *configured.Provider, key string, req resource.ImportStateRequest, resp *resource.ImportStateResponse) string {
	diags := &resp.Diagnostics
	if key == id { // the object is one of an account
		importing.Set(ctx, resp.Private, diags)
	}
	if req.ID != "" || req.Identity == nil {
		return strings.TrimSpace(req.ID)
	}
	given := func(name string) string {
		var value types.String
		if _, exists := req.Identity.Schema.GetAttributes()[name]; exists {
			diags.Append(req.Identity.GetAttribute(ctx, path.Root(name), &value)...)
		}
		return value.ValueString()
	}
	if data != nil {
		if server := given(serverURL); server != "" && !isServer(server, data.ServerURL()) {
			diags.AddAttributeError(path.Root(serverURL), "The identity belongs to another server",
				fmt.Sprintf("It names %q, but the provider uses %s. Import the object with the server_url of its server.", server, data.ServerURL()))
		}
		if account := given(accountID); account != "" && data.AccountID() != "~" && account != data.AccountID() {
			diags.AddAttributeError(path.Root(accountID), "The identity belongs to another account",
				fmt.Sprintf("It names account %q, but the provider manages account %s. Import the object with credentials of its account.", account, data.AccountID()))
		}
		recordAccount(ctx, resp.Private, given(accountID), diags)
	}
	return given(key)
}
