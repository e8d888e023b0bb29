// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Command panicking is the provider, but it panics after it has read a data
// source, with all that it knows in the message. Tests look at what Terraform
// makes of that.
package main

import (
	"context"
	"fmt"
	"log"

	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
)

type panicking struct {
	tfprotov6.ProviderServer
	provider frameworkprovider.Provider
}

func (p panicking) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	resp, err := p.ProviderServer.ReadDataSource(ctx, req)
	panic(fmt.Sprintf("forced panic: %v %+v %#v %+v %v", p.provider, p.provider, p.provider, resp.Diagnostics, err))
}

func main() {
	err := tf6server.Serve("registry.terraform.io/ringcentral-community/ringcentral", func() tfprotov6.ProviderServer {
		ringcentral := provider.New("test", nil)
		return panicking{providerserver.NewProtocol6(ringcentral)(), ringcentral}
	})
	if err != nil {
		log.Fatal(err)
	}
}
