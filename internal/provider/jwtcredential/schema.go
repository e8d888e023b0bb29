// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtcredential

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

const defaultWarningDays = 30

const description = `Models a **reference to a JWT credential**. A JWT credential belongs to a *user*, not to an app. RingCentral has no API for it: the user has to create it in the Developer Console.

Until ` + "`jwt_from`" + ` resolves to a value, the credential is *pending*, and ` + "`next_step`" + ` holds the link to the Console's form. Then every plan inspects the JWT: that it is intact, belongs to ` + "`owner_id`" + `, was issued for this server, and neither has expired nor expires soon. This needs no credentials. The provider reads only RingCentral's published keys, to verify the signature. While the credential is pending, the provider warns if the owner cannot sign in to the Console, provided that it has an administrator's credentials. The JWT itself never reaches state or plan.

Only the grant shows whether RingCentral still accepts the credential, and for which apps. Use the data source ` + "`ringcentral_jwt_grant`" + `.

Destroying the resource does not delete the credential. A warning says where to delete it.`

func (r *credentialResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	computed := func(text string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: text}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"label": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Label of the credential in the Developer Console. It cannot be observed.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"owner_id": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "ID of the extension (user) that must own the credential, usually `ringcentral_service_user.<name>.id`. The provider compares it with the subject of the JWT.",
				Validators:          attribute.ExtensionIDValidators(),
			},
			"client_ids": schema.SetAttribute{
				Optional:            true,
				ElementType:         types.StringType,
				MarkdownDescription: "Client IDs of the permitted apps, at most 255 characters each. Default: all apps of the organization. A null element stands for an app that is not registered yet. The JWT does not contain this list. Only the grant shows whether an app is permitted.",
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(attribute.ClientID())},
			},
			"expires_at": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "The day on which the credential must expire: a date such as `2027-06-30`, or an RFC 3339 time such as `2027-06-30T00:00:00Z`, of which only the day in UTC counts. In the Console you choose a date, and the credential expires at the end of that day in UTC. Default: any expiry.",
				Validators:          []validator.String{attribute.Day()},
			},
			"jwt_from":       secretref.ResourceAttribute("The JWT of the credential."),
			"jwt_wo":         secretref.WriteOnlyAttribute("jwt", "The JWT of the credential."),
			"jwt_wo_version": secretref.WriteOnlyVersionAttribute("jwt"),
			"expiry_warning_days": schema.Int64Attribute{
				Optional: true, Computed: true, Default: int64default.StaticInt64(defaultWarningDays),
				MarkdownDescription: "Days before expiry at which plans start to warn, 0 to 3650. Default 30. 0 disables the warning.",
				Validators:          []validator.Int64{int64validator.Between(0, 3650)},
			},
			"findings":    attribute.ResourceFindings("What contradicts the configuration. Empty while nothing does."),
			"status":      computed("Last observed status. `pending`: there is no JWT yet. `valid`: the JWT matches the configuration. `invalid`: `findings` says what contradicts the configuration."),
			"fingerprint": computed("SHA-256 of the JWT in hexadecimal. It changes when you rotate the credential. Use it in `replace_triggered_by` of anything that holds a copy of the JWT."),
			"token_id":    computed("ID of the credential (the claim `jti`)."),
			"subject":     computed("ID of the extension that owns the credential (the claim `sub`)."),
			"signature":   computed("`valid` if the signature was verified with a key that RingCentral publishes, `not verifiable` if it publishes none with the JWT's key ID. A wrong signature is an error."),
			"audience":    computed("Token endpoint that accepts the JWT (the claim `aud`)."),
			"issuer":      computed("Server that issued the JWT (the claim `iss`)."),
			"issued_at": schema.StringAttribute{
				Computed: true, CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "When the credential was created, as an RFC 3339 time in UTC.",
			},
			"actual_expires_at": schema.StringAttribute{
				Computed: true, CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "When the credential expires, as an RFC 3339 time in UTC. Null if it never expires.",
			},
			"creation_url": computed("Link to the Developer Console's form for a new credential, with the first app of `client_ids` selected. Null until that app is registered."),
			"next_step":    computed("What you have to do next, with a link. Null if there is nothing to do."),
		},
	}
}
