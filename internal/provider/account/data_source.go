// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package account implements the ringcentral_account data source.
package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

var _ datasource.DataSourceWithConfigure = (*accountDataSource)(nil)

// NewDataSource returns the ringcentral_account data source.
func NewDataSource() datasource.DataSource { return &accountDataSource{} }

type accountDataSource struct{ configured.DataSource }

type model struct {
	ID              types.String `tfsdk:"id"`
	MainNumber      types.String `tfsdk:"main_number"`
	Status          types.String `tfsdk:"status"`
	ServicePlanID   types.String `tfsdk:"service_plan_id"`
	ServicePlanName types.String `tfsdk:"service_plan_name"`
	BrandID         types.String `tfsdk:"brand_id"`
	BrandName       types.String `tfsdk:"brand_name"`
}

func newModel(account *ringcentral.Account) model {
	return model{
		ID:              types.StringValue(string(account.ID)),
		MainNumber:      configured.OptionalString(account.MainNumber),
		Status:          configured.OptionalString(account.Status),
		ServicePlanID:   configured.OptionalString(string(account.ServiceInfo.ServicePlan.ID)),
		ServicePlanName: configured.OptionalString(account.ServiceInfo.ServicePlan.Name),
		BrandID:         configured.OptionalString(string(account.ServiceInfo.Brand.ID)),
		BrandName:       configured.OptionalString(account.ServiceInfo.Brand.Name),
	}
}

func (d *accountDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_account"
}

func (d *accountDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	computed := func(text string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: text}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the account that the provider manages.",
		Attributes: map[string]schema.Attribute{
			"id":                computed("ID of the account. The account's system extension has the same ID."),
			"main_number":       computed("Main phone number of the account, in E.164 format."),
			"status":            computed("Status of the account, for example `Confirmed` or `Disabled`."),
			"service_plan_id":   computed("ID of the service plan."),
			"service_plan_name": computed("Name of the service plan."),
			"brand_id":          computed("ID of the brand, for example `1210` for RingCentral US."),
			"brand_name":        computed("Name of the brand."),
		},
	}
}

func (d *accountDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	client := d.Provider.ClientFor("read the account", &resp.Diagnostics)
	if client == nil {
		return
	}
	account, err := client.Account(ctx)
	if err != nil {
		d.Provider.AddError(&resp.Diagnostics, "read the account", err, nil)
		return
	}
	state := newModel(account)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
