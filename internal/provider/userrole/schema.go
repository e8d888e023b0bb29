// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
)

// plainText matches what RingCentral accepts in the texts of a role.
var plainText = regexp.MustCompile(`^[^<>/"\n\r]*$`)

const plainTextMessage = `must not contain line breaks or any of < > / "`

func (r *roleResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		Blocks: configured.TimeoutsBlock(ctx, true),
		MarkdownDescription: "Manages a **custom role**: a named set of user permissions. Give each service user its own role, with only the permissions that the integration needs, `ThirdPartyAppAccess` (lets apps log in as the user), and `DevPortalAccess` (to sign in to the Developer Console) until its JWT credential exists.\n\n" +
			"RingCentral adds the permissions that others include. These are not drift. A permission that somebody added or removed is drift.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "ID of the role.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"display_name": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Name of the role in the Admin Portal, 1 to 128 characters, without `<`, `>`, `/` and `\"`.",
				Validators:          append(attribute.Text(1, 128), stringvalidator.RegexMatches(plainText, plainTextMessage)),
			},
			"description": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Description of the role in the Admin Portal, at most 2000 characters, without `<`, `>`, `/` and `\"`.",
				Validators:          append(attribute.Text(1, 2000), stringvalidator.RegexMatches(plainText, plainTextMessage)),
			},
			"scope": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "What the permissions apply to: `Account`, `AllExtensions`, `Federation`, `Group`, `NonUserExtensions`, `RoleBased`, `Self` or `UserExtensions`. By default RingCentral chooses.",
				Validators:          []validator.String{stringvalidator.OneOf("Account", "AllExtensions", "Federation", "Group", "NonUserExtensions", "RoleBased", "Self", "UserExtensions")},
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"site_compatible": schema.BoolAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Whether the role can be limited to a site, in accounts with several sites. By default RingCentral chooses.",
				PlanModifiers:       []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"operations": schema.SetAttribute{
				Optional:            true,
				ElementType:         types.StringType,
				MarkdownDescription: attribute.OperationsDescription + " If set, a plan warns when the role grants more or less than they need. Usually you derive `permissions` from `ringcentral_api_operations` instead.",
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues()},
			},
			"permissions": schema.SetAttribute{
				Required:            true,
				ElementType:         types.StringType,
				MarkdownDescription: "IDs of the user permissions of the role, for example `BusinessSms`. Only assignable permissions, without the permissions that they include. The data source `ringcentral_permissions` lists them.",
				Validators: []validator.Set{
					setvalidator.SizeAtLeast(1),
					setvalidator.NoNullValues(),
					setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1)),
				},
			},
		},
	}
}
