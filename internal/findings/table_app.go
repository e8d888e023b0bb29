// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

const copyBoth = "Copy the Client ID and Client Secret again from the app's Credentials page in the Developer Console into {client_id} and {client_secret}."

// The app.
var (
	ClientAuthenticationFailed = define(row{
		code: "client_authentication_failed", section: theApp, about: aboutApp, value: clientIDValue, page: appsPage,
		errorCodes: []string{"OAU-123", "OAU-120", "OAU-121"}, oauthError: "invalid_client",
		summary:   "RingCentral could not read {the} client ID and client secret",
		detail:    "RingCentral refused the client authentication of {app} before it looked up the client ID. The client ID or the client secret is empty, or was damaged when it was copied.",
		remedy:    copyBoth,
		meaning:   "RingCentral could not read the client ID and client secret.",
		detection: "OAU-123, OAU-120, OAU-121, or `invalid_client` without a code.",
		advice:    "Copy both again from the app's Credentials page.",
	})
	ClientUnknown = define(row{
		code: "client_unknown", section: theApp, about: aboutApp, value: clientIDValue, page: appsPage,
		errorCodes: []string{"OAU-153"},
		summary:    "This server does not know {the} client ID",
		detail:     "No app on {server} has the client ID {client}. Either it was mistyped, the app was deleted, or the app belongs to another environment.",
		remedy:     "Compare {client_id} with the Client ID on the app's Credentials page in the Developer Console. If the app was deleted, remove client_id, and register the app again with the link that ringcentral_app then shows.",
		ownRemedy:  "Compare {client_id} with the Client ID on the app's Credentials page in the Developer Console, and server_url with the environment of that app.",
		meaning:    "There is no app with this client ID on this server.",
		detection:  "OAU-153.",
		advice:     "Compare `client_id`; if the app was deleted, register it again.",
	})
	ClientSecretWrong = define(row{
		code: "client_secret_wrong", section: theApp, about: aboutApp, value: clientSecretValue, page: appsPage,
		errorCodes: []string{"OAU-146"},
		summary:    "{The} client secret is wrong",
		detail:     "RingCentral knows {app}, but refused its client secret. The secret belongs to another app, was damaged when it was copied, or was rotated.",
		remedy:     "Copy the Client Secret from the app's Credentials page in the Developer Console into {client_secret}.",
		meaning:    "The client secret is wrong, or was rotated.", detection: "OAU-146.", advice: "Copy it again from the app's Credentials page.",
	})
	AppNotActive = define(row{
		code: "app_not_active", section: theApp, about: aboutApp, value: clientIDValue, page: appsPage, stage: stageApp,
		errorCodes: []string{"OAU-127", "OAU-165"},
		summary:    "{The} app is blocked or not active on this server",
		detail:     "RingCentral knows {app}, but does not let it authenticate. The app is suspended or blocked, or it belongs to another environment than {server}.",
		remedy:     "Open the app in the Developer Console and check its status. If RingCentral has blocked it, contact RingCentral developer support.",
		meaning:    "The app is blocked, or belongs to another environment.",
		detection:  "OAU-127, OAU-165.",
		advice:     "Check the app's status in the Developer Console.",
	})
	JWTFlowDisabled = define(row{
		code: "jwt_flow_disabled", section: theApp, about: aboutApp, value: clientIDValue, page: appsPage, stage: stageFlow,
		errorCodes: []string{"OAU-251", "OAU-112", "OAU-125"}, oauthError: "unauthorized_client",
		summary:   "The JWT auth flow is not enabled on {the} app",
		detail:    "RingCentral accepted the client ID and secret of {app}, but the app is not allowed to use the JWT bearer grant.",
		remedy:    `Open the app in the Developer Console, choose Settings, and select "JWT auth flow" under Auth. If the Console does not let you change it, register a new app with the link of ringcentral_app and use its client ID.`,
		ownRemedy: `Open the app in the Developer Console, choose Settings, and select "JWT auth flow" under Auth. If the Console does not let you change it, create a new app for Terraform, as the administrator's guide describes.`,
		meaning:   "The JWT auth flow is not enabled on the app.",
		detection: "OAU-251, OAU-112, OAU-125, or `unauthorized_client` without a code.",
		advice:    `Select "JWT auth flow" in the app's settings, or register a new app.`,
	})
	ScopeMissing = define(row{
		code: "scope_missing", section: theApp, about: aboutApp, value: scopesValue, page: appsPage, stage: stageOwner,
		errorCodes: []string{"CMN-101"}, parameter: "scope", oauthError: "invalid_scope",
		summary:   "{The} app lacks scopes: {names}",
		detail:    "The token that RingCentral issued to {app} does not include {names}. This is a setting of the app, not of the user's role or the JWT.",
		remedy:    "Open the app in the Developer Console, choose Settings, add {names} to its application scopes, and save. The JWT stays valid.{approval}",
		meaning:   "The token lacks a declared or required scope.",
		detection: "The scopes of an issued token, CMN-101 with the parameter `scope`, or `invalid_scope` without a code.",
		advice:    "Add the scope to the app. The JWT stays valid.",
	})
	ScopeExtra = define(row{
		code: "scope_extra", section: theApp, about: aboutApp, value: scopesValue, page: appsPage,
		summary:   "{The} app has scopes that are not declared: {names}",
		detail:    "The token that RingCentral issued to {app} also includes {names}. An integration should have only the scopes that it needs.",
		remedy:    "Open the app in the Developer Console, choose Settings, remove {names} from its application scopes, and save. Or declare them.",
		meaning:   "The token includes a scope that is not declared.",
		detection: "The scopes of an issued token.",
		advice:    "Remove the scope from the app, or declare it.",
	})
	ScopeUnknown = define(row{
		code: "scope_unknown", section: theApp, value: scopesValue,
		summary:   "Unknown application scope {scope}",
		detail:    "RingCentral's documentation does not list this scope.",
		remedy:    "{hint}",
		meaning:   "RingCentral's documentation does not list a declared scope.",
		detection: "RingCentral's list of scopes. A likely typo is an error, any other unknown scope is a warning.",
		advice:    "Correct the spelling.",
	})
	ScopeImplied = define(row{
		code: "scope_implied", section: theApp, value: scopesValue,
		summary: "The scope {scope} is included in {by}",
		detail:  "{by} includes everything that {scope} permits, so {scope} has no effect.",
		remedy:  "Remove {scope} from scopes. If the integration only reads, remove {by} instead.",
		meaning: "A declared scope is included in another declared one.", detection: "The list of inclusions of RingCentral's guide.", advice: "Remove one of them.",
	})
	ScopeUnneeded = define(row{
		code: "scope_unneeded", section: theApp, value: scopesValue,
		summary:   "No operation needs the scopes {names}",
		detail:    "The operations in the configuration do not need {names}. An attacker with the app's client secret and a JWT could use them.",
		remedy:    "Remove {names} from scopes and in the Developer Console. Or add the operations that need it.",
		meaning:   "None of the named operations needs a declared scope.",
		detection: "RingCentral's OpenAPI document.",
		advice:    "Remove it, or add the operation that needs it.",
	})
	ScopeInsufficient = define(row{
		code: "scope_insufficient", section: theApp, value: scopesValue,
		summary: "The operations need the scopes {names}",
		detail:  "RingCentral refuses some operations in the configuration to an app without {names} (CMN-401).",
		remedy:  "Add {names} to scopes.",
		meaning: "A named operation needs a scope that is not declared.", detection: "RingCentral's OpenAPI document.", advice: "Declare it.",
	})
)
