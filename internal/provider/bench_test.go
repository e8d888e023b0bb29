// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
)

// BenchmarkSchema measures the response to what Terraform asks every process first.
func BenchmarkSchema(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		server, err := providerserver.NewProtocol6WithError(provider.New("test", nil))()
		if err != nil {
			b.Fatal(err)
		}
		schema, err := server.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
		if err != nil || len(schema.ResourceSchemas) == 0 {
			b.Fatal(err)
		}
	}
}

const benchedType = "ringcentral_service_user"

// benchedUsers is a configured provider and the states of its users, as they are after
// a refresh. The configuration of each user is its state without computed values.
type benchedUsers struct {
	server  tfprotov6.ProviderServer
	states  []*tfprotov6.DynamicValue
	json    [][]byte
	private []byte
	configs []*tfprotov6.DynamicValue
	plans   []*tfprotov6.DynamicValue
}

// startBench creates users on a simulated platform and reads them once, so that the
// benchmark measures the provider's own work and no requests.
func startBench(b *testing.B) *benchedUsers {
	b.Helper()
	b.Setenv("TF_LOG_SDK", "OFF") // as main does if nothing asks for logs
	b.Setenv("TF_LOG_PROVIDER", "OFF")
	platform := simulator.New(simulator.Options{Limits: simulator.GenerousLimits()})
	listener := httptest.NewServer(platform)
	b.Cleanup(listener.Close)
	platform.SetBaseURL(listener.URL)
	variables := map[string]string{}
	for _, variable := range console.Environment(platform, "") {
		variables[variable.Name] = variable.Value
	}
	ringcentral := provider.New("test", func(name string) (string, bool) { value, ok := variables[name]; return value, ok })
	u := &benchedUsers{server: providerserver.NewProtocol6(ringcentral)()}
	schemas, err := u.server.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		b.Fatal(err)
	}
	empty := objectOf(b, schemas.Provider.ValueType(), nil)
	if response, err := u.server.ConfigureProvider(b.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.11.4", Config: empty}); err != nil || len(response.Diagnostics) > 0 {
		b.Fatal(err, response.Diagnostics)
	}
	schema := schemas.ResourceSchemas[benchedType]
	configurable := map[string]bool{}
	for _, attribute := range schema.Block.Attributes {
		configurable[attribute.Name] = attribute.Required || attribute.Optional && !attribute.Computed
	}
	for n := range 200 {
		id := platform.AddExtension(simulator.Extension{
			Type: "User", Status: "Enabled",
			Contact: simulator.Contact{FirstName: "User", LastName: fmt.Sprint(n), Email: fmt.Sprintf("user-%d@example.com", n)},
		})
		u.add(b, schema.ValueType(), configurable, id)
	}
	return u
}

func (u *benchedUsers) add(b *testing.B, userType tftypes.Type, configurable map[string]bool, id string) {
	b.Helper()
	imported, err := u.server.ImportResourceState(b.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: benchedType, ID: id})
	if err != nil || len(imported.ImportedResources) != 1 {
		b.Fatal(err, imported)
	}
	read, err := u.server.ReadResource(b.Context(), &tfprotov6.ReadResourceRequest{TypeName: benchedType, CurrentState: imported.ImportedResources[0].State})
	if err != nil || read.NewState == nil {
		b.Fatal(err, read)
	}
	state, err := read.NewState.Unmarshal(userType)
	if err != nil {
		b.Fatal(err)
	}
	members := map[string]tftypes.Value{}
	if err := state.As(&members); err != nil {
		b.Fatal(err)
	}
	texts := map[string]any{}
	config := map[string]tftypes.Value{}
	for name, value := range members {
		var text string
		if value.IsKnown() && !value.IsNull() && value.Type().Is(tftypes.String) && value.As(&text) == nil {
			texts[name] = text
		}
		if configurable[name] {
			config[name] = value
		}
	}
	u.states = append(u.states, read.NewState)
	u.plans = append(u.plans, read.NewState)
	u.json = append(u.json, jsonOf(b, texts))
	u.private = read.Private
	u.configs = append(u.configs, objectOf(b, userType, config))
}

// BenchmarkUnchangedUser measures each call that Terraform makes for a user that has
// not changed: the CPU time of one user in a plan is their sum.
func BenchmarkUnchangedUser(b *testing.B) {
	u := startBench(b)
	for name, call := range map[string]func(n int) ([]*tfprotov6.Diagnostic, error){
		"validate": func(n int) ([]*tfprotov6.Diagnostic, error) {
			r, err := u.server.ValidateResourceConfig(b.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: benchedType, Config: u.configs[n]})
			return r.Diagnostics, err
		},
		"upgrade": func(n int) ([]*tfprotov6.Diagnostic, error) {
			r, err := u.server.UpgradeResourceState(b.Context(), &tfprotov6.UpgradeResourceStateRequest{TypeName: benchedType, RawState: &tfprotov6.RawState{JSON: u.json[n]}})
			return r.Diagnostics, err
		},
		"read": func(n int) ([]*tfprotov6.Diagnostic, error) {
			r, err := u.server.ReadResource(b.Context(), &tfprotov6.ReadResourceRequest{TypeName: benchedType, CurrentState: u.states[n], Private: u.private})
			return r.Diagnostics, err
		},
		"plan": func(n int) ([]*tfprotov6.Diagnostic, error) {
			r, err := u.server.PlanResourceChange(b.Context(), &tfprotov6.PlanResourceChangeRequest{
				TypeName: benchedType, PriorState: u.states[n], ProposedNewState: u.plans[n], Config: u.configs[n], PriorPrivate: u.private,
			})
			return r.Diagnostics, err
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				diagnostics, err := call(n % len(u.states))
				if err != nil || len(diagnostics) > 0 {
					b.Fatal(err, diagnostics)
				}
			}
		})
	}
}

// objectOf encodes an object; attributes without a value are null.
func objectOf(b *testing.B, of tftypes.Type, values map[string]tftypes.Value) *tfprotov6.DynamicValue {
	b.Helper()
	object, ok := of.(tftypes.Object)
	if !ok {
		b.Fatalf("%s is no object", of)
	}
	members := map[string]tftypes.Value{}
	for name, memberType := range object.AttributeTypes {
		members[name] = tftypes.NewValue(memberType, nil)
		if value, ok := values[name]; ok {
			members[name] = value
		}
	}
	encoded, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, members))
	if err != nil {
		b.Fatal(err)
	}
	return &encoded
}

func jsonOf(b *testing.B, value any) []byte {
	b.Helper()
	content, err := json.Marshal(value)
	if err != nil {
		b.Fatal(err)
	}
	return content
}
