// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package identity

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Mark is the key of a property in the private state that an object has or has not.
type Mark string

// Set marks an object.
func (m Mark) Set(ctx context.Context, private Private, diags *diag.Diagnostics) {
	diags.Append(private.SetKey(ctx, string(m), []byte("true"))...)
}

// IsSet reports whether an object is marked.
func (m Mark) IsSet(ctx context.Context, private PrivateReader, diags *diag.Diagnostics) bool {
	marked, d := private.GetKey(ctx, string(m))
	diags.Append(d...)
	return string(marked) == "true"
}

// Clear removes the mark. It writes nothing if there is none.
func (m Mark) Clear(ctx context.Context, private Private, diags *diag.Diagnostics) {
	if m.IsSet(ctx, private, diags) {
		diags.Append(private.SetKey(ctx, string(m), []byte("false"))...)
	}
}
