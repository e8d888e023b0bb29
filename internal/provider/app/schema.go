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

RingCentral has no API to create or edit an app: a person does it in the Developer Console. This resource turns that step into one pre-filled link, and then verifies by observation that the app in the Console is the declared one:

1. Without ` + "`client_id`" + ` the app is *pending*. ` + "`next_step`" + ` holds the registration link.
2. With ` + "`client_id` and `client_secret_from`" + ` the app is probed with a deliberately malformed assertion: this proves client ID, client secret and the JWT auth flow before any JWT exists.
3. With ` + "`jwt_from`" + ` the grant is performed, its token revoked, and the granted scopes are compared with ` + "`scopes`" + `.

A difference is drift: ` + "`terraform plan`" + ` shows it, and ` + "`terraform apply`" + ` looks again and fails with the page and the clicks that are needed while the Console still disagrees. The app's name, description, access and refresh token setting cannot be observed.

Destroying the resource only forgets the app; a warning says where to delete it.`

func (r *appResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"name": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "App Name in the Developer Console, 1 to 64 characters. Internal: it is not shown to users.",
				Validators:          []validator.String{stringvalidator.UTF8LengthBetween(1, 64)},
			},
			"description": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "App Description in the Developer Console, 20 to 256 characters. Internal: it is not shown to users.",
				Validators:          []validator.String{stringvalidator.UTF8LengthBetween(20, 256)},
			},
			"app_type": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString("rest_api"),
				MarkdownDescription: "App type. Only `rest_api` (\"REST API App\"), the default, supports the JWT auth flow.",
				Validators:          []validator.String{stringvalidator.OneOf("rest_api")},
			},
			"auth_flow": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString("jwt"),
				MarkdownDescription: "Auth flow. Only `jwt_from` (\"JWT auth flow\"), the default. An app that also needs the authorization code flow should be a second app.",
				Validators:          []validator.String{stringvalidator.OneOf("jwt")},
			},
			"access": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString("private"),
				MarkdownDescription: "Who may use the app: `private` (the default; only users of the account that registered it) or `public` (any RingCentral customer). RingCentral does not let it be edited after the app was created.",
				Validators:          []validator.String{stringvalidator.OneOf("private", accessPublic)},
			},
			"issue_refresh_tokens": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
				MarkdownDescription: "Whether the app issues refresh tokens (\"Issue refresh tokens?\" in the Console). Default `false`: with the JWT flow a new access token needs only the JWT. The registration link cannot carry this setting.",
			},
			"scopes": schema.SetAttribute{
				Required:            true,
				ElementType:         types.StringType,
				MarkdownDescription: "Application scopes that the app is to have, by the names that RingCentral's API uses, for example `ReadAccounts` or `SMS`. A scope that another one includes (EditAccounts includes ReadAccounts) need not be named. RingCentral grants some scopes (EditAccounts, RoleManagement and others) only on request.",
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
				MarkdownDescription: "Client ID that the Developer Console shows after the app was created (Apps > the app > Credentials), at most 255 characters. Leave it out until then.",
				Validators:          []validator.String{attribute.ClientID()},
			},
			"client_secret_from":       secretref.ResourceAttribute("The app's Client Secret."),
			"client_secret_wo":         secretref.WriteOnlyAttribute("client_secret", "The app's Client Secret."),
			"client_secret_wo_version": secretref.WriteOnlyVersionAttribute("client_secret"),
			"jwt_from":                 secretref.ResourceAttribute("JWT credential that is permitted to use this app. With it the granted scopes are verified."),
			"jwt_wo":                   secretref.WriteOnlyAttribute("jwt", "JWT credential that is permitted to use this app."),
			"jwt_wo_version":           secretref.WriteOnlyVersionAttribute("jwt"),
			"registered": schema.BoolAttribute{
				Computed:            true,
				MarkdownDescription: "Whether the token endpoint was seen to know the app. `false` until then.",
			},
			"status": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Last observed status. `pending`: no `client_id`. `unverified`: no client secret on the machine that checked. `registered`: client ID, client secret and JWT auth flow are proved. `verified`: the granted scopes match, too. Otherwise the code of the finding, for example `jwt_flow_disabled`, `scope_missing` or `credential_revoked`.",
			},
			"granted_scopes": schema.SetAttribute{
				Computed:            true,
				ElementType:         types.StringType,
				MarkdownDescription: "Scopes of the token that the app was last granted. Null until a grant succeeded.",
			},
			"registration_url": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Link that opens the Developer Console's form for a new app, filled in from this resource.",
			},
			"settings_url": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Page of the Developer Console that lists the apps; open the app there to see its Client ID, Client Secret and settings.",
			},
			"next_step": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "The one thing that a person has to do now, with its link; null if there is nothing to do.",
			},
		},
	}
}
