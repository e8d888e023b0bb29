// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package attribute

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

// OperationsDescription documents the form of a reference.
const OperationsDescription = "Operations of the RingCentral API, by ID in the API reference, for example `createSMSMessage`, or by method and path, for example `GET /restapi/v1.0/account/~/extension`. The path can contain `~`, real IDs or parameter names."

// maxReference bounds what an error repeats of a reference, in characters.
const maxReference = 200

// NearestOperations asks which operations a reference to none may mean, as the end of an
// error. It is empty if none is near.
func NearestOperations(reference string) string {
	nearest := apicatalog.Nearest(reference, suggestions)
	if len(nearest) == 0 {
		return ""
	}
	return " Did you mean one of these?\n  - " + strings.Join(nearest, "\n  - ")
}

// suggestions is how many near names an error offers.
const suggestions = 3

// ResolveOperations returns the operations that a set of references names, sorted by ID as
// the catalog is. Unknown ones are errors. known is false while a reference is
// known only after apply.
func ResolveOperations(ctx context.Context, references types.Set, at path.Path, diags *diag.Diagnostics) (operations []apicatalog.Operation, known bool) {
	if references.IsUnknown() || references.IsNull() { // without references the catalog is not even parsed
		return nil, references.IsNull()
	}
	var elements []types.String
	diags.Append(references.ElementsAs(ctx, &elements, false)...)
	known = true
	named := map[string]bool{}
	for _, element := range elements {
		if element.IsUnknown() {
			known = false
			continue
		}
		operation, ok := apicatalog.Find(element.ValueString())
		if !ok {
			diags.AddAttributeError(
				at.AtSetValue(element), fmt.Sprintf("Unknown operation %q", printable.Line(element.ValueString(), maxReference)),
				"RingCentral's OpenAPI document has no such operation."+NearestOperations(element.ValueString()),
			)
			continue
		}
		named[operation.ID] = true
	}
	for _, operation := range apicatalog.Operations() {
		if named[operation.ID] {
			operations = append(operations, operation)
		}
	}
	return operations, known
}
