// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package identity

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// accountKey is the key of the account's ID in the private state. Terraform before 1.12
// stores no identities, so the identity alone is not enough.
const accountKey = "account"

// importing marks an object that an import has named and no read has found yet.
const importing Mark = "import"

// PrivateReader is the private state of an object as a request holds it.
type PrivateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

// Private is the private state of an object as a response holds it.
type Private interface {
	PrivateReader
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// RecordAccount stores the account of an object, which RingCentral names in the
// object's address.
func RecordAccount(ctx context.Context, private Private, uri string, diags *diag.Diagnostics) {
	recordAccount(ctx, private, accountOf(uri), diags)
}

func recordAccount(ctx context.Context, private Private, account string, diags *diag.Diagnostics) {
	if account == "" {
		return
	}
	encoded, err := json.Marshal(account)
	if err != nil {
		diags.AddError("Could not store the account ID", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, accountKey, encoded)...)
}

// SameAccount reports whether an object that was read belongs to the account that the
// state was recorded in, and stores the account. IDs of two accounts can be equal.
// Without this check, Terraform could change an object of another account.
func SameAccount(ctx context.Context, data *configured.Provider, private Private, uri string, diags *diag.Diagnostics) bool {
	recorded, current := recordedAccount(ctx, private, diags), accountOf(uri)
	if recorded != "" && current != "" && recorded != current {
		addOtherAccount(diags, data, recorded, current)
		return false
	}
	RecordAccount(ctx, private, uri, diags)
	importing.Clear(ctx, private, diags)
	return true
}

// ConfirmImport reports whether an object is being imported, and whether the account that
// the import has named, if any, is the provider's. SameAccount ends the import.
func ConfirmImport(ctx context.Context, data *configured.Provider, client *ringcentral.Client, private PrivateReader, diags *diag.Diagnostics) (imported, ok bool) {
	if !importing.IsSet(ctx, private, diags) {
		return false, true
	}
	return true, ConfirmAccount(ctx, data, client, private, diags)
}

// ConfirmAccount reports whether the provider's account is the one that the state was
// recorded in. It must be called before an object is changed, deleted or given up. It
// costs one request for all objects of a run, or none if account_id is set.
func ConfirmAccount(ctx context.Context, data *configured.Provider, client *ringcentral.Client, private PrivateReader, diags *diag.Diagnostics) bool {
	recorded := recordedAccount(ctx, private, diags)
	if recorded == "" {
		return !diags.HasError()
	}
	current := data.AccountID()
	if current == "~" {
		account, err := client.Account(ctx)
		if ringcentral.IsForbidden(err) { // the app or the user may not read the account
			return true
		}
		if err != nil {
			data.AddError(diags, "check which account the provider manages", err, nil)
			return false
		}
		current = string(account.ID)
	}
	if recorded != current {
		addOtherAccount(diags, data, recorded, current)
	}
	return recorded == current
}

func recordedAccount(ctx context.Context, private PrivateReader, diags *diag.Diagnostics) (account string) {
	stored, d := private.GetKey(ctx, accountKey)
	diags.Append(d...)
	if len(stored) > 0 && json.Unmarshal(stored, &account) != nil {
		return ""
	}
	return account
}

func addOtherAccount(diags *diag.Diagnostics, data *configured.Provider, recorded, current string) {
	diags.AddError("The object belongs to another RingCentral account",
		fmt.Sprintf("Its state, or the identity in the import, names account %s, but the provider's credentials belong to account %s on %s. Nothing was changed.\n\nWhat to do: run Terraform with the credentials of account %s. If you moved the object on purpose, remove it from the state (terraform state rm) and import it from its new account.",
			recorded, current, data.ServerURL(), recorded))
}
