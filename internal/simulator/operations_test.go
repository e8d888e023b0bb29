// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
)

// TestOperationsAreAsDocumented compares what an operation demands of its caller
// with RingCentral's OpenAPI document.
func TestOperationsAreAsDocumented(t *testing.T) {
	t.Parallel()
	documented := map[string]apicatalog.Operation{}
	for _, operation := range apicatalog.Operations() {
		documented[operation.ID] = operation
	}
	for _, op := range operations() {
		want, ok := documented[op.id]
		if !ok {
			t.Errorf("the document has no operation %s", op.id)
			continue
		}
		if op.method != want.Method || op.path != want.Path {
			t.Errorf("%s is %s %s, and the document says %s %s", op.id, op.method, op.path, want.Method, want.Path)
		}
		if group := cmp.Or(op.group, "nothrottling"); group != strings.ToLower(want.UsageGroup) {
			t.Errorf("%s is in the usage group %s, and the document says %s", op.id, group, want.UsageGroup)
		}
		if op.scope != want.Scope {
			t.Errorf("%s needs the scope %q, and the document says %q", op.id, op.scope, want.Scope)
		}
		if got, permissions := slices.Sorted(slices.Values(op.permissions)), slices.Sorted(slices.Values(want.Permissions)); !slices.Equal(got, permissions) {
			t.Errorf("%s needs one of the permissions %v, and the document says %v", op.id, got, permissions)
		}
	}
}
