// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package site implements the ringcentral_site data source.
package site

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

var _ datasource.DataSourceWithConfigure = (*siteDataSource)(nil)

// NewDataSource returns the ringcentral_site data source.
func NewDataSource() datasource.DataSource { return &siteDataSource{} }

type siteDataSource struct{ configured.DataSource }

type model struct {
	ID              types.String `tfsdk:"id"`
	Name            types.String `tfsdk:"name"`
	ExtensionNumber types.String `tfsdk:"extension_number"`
	Code            types.String `tfsdk:"code"`
}

func (d *siteDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_site"
}

func (d *siteDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Finds a site of the account by ID or name. Accounts without the multi-site feature have only the main site.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "ID of the site. `main-site` is the main site. Exactly one of `id` and `name` must be set.",
				Validators: []validator.String{
					attribute.ID(),
					stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("name")),
				},
			},
			"name": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Name of the site, as the Admin Portal shows it under Sites. If several sites have it, the lookup fails.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"extension_number": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Extension number of the site. Null if it has none.",
			},
			"code": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Site code, with which extension numbers of the site begin. Null if it has none.",
			},
		},
	}
}

func (d *siteDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	client := d.Provider.ClientFor("find the site", &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	sites, err := client.Sites(ctx)
	if err != nil {
		d.Provider.AddError(&resp.Diagnostics, "list the sites", err, nil)
		return
	}
	site := choose(sites, config, &resp.Diagnostics)
	if site == nil {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &model{
		ID:              types.StringValue(string(site.ID)),
		Name:            types.StringValue(site.Name),
		ExtensionNumber: configured.OptionalString(site.ExtensionNumber),
		Code:            configured.OptionalString(site.Code),
	})...)
}

// choose returns the one site that has the configured ID or name.
func choose(sites []ringcentral.Site, config model, diags *diag.Diagnostics) *ringcentral.Site {
	var found []*ringcentral.Site
	var names, ids []string
	for i := range sites {
		site := &sites[i]
		names = append(names, fmt.Sprintf("%s (%s)", site.Name, site.ID))
		if string(site.ID) == config.ID.ValueString() || config.ID.IsNull() && site.Name == config.Name.ValueString() {
			found, ids = append(found, site), append(ids, string(site.ID))
		}
	}
	attribute, value := "id", config.ID.ValueString()
	if config.ID.IsNull() {
		attribute, value = "name", config.Name.ValueString()
	}
	switch len(found) {
	case 1:
		return found[0]
	case 0:
		diags.AddAttributeError(path.Root(attribute), "No such site",
			fmt.Sprintf("The account has no site with the %s %q. It has: %s.", attribute, value, strings.Join(configured.Names(names), ", ")))
	default:
		diags.AddAttributeError(path.Root(attribute), "Several sites match",
			fmt.Sprintf("The account has %d sites with the %s %q: IDs %s. Use id instead.", len(found), attribute, value, strings.Join(configured.Names(ids), ", ")))
	}
	return nil
}
