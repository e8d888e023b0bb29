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
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

const (
	statusEnabled      = "Enabled"
	statusNotActivated = "NotActivated"
)

var (
	statuses  = []string{statusEnabled, "Disabled", "Frozen", statusNotActivated}
	userTypes = ringcentral.UserTypes()

	emailPattern           = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s.]+$`)
	emailDomainPattern     = regexp.MustCompile(`^[^@\s.]+(\.[^@\s.]+)+$`)
	extensionNumberPattern = regexp.MustCompile(`^[0-9]{1,8}$`)
)

const description = `Manages a **service user**: an extension that belongs to an integration, not to an employee, so it stays when people leave.

Only its owner can create a JWT credential, in the Developer Console. So a service user has to sign in once: it must be ` + "`Enabled`" + `, have a password or single sign-on, and have a role with ` + "`DevPortalAccess`" + ` until the credential exists.

Deleting the resource deletes the extension and invalidates all of its JWT credentials. Its phone numbers and lines stay in the account's inventory. The provider refuses to delete the account's system extension and the user that it acts as.`

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
				Validators:          attribute.Text(1, 64),
			},
			"last_name": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Last name, at most 64 characters.",
				Validators:          attribute.Text(1, 64),
			},
			"email": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "E-mail address, 3 to 254 characters, unique in the account. RingCentral sends account notices to it, so use an address that a team reads. Case does not matter.",
				Validators: []validator.String{
					stringvalidator.LengthBetween(3, 254),
					stringvalidator.RegexMatches(emailPattern, "must be an e-mail address"),
				},
			},
			"email_as_login_name": schema.BoolAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Whether the user signs in with the e-mail address. If `false`, the user signs in with the account's main number and the extension number. A login name is unique across all RingCentral accounts. By default RingCentral decides. For a seat (`use_unassigned_seat`) the default is `true`.",
				PlanModifiers:       []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"extension_number": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Extension number, 1 to 8 digits, unique in the account. By default RingCentral chooses the next free one.",
				Validators:          []validator.String{stringvalidator.RegexMatches(extensionNumberPattern, "must consist of 1 to 8 digits")},
				PlanModifiers:       keep,
			},
			"status": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(statusEnabled),
				MarkdownDescription: "Status of the user: `Enabled` (default, and required for a JWT grant), `Disabled`, `Frozen` or `NotActivated`.",
				Validators:          []validator.String{stringvalidator.OneOf(statuses...)},
			},
			"type": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(ringcentral.TypeUser),
				MarkdownDescription: "Type of the extension: `User` (default), `VirtualUser`, `DigitalUser` or `FlexibleUser`.",
				Validators:          []validator.String{stringvalidator.OneOf(userTypes...)},
			},
			"department": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Department, at most 64 characters.",
				Validators:          attribute.Text(1, 64),
			},
			"job_title": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Job title, at most 255 characters.",
				Validators:          attribute.Text(1, 255),
			},
			"site_id": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "ID of the user's site. `main-site` is the main site. The data source `ringcentral_site` finds other sites. Required in accounts with several sites. Do not set it in other accounts.",
				Validators:          []validator.String{attribute.ID()},
				PlanModifiers:       keep,
			},
			"cost_center_id": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "ID of the user's cost center. By default RingCentral uses the root cost center. The API can set it only when it creates the user. Change it later in the Admin Portal.",
				Validators:          []validator.String{attribute.ID()},
				PlanModifiers:       keep,
			},
			"hidden": schema.BoolAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Whether the user is hidden in the company directory, only for the type `User`. By default RingCentral shows users. The API can set it only when it creates the user. Change it later in the Admin Portal.",
				PlanModifiers:       []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"role_ids": schema.SetAttribute{
				Optional: true, Computed: true,
				ElementType:         types.StringType,
				MarkdownDescription: "IDs of the user's roles, at least one. **Authoritative**: the provider removes all other roles. If you do not set it, RingCentral assigns the account's default role, which may permit far more than an integration needs, and the provider does not manage the roles. Use `ringcentral_user_role_assignment` to add single roles.",
				Validators: []validator.Set{
					setvalidator.SizeAtLeast(1),
					setvalidator.NoNullValues(),
					setvalidator.ValueStringsAre(attribute.ID()),
				},
				PlanModifiers: []planmodifier.Set{setplanmodifier.UseStateForUnknown()},
			},
			"password_wo": schema.StringAttribute{
				Optional: true, WriteOnly: true, Sensitive: true,
				MarkdownDescription: "Password with which the user signs in to the Developer Console. RingCentral applies the account's password rules. The provider sends it when it creates the user and when `password_wo_version` changes. Terraform stores it in neither state nor plan, and RingCentral never returns it. A new password ends all sessions of the user. By default RingCentral generates a password that nobody knows. Needs Terraform 1.11 or later.",
				Validators: []validator.String{
					stringvalidator.AlsoRequires(path.MatchRoot("password_wo_version")),
					stringvalidator.LengthAtLeast(1),
				},
			},
			"password_wo_version": schema.Int64Attribute{
				Optional:            true,
				MarkdownDescription: "Any number. Change it to send `password_wo` again.",
				Validators:          []validator.Int64{int64validator.AlsoRequires(path.MatchRoot("password_wo"))},
			},
			"ivr_pin_wo": schema.StringAttribute{
				Optional: true, WriteOnly: true, Sensitive: true,
				MarkdownDescription: "PIN for voicemail by phone, digits only. RingCentral applies the account's rules. The provider sends it when it creates the user and when `ivr_pin_wo_version` changes. Terraform stores it in neither state nor plan, and RingCentral never returns it. Needs Terraform 1.11 or later.",
				Validators: []validator.String{
					stringvalidator.AlsoRequires(path.MatchRoot("ivr_pin_wo_version")),
					digits{},
				},
			},
			"ivr_pin_wo_version": schema.Int64Attribute{
				Optional:            true,
				MarkdownDescription: "Any number. Change it to send `ivr_pin_wo` again.",
				Validators:          []validator.Int64{int64validator.AlsoRequires(path.MatchRoot("ivr_pin_wo"))},
			},
			"use_unassigned_seat": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether to assign one of the account's unassigned seats, which are licensed, instead of creating an extension without a license. Only for the type `User`. The provider takes the seat with the lowest ID, of the site `site_id` if set. You can buy licenses only in the Admin Portal. When you destroy the user, RingCentral turns each of its digital lines into an unassigned seat again. A later change of this attribute only decides how the user is deleted.",
			},
			"send_welcome_email": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether RingCentral sends its welcome e-mail, with a link to set the password, when the user gets an unassigned seat. Requires `use_unassigned_seat = true` and `status = \"NotActivated\"`. A later change sends nothing.",
			},
		},
	}
}
