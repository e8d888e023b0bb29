// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package provider is the Terraform provider for RingCentral: its
// configuration and the list of what it offers. Each resource and data source
// has a package of its own below this one.
package provider

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/accesstoken"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/account"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/apioperations"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/app"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/extension"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/functions"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/jwtcredential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/jwtgrant"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/permissions"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/roleassignment"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/serviceuser"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/site"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/userrole"
)

// TypeName is the prefix of every resource and data source type.
const TypeName = "ringcentral"

var (
	_ provider.Provider                       = (*Provider)(nil)
	_ provider.ProviderWithEphemeralResources = (*Provider)(nil)
	_ provider.ProviderWithFunctions          = (*Provider)(nil)
	_ provider.ProviderWithListResources      = (*Provider)(nil)
	_ provider.ProviderWithActions            = (*Provider)(nil)
)

// Provider is the RingCentral provider of one process.
type Provider struct {
	// Commit is the revision that the provider was built from. It is part of the
	// User-Agent, and left out where it is empty.
	Commit string

	version   string
	lookupEnv LookupEnv
	transport http.RoundTripper

	mu         sync.Mutex
	configured []*configured.Provider
}

// Option changes how a provider is made.
type Option func(*Provider)

// WithTransport sends all requests through a transport instead of the network.
func WithTransport(t http.RoundTripper) Option { return func(p *Provider) { p.transport = t } }

// New returns the provider. lookupEnv reads the environment that completes the
// configuration; nil means that of the process.
func New(version string, lookupEnv LookupEnv, options ...Option) *Provider {
	if lookupEnv == nil {
		lookupEnv = os.LookupEnv
	}
	p := &Provider{version: version, lookupEnv: lookupEnv}
	for _, option := range options {
		option(p)
	}
	return p
}

// Metadata implements provider.Provider.
func (p *Provider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = TypeName
	resp.Version = p.version
}

// Configure completes the configuration from the environment. It contacts nothing.
func (p *Provider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	settings := config.settings(ctx, p.lookupEnv, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	var err error
	if settings.ConsoleURL, err = console.ParseURL(settings.ConsoleURL); err != nil {
		resp.Diagnostics.AddAttributeError(path.Root("developer_console_url"), "Invalid address of the Developer Console", err.Error())
	}
	settings.Platform.Transport = p.transport
	settings.Platform.UserAgent = p.userAgent(req.TerraformVersion)
	settings.Platform.Log = func(ctx context.Context, message string, fields map[string]any) {
		tflog.Debug(ctx, message, fields)
	}
	settings.Platform.Notice = func(ctx context.Context, message string, fields map[string]any) {
		tflog.Info(ctx, message, fields)
	}
	data, err := configured.New(settings)
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root("server_url"), "Invalid address of the RingCentral server", err.Error())
	}
	if resp.Diagnostics.HasError() {
		return
	}
	for _, f := range data.InspectOwn(ctx) {
		if f.Hide {
			resp.Diagnostics.AddError(f.Summary, f.Text())
		} else {
			resp.Diagnostics.AddAttributeError(path.Root(f.Argument), f.Summary, f.Text())
		}
	}
	if resp.Diagnostics.HasError() {
		return
	}
	p.mu.Lock()
	p.configured = append(p.configured, data)
	p.mu.Unlock()
	resp.ResourceData = data
	resp.DataSourceData = data
	resp.EphemeralResourceData = data
	resp.ListResourceData = data
	resp.ActionData = data
}

// userAgent names the provider, and in the comment what it runs in.
func (p *Provider) userAgent(terraformVersion string) string {
	comment := fmt.Sprintf("Terraform %s; %s/%s", terraformVersion, runtime.GOOS, runtime.GOARCH)
	if p.Commit != "" {
		comment += "; commit " + p.Commit
	}
	return fmt.Sprintf("terraform-provider-ringcentral/%s (%s)", p.version, comment)
}

// Resources implements provider.Provider.
func (p *Provider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		app.NewResource,
		jwtcredential.NewResource,
		roleassignment.NewResource,
		serviceuser.NewResource,
		userrole.NewResource,
	}
}

// DataSources implements provider.Provider.
func (p *Provider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		account.NewDataSource,
		apioperations.NewDataSource,
		extension.NewDataSource,
		jwtgrant.NewDataSource,
		permissions.NewDataSource,
		site.NewDataSource,
		userrole.NewDataSource,
	}
}

// EphemeralResources implements provider.ProviderWithEphemeralResources.
func (p *Provider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{accesstoken.NewEphemeralResource}
}

// ListResources implements provider.ProviderWithListResources.
func (p *Provider) ListResources(context.Context) []func() list.ListResource {
	return []func() list.ListResource{roleassignment.NewListResource, serviceuser.NewListResource, userrole.NewListResource}
}

// Actions implements provider.ProviderWithActions.
func (p *Provider) Actions(context.Context) []func() action.Action {
	return []func() action.Action{jwtgrant.NewAction}
}

// Functions implements provider.ProviderWithFunctions.
func (p *Provider) Functions(context.Context) []func() function.Function { return functions.All() }

// Close revokes every session that the provider still holds. Call it once,
// after serving has ended.
func (p *Provider) Close(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var errs []error
	for _, data := range p.configured {
		errs = append(errs, data.Close(ctx))
	}
	p.configured = nil
	return errors.Join(errs...)
}
