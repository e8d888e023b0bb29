// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
)

const (
	statusEnabled      = "Enabled"
	statusNotActivated = "NotActivated"
	typeUser           = "User"
)

var (
	statuses  = []string{statusEnabled, "Disabled", "Frozen", statusNotActivated}
	userTypes = []string{typeUser, "VirtualUser", "DigitalUser", "FlexibleUser"}

	emailPattern           = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s.]+$`)
	emailDomainPattern     = regexp.MustCompile(`^[^@\s.]+(\.[^@\s.]+)+$`)
	extensionNumberPattern = regexp.MustCompile(`^[0-9]{1,8}$`)
)

const description = `Manages a **service user**: an extension that belongs to an integration and not to an employee, so that it survives people leaving.

A JWT credential can only be created by its owner, signed in to the Developer Console. A service user therefore needs one interactive login: it must be ` + "`Enabled`" + `, have a password (or single sign-on), and hold a role with ` + "`DevPortalAccess`" + ` until its credential exists.

Deleting the resource deletes the extension, and every JWT credential of it dies with it; its phone numbers and lines stay in the account's inventory. The provider refuses to delete the account's system extension and the user that Terraform itself runs as.`

func (r *userResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	resp.Schema = schema.Schema{
		MarkdownDescription: description,
		Blocks:              configured.TimeoutsBlock(ctx, true),
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "ID of the extension. It is also the subject of the user's JWT credentials.",
				PlanModifiers:       keep,
			},
			"first_name": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "First name, 1 to 64 characters.",
				Validators:          []validator.String{stringvalidator.UTF8LengthBetween(1, 64)},
			},
			"last_name": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Last name, at most 64 characters.",
				Validators:          []validator.String{stringvalidator.UTF8LengthBetween(1, 64)},
			},
			"email": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "E-mail address, 3 to 254 characters, that no other user of the account has. RingCentral sends account notices there; use a mailbox or list that a team reads. Case does not matter.",
				Validators: []validator.String{
					stringvalidator.LengthBetween(3, 254),
					stringvalidator.RegexMatches(emailPattern, "must be an e-mail address"),
				},
			},
			"email_as_login_name": schema.BoolAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Whether the user signs in with the e-mail address. If `false`, the user signs in with the account's main number and the extension number. A login name is unique across all RingCentral accounts. RingCentral decides if it is left out, except for a seat (`use_unassigned_seat`), where the default is `true`.",
				PlanModifiers:       []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"extension_number": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Extension number, 1 to 8 digits, unique in the account. RingCentral chooses the next free one if it is left out.",
				Validators:          []validator.String{stringvalidator.RegexMatches(extensionNumberPattern, "must consist of 1 to 8 digits")},
				PlanModifiers:       keep,
			},
			"status": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(statusEnabled),
				MarkdownDescription: "Status of the user: `Enabled` (the default; a JWT grant needs it), `Disabled`, `Frozen` or `NotActivated`.",
				Validators:          []validator.String{stringvalidator.OneOf(statuses...)},
			},
			"type": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(typeUser),
				MarkdownDescription: "Type of the extension: `User` (the default), `VirtualUser`, `DigitalUser` or `FlexibleUser`.",
				Validators:          []validator.String{stringvalidator.OneOf(userTypes...)},
			},
			"department": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Department, at most 64 characters.",
				Validators:          []validator.String{stringvalidator.UTF8LengthBetween(1, 64)},
			},
			"job_title": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Job title, at most 255 characters.",
				Validators:          []validator.String{stringvalidator.UTF8LengthBetween(1, 255)},
			},
			"site_id": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "ID of the user's site; `main-site` is the main site, and `ringcentral_site` finds others. Required in accounts with several sites, and to be left out in others.",
				Validators:          []validator.String{attribute.ID()},
				PlanModifiers:       keep,
			},
			"cost_center_id": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "ID of the user's cost center. RingCentral uses the root cost center if it is left out. The API can set it only when the user is created; a later change must be made in the Admin Portal, and apply says so.",
				Validators:          []validator.String{attribute.ID()},
				PlanModifiers:       keep,
			},
			"hidden": schema.BoolAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Whether the user is hidden in the company directory; only for the type `User`. RingCentral shows users by default. The API can set it only when the user is created; a later change must be made in the Admin Portal, and apply says so.",
				PlanModifiers:       []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"role_ids": schema.SetAttribute{
				Optional: true, Computed: true,
				ElementType:         types.StringType,
				MarkdownDescription: "IDs of the roles of the user. **Authoritative**: the user has exactly these roles, and any other is removed. At least one. If it is left out, RingCentral assigns the account's default role, which may permit far more than an integration needs, and the provider leaves the roles alone; `ringcentral_user_role_assignment` adds single ones.",
				Validators: []validator.Set{
					setvalidator.SizeAtLeast(1),
					setvalidator.NoNullValues(),
					setvalidator.ValueStringsAre(attribute.ID()),
				},
				PlanModifiers: []planmodifier.Set{setplanmodifier.UseStateForUnknown()},
			},
			"password_wo": schema.StringAttribute{
				Optional: true, WriteOnly: true, Sensitive: true,
				MarkdownDescription: "Password with which the user signs in to the Developer Console; RingCentral applies the account's password rules. It is sent when the user is created and when `password_wo_version` changes; neither state nor plan holds it, and RingCentral tells it nobody. A new password ends all sessions of the user. If it is left out, RingCentral generates one that nobody knows. Needs Terraform 1.11 or later.",
				Validators: []validator.String{
					stringvalidator.AlsoRequires(path.MatchRoot("password_wo_version")),
					stringvalidator.LengthAtLeast(1),
				},
			},
			"password_wo_version": schema.Int64Attribute{
				Optional:            true,
				MarkdownDescription: "Any number; another one sends `password_wo` again.",
				Validators:          []validator.Int64{int64validator.AlsoRequires(path.MatchRoot("password_wo"))},
			},
			"ivr_pin_wo": schema.StringAttribute{
				Optional: true, WriteOnly: true, Sensitive: true,
				MarkdownDescription: "PIN with which the user reaches voicemail by phone, digits only; RingCentral applies the account's rules. It is sent when the user is created and when `ivr_pin_wo_version` changes; neither state nor plan holds it, and RingCentral tells it nobody. Needs Terraform 1.11 or later.",
				Validators: []validator.String{
					stringvalidator.AlsoRequires(path.MatchRoot("ivr_pin_wo_version")),
					digits{},
				},
			},
			"ivr_pin_wo_version": schema.Int64Attribute{
				Optional:            true,
				MarkdownDescription: "Any number; another one sends `ivr_pin_wo` again.",
				Validators:          []validator.Int64{int64validator.AlsoRequires(path.MatchRoot("ivr_pin_wo"))},
			},
			"use_unassigned_seat": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether to give the user one of the account's unassigned seats, which are licensed already, instead of creating an extension without a licence; only for the type `User`. The seat with the lowest ID is taken, of the site `site_id` if that is set. Licences can only be bought in the Admin Portal. When the user is destroyed, its seat goes back: RingCentral makes an unassigned seat of each of its digital lines. A later change of this attribute only decides how the user is deleted.",
			},
			"send_welcome_email": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether RingCentral sends its welcome e-mail, with the link to set a password, when an unassigned seat gets its user. Only together with `use_unassigned_seat = true` and `status = \"NotActivated\"`. A later change sends nothing.",
			},
		},
	}
}
