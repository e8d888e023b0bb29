// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/objectvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

// Schema implements provider.Provider.
func (p *Provider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Manages RingCentral apps with the JWT auth flow, their service users, roles and JWT credentials as code, and proves in every plan that they work together.",
		Attributes: map[string]schema.Attribute{
			"server_url": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Address of the RingCentral platform. Default `https://platform.ringcentral.com`. AT&T Office@Hand and Verizon use `https://platform.ringcentral.biz`. Scheme, host and port only, in ASCII. Plain `http` works only for this machine. Environment: `RINGCENTRAL_SERVER_URL`, `RC_SERVER_URL`.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"developer_console_url": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Address of the Developer Console, for links. Default `https://developers.ringcentral.com`. Environment: `RINGCENTRAL_DEVELOPER_CONSOLE_URL`.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"client_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Client ID of the administrator's app, which the provider uses to read and write the account, at most 255 characters. Environment: `RINGCENTRAL_CLIENT_ID`, `RC_APP_CLIENT_ID`.",
				Validators:          []validator.String{attribute.ClientID()},
			},
			"client_secret": schema.StringAttribute{
				Optional: true, Sensitive: true,
				MarkdownDescription: "Client Secret of the administrator's app. Prefer the environment: `RINGCENTRAL_CLIENT_SECRET`, `RC_APP_CLIENT_SECRET`.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"client_secret_from": secretref.ProviderAttribute(
				"Client Secret of that app, read when the provider first needs it. Conflicts with `client_secret`.",
				objectvalidator.ConflictsWith(path.MatchRoot("client_secret")),
			),
			"jwt_from": secretref.ProviderAttribute(
				"JWT credential of an administrator, read when the provider first needs it. Conflicts with `jwt`.",
				objectvalidator.ConflictsWith(path.MatchRoot("jwt")),
			),
			"jwt": schema.StringAttribute{
				Optional: true, Sensitive: true,
				MarkdownDescription: "JWT credential of an administrator, permitted for the administrator's app. Prefer the environment: `RINGCENTRAL_JWT`, `RC_USER_JWT`.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"account_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "ID of the account to manage. Default `~`, the account of the administrator. Environment: `RINGCENTRAL_ACCOUNT_ID`.",
				Validators:          []validator.String{attribute.AccountID()},
			},
			"allowed_account_ids": schema.SetAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "IDs of the accounts that Terraform can manage, 1 to 19 digits each. With administrator credentials of any other account, every operation that needs them fails before it reads or changes anything. The credentials of integrations are not restricted. Give each environment its own list, so that nobody can use production's credentials for staging. This costs one request per command, and the app needs the scope ReadAccounts. The data source `ringcentral_account` shows the ID. Default: all accounts.",
				Validators: []validator.Set{
					setvalidator.SizeAtLeast(1),
					setvalidator.NoNullValues(),
					setvalidator.ValueStringsAre(attribute.OneAccountID()),
				},
			},
			"verification": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "What to do if a check is not possible on this machine, for example because a secret is missing: `lenient` (default) warns, `strict` (for CI) fails. Environment: `RINGCENTRAL_VERIFICATION`.",
				Validators:          []validator.String{stringvalidator.OneOf(verificationLenient, verificationStrict)},
			},
			"explain_drift": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether to look up who changed a user or role outside Terraform, and to name the person, the time and the action in a warning of the plan. Costs at most one Heavy request per run, and the app needs the scope ReadAuditTrail. If the search fails, the plan is complete without the explanation. State and plan never hold it. Default `false`. Environment: `RINGCENTRAL_EXPLAIN_DRIFT`.",
			},
			"token_cache": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Directory in which the provider caches its own access token, so that consecutive commands share one grant, for example `~/.cache/terraform-provider-ringcentral` (`~/` is the home directory). The provider creates the directory, and refuses one that other users can access. It encrypts the token with a key derived from client secret and JWT. The token expires within an hour. Default: no cache. Environment: `RINGCENTRAL_TOKEN_CACHE`.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"rate_limit_percent": schema.Int64Attribute{
				Optional:            true,
				MarkdownDescription: "Share of the app's rate limits that the provider uses, 1 to 100 percent. Default 100. Other clients of the app get the rest.",
				Validators:          []validator.Int64{int64validator.Between(1, 100)},
			},
			"request_timeout": schema.StringAttribute{
				Optional: true, CustomType: timetypes.GoDurationType{},
				MarkdownDescription: "Timeout of one attempt of one request, `1s` to `10m` (units `h`, `m`, `s`). Default `30s`.",
				Validators:          []validator.String{attribute.DurationBetween(time.Second, 10*time.Minute)},
			},
			"max_retries": schema.Int64Attribute{
				Optional:            true,
				MarkdownDescription: "Number of retries for transient failures, 0 to 10. Default 3. The provider retries a create only if the object does not exist.",
				Validators:          []validator.Int64{int64validator.Between(0, 10)},
			},
		},
	}
}
