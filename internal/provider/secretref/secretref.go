// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package secretref is the schema of a secret reference and its conversion: an
// object that says where a secret is, never what it is.
package secretref

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
)

const (
	envDescription  = "Name of the environment variable that holds the value, on every machine that runs Terraform. Exactly one of `env` and `file` must be set."
	fileDescription = "Path of the file that holds the value (at most 64 KiB; one trailing newline is ignored; `~/` is the home directory). Exactly one of `env` and `file` must be set."
	suffix          = " A reference: where the value is, never the value itself. State and plan hold only the reference."
)

type model struct {
	Env  types.String `tfsdk:"env"`
	File types.String `tfsdk:"file"`
}

var attributeTypes = map[string]attr.Type{"env": types.StringType, "file": types.StringType}

// ResourceAttribute returns the optional reference attribute of a resource.
func ResourceAttribute(description string) resourceschema.SingleNestedAttribute {
	return resourceschema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: description + suffix,
		Attributes: map[string]resourceschema.Attribute{
			"env":  resourceschema.StringAttribute{Optional: true, MarkdownDescription: envDescription, Validators: envValidators()},
			"file": resourceschema.StringAttribute{Optional: true, MarkdownDescription: fileDescription, Validators: fileValidators()},
		},
	}
}

// RequiredDataSourceAttribute returns the required reference attribute of a data source.
func RequiredDataSourceAttribute(description string) datasourceschema.SingleNestedAttribute {
	return datasourceschema.SingleNestedAttribute{
		Required:            true,
		MarkdownDescription: description + suffix,
		Attributes: map[string]datasourceschema.Attribute{
			"env":  datasourceschema.StringAttribute{Optional: true, MarkdownDescription: envDescription, Validators: envValidators()},
			"file": datasourceschema.StringAttribute{Optional: true, MarkdownDescription: fileDescription, Validators: fileValidators()},
		},
	}
}

func envValidators() []validator.String {
	return []validator.String{
		stringvalidator.ExactlyOneOf(path.MatchRelative().AtParent().AtName("env"), path.MatchRelative().AtParent().AtName("file")),
		stringvalidator.LengthAtLeast(1),
	}
}

func fileValidators() []validator.String {
	return []validator.String{stringvalidator.LengthAtLeast(1)}
}

// Secret is the outcome of resolving a reference.
type Secret struct {
	// Value is the secret; empty if it is not available.
	Value string
	// Reference says where the secret is; zero if there is none.
	Reference credential.Reference
	// Unknown is set when the reference itself is known only after apply.
	Unknown bool
	// Problem says why there is no value; nil if there is one.
	Problem *findings.Finding
}

// Configured tells whether the configuration holds a reference.
func (s Secret) Configured() bool { return s.Unknown || !s.Reference.IsZero() }

// Resolve reads the secret that a reference attribute points to. attribute is
// its name, for findings.
func Resolve(ctx context.Context, reference types.Object, attribute string) Secret {
	if reference.IsUnknown() {
		return Secret{Unknown: true}
	}
	if reference.IsNull() {
		problem := findings.NoReference(attribute)
		return Secret{Problem: &problem}
	}
	var m model
	diags := reference.As(ctx, &m, basetypes.ObjectAsOptions{})
	if diags.HasError() || m.Env.IsUnknown() || m.File.IsUnknown() {
		return Secret{Unknown: true}
	}
	secret := Secret{Reference: credential.Reference{Env: m.Env.ValueString(), File: m.File.ValueString()}}
	value, err := secret.Reference.Resolve(ctx)
	if err != nil {
		problem := findings.Unresolved(attribute, err)
		secret.Problem = &problem
		return secret
	}
	secret.Value = value
	return secret
}

// String keeps the value out of formatted output.
func (s Secret) String() string { return s.Reference.String() }

// GoString keeps the value out of formatted output.
func (s Secret) GoString() string { return s.Reference.String() }

// Parse reads the short form of a reference that import IDs use, "env:NAME" or
// "file:PATH", and returns the value of a reference attribute.
func Parse(short string) (types.Object, error) {
	kind, where, _ := strings.Cut(short, ":")
	m := model{}
	switch {
	case kind == "env" && where != "":
		m.Env = types.StringValue(where)
	case kind == "file" && where != "":
		m.File = types.StringValue(where)
	default:
		return types.ObjectNull(attributeTypes), errors.New(`a reference is written "env:NAME" or "file:PATH"`)
	}
	object, diags := types.ObjectValueFrom(context.Background(), attributeTypes, m)
	if diags.HasError() {
		return object, fmt.Errorf("converting the reference: %v", diags)
	}
	return object, nil
}
