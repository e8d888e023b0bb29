// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// protocol talks to the provider as a Terraform does that knows identities and
// queries: the one at hand may be too old.
type protocol struct {
	tfprotov6.ProviderServer
	schemas    *tfprotov6.GetProviderSchemaResponse
	identities *tfprotov6.GetResourceIdentitySchemasResponse
}

func startProtocol(t *testing.T, variable func(name string) string) protocol {
	t.Helper()
	p := provider.New("test", func(name string) (string, bool) {
		value := variable(name)
		return value, value != ""
	})
	t.Cleanup(func() { _ = p.Close(context.WithoutCancel(t.Context())) })
	server := protocol{ProviderServer: providerserver.NewProtocol6(frameworkprovider.Provider(p))()}
	var err error
	if server.schemas, err = server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		t.Fatal(err)
	}
	if server.identities, err = server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{}); err != nil {
		t.Fatal(err)
	}
	resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: providertest.Object(t, server.schemas.Provider.ValueType(), nil)})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatal(err, resp.Diagnostics)
	}
	return server
}

func errorsOf(diagnostics []*tfprotov6.Diagnostic) string {
	var text strings.Builder
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			fmt.Fprintf(&text, "%s: %s\n", d.Summary, d.Detail)
		}
	}
	return text.String()
}

// attributes returns the attributes of an object.
func attributes(t *testing.T, value *tfprotov6.DynamicValue, of tftypes.Type) map[string]tftypes.Value {
	t.Helper()
	object, err := value.Unmarshal(of)
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]tftypes.Value
	if err := object.As(&members); err != nil {
		t.Fatal(err)
	}
	return members
}

// texts returns attributes that are strings.
func texts(t *testing.T, attributes map[string]tftypes.Value) map[string]string {
	t.Helper()
	all := map[string]string{}
	for name, attribute := range attributes {
		var text string
		if err := attribute.As(&text); err != nil {
			t.Fatal(err)
		}
		all[name] = text
	}
	return all
}
