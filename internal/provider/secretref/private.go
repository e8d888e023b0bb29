// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package secretref

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// writeOnlyKey is where the private state notes that the secrets of an object
// are in its configuration only, so that a refresh leaves the object alone.
const writeOnlyKey = "write_only_secrets"

// PrivateReader reads the private state of a resource.
type PrivateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

// PrivateWriter writes the private state of a resource.
type PrivateWriter interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// KeepWriteOnly notes whether the secrets of an object are write-only.
func KeepWriteOnly(ctx context.Context, private PrivateWriter, writeOnly bool, diags *diag.Diagnostics) {
	value := []byte("false")
	if writeOnly {
		value = []byte("true")
	}
	diags.Append(private.SetKey(ctx, writeOnlyKey, value)...)
}

// IsWriteOnly returns what KeepWriteOnly has noted.
func IsWriteOnly(ctx context.Context, private PrivateReader, diags *diag.Diagnostics) bool {
	value, d := private.GetKey(ctx, writeOnlyKey)
	diags.Append(d...)
	return string(value) == "true"
}
