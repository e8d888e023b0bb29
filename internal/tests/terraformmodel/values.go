// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// build makes a value of a type. resolve returns the value of a Ref.
func build(of tftypes.Type, value any, resolve func(Ref) tftypes.Value) (tftypes.Value, error) {
	switch value := value.(type) {
	case nil:
		return tftypes.NewValue(of, nil), nil
	case tftypes.Value:
		return value, nil
	case Ref:
		return resolve(value), nil
	case int:
		return tftypes.NewValue(of, int64(value)), nil
	case []any:
		return buildElements(of, value, resolve)
	case map[string]any:
		object, ok := of.(tftypes.Object)
		if !ok {
			return tftypes.Value{}, fmt.Errorf("%s is no object", of)
		}
		members := nullsOf(of)
		for name, member := range value {
			memberType, ok := object.AttributeTypes[name]
			if !ok {
				return tftypes.Value{}, fmt.Errorf("there is no argument %q", name)
			}
			built, err := build(memberType, member, resolve)
			if err != nil {
				return tftypes.Value{}, fmt.Errorf("%s: %w", name, err)
			}
			members[name] = built
		}
		return tftypes.NewValue(of, members), nil
	default:
		return tftypes.NewValue(of, value), nil
	}
}

func buildElements(of tftypes.Type, elements []any, resolve func(Ref) tftypes.Value) (tftypes.Value, error) {
	var elementType tftypes.Type
	switch of := of.(type) {
	case tftypes.Set:
		elementType = of.ElementType
	case tftypes.List:
		elementType = of.ElementType
	default:
		return tftypes.Value{}, fmt.Errorf("%s has no elements", of)
	}
	values := make([]tftypes.Value, 0, len(elements))
	for _, element := range elements {
		built, err := build(elementType, element, resolve)
		if err != nil {
			return tftypes.Value{}, err
		}
		values = append(values, built)
	}
	return tftypes.NewValue(of, values), nil
}

// nullsOf returns the members of an object, all null.
func nullsOf(of tftypes.Type) map[string]tftypes.Value {
	members := map[string]tftypes.Value{}
	if object, ok := of.(tftypes.Object); ok {
		for name, memberType := range object.AttributeTypes {
			members[name] = tftypes.NewValue(memberType, nil)
		}
	}
	return members
}

func membersOf(object tftypes.Value) map[string]tftypes.Value {
	if object.IsNull() || !object.IsKnown() {
		return nullsOf(object.Type())
	}
	var members map[string]tftypes.Value
	if object.As(&members) != nil {
		return map[string]tftypes.Value{}
	}
	return maps.Clone(members)
}

func member(object tftypes.Value, name string) tftypes.Value { return membersOf(object)[name] }

func encode(value tftypes.Value) (*tfprotov6.DynamicValue, error) {
	encoded, err := tfprotov6.NewDynamicValue(value.Type(), value)
	return &encoded, err
}

// proposed is what Terraform proposes as the new state: the configuration, and
// what the provider computed before where the configuration leaves it out.
func proposed(schema *tfprotov6.Schema, prior, config tftypes.Value) tftypes.Value {
	before, members := membersOf(prior), membersOf(config)
	for _, attribute := range schema.Block.Attributes {
		switch {
		case attribute.WriteOnly:
			members[attribute.Name] = tftypes.NewValue(attribute.ValueType(), nil)
		case attribute.Computed && members[attribute.Name].IsNull():
			members[attribute.Name] = before[attribute.Name]
		}
	}
	return tftypes.NewValue(config.Type(), members)
}
