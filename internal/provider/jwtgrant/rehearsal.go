// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtgrant

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/verification"
)

const (
	maxRehearsals = 10
	// maxShown bounds what an error repeats of a rehearsal, in characters.
	maxShown = 200
)

// parseRehearsal reads a GET operation by method and path, with a query if it has one.
func parseRehearsal(text string) (verification.Rehearsal, error) {
	method, target, _ := strings.Cut(strings.TrimSpace(text), " ")
	if !strings.EqualFold(method, http.MethodGet) {
		return verification.Rehearsal{}, errors.New("a rehearsal is a GET request, written as method and path: other methods could change something")
	}
	address, err := url.Parse(strings.TrimSpace(target))
	if err != nil {
		return verification.Rehearsal{}, errors.New("the path or the query is malformed")
	}
	query, err := url.ParseQuery(address.RawQuery)
	switch {
	case err != nil:
		return verification.Rehearsal{}, errors.New("the query is malformed")
	case address.IsAbs() || address.Host != "" || address.User != nil || !strings.HasPrefix(address.Path, "/"):
		return verification.Rehearsal{}, errors.New("it must start with a path, not with a server: the grant sends the token only to the configured one")
	case address.Fragment != "":
		return verification.Rehearsal{}, errors.New("it must not have a fragment (#)")
	case strings.ContainsAny(address.Path, "{}"):
		return verification.Rehearsal{}, errors.New("it must have real IDs or ~ in place of {parameters}")
	case slices.ContainsFunc(strings.Split(address.Path, "/"), func(segment string) bool { return segment == "." || segment == ".." }):
		return verification.Rehearsal{}, errors.New("the segments . and .. must not be in its path")
	}
	operation, known := apicatalog.Find(http.MethodGet + " " + address.Path)
	if !known || strings.HasPrefix(address.Path, "/restapi/oauth/") {
		return verification.Rehearsal{}, errNoOperation
	}
	return verification.Rehearsal{
		Rehearsed: findings.Rehearsed{
			Operation: printable.Line(strings.TrimSpace(text), maxShown), Scope: operation.Scope,
			Permissions: operation.Permissions, Features: slices.Concat(operation.Features...),
		},
		Group: transport.Group(strings.ToLower(operation.UsageGroup)),
		Path:  address.EscapedPath(),
		Query: query,
	}, nil
}

var errNoOperation = errors.New("RingCentral's OpenAPI document has no such operation for an access token")

// rehearsals validates the argument rehearse.
type rehearsals struct{}

func (rehearsals) Description(context.Context) string { return "must hold GET operations" }

func (r rehearsals) MarkdownDescription(ctx context.Context) string { return r.Description(ctx) }

// ValidateList implements validator.List.
func (rehearsals) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	for i, element := range req.ConfigValue.Elements() {
		text, ok := element.(types.String)
		if !ok || text.IsUnknown() || text.IsNull() {
			continue
		}
		_, err := parseRehearsal(text.ValueString())
		if err == nil {
			continue
		}
		detail := err.Error() + "."
		if errors.Is(err, errNoOperation) {
			detail += attribute.NearestOperations(text.ValueString())
		}
		resp.Diagnostics.AddAttributeError(req.Path.AtListIndex(i), fmt.Sprintf("Cannot rehearse %q", printable.Line(text.ValueString(), maxShown)), detail)
	}
}

func (m *arguments) rehearsals(ctx context.Context, diags *diag.Diagnostics) []verification.Rehearsal {
	var texts []string
	if !m.Rehearse.IsNull() {
		diags.Append(m.Rehearse.ElementsAs(ctx, &texts, false)...)
	}
	var parsed []verification.Rehearsal
	for _, text := range texts {
		if rehearsal, err := parseRehearsal(text); err == nil { // the validator reports errors
			parsed = append(parsed, rehearsal)
		}
	}
	return parsed
}

type outcome struct {
	Operation types.String `tfsdk:"operation"`
	Status    types.Int64  `tfsdk:"status"`
	ErrorCode types.String `tfsdk:"error_code"`
}

var outcomeType = types.ObjectType{AttrTypes: map[string]attr.Type{"operation": types.StringType, "status": types.Int64Type, "error_code": types.StringType}}

func rehearsedAttribute() schema.ListNestedAttribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "What RingCentral responded to `rehearse`. Null without a token, or after another finding.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"operation":  schema.StringAttribute{Computed: true, MarkdownDescription: "The operation, as in `rehearse`."},
			"status":     schema.Int64Attribute{Computed: true, MarkdownDescription: "HTTP status code. Null if there was no response."},
			"error_code": schema.StringAttribute{Computed: true, MarkdownDescription: "RingCentral's error code. Null after a success."},
		}},
	}
}

func rehearsed(ctx context.Context, outcomes []verification.Outcome, diags *diag.Diagnostics) types.List {
	if outcomes == nil {
		return types.ListNull(outcomeType)
	}
	elements := make([]outcome, 0, len(outcomes))
	for _, o := range outcomes {
		element := outcome{Operation: types.StringValue(o.Operation), Status: types.Int64Null(), ErrorCode: configured.OptionalString(o.ErrorCode)}
		if o.Status > 0 {
			element.Status = types.Int64Value(int64(o.Status))
		}
		elements = append(elements, element)
	}
	list, d := types.ListValueFrom(ctx, outcomeType, elements)
	diags.Append(d...)
	return list
}
