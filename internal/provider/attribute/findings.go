// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package attribute

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
)

// finding leaves out the evidence: its RCRequestId differs on every attempt, and an
// attribute whose value differs on every plan is noise.
type finding struct {
	Code    types.String `tfsdk:"code"`
	Summary types.String `tfsdk:"summary"`
	Detail  types.String `tfsdk:"detail"`
	Remedy  types.String `tfsdk:"remedy"`
	URL     types.String `tfsdk:"url"`
}

// FindingType is the type of an element of a findings attribute.
var FindingType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"code":    types.StringType,
	"summary": types.StringType,
	"detail":  types.StringType,
	"remedy":  types.StringType,
	"url":     types.StringType,
}}

var findingDescriptions = map[string]string{
	"code":    "Stable code of the finding, for example `jwt_flow_disabled`.",
	"summary": "One line.",
	"detail":  "What happened and what it means.",
	"remedy":  "What a person has to do.",
	"url":     "Where to do it. Null if there is no such page.",
}

// DataSourceFindings returns the findings attribute of a data source.
func DataSourceFindings(description string) datasourceschema.ListNestedAttribute {
	nested := map[string]datasourceschema.Attribute{}
	for name, text := range findingDescriptions {
		nested[name] = datasourceschema.StringAttribute{Computed: true, MarkdownDescription: text}
	}
	return datasourceschema.ListNestedAttribute{
		Computed: true, MarkdownDescription: description,
		NestedObject: datasourceschema.NestedAttributeObject{Attributes: nested},
	}
}

// ResourceFindings returns the findings attribute of a resource.
func ResourceFindings(description string) resourceschema.ListNestedAttribute {
	nested := map[string]resourceschema.Attribute{}
	for name, text := range findingDescriptions {
		nested[name] = resourceschema.StringAttribute{Computed: true, MarkdownDescription: text}
	}
	return resourceschema.ListNestedAttribute{
		Computed: true, MarkdownDescription: description,
		NestedObject: resourceschema.NestedAttributeObject{Attributes: nested},
	}
}

// Findings returns the value of a findings attribute.
func Findings(ctx context.Context, found []findings.Finding, diags *diag.Diagnostics) types.List {
	elements := make([]finding, 0, len(found))
	for _, f := range found {
		elements = append(elements, finding{
			Code:    types.StringValue(string(f.Code)),
			Summary: types.StringValue(f.Summary),
			Detail:  types.StringValue(f.Detail),
			Remedy:  optional(f.Remedy),
			URL:     optional(f.URL),
		})
	}
	list, d := types.ListValueFrom(ctx, FindingType, elements)
	diags.Append(d...)
	return list
}

// HasFinding reports whether the value of a findings attribute has one of some codes.
func HasFinding(ctx context.Context, list types.List, codes ...findings.Code) bool {
	var elements []finding
	if list.IsUnknown() || list.ElementsAs(ctx, &elements, false).HasError() {
		return false
	}
	for _, element := range elements {
		for _, code := range codes {
			if element.Code.ValueString() == string(code) {
				return true
			}
		}
	}
	return false
}

func optional(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}
