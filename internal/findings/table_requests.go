// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

// Requests that the provider makes for itself.
var (
	ApplicationScopeMissing = define(row{
		code: "provider_scope_missing", section: ownRequests, page: appsPage,
		summary: "The provider's app lacks a scope",
		detail:  "{failure}\nThis is a setting of app {client}, which the provider uses, not of the user's role.",
		remedy:  "Open that app in the Developer Console, choose Settings, add the scope from the message, and save. The JWT stays valid.",
		meaning: "The provider's app lacks a scope.", detection: "CMN-401.", advice: "Add the scope to the administrator's app.",
	})
	UserPermissionMissing = define(row{
		code: "provider_permission_missing", section: ownRequests,
		summary: "The provider's user lacks a permission{which}",
		detail:  "{failure}\nThis is a setting of the role of extension {owner}, which the provider acts as, not of the app.",
		remedy:  "Give that user a role with the permission: Admin Portal > Users > Roles.",
		meaning: "The provider's user lacks a permission.", detection: "CMN-408, CMN-402.", advice: "Add it to the role of the administrator.",
	})
	PermissionTooNarrow = define(row{
		code: "provider_permission_too_narrow", section: ownRequests,
		summary: "A permission of the provider's user does not reach other users{which}",
		detail:  "{failure}\nThe role of extension {owner}, which the provider acts as, has the permission, but only for its own objects.",
		remedy:  "Give that user a role whose scope is the whole account (or the federation): Admin Portal > Users > Roles > the role > Scope.",
		meaning: "The provider's user has a permission only for its own objects.", detection: "CMN-419.", advice: "Widen the scope of the administrator's role.",
	})
	AccessTokenRejected = define(row{
		code: "access_token_rejected", section: ownRequests,
		summary: "RingCentral rejected {the} access token",
		detail:  "{failure}",
		remedy:  "Run the command again. If that does not help, give RingCentral's support the RCRequestId below.",
		meaning: "RingCentral rejected an access token.", detection: "HTTP 401.", advice: "Run the command again.",
	})
	SessionEnded = define(row{
		code: "session_ended", section: ownRequests,
		summary:   "RingCentral ended the session during the run",
		detail:    "{failure}",
		remedy:    "A sixth parallel session of a user and app ends the oldest. A new password or an administrator ends all of them. Check for other programs with the same app and credential, and give Terraform an app and a user of its own. Then run the command again.",
		meaning:   "RingCentral ended the session during the run.",
		detection: "HTTP 401 with OAU-213 or OAU-211.",
		advice:    "Check what else uses the same app and user.",
	})
	ObjectNotFound = define(row{
		code: "object_not_found", section: ownRequests,
		summary: "RingCentral could not find the object",
		detail:  "{failure}",
		remedy:  "Check the ID and account_id.",
		meaning: "The object of a request does not exist.", detection: "HTTP 404.", advice: "Check the ID and `account_id`.",
	})
	ObjectExists = define(row{
		code: "object_exists", section: ownRequests,
		summary:   "The account already has {object}",
		detail:    "Apply will refuse to create a second one, unless the same run destroys the existing one.",
		remedy:    "{adoption}",
		meaning:   "The object to create already exists.",
		detection: "A user with the same name and e-mail address, or a custom role with the same name.",
		advice:    "Import it, or choose another name.",
	})
	CreationUncertain = define(row{
		code: "creation_uncertain", section: ownRequests,
		summary:   "The outcome of the create is unknown",
		detail:    "The response was lost, and a lookup did not show whether the object was created. The provider did not send the request again, so that it creates nothing twice.\n{failure}",
		remedy:    "Run the command again. It looks for the object before it creates anything, and reports it if it exists.",
		meaning:   "The response to a create was lost, and the account does not show whether it succeeded.",
		detection: "A lookup after the lost response.",
		advice:    "Run the command again: it looks first.",
	})
	RequestRefused = define(row{
		code: "request_refused", section: ownRequests,
		summary: "RingCentral refused the request",
		detail:  "{failure}",
		remedy:  "Look up the error code in RingCentral's documentation, or give RingCentral's support the RCRequestId below.",
		meaning: "RingCentral refused the content of a request.", detection: "Any other client error.", advice: "Correct the argument that the message names.",
	})
)
