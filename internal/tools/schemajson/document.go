// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
)

// formatVersion is the version of the JSON format that Terraform documents
// under "terraform providers schema". The types below follow that format.
const formatVersion = "1.0"

type document struct {
	FormatVersion   string                     `json:"format_version"`
	ProviderSchemas map[string]providerSchemas `json:"provider_schemas"`
}

type providerSchemas struct {
	Provider           *schema                   `json:"provider,omitempty"`
	Resources          map[string]schema         `json:"resource_schemas,omitempty"`
	DataSources        map[string]schema         `json:"data_source_schemas,omitempty"`
	EphemeralResources map[string]schema         `json:"ephemeral_resource_schemas,omitempty"`
	ListResources      map[string]schema         `json:"list_resource_schemas,omitempty"`
	Actions            map[string]schema         `json:"action_schemas,omitempty"`
	Functions          map[string]function       `json:"functions,omitempty"`
	ResourceIdentities map[string]identitySchema `json:"resource_identity_schemas,omitempty"`
}

type schema struct {
	Version int64  `json:"version"`
	Block   *block `json:"block,omitempty"`
}

type block struct {
	Attributes      map[string]attribute   `json:"attributes,omitempty"`
	BlockTypes      map[string]nestedBlock `json:"block_types,omitempty"`
	Description     string                 `json:"description,omitempty"`
	DescriptionKind string                 `json:"description_kind,omitempty"`
	Deprecated      bool                   `json:"deprecated,omitempty"`
}

type attribute struct {
	Type            tftypes.Type      `json:"type,omitempty"`
	NestedType      *nestedAttributes `json:"nested_type,omitempty"`
	Description     string            `json:"description,omitempty"`
	DescriptionKind string            `json:"description_kind,omitempty"`
	Deprecated      bool              `json:"deprecated,omitempty"`
	Required        bool              `json:"required,omitempty"`
	Optional        bool              `json:"optional,omitempty"`
	Computed        bool              `json:"computed,omitempty"`
	Sensitive       bool              `json:"sensitive,omitempty"`
	WriteOnly       bool              `json:"write_only,omitempty"`
}

type nestedAttributes struct {
	Attributes  map[string]attribute `json:"attributes,omitempty"`
	NestingMode string               `json:"nesting_mode,omitempty"`
}

type nestedBlock struct {
	NestingMode string `json:"nesting_mode,omitempty"`
	Block       *block `json:"block,omitempty"`
	MinItems    int64  `json:"min_items,omitempty"`
	MaxItems    int64  `json:"max_items,omitempty"`
}

type function struct {
	Description        string              `json:"description,omitempty"`
	Summary            string              `json:"summary,omitempty"`
	DeprecationMessage string              `json:"deprecation_message,omitempty"`
	ReturnType         tftypes.Type        `json:"return_type"`
	Parameters         []functionParameter `json:"parameters,omitempty"`
	VariadicParameter  *functionParameter  `json:"variadic_parameter,omitempty"`
}

type functionParameter struct {
	Name        string       `json:"name"`
	Description string       `json:"description,omitempty"`
	IsNullable  bool         `json:"is_nullable,omitempty"`
	Type        tftypes.Type `json:"type"`
}

type identitySchema struct {
	Version    int64                        `json:"version"`
	Attributes map[string]identityAttribute `json:"attributes,omitempty"`
}

type identityAttribute struct {
	Type              tftypes.Type `json:"type"`
	Description       string       `json:"description,omitempty"`
	RequiredForImport bool         `json:"required_for_import,omitempty"`
	OptionalForImport bool         `json:"optional_for_import,omitempty"`
}

// newDocument names the provider by its short name: tfplugindocs looks for that
// or for an address of HashiCorp's.
func newDocument(schemas *tfprotov6.GetProviderSchemaResponse, identities *tfprotov6.GetResourceIdentitySchemasResponse) document {
	return document{
		FormatVersion: formatVersion,
		ProviderSchemas: map[string]providerSchemas{provider.TypeName: {
			Provider:           newProviderSchema(schemas.Provider),
			Resources:          convert(schemas.ResourceSchemas, newSchema),
			DataSources:        convert(schemas.DataSourceSchemas, newSchema),
			EphemeralResources: convert(schemas.EphemeralResourceSchemas, newSchema),
			ListResources:      convert(schemas.ListResourceSchemas, newSchema),
			Actions:            convert(schemas.ActionSchemas, newActionSchema),
			Functions:          convert(schemas.Functions, newFunction),
			ResourceIdentities: convert(identities.IdentitySchemas, newIdentitySchema),
		}},
	}
}

