// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
)

// ListResults streams the objects that find returns, as many as Terraform asks
// for. describe fills in one result: its identity, and the object itself if
// Terraform wants it. Errors are results, too.
func ListResults[T any](
	ctx context.Context, req list.ListRequest, stream *list.ListResultsStream,
	find func(*diag.Diagnostics) []T, describe func(*T, *list.ListResult),
) {
	var diags diag.Diagnostics
	objects := find(&diags)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	stream.Results = func(push func(list.ListResult) bool) {
		for number, object := range objects {
			if req.Limit > 0 && int64(number) >= req.Limit {
				return
			}
			result := req.NewListResult(ctx)
			describe(&object, &result)
			if !push(result) {
				return
			}
		}
	}
}
