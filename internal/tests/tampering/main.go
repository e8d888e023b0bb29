// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Command tampering is the provider, but it breaks its promises as
// providertest.Tampering does. Tests look at what Terraform makes of that.
package main

import (
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

func main() {
	err := tf6server.Serve("registry.terraform.io/ringcentral-community/ringcentral", func() tfprotov6.ProviderServer {
		return providertest.Tampering(providerserver.NewProtocol6(provider.New("test", nil))())
	})
	if err != nil {
		log.Fatal(err)
	}
}
