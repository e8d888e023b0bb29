// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	ctymsgpack "github.com/zclconf/go-cty/cty/msgpack"
)

var ctyTypes sync.Map // of the JSON of a type to cty.Type

// ctyType converts a type of the plugin protocol.
func ctyType(of tftypes.Type) (cty.Type, error) {
	encoded, err := json.Marshal(of)
	if err != nil {
		return cty.NilType, fmt.Errorf("encoding a type: %w", err)
	}
	if found, ok := ctyTypes.Load(string(encoded)); ok {
		return found.(cty.Type), nil //nolint:forcetypeassert // nothing else is stored
	}
	converted, err := ctyjson.UnmarshalType(encoded)
	if err != nil {
		return cty.NilType, fmt.Errorf("decoding a type: %w", err)
	}
	ctyTypes.Store(string(encoded), converted)
	return converted, nil
}

// toCty converts a value of the plugin protocol.
func toCty(value tftypes.Value) (cty.Value, error) {
	of, err := ctyType(value.Type())
	if err != nil {
		return cty.NilVal, err
	}
	encoded, err := tfprotov6.NewDynamicValue(value.Type(), value)
	if err != nil {
		return cty.NilVal, err
	}
	return ctymsgpack.Unmarshal(encoded.MsgPack, of)
}

// packed encodes a value for the plugin protocol.
func packed(value cty.Value, of tftypes.Type) (*tfprotov6.DynamicValue, error) {
	target, err := ctyType(of)
	if err != nil {
		return nil, err
	}
	content, err := ctymsgpack.Marshal(value, target)
	return &tfprotov6.DynamicValue{MsgPack: content}, err
}

// toJSON encodes a value that is known, as a state does.
func toJSON(value tftypes.Value, of tftypes.Type) ([]byte, error) {
	converted, err := toCty(value)
	if err != nil {
		return nil, err
	}
	target, err := ctyType(of)
	if err != nil {
		return nil, err
	}
	return ctyjson.Marshal(converted, target)
}
