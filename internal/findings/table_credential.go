// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

const (
	copyAgain = "Copy the whole JWT again from the Developer Console into {jwt}, without quotation marks or line breaks. If the Console no longer shows it, create a new one."
	renew     = "Create a new JWT credential as the owner and put it into {jwt}."
)

// The value in the JWT's place.
var (
	CredentialEmpty = define(row{
		code: "credential_empty", section: jwtValueSection, about: aboutCredential, value: jwtValue, page: newCredentialPage,
		summary: "{The} JWT is empty", detail: "{damage}", remedy: copyAgain,
		meaning: "It is empty.", detection: "The value.", advice: "Copy the JWT there.",
	})
	CredentialHasWhitespace = define(row{
		code: "credential_has_whitespace", section: jwtValueSection, about: aboutCredential, value: jwtValue, page: newCredentialPage,
		summary: "{The} JWT has a line break or a space around or in it", detail: "{damage}",
		remedy:    `Store only the JWT in {jwt}. If a shell adds a line break, use printf "%s" instead of echo. A file reference ignores one line break at the end.`,
		meaning:   "It has a line break, a space or a prefix such as `Bearer` around or in it.",
		detection: "The value.",
		advice:    "Store only the JWT. A file reference ignores one line break at the end.",
	})
	CredentialQuoted = define(row{
		code: "credential_quoted", section: jwtValueSection, about: aboutCredential, value: jwtValue, page: newCredentialPage,
		summary: "{The} JWT is wrapped in quotation marks or other text", detail: "{damage}",
		remedy:  "Store only the JWT in {jwt}, without quotation marks or other text around it. Tools that print JSON add quotation marks. jq -r does not.",
		meaning: "It is wrapped in quotation marks or JSON.", detection: "The value.", advice: "Store only the JWT.",
	})
	CredentialNotJWT = define(row{
		code: "credential_not_a_jwt", section: jwtValueSection, about: aboutCredential, value: jwtValue, page: newCredentialPage,
		summary: "{The} value is not a JWT", detail: "{damage}",
		remedy:    "Put the JWT of a JWT credential into {jwt}. The Developer Console shows it after you create the credential. An access token, a Client ID or a Client Secret does not work.",
		meaning:   "It is not a JWT, but for example an access token, a client ID or a client secret.",
		detection: "The value has no dots.",
		advice:    "Put the JWT there.",
	})
	CredentialTruncated = define(row{
		code: "credential_truncated", section: jwtValueSection, about: aboutCredential, value: jwtValue, page: newCredentialPage,
		summary: "{The} JWT was cut off, or its end is repeated", detail: "{damage}", remedy: copyAgain,
		meaning:   "The JWT was cut off, or its end is repeated.",
		detection: "The number of its parts, or the length of the signature.",
		advice:    "Copy the whole JWT again.",
	})
	CredentialAltered = define(row{
		code: "credential_altered", section: jwtValueSection, about: aboutCredential, value: jwtValue, page: newCredentialPage,
		summary: "{The} JWT was altered when it was copied", detail: "{damage}", remedy: copyAgain,
		meaning:   "A character was lost or changed.",
		detection: "Encoding, JSON, a nearly correct key ID, or a signature that does not match the published key.",
		advice:    "Copy the whole JWT again.",
	})
	CredentialForeign = define(row{
		code: "credential_not_of_ringcentral", section: jwtValueSection, about: aboutCredential, value: jwtValue, page: newCredentialPage,
		summary: "{The} JWT is not a RingCentral JWT credential", detail: "{damage}",
		remedy:  "Put the JWT of a RingCentral JWT credential into {jwt}.",
		meaning: "It is a JWT from another issuer.", detection: "Algorithm or claims.", advice: "Put the JWT of a RingCentral JWT credential there.",
	})
	CredentialDamaged = define(row{
		code: "credential_damaged", section: jwtValueSection, about: aboutCredential, value: jwtValue, page: newCredentialPage, stage: stageAssertion,
		errorCodes: []string{"OAU-331"},
		summary:    "{The} JWT is not well formed",
		detail:     "RingCentral could not parse the JWT. It was cut off or altered when it was copied.",
		remedy:     copyAgain,
		meaning:    "RingCentral could not parse the JWT, although it looks intact.",
		detection:  "OAU-331.",
		advice:     "Copy it again. Check for a proxy that changes requests.",
	})
)

