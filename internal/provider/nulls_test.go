// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
)

// meaningfulNulls are the collections in which a null element says something.
var meaningfulNulls = map[string]bool{
	"ringcentral_jwt_credential.client_ids": true, // an app that is not registered yet
}

// TestNullElements puts a null into every collection that can be configured, of every
// object. Validation refuses each, and names the argument.
func TestNullElements(t *testing.T) {
	t.Parallel()
	server := providerserver.NewProtocol6(provider.New("test", nil))()
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	check := func(typeName string, schema *tfprotov6.Schema, validate func(*tfprotov6.DynamicValue) ([]*tfprotov6.Diagnostic, error)) {
		of, ok := schema.ValueType().(tftypes.Object)
		if !ok {
			t.Fatalf("%s is no object", typeName)
		}
		for _, config := range configsWithNull(of, configurable(schema.Block.Attributes)) {
			if meaningfulNulls[typeName+"."+config.path] {
				continue
			}
			tried++
			encoded, err := tfprotov6.NewDynamicValue(of, config.value)
			if err != nil {
				t.Fatal(err)
			}
			diagnostics, err := validate(&encoded)
			if err != nil {
				t.Fatal(err)
			}
			if !refusesNull(diagnostics, config.path) {
				t.Errorf("%s: a null in %s passes: %s", typeName, config.path, describe(diagnostics))
			}
		}
	}
	for typeName, schema := range schemas.ResourceSchemas {
		check(typeName, schema, func(config *tfprotov6.DynamicValue) ([]*tfprotov6.Diagnostic, error) {
			response, err := server.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: typeName, Config: config})
			return response.Diagnostics, err
		})
	}
	for typeName, schema := range schemas.DataSourceSchemas {
		check(typeName, schema, func(config *tfprotov6.DynamicValue) ([]*tfprotov6.Diagnostic, error) {
			response, err := server.ValidateDataResourceConfig(t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{TypeName: typeName, Config: config})
			return response.Diagnostics, err
		})
	}
	for typeName, schema := range schemas.EphemeralResourceSchemas {
		check(typeName, schema, func(config *tfprotov6.DynamicValue) ([]*tfprotov6.Diagnostic, error) {
			response, err := server.ValidateEphemeralResourceConfig(t.Context(), &tfprotov6.ValidateEphemeralResourceConfigRequest{TypeName: typeName, Config: config})
			return response.Diagnostics, err
		})
	}
	if tried < 15 {
		t.Errorf("only %d collections were found", tried)
	}
}

func refusesNull(diagnostics []*tfprotov6.Diagnostic, path string) bool {
	for _, d := range diagnostics {
		if strings.Contains(d.Summary, "Value Conversion Error") {
			return false
		}
	}
	for _, d := range diagnostics {
		name, _, _ := strings.Cut(path, ".")
		if d.Severity == tfprotov6.DiagnosticSeverityError && d.Attribute != nil && strings.HasPrefix(d.Attribute.String(), fmt.Sprintf("AttributeName(%q)", name)) && strings.Contains(strings.ToLower(d.Summary+d.Detail), "null") {
			return true
		}
	}
	return false
}

// configurable names the attributes that a configuration may set.
func configurable(attributes []*tfprotov6.SchemaAttribute) map[string]bool {
	names := map[string]bool{}
	for _, attribute := range attributes {
		names[attribute.Name] = attribute.Required || attribute.Optional
	}
	return names
}

type configWithNull struct {
	path  string
	value tftypes.Value
}

// configsWithNull returns an object for each collection in it, with a null as its only
// element and nulls everywhere else. names restricts the members; nil admits all.
func configsWithNull(of tftypes.Object, names map[string]bool) []configWithNull {
	var configs []configWithNull
	with := func(name string, value tftypes.Value) tftypes.Value {
		members := map[string]tftypes.Value{}
		for other, memberType := range of.AttributeTypes {
			members[other] = tftypes.NewValue(memberType, nil)
		}
		members[name] = value
		return tftypes.NewValue(of, members)
	}
	for name, memberType := range of.AttributeTypes {
		if names != nil && !names[name] {
			continue
		}
		switch member := memberType.(type) {
		case tftypes.Set:
			configs = append(configs, configWithNull{name, with(name, tftypes.NewValue(member, []tftypes.Value{tftypes.NewValue(member.ElementType, nil)}))})
		case tftypes.List:
			configs = append(configs, configWithNull{name, with(name, tftypes.NewValue(member, []tftypes.Value{tftypes.NewValue(member.ElementType, nil)}))})
		case tftypes.Object:
			for _, inner := range configsWithNull(member, nil) {
				configs = append(configs, configWithNull{name + "." + inner.path, with(name, inner.value)})
			}
		}
	}
	return configs
}

func describe(diagnostics []*tfprotov6.Diagnostic) string {
	var b strings.Builder
	for _, d := range diagnostics {
		fmt.Fprintf(&b, "\n%v %s: %s", d.Attribute, d.Summary, d.Detail)
	}
	return b.String()
}
