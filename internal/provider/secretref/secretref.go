// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package secretref implements references to secrets: their schema and their conversion.
package secretref

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	providerschema "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/verification"
)

const (
	exactlyOne         = " Exactly one of `env`, `file` and `command` must be set."
	envDescription     = "Name of the environment variable that holds the value." + exactlyOne
	fileDescription    = "Path of the file that holds the value, at most 64 KiB." + exactlyOne
	commandDescription = "Program and arguments that print the value, for example `[\"op\", \"read\", \"op://vault/orders/jwt\"]`. Limits: 30 seconds, 64 KiB." + exactlyOne
	suffix             = " A reference, never the value itself: state and plan hold only the reference. See the guide *Managing secrets*."
)

type model struct {
	Env     types.String `tfsdk:"env"`
	File    types.String `tfsdk:"file"`
	Command types.List   `tfsdk:"command"`
}

var attributeTypes = map[string]attr.Type{
	"env":     types.StringType,
	"file":    types.StringType,
	"command": types.ListType{ElemType: types.StringType},
}

// ResourceAttribute returns the optional reference attribute of a resource.
func ResourceAttribute(description string, validators ...validator.Object) resourceschema.SingleNestedAttribute {
	return resourceschema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: description + suffix,
		Validators:          append(validators, onePlace{}),
		Attributes: map[string]resourceschema.Attribute{
			"env":  resourceschema.StringAttribute{Optional: true, MarkdownDescription: envDescription, Validators: envValidators()},
			"file": resourceschema.StringAttribute{Optional: true, MarkdownDescription: fileDescription, Validators: fileValidators()},
			"command": resourceschema.ListAttribute{
				Optional: true, ElementType: types.StringType, MarkdownDescription: commandDescription, Validators: commandValidators(),
			},
		},
	}
}

// ProviderAttribute returns the optional reference attribute of the provider block.
func ProviderAttribute(description string, validators ...validator.Object) providerschema.SingleNestedAttribute {
	return providerschema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: description + suffix,
		Validators:          append(validators, onePlace{}),
		Attributes: map[string]providerschema.Attribute{
			"env":  providerschema.StringAttribute{Optional: true, MarkdownDescription: envDescription, Validators: envValidators()},
			"file": providerschema.StringAttribute{Optional: true, MarkdownDescription: fileDescription, Validators: fileValidators()},
			"command": providerschema.ListAttribute{
				Optional: true, ElementType: types.StringType, MarkdownDescription: commandDescription, Validators: commandValidators(),
			},
		},
	}
}

// RequiredDataSourceAttribute returns the required reference attribute of a data source.
func RequiredDataSourceAttribute(description string) datasourceschema.SingleNestedAttribute {
	return datasourceschema.SingleNestedAttribute{
		Required:            true,
		MarkdownDescription: description + suffix,
		Validators:          []validator.Object{onePlace{}},
		Attributes: map[string]datasourceschema.Attribute{
			"env":  datasourceschema.StringAttribute{Optional: true, MarkdownDescription: envDescription, Validators: envValidators()},
			"file": datasourceschema.StringAttribute{Optional: true, MarkdownDescription: fileDescription, Validators: fileValidators()},
			"command": datasourceschema.ListAttribute{
				Optional: true, ElementType: types.StringType, MarkdownDescription: commandDescription, Validators: commandValidators(),
			},
		},
	}
}

// EphemeralAttribute returns the optional reference attribute of an ephemeral resource.
func EphemeralAttribute(description string, validators ...validator.Object) ephemeralschema.SingleNestedAttribute {
	return ephemeralschema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: description + suffix,
		Validators:          append(validators, onePlace{}),
		Attributes: map[string]ephemeralschema.Attribute{
			"env":  ephemeralschema.StringAttribute{Optional: true, MarkdownDescription: envDescription, Validators: envValidators()},
			"file": ephemeralschema.StringAttribute{Optional: true, MarkdownDescription: fileDescription, Validators: fileValidators()},
			"command": ephemeralschema.ListAttribute{
				Optional: true, ElementType: types.StringType, MarkdownDescription: commandDescription, Validators: commandValidators(),
			},
		},
	}
}

// Secret is the outcome of resolving a reference, or a value that was given directly.
type Secret struct {
	// Value is the secret; empty if it is not available.
	Value string
	// Reference says where the secret is; zero if there is none.
	Reference credential.Reference
	// WriteOnly is set when the value comes from a write-only argument, which only
	// the configuration holds.
	WriteOnly bool
	// Unknown is set when the reference or value is known only after apply.
	Unknown bool
	// Problem says why there is no value; nil if there is one.
	Problem *findings.Finding
}

// Configured reports whether the configuration says where the secret is, or holds it.
func (s Secret) Configured() bool { return s.Unknown || s.WriteOnly || !s.Reference.IsZero() }

// ToVerify returns the secret as a verification takes it, and where it comes from.
// name is that of the secret without suffix, for example jwt.
func (s Secret) ToVerify(name string) (verification.Secret, findings.Origin) {
	origin := findings.Origin{Argument: name + "_from"}
	switch {
	case s.WriteOnly:
		origin = findings.Origin{Argument: name + "_wo", Literal: true}
	case !s.Reference.IsZero():
		origin.Place = "the " + s.Reference.String()
	}
	return verification.Secret{Value: s.Value, Problem: s.Problem, Unknown: s.Unknown}, origin
}

