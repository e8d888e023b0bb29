// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// protected returns the extensions whose loss would lock Terraform or people out: the owner
// of the provider's JWT credential, and the system extension, which has the account's ID.
func protected(ctx context.Context, client *ringcentral.Client) (owner, system string, err error) {
	if owner, err = client.OwnerID(ctx); err != nil {
		return "", "", err
	}
	account, err := client.Account(ctx)
	if err != nil {
		return "", "", err
	}
	return owner, string(account.ID), nil
}

// refuseProtected reports an extension that must not be deleted.
func refuseProtected(ctx context.Context, client *ringcentral.Client, id string, diags *diag.Diagnostics) error {
	owner, system, err := protected(ctx, client)
	switch {
	case err != nil:
		return err
	case id == owner:
		diags.AddError("The provider acts as this user",
			fmt.Sprintf("The provider's own JWT credential belongs to extension %s. Deleting the extension would lock Terraform out of the account.\n\nWhat to do: remove it from the state without deleting it (terraform state rm, or a removed block with destroy = false), or run Terraform as another user.", id))
	case id == system:
		diags.AddError("The account's system extension cannot be deleted",
			fmt.Sprintf("Extension %s is the account's system extension, which has full administrator rights and belongs to the account itself.\n\nWhat to do: remove it from the state without deleting it (terraform state rm, or a removed block with destroy = false).", id))
	}
	return nil
}
