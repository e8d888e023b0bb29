// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import "github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"

const (
	featureDetail    = "The features endpoint says that extension {owner} does not have {names}{message}. These operations need it: {operations}."
	featureDetection = "The features endpoint, reason `"
)

// What the owner of the credential can do beyond scopes and permissions.
var (
	FeatureNotInServicePlan = define(row{
		code: "feature_not_in_service_plan", section: theOwner, about: aboutOwner, value: operationsValue,
		summary: "The account's service plan does not include {names}",
		detail:  featureDetail,
		remedy:  "An administrator who manages billing has to change the service plan: Admin Portal > Billing > Service Plan. Or remove the operations.",
		meaning: "The account's service plan lacks a feature that an operation needs.", detection: featureDetection + ringcentral.ReasonServicePlan + "`.", advice: "Change the service plan.",
	})
	FeatureOffForAccount = define(row{
		code: "feature_off_for_account", section: theOwner, about: aboutOwner, value: operationsValue,
		summary: "{names} is turned off for the account",
		detail:  featureDetail,
		remedy:  "An administrator of the account has to turn it on in the Admin Portal, or ask RingCentral's support to do so.",
		meaning: "A feature that an operation needs is turned off for the account.", detection: featureDetection + ringcentral.ReasonAccount + "`.", advice: "Turn it on for the account, or ask RingCentral.",
	})
	FeatureNotForType = define(row{
		code: "feature_not_for_extension_type", section: theOwner, about: aboutOwner, value: operationsValue,
		summary: "Extensions of this type cannot have {names}",
		detail:  featureDetail,
		remedy:  "Create a user of another type, and a JWT credential as that user. type of ringcentral_service_user names the types.",
		meaning: "Extensions of this type cannot have a feature that an operation needs.", detection: featureDetection + ringcentral.ReasonExtensionType + "`.", advice: "Use a user of another type.",
	})
	FeatureNotForSubType = define(row{
		code: "feature_not_for_extension_subtype", section: theOwner, about: aboutOwner, value: operationsValue,
		summary: "Extensions of this subtype cannot have {names}",
		detail:  featureDetail,
		remedy:  "Create a user without that subtype, and a JWT credential as that user.",
		meaning: "Extensions of this subtype cannot have a feature that an operation needs.", detection: featureDetection + ringcentral.ReasonExtensionSubType + "`.", advice: "Use a user without that subtype.",
	})
	FeatureNotLicensed = define(row{
		code: "feature_not_licensed", section: theOwner, about: aboutOwner, value: operationsValue,
		summary: "The credential's owner has no license for {names}",
		detail:  featureDetail,
		remedy:  "An administrator has to assign the user a license that includes it: Admin Portal > Users > the user. If none is left, buy one: Admin Portal > Billing > Licenses.",
		meaning: "The user lacks a license for a feature that an operation needs.", detection: featureDetection + ringcentral.ReasonExtension + "`.", advice: "Assign the user a license.",
	})
	FeatureNotPermitted = define(row{
		code: "feature_not_permitted", section: theOwner, about: aboutOwner, value: operationsValue,
		summary: "The credential's owner lacks a permission for {names}",
		detail:  featureDetail,
		remedy:  "Add {permission} to the user's role: permissions of its ringcentral_user_role, or Admin Portal > Users > Roles.",
		meaning: "The user lacks a permission for a feature that an operation needs.", detection: featureDetection + ringcentral.ReasonInsufficientPermissions + "` in the owner's own session.", advice: "Add the permission to the user's role.",
	})
	FeatureOffForUser = define(row{
		code: "feature_off_for_user", section: theOwner, about: aboutOwner, value: operationsValue,
		summary: "{names} is turned off for the credential's owner",
		detail:  featureDetail,
		remedy:  "An administrator has to turn it on for the user: Admin Portal > Users > the user.",
		meaning: "A feature that an operation needs is turned off for the user.", detection: featureDetection + ringcentral.ReasonConfiguration + "`.", advice: "Turn it on for the user.",
	})
	FeatureExcludedByPermission = define(row{
		code: "feature_excluded_by_permission", section: theOwner, about: aboutOwner, value: operationsValue,
		summary: "A permission of the credential's owner excludes {names}",
		detail:  featureDetail,
		remedy:  "Remove {permission} from the user's roles: permissions of its ringcentral_user_role, or Admin Portal > Users > Roles.",
		meaning: "A permission of the user excludes a feature that an operation needs.", detection: featureDetection + ringcentral.ReasonPermission + "`.", advice: "Remove the permission from the user's roles.",
	})
	FeatureUnavailable = define(row{
		code: "feature_unavailable", section: theOwner, about: aboutOwner, value: operationsValue,
		summary: "The credential's owner does not have {names}",
		detail:  featureDetail,
		remedy:  "An administrator has to find out why in the Admin Portal, or ask RingCentral's support, which the reason below helps.",
		meaning: "The user lacks a feature that an operation needs.", detection: "The features endpoint, without a reason or with an unknown one.", advice: "Ask the account's administrator, or RingCentral.",
	})
	FeatureUnverified = define(row{
		code: "feature_unverified", section: theOwner, value: operationsValue,
		summary: "Could not verify that the credential's owner has {names}",
		detail:  "{why} So it is not known whether these operations will work: {operations}.",
		remedy:  "To verify it, give the app the scope ReadAccounts and the owner the permission ReadExtensions. Or rehearse an operation that needs the feature.",
		meaning: "It is not known whether the user has a feature that an operation needs. The grant stays valid.", detection: "Neither the owner's session nor the provider's own is told of the feature.", advice: "Add the scope ReadAccounts, or rehearse an operation.",
	})
	NumberFeatureMissing = define(row{
		code: "number_feature_missing", section: theOwner, about: aboutOwner, value: numberFeaturesValue,
		summary: "No phone number of the credential's owner has {names}",
		detail:  "Extension {owner} can use these phone numbers:{numbers}",
		remedy:  "An administrator has to assign the user a phone number with {names}: Admin Portal > Users > the user > Phones & Numbers.",
		meaning: "None of the user's phone numbers has a required feature.", detection: "The user's list of phone numbers.", advice: "Assign the user a number that has it.",
	})
	NumberFeatureUnverified = define(row{
		code: "number_feature_unverified", section: theOwner, about: aboutOwner, value: numberFeaturesValue,
		summary:   "Could not verify that a phone number of the credential's owner has {names}",
		detail:    "The integration's own session may not read phone numbers, and the provider's session could not, either.",
		remedy:    "Give the app the scope ReadAccounts, and the owner the permission ReadUserPhoneNumbers. Or remove required_number_features.",
		meaning:   "It is not known whether the user's phone numbers have a required feature.",
		detection: "Neither the owner's session nor the provider's own can read the phone numbers.",
		advice:    "Add the scope ReadAccounts and the permission ReadUserPhoneNumbers.",
	})
	RehearsalRefused = define(row{
		code: "rehearsal_refused", section: theOwner, about: aboutOwner, value: rehearseValue,
		summary: "RingCentral refused {operation}",
		detail:  "The grant performed {operation} with the integration's own token. {cause}",
		remedy:  "{remedy}",
		meaning: "RingCentral refused a rehearsed operation.", detection: "The response to the operation.", advice: "See the cause in the finding.",
	})
)

// codesOfReasons are the findings of the reasons that RingCentral documents.
var codesOfReasons = map[string]Code{
	ringcentral.ReasonServicePlan:             FeatureNotInServicePlan,
	ringcentral.ReasonAccount:                 FeatureOffForAccount,
	ringcentral.ReasonExtensionType:           FeatureNotForType,
	ringcentral.ReasonExtensionSubType:        FeatureNotForSubType,
	ringcentral.ReasonExtension:               FeatureNotLicensed,
	ringcentral.ReasonInsufficientPermissions: FeatureNotPermitted,
	ringcentral.ReasonConfiguration:           FeatureOffForUser,
	ringcentral.ReasonPermission:              FeatureExcludedByPermission,
}