// String keeps the value out of formatted output.
func (s Secret) String() string { return s.Reference.String() }

// GoString keeps the value out of formatted output.
func (s Secret) GoString() string { return s.String() }

// Argument is a reference attribute as findings name it.
type Argument struct {
	Name   string
	Source findings.Source
}

// SourceOf returns where the references of an object come from: its configuration,
// or, while it is refreshed, its state. An object whose status is not recorded yet
// has just been imported.
func SourceOf(refreshing bool, status types.String) findings.Source {
	switch {
	case !refreshing:
		return findings.FromConfiguration
	case status.IsNull():
		return findings.FromImport
	}
	return findings.FromState
}

// Resolve reads the secret that a reference attribute points to.
func Resolve(ctx context.Context, data *configured.Provider, reference types.Object, argument Argument, diags *diag.Diagnostics) Secret {
	if reference.IsNull() {
		problem := findings.NoReference(argument.Name)
		return Secret{Problem: &problem}
	}
	where, known := ReferenceOf(ctx, reference)
	if !known {
		return Secret{Unknown: true}
	}
	found, err := data.Resolve(ctx, where)
	if err != nil {
		problem := findings.Unresolved(argument.Name, argument.Source, err)
		return Secret{Reference: where, Problem: &problem}
	}
	if found.WorldReadable && data.First("world-readable "+where.String()) {
		configured.AddFindings(diags, path.Root(argument.Name), true, findings.WorldReadable(argument.Name, where))
	}
	return Secret{Reference: where, Value: found.Value}
}

// ResolveWriteOnly returns the value of a write-only argument if there is one,
// else what the reference attribute beside it points to.
func ResolveWriteOnly(
	ctx context.Context, data *configured.Provider, writeOnly types.String, reference types.Object, argument Argument, diags *diag.Diagnostics,
) Secret {
	switch {
	case writeOnly.IsUnknown():
		return Secret{WriteOnly: true, Unknown: true}
	case !writeOnly.IsNull():
		return Secret{WriteOnly: true, Value: writeOnly.ValueString()}
	}
	return Resolve(ctx, data, reference, argument, diags)
}

// ReferenceOf reads a reference attribute; known is false while it, or a part of it,
// is known only after apply.
func ReferenceOf(ctx context.Context, reference types.Object) (where credential.Reference, known bool) {
	if reference.IsNull() {
		return credential.Reference{}, true
	}
	var m model
	if diags := reference.As(ctx, &m, basetypes.ObjectAsOptions{}); diags.HasError() || m.Env.IsUnknown() || m.File.IsUnknown() || m.Command.IsUnknown() {
		return credential.Reference{}, false
	}
	var arguments []types.String
	if diags := m.Command.ElementsAs(ctx, &arguments, false); diags.HasError() {
		return credential.Reference{}, false
	}
	where = credential.Reference{Env: m.Env.ValueString(), File: m.File.ValueString()}
	for _, argument := range arguments {
		if argument.IsUnknown() {
			return credential.Reference{}, false
		}
		where.Command = append(where.Command, argument.ValueString())
	}
	return where, true
}

// ParseImportForm reads a reference as import IDs write it: "env:NAME",
// "file:PATH" or "command:" with a JSON list of program and arguments. It returns
// the value of a reference attribute. Its errors never quote the text, which
// may be a secret given by mistake.
func ParseImportForm(text string) (types.Object, error) {
	kind, where, _ := strings.Cut(text, ":")
	m := model{Command: types.ListNull(types.StringType)}
	var argv []string
	switch {
	case where == "" || credential.LooksLikeSecret(where) || !printable.IsClean(where):
		return types.ObjectNull(attributeTypes), errImportForm
	case kind == "env":
		m.Env = types.StringValue(where)
	case kind == "file":
		m.File = types.StringValue(where)
	case kind == "command" && json.Unmarshal([]byte(where), &argv) == nil && len(argv) > 0:
		arguments := make([]attr.Value, 0, len(argv))
		for _, argument := range argv {
			arguments = append(arguments, types.StringValue(argument))
		}
		m.Command = types.ListValueMust(types.StringType, arguments)
	default:
		return types.ObjectNull(attributeTypes), errImportForm
	}
	object, diags := types.ObjectValueFrom(context.Background(), attributeTypes, m)
	if diags.HasError() {
		return object, fmt.Errorf("converting the reference: %v", diags)
	}
	return object, nil
}

// ImportForm writes a reference attribute as import IDs do; empty if there is none.
func ImportForm(ctx context.Context, reference types.Object) string {
	where, _ := ReferenceOf(ctx, reference)
	switch {
	case where.Env != "":
		return "env:" + where.Env
	case where.File != "":
		return "file:" + where.File
	case len(where.Command) > 0:
		if argv, err := json.Marshal(where.Command); err == nil {
			return "command:" + string(argv)
		}
	}
	return ""
}

var errImportForm = errors.New(`a reference is written "env:NAME", "file:PATH" or "command:[\"PROGRAM\",\"ARGUMENT\"]"`)
