// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

// The owner of the credential, the account and the role.
var (
	OwnerNotFound = define(row{
		code: "owner_not_found", section: theOwner, about: aboutOwner, value: jwtValue, stage: stageOwner,
		errorCodes: []string{"OAU-136", "OAU-232"},
		summary:    "The user who owns {the} JWT credential no longer exists",
		detail:     "The JWT belongs to extension {owner}, which RingCentral cannot find. No JWT credential of that user can be used any more.",
		remedy:     "Create the service user again (terraform apply does, if Terraform manages it), create a new JWT credential as that user, and put it into {jwt}.",
		ownRemedy:  "Create a JWT credential as another administrator and put it into {jwt}.",
		meaning:    "The user who owns the credential no longer exists.", detection: "OAU-136, OAU-232.", advice: "Create the user and a credential again.",
	})
	OwnerNotActive = define(row{
		code: "owner_not_active", section: theOwner, about: aboutOwner, value: jwtValue, stage: stageOwner,
		errorCodes: []string{"OAU-141"},
		summary:    "The user who owns {the} JWT credential is not activated",
		detail:     "The JWT belongs to extension {owner}, which cannot log in because it is not activated or not assigned.",
		remedy:     `Activate the user: status = "Enabled" on its ringcentral_service_user, or Admin Portal > Users > the user.`,
		ownRemedy:  "Activate the user: Admin Portal > Users > the user.",
		meaning:    "The user is not activated.", detection: "OAU-141.", advice: "Activate the user.",
	})
	OwnerDisabled = define(row{
		code: "owner_disabled", section: theOwner, about: aboutOwner, value: jwtValue, stage: stageOwner,
		errorCodes: []string{"OAU-236"},
		summary:    "The user who owns {the} JWT credential is disabled",
		detail:     "The JWT belongs to extension {owner}, which is disabled or frozen.",
		remedy:     `Enable the user: status = "Enabled" on its ringcentral_service_user, or Admin Portal > Users > the user > Enable.`,
		ownRemedy:  "Enable the user: Admin Portal > Users > the user > Enable.",
		meaning:    "The user is disabled or frozen.", detection: "OAU-236.", advice: "Enable the user.",
	})
	OwnerTypeCannotLogIn = define(row{
		code: "owner_type_cannot_log_in", section: theOwner, about: aboutOwner, value: jwtValue, stage: stageOwner,
		errorCodes: []string{"OAU-105"},
		summary:    "The extension that owns {the} JWT cannot log in",
		detail:     "The JWT belongs to extension {owner}, whose type does not allow a login.",
		remedy:     `Use a user of type "User" as the owner, create a JWT credential as that user, and put it into {jwt}.`,
		meaning:    "Extensions of this type cannot log in.", detection: "OAU-105.", advice: "Use a user of the type User.",
	})
	AccountNotActive = define(row{
		code: "account_not_active", section: theOwner, about: aboutOwner, value: jwtValue, stage: stageOwner,
		errorCodes: []string{"OAU-142"},
		summary:    "The RingCentral account is not active",
		detail:     "The account of extension {owner} is suspended or not confirmed, so nobody can log in to it.",
		remedy:     "An administrator has to clarify the account's status with RingCentral.",
		meaning:    "The account is suspended or not confirmed.", detection: "OAU-142.", advice: "Contact RingCentral.",
	})
	AccountNotFound = define(row{
		code: "account_not_found", section: theOwner, about: aboutOwner, value: jwtValue, stage: stageOwner,
		errorCodes: []string{"OAU-222"},
		summary:    "The RingCentral account no longer exists",
		detail:     "RingCentral cannot find the account of extension {owner}. It was closed.",
		remedy:     "An administrator has to ask RingCentral about the account. To use another account, create an app, a user and a credential there.",
		meaning:    "The account no longer exists.", detection: "OAU-222.", advice: "Contact RingCentral.",
	})
	AccessRestricted = define(row{
		code: "access_restricted", section: theOwner, about: aboutOwner, value: jwtValue, stage: stageOwner,
		errorCodes: []string{"OAU-167"},
		summary:    "Access to the account is restricted",
		detail:     "A site or realm restriction of the account prevents app {client} from logging in as extension {owner}.",
		remedy:     "Ask the account's administrator to lift the restriction for this user and app.",
		meaning:    "A site or realm restriction blocks the app or the user.", detection: "OAU-167.", advice: "Ask the account's administrator.",
	})
	ThirdPartyAccessMissing = define(row{
		code: "third_party_app_access_missing", section: theOwner, about: aboutOwner, value: jwtValue, stage: stageOwner,
		errorCodes: []string{"CMN-408"},
		summary:    "The role of {the} credential's owner does not allow third-party apps",
		detail:     "Extension {owner} lacks a permission that it needs to log in through an app: {permission}.",
		remedy:     `Add the permission to the user's role: "ThirdPartyAppAccess" in permissions of its ringcentral_user_role, or Admin Portal > Roles > Features > Third Party Apps Access.`,
		ownRemedy:  "Add the permission to the user's role: Admin Portal > Roles > Features > Third Party Apps Access.",
		meaning:    "The user's role does not allow third-party apps.", detection: "CMN-408 of the token endpoint.", advice: "Add ThirdPartyAppAccess to the role.",
	})
	PermissionMissing = define(row{
		code: "permission_missing", section: theOwner, about: aboutOwner, value: permissionsValue,
		summary:   "The credential's owner lacks permissions: {ids}",
		detail:    "Extension {owner} does not have {names}. This is a setting of the user's role, not of the app.",
		remedy:    "Add them, or assignable permissions that include them, to the user's role: permissions of its ringcentral_user_role, or Admin Portal > Users > Roles.",
		meaning:   "The user lacks a required permission.",
		detection: "The authorization profile of the token's owner, including implied permissions.",
		advice:    "Add it to the user's role.",
	})
	PermissionUnneeded = define(row{
		code: "permission_unneeded", section: theOwner, value: permissionsValue,
		summary:   "The role grants more than the operations need: {names}",
		detail:    "For the operations in the configuration, a role needs only {least}.",
		remedy:    "Set permissions to {least}, or add the operations that need the others. ThirdPartyAppAccess and DevPortalAccess count as needed.",
		meaning:   "The role grants more than the named operations need.",
		detection: "RingCentral's OpenAPI document and the account's list of permissions.",
		advice:    "Remove the others.",
	})
	PermissionInsufficient = define(row{
		code: "permission_insufficient", section: theOwner, value: permissionsValue,
		summary: "The operations need the permissions {names}",
		detail:  "RingCentral refuses some operations in the configuration to a user without {names} (CMN-408).",
		remedy:  "Add them to permissions, or add assignable permissions that include them. role_permissions of ringcentral_api_operations is the smallest such set.",
		meaning: "A named operation needs a permission that the role does not include.", detection: "The same.", advice: "Add it.",
	})
	DevPortalAccessMissing = define(row{
		code: "dev_portal_access_missing", section: theOwner, value: ownerValue,
		summary:   "The owner cannot sign in to the Developer Console",
		detail:    "Extension {owner} lacks the permission DevPortalAccess (Developer Portal Access), which it needs to create a JWT credential.",
		remedy:    `Add "DevPortalAccess" to permissions of the user's ringcentral_user_role until the credential exists.`,
		meaning:   "The owner of a pending credential cannot sign in to the Developer Console.",
		detection: "The roles of the owner, if the provider's own credentials can read them.",
		advice:    "Add DevPortalAccess to the role until the credential exists.",
	})
)
