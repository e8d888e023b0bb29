// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package attribute

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
)

// Scopes rejects null, empty and misspelled application scopes. The set of scopes
// is open, so it only warns of an unknown one that resembles none.
func Scopes() validator.Set { return scopes{} }

type scopes struct{}

func (scopes) Description(context.Context) string { return "must hold application scopes" }

func (s scopes) MarkdownDescription(ctx context.Context) string { return s.Description(ctx) }

// ValidateSet implements validator.Set.
func (scopes) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	for _, element := range req.ConfigValue.Elements() {
		scope, ok := element.(types.String)
		if !ok || scope.IsUnknown() || console.KnownScope(scope.ValueString()) {
			continue
		}
		at := req.Path.AtSetValue(element)
		if scope.ValueString() == "" {
			resp.Diagnostics.AddAttributeError(at, "A scope is missing", "An element is null or empty. Remove it, or set it to the name of an application scope.")
			continue
		}
		nearest := console.NearestScope(scope.ValueString())
		if finding := findings.UnknownScope(scope.ValueString(), nearest); nearest != "" {
			resp.Diagnostics.AddAttributeError(at, finding.Summary, finding.Text())
		} else {
			resp.Diagnostics.AddAttributeWarning(at, finding.Summary, finding.Text())
		}
	}
}
