// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"path"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// comparison compares JSON values of one direction with the document's schemas.
type comparison struct {
	*Document
	options []openapi3.SchemaValidationOption
}

func (d *Document) comparison(direction openapi3.SchemaValidationOption) comparison {
	return comparison{d, append(schemaOptions(), direction)}
}

func schemaOptions() []openapi3.SchemaValidationOption {
	return []openapi3.SchemaValidationOption{
		openapi3.MultiErrors(),
		openapi3.SetSchemaRegexCompiler(compilePattern),
		openapi3.WithStringFormatValidators(stringFormats),
	}
}

// finding is a broken rule and its place in a JSON value.
type finding struct {
	place []string
	rule  string
}

// problems returns what is wrong with a value that all the schemas describe.
func (c comparison) problems(value any, schemas ...*openapi3.Schema) []string {
	var findings []finding
	for _, schema := range schemas {
		findings = append(findings, c.findings(schema.VisitJSON(value, c.options...), nil)...)
	}
	findings = append(findings, c.undeclared(value, schemas, nil)...)
	var problems []string
	for _, f := range findings {
		problem := strings.TrimSpace(pointer(f.place) + " " + f.rule)
		if !slices.Contains(problems, problem) {
			problems = append(problems, problem)
		}
	}
	return problems
}

// findings takes a validation error apart. It uses nothing but the place and the
// schema, because the texts of the errors can quote values.
func (c comparison) findings(err error, place []string) []finding {
	switch err := err.(type) { //nolint:errorlint // the tree of errors is walked node by node
	case nil:
		return nil
	case openapi3.MultiError:
		var all []finding
		for _, each := range err {
			all = append(all, c.findings(each, place)...)
		}
		return all
	case *openapi3.SchemaError:
		return c.schemaFindings(err, place)
	case interface{ Unwrap() error }:
		return c.findings(err.Unwrap(), place)
	default:
		return []finding{{place, "cannot be compared with its schema"}}
	}
}

func (c comparison) schemaFindings(err *openapi3.SchemaError, place []string) []finding {
	at := slices.Concat(place, err.JSONPointer())
	switch err.SchemaField {
	case "allOf":
		return c.findings(err.Origin, place)
	case "oneOf", "anyOf":
		candidates := c.alternatives(err.Schema, err.Value)
		if len(candidates) == 1 {
			return c.findings(candidates[0].VisitJSON(err.Value, c.options...), at)
		}
	case "properties":
		// The walk over all applicable schemas finds undeclared properties.
		return nil
	}
	return []finding{{at, rule(err.Schema, err.SchemaField)}}
}

// alternatives returns the schemas under oneOf, anyOf and discriminator that
// apply to a value: the one that the discriminator selects, else those that
// accept the value, else all of them.
func (c comparison) alternatives(schema *openapi3.Schema, value any) []*openapi3.Schema {
	if selected := c.selected(schema, value); selected != nil {
		return []*openapi3.Schema{selected}
	}
	var all, accepting []*openapi3.Schema
	for _, alternative := range slices.Concat(schema.OneOf, schema.AnyOf) {
		all = append(all, alternative.Value)
		if alternative.Value.VisitJSON(value, c.options...) == nil {
			accepting = append(accepting, alternative.Value)
		}
	}
	if len(accepting) > 0 {
		return accepting
	}
	return all
}

// selected returns the schema that the discriminator maps the value to, or nil.
func (c comparison) selected(schema *openapi3.Schema, value any) *openapi3.Schema {
	object, isObject := value.(map[string]any)
	if !isObject || schema.Discriminator == nil || c.specification.Components == nil {
		return nil
	}
	name, _ := object[schema.Discriminator.PropertyName].(string)
	component := c.specification.Components.Schemas[path.Base(schema.Discriminator.Mapping[name].Ref)]
	if component == nil {
		return nil
	}
	return component.Value
}
