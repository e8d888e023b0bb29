// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

// declaredScopesKey is where the private state keeps the declared scopes. The
// attribute scopes shows what was observed, so that a plan shows the difference;
// what an app is judged by must not follow that.
const declaredScopesKey = "declared_scopes"

// declaration returns the scopes that the last apply declared; nil for an
// imported app that has not been applied yet.
func declaration(ctx context.Context, private secretref.PrivateReader, diags *diag.Diagnostics) []string {
	encoded, d := private.GetKey(ctx, declaredScopesKey)
	diags.Append(d...)
	if encoded == nil {
		return nil
	}
	scopes := []string{}
	if err := json.Unmarshal(encoded, &scopes); err != nil {
		diags.AddError(
			"The private state of the app is damaged",
			fmt.Sprintf("Could not read the declared scopes: %v. Apply the configuration again with -refresh=false.", err),
		)
	}
	return scopes
}

func keepDeclaration(ctx context.Context, private secretref.PrivateWriter, scopes []string, diags *diag.Diagnostics) {
	encoded, err := json.Marshal(scopes)
	if err != nil {
		diags.AddError("Could not store the declared scopes", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, declaredScopesKey, encoded)...)
}
