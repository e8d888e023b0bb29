// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package extension implements the ringcentral_extension data source.
package extension

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

var _ datasource.DataSourceWithConfigure = (*extensionDataSource)(nil)

// NewDataSource returns the ringcentral_extension data source.
func NewDataSource() datasource.DataSource { return &extensionDataSource{} }

type extensionDataSource struct{ configured.DataSource }

func (d *extensionDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_extension"
}

func (d *extensionDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	computed := func(text string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: text}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Finds one extension by ID, e-mail address or extension number.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "ID of the extension. Exactly one of `id`, `email` and `extension_number` must be set.",
				Validators: append(attribute.ExtensionIDValidators(), stringvalidator.ExactlyOneOf(
					path.MatchRoot("id"), path.MatchRoot("email"), path.MatchRoot("extension_number"))),
			},
			"email": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "E-mail address of the extension, 3 to 254 characters. Case does not matter. If several extensions have it, the lookup fails.",
				Validators:          []validator.String{stringvalidator.LengthBetween(3, 254)},
			},
			"extension_number": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Extension number, at most 8 digits.",
				Validators:          []validator.String{stringvalidator.LengthBetween(1, 8)},
			},
			"name":       computed("Full name."),
			"first_name": computed("First name."),
			"last_name":  computed("Last name."),
			"type":       computed("Type of the extension, for example `User` or `Department` (call queue)."),
			"status":     computed("Status, for example `Enabled` or `NotActivated`."),
			"department": computed("Department."),
			"job_title":  computed("Job title."),
			"site_id":    computed("ID of the extension's site. Null in accounts with one site."),
			"hidden":     schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the extension is hidden in the company directory."},
			"role_ids":   schema.SetAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "IDs of the extension's roles."},
		},
	}
}

func (d *extensionDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	client := d.Provider.ClientFor("find the extension", &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	extension := d.find(ctx, client, config, &resp.Diagnostics)
	if extension == nil {
		return
	}
	state := newModel(extension)
	if strings.EqualFold(state.Email.ValueString(), config.Email.ValueString()) {
		state.Email = config.Email
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

func (d *extensionDataSource) find(ctx context.Context, client *ringcentral.Client, config model, diags *diag.Diagnostics) *ringcentral.Extension {
	if !config.ID.IsNull() {
		extension, err := client.Extension(ctx, config.ID.ValueString())
		switch {
		case ringcentral.IsNotFound(err, "extensionId"):
			diags.AddAttributeError(path.Root("id"), "No such extension", fmt.Sprintf("The account has no extension with the ID %s.", config.ID.ValueString()))
		case err != nil:
			d.Provider.AddError(diags, "read the extension", err, nil)
		default:
			return extension
		}
		return nil
	}
	filter, attribute, value := ringcentral.ExtensionFilter{Email: []string{config.Email.ValueString()}}, "email", config.Email.ValueString()
	if !config.ExtensionNumber.IsNull() {
		value = config.ExtensionNumber.ValueString()
		filter, attribute = ringcentral.ExtensionFilter{ExtensionNumber: value}, "extension_number"
	}
	found, err := client.ListExtensions(ctx, filter)
	if err != nil {
		d.Provider.AddError(diags, "find the extension", err, nil)
		return nil
	}
	if len(found) == 1 {
		return &found[0]
	}
	summary := "No such extension"
	detail := fmt.Sprintf("The account has no extension with the %s %q.", strings.ReplaceAll(attribute, "_", " "), value)
	if len(found) > 1 {
		summary = "Several extensions match"
		detail = fmt.Sprintf(
			"The account has %d extensions with the %s %q: IDs %s. Use id instead.", len(found), strings.ReplaceAll(attribute, "_", " "),
			value, ids(found),
		)
	}
	diags.AddAttributeError(path.Root(attribute), summary, detail)
	return nil
}

func ids(extensions []ringcentral.Extension) string {
	list := make([]string, 0, len(extensions))
	for _, extension := range extensions {
		list = append(list, string(extension.ID))
	}
	return strings.Join(configured.Names(list), ", ")
}
