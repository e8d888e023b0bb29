// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"
)

// form compares a URL-encoded form with the schemas. Package openapi3filter
// cannot decode the forms of the OAuth endpoints, whose schemas are compositions.
func (c comparison) form(body string, schemas []*openapi3.Schema) []string {
	fields, err := url.ParseQuery(body)
	if err != nil {
		return []string{"the form is malformed"}
	}
	texts := map[string]any{}
	for name := range fields {
		texts[name] = fields.Get(name)
	}
	applicable := c.applicable(schemas, texts)
	form := map[string]any{}
	var problems []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		values := fields[name]
		declarations, declared := declarationsOf(name, applicable)
		switch isList := slices.ContainsFunc(declarations, isArray); {
		case !declared && fields.Get(name) == "":
			problems = append(problems, "the form has an undeclared field without a value")
		case isList:
			form[name] = formList(values, declarations)
		default:
			form[name] = formValue(values[0], declarations)
			if len(values) > 1 {
				problems = append(problems, "form "+pointer([]string{name})+" is repeated")
			}
		}
	}
	for _, problem := range c.problems(form, schemas...) {
		problems = append(problems, "form "+problem)
	}
	return problems
}

func isArray(schema *openapi3.Schema) bool { return schema.Type.Is(openapi3.TypeArray) }

func formList(values []string, declarations []*openapi3.Schema) []any {
	var items []*openapi3.Schema
	for _, declaration := range declarations {
		if declaration.Items != nil {
			items = append(items, declaration.Items.Value)
		}
	}
	var list []any
	for _, value := range values {
		list = append(list, formValue(value, items))
	}
	return list
}

// formValue gives a text the declared type. A text that does not fit stays a
// string, which then has the wrong type.
func formValue(text string, declarations []*openapi3.Schema) any {
	for _, declaration := range declarations {
		switch {
		case declaration.Type.Is(openapi3.TypeInteger), declaration.Type.Is(openapi3.TypeNumber):
			if _, err := strconv.ParseFloat(text, 64); err == nil {
				return json.Number(text)
			}
		case declaration.Type.Is(openapi3.TypeBoolean):
			if text == "true" || text == "false" {
				return text == "true"
			}
		}
	}
	return text
}
