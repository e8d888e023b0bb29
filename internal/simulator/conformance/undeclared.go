// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"maps"
	"slices"
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"
)

// undeclared finds the properties that none of the schemas declare, at any
// depth. A value without a schema is free-form.
func (c comparison) undeclared(value any, schemas []*openapi3.Schema, place []string) []finding {
	applicable := c.applicable(schemas, value)
	if len(applicable) == 0 {
		return nil
	}
	var findings []finding
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			at := slices.Concat(place, []string{name})
			declarations, declared := declarationsOf(name, applicable)
			if !declared {
				findings = append(findings, finding{at, "is not declared"})
				continue
			}
			findings = append(findings, c.undeclared(value[name], declarations, at)...)
		}
	case []any:
		var items []*openapi3.Schema
		for _, schema := range applicable {
			if schema.Items != nil {
				items = append(items, schema.Items.Value)
			}
		}
		for i, element := range value {
			findings = append(findings, c.undeclared(element, items, slices.Concat(place, []string{strconv.Itoa(i)}))...)
		}
	}
	return findings
}

// applicable returns the schemas themselves, everything under their allOf, and
// the alternatives that apply to the value.
func (c comparison) applicable(schemas []*openapi3.Schema, value any) []*openapi3.Schema {
	var all []*openapi3.Schema
	var add func(schema *openapi3.Schema)
	add = func(schema *openapi3.Schema) {
		if slices.Contains(all, schema) {
			return
		}
		all = append(all, schema)
		for _, part := range schema.AllOf {
			add(part.Value)
		}
		for _, alternative := range c.alternatives(schema, value) {
			add(alternative)
		}
	}
	for _, schema := range schemas {
		add(schema)
	}
	return all
}

// declarationsOf returns the schemas of a property. A property is declared when
// a schema lists it or admits additional ones, and when no schema says anything
// about properties at all.
func declarationsOf(name string, schemas []*openapi3.Schema) (declarations []*openapi3.Schema, declared bool) {
	var additional []*openapi3.Schema
	open, closed := false, false
	for _, schema := range schemas {
		if property := schema.Properties[name]; property != nil {
			declarations = append(declarations, property.Value)
		}
		rest := schema.AdditionalProperties
		if rest.Schema != nil {
			additional = append(additional, rest.Schema.Value)
		}
		open = open || rest.Has != nil && *rest.Has
		closed = closed || len(schema.Properties) > 0 || rest.Has != nil && !*rest.Has
	}
	switch {
	case len(declarations) > 0:
		return declarations, true
	case len(additional) > 0:
		return additional, true
	}
	return nil, open || !closed
}
