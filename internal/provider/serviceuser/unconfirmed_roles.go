// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/identity"
)

// rolesUnconfirmedKey is the key of the private state that marks a new user who was not
// seen with the planned roles. Terraform demands that the state holds them after a create;
// a refresh that cannot read the roles takes them out.
const rolesUnconfirmedKey = "roles_unconfirmed"

func markUnconfirmed(ctx context.Context, private identity.Private) diag.Diagnostics {
	return private.SetKey(ctx, rolesUnconfirmedKey, []byte("true"))
}

func areUnconfirmed(ctx context.Context, private identity.PrivateReader, diags *diag.Diagnostics) bool {
	marked, d := private.GetKey(ctx, rolesUnconfirmedKey)
	diags.Append(d...)
	return string(marked) == "true"
}

// confirmRoles removes the mark once the roles have been seen.
func confirmRoles(ctx context.Context, private identity.Private) (diags diag.Diagnostics) {
	if areUnconfirmed(ctx, private, &diags) {
		diags.Append(private.SetKey(ctx, rolesUnconfirmedKey, []byte("false"))...)
	}
	return diags
}
