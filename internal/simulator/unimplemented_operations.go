// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"net/http"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
)

// unimplementedOperations returns the operations of the OpenAPI document that the
// platform does not implement. They check scope and permission, and return nothing.
func unimplementedOperations(implemented []operation) []operation {
	var unimplemented []operation
	for _, documented := range apicatalog.Operations() {
		if slices.ContainsFunc(implemented, func(op operation) bool { return op.id == documented.ID }) {
			continue
		}
		unimplemented = append(unimplemented, operation{
			method: documented.Method, path: documented.Path, id: documented.ID,
			group: strings.ToLower(documented.UsageGroup), scope: documented.Scope, permissions: documented.Permissions,
			handle: func(*Simulator, *call) response { return response{status: http.StatusNoContent} },
		})
	}
	return unimplemented
}
