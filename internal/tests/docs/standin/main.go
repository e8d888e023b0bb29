// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Command standin serves, in the place of a secret manager's provider, the
// ephemeral resource that the documentation uses. Its arguments and attributes are
// those that the provider documents; its secrets come from the environment. So a
// documented block is checked, and can be applied, without the secret manager.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

func main() {
	name := strings.TrimPrefix(filepath.Base(os.Args[0]), "terraform-provider-")
	manager, ok := managers[name]
	if !ok {
		fmt.Fprintf(os.Stderr, "there is no stand-in for the provider %q\n", name)
		os.Exit(1)
	}
	serve := func() provider.Provider { return standIn{name, manager} }
	if err := providerserver.Serve(context.Background(), serve, providerserver.ServeOpts{
		Address: "registry.terraform.io/" + manager.address, ProtocolVersion: 6,
	}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// standIn is the provider of a secret manager.
type standIn struct {
	name    string
	manager manager
}

var _ provider.ProviderWithEphemeralResources = standIn{}

func (s standIn) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = s.name
}

func (standIn) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (standIn) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}

func (standIn) Resources(context.Context) []func() resource.Resource { return nil }

func (standIn) DataSources(context.Context) []func() datasource.DataSource { return nil }

func (s standIn) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{func() ephemeral.EphemeralResource { return secretVersion{s.manager} }}
}
