// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resource is embedded by every resource and gives it the configured provider.
type Resource struct {
	// Provider is nil while Terraform only validates the configuration.
	Provider *Provider
}

// Configure implements resource.ResourceWithConfigure.
func (r *Resource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.Provider = providerFrom(req.ProviderData, &resp.Diagnostics)
}

// DataSource is embedded by every data source and gives it the configured provider.
type DataSource struct {
	Provider *Provider
}

// Configure implements datasource.DataSourceWithConfigure.
func (d *DataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.Provider = providerFrom(req.ProviderData, &resp.Diagnostics)
}

// EphemeralResource is embedded by every ephemeral resource and gives it the
// provider.
type EphemeralResource struct {
	// Provider is nil while Terraform only validates the configuration.
	Provider *Provider
}

// Configure implements ephemeral.EphemeralResourceWithConfigure.
func (e *EphemeralResource) Configure(_ context.Context, req ephemeral.ConfigureRequest, resp *ephemeral.ConfigureResponse) {
	e.Provider = providerFrom(req.ProviderData, &resp.Diagnostics)
}

// Action is embedded by every action and gives it the configured provider.
type Action struct {
	Provider *Provider
}

// Configure implements action.ActionWithConfigure.
func (a *Action) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.Provider = providerFrom(req.ProviderData, &resp.Diagnostics)
}

func providerFrom(configured any, diags *diag.Diagnostics) *Provider {
	if configured == nil {
		return nil
	}
	data, ok := configured.(*Provider)
	if !ok {
		diags.AddError(
			"Unexpected provider data",
			fmt.Sprintf("Expected %T, got %T. This is a bug in the provider. Report it to the provider's issue tracker.", data, configured),
		)
	}
	return data
}