// The JWT credential.
var (
	CredentialNotAccepted = define(row{
		code: "credential_not_accepted", section: theCredential, about: aboutCredential, value: jwtValue, page: newCredentialPage, stage: stageAssertion,
		errorCodes: []string{"OAU-345", "OAU-347"},
		summary:    "The signature of {the} JWT is not valid",
		detail:     "The JWT is well formed, but its signature is not valid. At least one character was changed when it was copied, or {server} did not issue it.",
		remedy:     "Copy the whole JWT again into {jwt}. If that does not help, create a new one.",
		meaning:    "RingCentral does not accept the signature.", detection: "OAU-345, OAU-347.", advice: "Copy the JWT again, or create a new one.",
	})
	CredentialOtherServer = define(row{
		code: "credential_for_other_server", section: theCredential, about: aboutCredential, value: jwtValue, page: newCredentialPage,
		summary:   "{The} JWT credential was issued for another server",
		detail:    "The JWT is for {audience}, but the provider uses {server}. RingCentral does not accept a credential of another environment, so the provider did not send the JWT.",
		remedy:    "Create a JWT credential in the environment that the provider uses and put it into {jwt}. Or correct server_url of the provider.",
		meaning:   "The JWT was issued for another server.",
		detection: "The claim `aud`.",
		advice:    "Create a credential in the right environment, or correct `server_url`.",
	})
	CredentialOtherOwner = define(row{
		code: "credential_of_other_owner", section: theCredential, about: aboutCredential, value: ownerValue, page: newCredentialPage,
		summary: "{The} JWT credential belongs to another user",
		detail:  "The JWT belongs to extension {owner}, but the declared owner is extension {declared}. A credential belongs to the user who was signed in when it was created.",
		remedy:  "Sign in to the Developer Console as extension {declared}, create the credential there, and put the new JWT into {jwt}.",
		meaning: "The JWT belongs to another user.", detection: "The claim `sub`.", advice: "Create the credential signed in as the declared owner.",
	})
	CredentialExpired = define(row{
		code: "credential_expired", section: theCredential, about: aboutCredential, value: jwtValue, page: newCredentialPage, stage: stageCredential,
		errorCodes: []string{"OAU-210"},
		summary:    "{The} JWT credential has expired",
		detail:     "RingCentral no longer accepts the JWT because its expiration date has passed.",
		remedy:     renew,
		meaning:    "The credential has expired.", detection: "The claim `exp`, or OAU-210.", advice: "Create a new one.",
	})
	CredentialExpiresSoon = define(row{
		code: "credential_expires_soon", section: theCredential, about: aboutCredential, value: jwtValue, page: newCredentialPage,
		summary:   "{The} JWT credential expires soon",
		detail:    "The JWT expires on {date}, which is less than {within} away.",
		remedy:    "Create a new JWT credential as the owner, put it into {jwt}, and delete the old one when everything uses the new one.",
		meaning:   "The credential will expire soon.",
		detection: "The claim `exp` against `min_validity` or `expiry_warning_days`.",
		advice:    "Create a new one in time.",
	})
	CredentialExpiryDiffers = define(row{
		code: "credential_expiry_differs", section: theCredential, about: aboutCredential, value: jwtValue, page: newCredentialPage,
		summary:   "{The} JWT credential does not expire on the declared day",
		detail:    "The JWT {expires}, but expires_at declares {declared}. You cannot change the expiry of a credential.",
		remedy:    "Create a new JWT credential with the declared expiration date, or correct expires_at.",
		meaning:   "The credential expires on another day than declared.",
		detection: "The claim `exp` against `expires_at`.",
		advice:    "Create a new one, or correct `expires_at`.",
	})
	CredentialRevoked = define(row{
		code: "credential_revoked", section: theCredential, about: aboutCredential, value: jwtValue, page: newCredentialPage, stage: stageCredential,
		errorCodes: []string{"OAU-211", "OAU-213"}, oauthError: "invalid_grant",
		summary:   "{The} JWT credential was deleted in the Developer Console",
		detail:    "RingCentral knows the JWT, but no longer accepts it because it was revoked.",
		remedy:    renew,
		meaning:   "The credential was deleted.",
		detection: "OAU-211, OAU-213, or `invalid_grant` without a code for a JWT that has not expired.",
		advice:    "Create a new one.",
	})
	AppNotPermitted = define(row{
		code: "app_not_permitted_by_credential", section: theCredential, about: aboutCredential, value: jwtValue, page: credentialsPage, stage: stagePermitted,
		errorCodes: []string{"OAU-473"},
		summary:    "{The} JWT credential does not permit this app",
		detail:     "The JWT is valid, but it does not permit app {client}.",
		remedy:     `As extension {owner}, open the credential in the Developer Console, add client ID {client} under "Only specific apps of my choice" (or choose "All apps"), and save.`,
		meaning:    "The credential does not permit this app.", detection: "OAU-473.", advice: "Add the client ID to the credential's apps in the Developer Console.",
	})
)
