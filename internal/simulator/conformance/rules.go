// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// maxListedValues bounds the enumerations that a problem spells out.
const maxListedValues = 12

// rule describes a keyword of a schema in words, from the schema alone.
func rule(schema *openapi3.Schema, keyword string) string {
	switch keyword {
	case "type":
		return "must be of type " + strings.Join(schema.Type.Slice(), " or ")
	case "format":
		return "must have the format " + schema.Format
	case "enum":
		return "must be one of " + listed(schema.Enum)
	case "pattern":
		return "must match the pattern " + schema.Pattern
	case "required":
		return "is required"
	case "readOnly":
		return "is read-only and must not be sent"
	case "writeOnly":
		return "is write-only and must not be returned"
	case "nullable":
		return "must not be null"
	case "discriminator":
		return fmt.Sprintf("must have a property %s that is one of %s", schema.Discriminator.PropertyName,
			listed(slices.Sorted(maps.Keys(schema.Discriminator.Mapping))))
	case "oneOf":
		return fmt.Sprintf("must match exactly one of the %d alternatives of its oneOf", len(schema.OneOf))
	case "anyOf":
		return fmt.Sprintf("must match one of the %d alternatives of its anyOf", len(schema.AnyOf))
	}
	if limit, known := limit(schema, keyword); known {
		return fmt.Sprintf("must keep to the %s %v", keyword, limit)
	}
	return "breaks the rule " + keyword
}

// limit returns the number that belongs to a keyword.
func limit(schema *openapi3.Schema, keyword string) (number any, known bool) {
	switch keyword {
	case "minLength":
		return schema.MinLength, true
	case "maxLength":
		return *schema.MaxLength, true
	case "minItems":
		return schema.MinItems, true
	case "maxItems":
		return *schema.MaxItems, true
	case "minimum":
		return *schema.Min, true
	case "maximum":
		return *schema.Max, true
	case "multipleOf":
		return *schema.MultipleOf, true
	}
	return nil, false
}

func listed[Value any](values []Value) string {
	var names []string
	for _, value := range values[:min(len(values), maxListedValues)] {
		names = append(names, fmt.Sprint(value))
	}
	if more := len(values) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}
