// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accesstoken

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/objectvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

const description = `Obtains an **access token** with the JWT grant (RFC 7523), for other providers or provisioners. Revokes it at the end of the run, also if the run fails or is interrupted. Terraform stores the token in neither state nor plan.

Terraform opens an ephemeral resource during plan *and* during apply. ` + "`terraform plan`" + ` opens one session of the credential's owner and app. ` + "`terraform apply`" + ` opens two, one after the other. Each session costs two of about five authentication requests per minute and app. While it is open, it counts as one of five parallel sessions of that user and app.

RingCentral cannot extend the lifetime of an access token, so request one that outlives the run. The provider warns if the token expires within a minute of the end of the run.

Needs Terraform 1.10 or later.`

func (e *accessToken) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	choice := func(name string) string {
		return " Exactly one of `" + name + "` and `" + name + "_from` must be set."
	}
	value := func(name, text string) schema.StringAttribute {
		return schema.StringAttribute{
			Optional: true, Sensitive: true,
			MarkdownDescription: text + " The value itself, for example from an ephemeral resource of a secret manager." + choice(name),
			Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
		}
	}
	oneOf := func(name string) validator.Object {
		return objectvalidator.ExactlyOneOf(path.MatchRoot(name), path.MatchRoot(name+"_from"))
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"client_id": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Client ID of the app, at most 255 characters.",
				Validators:          []validator.String{attribute.ClientID()},
			},
			"client_secret_from": secretref.EphemeralAttribute("The app's Client Secret."+choice("client_secret"), oneOf("client_secret")),
			"client_secret":      value("client_secret", "The app's Client Secret."),
			"jwt_from":           secretref.EphemeralAttribute("The JWT credential."+choice("jwt"), oneOf("jwt")),
			"jwt":                value("jwt", "The JWT credential."),
			"scopes": schema.SetAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Application scopes to narrow the token to. Default: all scopes of the app.",
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), attribute.Scopes()},
			},
			"ttl": schema.Int64Attribute{
				Optional:            true,
				MarkdownDescription: "Lifetime of the token in seconds, 600 to 3600. RingCentral's default is 3600.",
				Validators:          []validator.Int64{int64validator.Between(600, 3600)},
			},
			"access_token": schema.StringAttribute{
				Computed: true, Sensitive: true,
				MarkdownDescription: "The access token.",
			},
			"token_type": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "How to present the token: `Bearer`.",
			},
			"expires_at": schema.StringAttribute{
				Computed: true, CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "When the token expires, as an RFC 3339 time in UTC.",
			},
			"granted_scopes": schema.SetAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "Scopes of the token.",
			},
			"owner_id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "ID of the extension that the token acts as.",
			},
		},
	}
}
