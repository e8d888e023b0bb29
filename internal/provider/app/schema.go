// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

const description = `Models a RingCentral **REST API app with the JWT auth flow**.

RingCentral has no API to create or edit an app, so a person does it in the Developer Console. This resource provides a pre-filled link for that, then checks that the app matches your configuration:

1. Without ` + "`client_id`" + ` the app is *pending*. ` + "`next_step`" + ` holds the registration link.
2. With ` + "`client_id` and `client_secret_from`" + ` the provider sends a deliberately malformed assertion. The response proves client ID, client secret and the JWT auth flow before a JWT exists.
3. With ` + "`jwt_from`" + ` the provider performs the grant, revokes the token, and compares the granted scopes with ` + "`scopes`" + `.

A difference is drift: ` + "`terraform plan`" + ` shows it, and ` + "`terraform apply`" + ` checks again, and fails with instructions while the Console still differs. The provider cannot observe the app's name, description, access and refresh token setting.

Destroying the resource does not delete the app. A warning says where to delete it.`

func (r *appResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"name": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "App Name in the Developer Console, 1 to 64 characters. Internal: it is not shown to users.",
				Validators:          attribute.Text(1, 64),
			},
			"description": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "App Description in the Developer Console, 20 to 256 characters. Internal: it is not shown to users.",
				Validators:          attribute.Text(20, 256),
			},
			"app_type": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString("rest_api"),
				MarkdownDescription: "App type. Only `rest_api` (\"REST API App\"), the default, supports the JWT auth flow.",
				Validators:          []validator.String{stringvalidator.OneOf("rest_api")},
			},
			"auth_flow": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString("jwt"),
				MarkdownDescription: "Auth flow. Only `jwt` (\"JWT auth flow\"), the default. Use a second app for the authorization code flow.",
				Validators:          []validator.String{stringvalidator.OneOf("jwt")},
			},
			"access": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString("private"),
				MarkdownDescription: "Who can use the app: `private` (default, only users of the account that registered it) or `public` (any RingCentral customer). RingCentral does not let you change it later.",
				Validators:          []validator.String{stringvalidator.OneOf("private", accessPublic)},
			},
			"issue_refresh_tokens": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
				MarkdownDescription: "Whether the app issues refresh tokens (\"Issue refresh tokens?\" in the Console). Default `false`, because with the JWT flow a new access token needs only the JWT. The registration link cannot fill in this setting.",
			},
			"scopes": schema.SetAttribute{
				Required:            true,
				ElementType:         types.StringType,
				MarkdownDescription: "Application scopes of the app, by their names in RingCentral's API, for example `ReadAccounts` or `SMS`. Omit scopes that others include (EditAccounts includes ReadAccounts). RingCentral grants some scopes (EditAccounts, RoleManagement and others) only on request.",
				Validators:          []validator.Set{attribute.Scopes()},
			},
			"operations": schema.SetAttribute{
				Optional:            true,
				ElementType:         types.StringType,
				MarkdownDescription: attribute.OperationsDescription + " If set, a plan warns of scopes that none of them needs, and of missing scopes. Usually you derive `scopes` from `ringcentral_api_operations` instead.",
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues()},
			},
			"client_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Client ID, at most 255 characters. The Developer Console shows it after you create the app (Apps > the app > Credentials). Do not set it before.",
				Validators:          []validator.String{attribute.ClientID()},
			},
			"client_secret_from":       secretref.ResourceAttribute("The app's Client Secret."),
			"client_secret_wo":         secretref.WriteOnlyAttribute("client_secret", "The app's Client Secret."),
			"client_secret_wo_version": secretref.WriteOnlyVersionAttribute("client_secret"),
			"jwt_from":                 secretref.ResourceAttribute("JWT credential that permits this app. With it, the provider verifies the granted scopes."),
			"jwt_wo":                   secretref.WriteOnlyAttribute("jwt", "JWT credential that permits this app."),
			"jwt_wo_version":           secretref.WriteOnlyVersionAttribute("jwt"),
			"registered": schema.BoolAttribute{
				Computed:            true,
				MarkdownDescription: "Whether the token endpoint recognizes the app.",
			},
			"findings": attribute.ResourceFindings("What contradicts the configuration. Empty while nothing does."),
			"status": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Last observed status. `pending`: no `client_id`. `unverified`: no client secret on the machine that checked. `registered`: client ID, client secret and JWT auth flow are proved. `verified`: the granted scopes match, too. `invalid`: `findings` says what contradicts the configuration.",
			},
			"granted_scopes": schema.SetAttribute{
				Computed:            true,
				ElementType:         types.StringType,
				MarkdownDescription: "Scopes of the token that the app was last granted. Null until a grant succeeded.",
			},
			"registration_url": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Link to the Developer Console's form for a new app, pre-filled from this resource.",
			},
			"settings_url": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Link to the apps in the Developer Console. Open the app there to see its Client ID, Client Secret and settings.",
			},
			"next_step": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "What you have to do next, with a link. Null if there is nothing to do.",
			},
		},
	}
}
