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

const description = `Models a **reference to a JWT credential**. A JWT credential belongs to a *user*, not to an app, and only a signed-in person can create it in the Developer Console; RingCentral has no API for it.

While ` + "`jwt_from`" + ` points to nothing the credential is *pending*, and ` + "`next_step`" + ` holds the link that opens the Console's form. After that the JWT is inspected on every plan: is it intact, does it belong to ` + "`owner_id`" + `, was it issued for this server, has it expired or will it soon. This needs no credentials; all that is read from RingCentral are its published keys, to verify the signature. While the credential is pending, and the provider has an administrator's credentials, a missing permission of the owner to sign in to the Console is warned about. The JWT itself never reaches state or plan.

Whether RingCentral still accepts the credential, and for which apps, only the grant can tell: use the data source ` + "`ringcentral_jwt_grant`" + `.

Destroying the resource only forgets the credential; a warning says where to delete it.`

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
				MarkdownDescription: "ID of the extension (user) that the credential is to belong to, usually `ringcentral_service_user.<name>.id`. Compared with the subject of the JWT.",
				Validators:          attribute.ExtensionIDValidators(),
			},
			"client_ids": schema.SetAttribute{
				Optional:            true,
				ElementType:         types.StringType,
				MarkdownDescription: "Client IDs of the apps that may use the credential, at most 255 characters each. Leave it out to permit all apps of the organisation. A null element stands for an app that has not been registered yet. The JWT does not hold this list; the grant shows whether an app is permitted.",
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(attribute.ClientID())},
			},
			"expires_at": schema.StringAttribute{
				Optional:            true,
				CustomType:          timetypes.RFC3339Type{},
				MarkdownDescription: "When the credential is to expire, as an RFC 3339 time, for example `2027-06-30T23:59:59Z`. The Console takes a date, and the credential expires at the end of that day in UTC, so only the day is compared. Leave it out if the expiry does not matter.",
			},
			"jwt_from":       secretref.ResourceAttribute("The JWT of the credential."),
			"jwt_wo":         secretref.WriteOnlyAttribute("jwt", "The JWT of the credential."),
			"jwt_wo_version": secretref.WriteOnlyVersionAttribute("jwt"),
			"expiry_warning_days": schema.Int64Attribute{
				Optional: true, Computed: true, Default: int64default.StaticInt64(defaultWarningDays),
				MarkdownDescription: "From how many days before its end every plan warns of it, 0 to 3650. Default 30; 0 switches the warning off.",
				Validators:          []validator.Int64{int64validator.Between(0, 3650)},
			},
			"status":      computed("What was last observed: `pending` (there is no JWT yet), `valid` (the JWT fits the declaration), or the code of the finding that contradicts it, for example `credential_expired` or `credential_of_other_owner`."),
			"fingerprint": computed("SHA-256 of the JWT in hexadecimal. It changes when the credential is rotated; use it in `replace_triggered_by` of whatever holds a copy of the JWT."),
			"token_id":    computed("ID of the credential (the claim `jti`)."),
			"subject":     computed("ID of the extension that the credential really belongs to (the claim `sub`)."),
			"signature":   computed("`valid` if the signature was verified with a key that RingCentral publishes, `not verifiable` if it publishes none with the JWT's key ID. A signature that does not fit is an error."),
			"audience":    computed("Token endpoint that accepts the JWT (the claim `aud`)."),
			"issuer":      computed("Server that issued the JWT (the claim `iss`)."),
			"issued_at": schema.StringAttribute{
				Computed: true, CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "When the credential was created, as an RFC 3339 time in UTC.",
			},
			"actual_expires_at": schema.StringAttribute{
				Computed: true, CustomType: timetypes.RFC3339Type{},
				MarkdownDescription: "When the credential really expires, as an RFC 3339 time in UTC; null if it never does.",
			},
			"creation_url": computed("Link that opens the Developer Console's form for a new credential with the first app of `client_ids` selected; null until that app is registered."),
			"next_step":    computed("The one thing that a person has to do now, with its link; null if there is nothing to do."),
		},
	}
}