func convert[From, To any](values map[string]From, conversion func(From) To) map[string]To {
	converted := make(map[string]To, len(values))
	for name, value := range values {
		converted[name] = conversion(value)
	}
	return converted
}

func newProviderSchema(s *tfprotov6.Schema) *schema {
	if s == nil {
		return nil
	}
	converted := newSchema(s)
	return &converted
}

func newSchema(s *tfprotov6.Schema) schema {
	return schema{Version: s.Version, Block: newBlock(s.Block)}
}

func newActionSchema(s *tfprotov6.ActionSchema) schema { return newSchema(s.Schema) }

func newBlock(b *tfprotov6.SchemaBlock) *block {
	if b == nil {
		return nil
	}
	converted := &block{
		Attributes:      newAttributes(b.Attributes),
		BlockTypes:      make(map[string]nestedBlock, len(b.BlockTypes)),
		Description:     b.Description,
		DescriptionKind: lowerCase(b.DescriptionKind),
		Deprecated:      b.Deprecated,
	}
	for _, nested := range b.BlockTypes {
		converted.BlockTypes[nested.TypeName] = nestedBlock{
			NestingMode: lowerCase(nested.Nesting),
			Block:       newBlock(nested.Block),
			MinItems:    nested.MinItems,
			MaxItems:    nested.MaxItems,
		}
	}
	return converted
}

func newAttributes(attributes []*tfprotov6.SchemaAttribute) map[string]attribute {
	converted := make(map[string]attribute, len(attributes))
	for _, a := range attributes {
		converted[a.Name] = attribute{
			Type:            a.Type,
			NestedType:      newNestedAttributes(a.NestedType),
			Description:     a.Description,
			DescriptionKind: lowerCase(a.DescriptionKind),
			Deprecated:      a.Deprecated,
			Required:        a.Required,
			Optional:        a.Optional,
			Computed:        a.Computed,
			Sensitive:       a.Sensitive,
			WriteOnly:       a.WriteOnly,
		}
	}
	return converted
}

func newNestedAttributes(object *tfprotov6.SchemaObject) *nestedAttributes {
	if object == nil {
		return nil
	}
	return &nestedAttributes{Attributes: newAttributes(object.Attributes), NestingMode: lowerCase(object.Nesting)}
}

func newFunction(f *tfprotov6.Function) function {
	converted := function{
		Description:        f.Description,
		Summary:            f.Summary,
		DeprecationMessage: f.DeprecationMessage,
		ReturnType:         f.Return.Type,
	}
	for _, parameter := range f.Parameters {
		converted.Parameters = append(converted.Parameters, newFunctionParameter(parameter))
	}
	if f.VariadicParameter != nil {
		variadic := newFunctionParameter(f.VariadicParameter)
		converted.VariadicParameter = &variadic
	}
	return converted
}

func newFunctionParameter(p *tfprotov6.FunctionParameter) functionParameter {
	return functionParameter{Name: p.Name, Description: p.Description, IsNullable: p.AllowNullValue, Type: p.Type}
}

func newIdentitySchema(s *tfprotov6.ResourceIdentitySchema) identitySchema {
	converted := identitySchema{Version: s.Version, Attributes: make(map[string]identityAttribute, len(s.IdentityAttributes))}
	for _, a := range s.IdentityAttributes {
		converted.Attributes[a.Name] = identityAttribute{
			Type:              a.Type,
			Description:       a.Description,
			RequiredForImport: a.RequiredForImport,
			OptionalForImport: a.OptionalForImport,
		}
	}
	return converted
}

// lowerCase spells a constant of the protocol as the JSON format does.
func lowerCase(constant interface{ String() string }) string {
	return strings.ToLower(constant.String())
}
