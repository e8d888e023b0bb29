// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"fmt"
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// undeclared lists the properties of a JSON value that its schema does not
// declare. Most schemas of the document allow any further property, so plain
// validation would accept a misspelt name.
func undeclared(path string, value any, schemas ...*openapi3.Schema) []string {
	schemas = expand(schemas)
	switch value := value.(type) {
	case []any:
		var items []*openapi3.Schema
		for _, schema := range schemas {
			if schema.Items != nil && schema.Items.Value != nil {
				items = append(items, schema.Items.Value)
			}
		}
		var problems []string
		for i, element := range value {
			problems = append(problems, undeclared(fmt.Sprintf("%s/%d", path, i), element, items...)...)
		}
		return problems
	case map[string]any:
		var problems []string
		for _, name := range slices.Sorted(maps.Keys(value)) {
			declarations, free := declarationsOf(name, schemas)
			switch {
			case len(declarations) > 0:
				problems = append(problems, undeclared(path+"/"+name, value[name], declarations...)...)
			case !free:
				problems = append(problems, fmt.Sprintf("%s/%s is not declared", path, name))
			}
		}
		return problems
	}
	return nil
}

// declarationsOf returns the schemas of a property; free is set if a schema is a
// map or declares nothing at all.
func declarationsOf(name string, schemas []*openapi3.Schema) (declarations []*openapi3.Schema, free bool) {
	declaresAny := false
	for _, schema := range schemas {
		if len(schema.Properties) > 0 {
			declaresAny = true
		}
		if property, ok := schema.Properties[name]; ok && property.Value != nil {
			declarations = append(declarations, property.Value)
		}
		if additional := schema.AdditionalProperties.Schema; additional != nil && additional.Value != nil {
			declarations = append(declarations, additional.Value)
		}
	}
	return declarations, !declaresAny
}

// expand adds the schemas that compositions refer to.
func expand(schemas []*openapi3.Schema) []*openapi3.Schema {
	var all []*openapi3.Schema
	var add func(*openapi3.Schema)
	add = func(schema *openapi3.Schema) {
		if schema == nil || slices.Contains(all, schema) {
			return
		}
		all = append(all, schema)
		for _, composition := range []openapi3.SchemaRefs{schema.AllOf, schema.OneOf, schema.AnyOf} {
			for _, part := range composition {
				add(part.Value)
			}
		}
	}
	for _, schema := range schemas {
		add(schema)
	}
	return all
}
