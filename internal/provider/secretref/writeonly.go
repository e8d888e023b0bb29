// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package secretref

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// WriteOnlyAttribute returns the write-only attribute of a secret with a name, beside
// the reference attribute "<name>_from".
func WriteOnlyAttribute(name, description string) resourceschema.StringAttribute {
	reference := name + "_from"
	return resourceschema.StringAttribute{
		Optional: true, WriteOnly: true, Sensitive: true,
		MarkdownDescription: fmt.Sprintf("%s The value itself, for example from an ephemeral resource of a secret manager. Terraform stores it in neither state nor plan. Verified during plan, not during refresh. Conflicts with `%s`. Needs Terraform 1.11 or later.", description, reference),
		Validators: []validator.String{
			stringvalidator.LengthAtLeast(1),
			stringvalidator.ConflictsWith(path.MatchRoot(reference)),
			referenceInstead{reference},
		},
	}
}

// WriteOnlyVersionAttribute returns the version of a write-only argument.
func WriteOnlyVersionAttribute(name string) resourceschema.Int64Attribute {
	writeOnly := name + "_wo"
	return resourceschema.Int64Attribute{
		Optional:            true,
		MarkdownDescription: fmt.Sprintf("Any number. Change it to make Terraform check `%s` again. Plans detect a changed value without it.", writeOnly),
		Validators:          []validator.Int64{int64validator.AlsoRequires(path.MatchRoot(writeOnly))},
	}
}

// referenceInstead asks users of a Terraform without write-only arguments to
// use the reference.
type referenceInstead struct{ reference string }

// Description implements validator.Describer.
func (v referenceInstead) Description(context.Context) string {
	return "needs Terraform 1.11 or later"
}

// MarkdownDescription implements validator.Describer.
func (v referenceInstead) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v referenceInstead) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ClientCapabilities.WriteOnlyAttributesAllowed {
		return
	}
	resp.Diagnostics.AddAttributeError(req.Path, "This version of Terraform has no write-only arguments",
		fmt.Sprintf("Write-only arguments need Terraform 1.11 or later. An older version would store the value in the state.\n\nWhat to do: use a reference, which works with every version: %s = { env = \"NAME_OF_VARIABLE\" }, { file = \"PATH\" } or { command = [\"PROGRAM\", \"ARGUMENT\"] }.", v.reference))
}
