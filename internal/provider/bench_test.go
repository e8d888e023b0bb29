// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
)

// BenchmarkSchema answers what Terraform asks every process of the provider first.
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
