// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

// Entry documents a finding.
type Entry struct {
	Code Code
	// Meaning says what is wrong.
	Meaning string
	// Detection says what the finding is concluded from.
	Detection string
	// Remedy says in short what to do; the finding itself says more.
	Remedy string
}

// Section is a group of findings with a common subject.
type Section struct {
	Title   string
	Entries []Entry
}

// Catalog documents every finding.
func Catalog() []Section {
	return []Section{
		{"Settings that are not there yet", []Entry{
			{ClientIDMissing, "The app has no client ID in the configuration.", "The argument is null.", "Register the app with `registration_url`, then set `client_id`."},
			{SecretReferenceAbsent, "A check needs a secret, and the configuration does not say where it is.", "The argument is null.", "Set it to a reference, or use the write-only argument beside it."},
			{SecretUnavailable, "A referenced secret is not available on this machine.", "The variable is not set or empty, the file cannot be read, or the command fails.", "Put the value there, or run where it is."},
			{CommandForbidden, "A secret is the output of a command, and commands are forbidden on this machine.", "The environment variable `RINGCENTRAL_COMMANDS`.", "Use `env` or `file`, or run where commands are allowed."},
			{SecretFileReadable, "Every user of the machine can read a file with a secret.", "Its permissions.", "`chmod 600`."},
		}},
		{"The app", []Entry{
			{ClientAuthenticationFailed, "RingCentral could not read the client ID and secret.", "OAU-123, OAU-120, OAU-121, or `invalid_client` without a code.", "Copy both again from the app's Credentials page."},
			{ClientUnknown, "There is no app with this client ID on this server.", "OAU-153.", "Compare `client_id`; if the app was deleted, register it again."},
			{ClientSecretWrong, "The client secret is wrong, or was rotated.", "OAU-146.", "Copy it again from the app's Credentials page."},
			{AppNotActive, "The app is blocked, or belongs to another environment.", "OAU-127, OAU-165.", "Look at the app's status in the Developer Console."},
			{JWTFlowDisabled, "The app may not use the JWT auth flow.", "OAU-251, OAU-112, OAU-125, or `unauthorized_client`.", `Select "JWT auth flow" in the app's settings, or register a new app.`},
			{ScopeMissing, "The token lacks a declared or required scope.", "The scopes of an issued token, or `invalid_scope`.", "Add the scope to the app. The JWT stays valid."},
			{ScopeExtra, "The token holds a scope that nobody declared.", "The scopes of an issued token.", "Remove the scope from the app, or declare it."},
			{ScopeImplied, "A declared scope is included in another declared one.", "The list of inclusions of RingCentral's guide.", "Leave one of them out."},
			{ScopeUnneeded, "None of the named operations needs a declared scope.", "RingCentral's OpenAPI document.", "Leave it out, or name the operation that needs it."},
			{ScopeInsufficient, "A named operation needs a scope that is not declared.", "RingCentral's OpenAPI document.", "Declare it."},
		}},
		{"The value in the JWT's place", []Entry{
			{CredentialEmpty, "It is empty.", "The value.", "Copy the JWT there."},
			{CredentialHasWhitespace, "It has a line break or a space around or in it.", "The value.", "Store it without; a file reference ignores one line break at the end."},
			{CredentialQuoted, "It is wrapped in quotation marks.", "The value.", "Store it without."},
			{CredentialNotJWT, "It is something else: an access token, a client ID or a client secret.", "The value has no dots.", "Put the JWT there."},
			{CredentialTruncated, "The JWT was cut off, or its end was doubled.", "The number of its parts, or the length of the signature.", "Copy it again as a whole."},
			{CredentialAltered, "A character was lost or changed.", "Encoding, JSON, an almost right key ID, or a signature that does not fit the published key.", "Copy it again as a whole."},
			{CredentialForeign, "It is a JWT of something else.", "Algorithm or claims.", "Put the JWT of a RingCentral JWT credential there."},
			{CredentialDamaged, "RingCentral could not parse the JWT, although it looked intact here.", "OAU-331.", "Copy it again; look for a proxy that changes requests."},
		}},
		{"The JWT credential", []Entry{
			{CredentialNotAccepted, "RingCentral does not accept the signature.", "OAU-345, OAU-347.", "Copy the JWT again, or create a new one."},
			{CredentialOtherServer, "The JWT was issued for another server.", "The claim `aud`.", "Create a credential in the environment in use, or correct `server_url`."},
			{CredentialOtherOwner, "The JWT belongs to another user.", "The claim `sub`.", "Create the credential signed in as the declared owner."},
			{CredentialExpired, "The credential has expired.", "The claim `exp`, or OAU-210.", "Create a new one."},
			{CredentialExpiresSoon, "The credential will expire soon.", "The claim `exp` against `min_validity` or `expiry_warning_days`.", "Create a new one in time."},
			{CredentialExpiryDiffers, "The credential expires on another day than declared.", "The claim `exp` against `expires_at`.", "Create a new one, or correct `expires_at`."},
			{CredentialRevoked, "The credential was deleted.", "OAU-211, OAU-213, or `invalid_grant` for a JWT that has not expired.", "Create a new one."},
			{AppNotPermitted, "The credential does not permit this app.", "OAU-473.", "Add the client ID to the credential's apps in the Developer Console."},
		}},
		{"The owner, the account and the role", []Entry{
			{OwnerNotFound, "The user who owns the credential no longer exists.", "OAU-136, OAU-232.", "Create the user and a credential again."},
			{OwnerNotActive, "The user is not activated.", "OAU-141.", "Activate the user."},
			{OwnerDisabled, "The user is disabled or frozen.", "OAU-236.", "Enable the user."},
			{OwnerTypeCannotLogIn, "Extensions of this type cannot log in.", "OAU-105.", "Use a user of the type User."},
			{AccountNotActive, "The account is suspended or not confirmed.", "OAU-142.", "Settle it with RingCentral."},
			{AccountNotFound, "The account no longer exists.", "OAU-222.", "Settle it with RingCentral."},
			{AccessRestricted, "A site or realm restriction keeps the app or user out.", "OAU-167.", "Ask the account's administrator."},
			{ThirdPartyAccessMissing, "The user's role does not allow third-party apps.", "CMN-408 of the token endpoint.", "Add ThirdPartyAppAccess to the role."},
			{PermissionMissing, "The user lacks a required permission.", "The authorization profile of the token's owner, with what its permissions include.", "Add it to the user's role."},
			{PermissionUnneeded, "The role grants more than the named operations need.", "RingCentral's OpenAPI document and the account's permission dictionary.", "Leave the rest out."},
			{PermissionInsufficient, "A named operation needs a permission that the role does not yield.", "The same.", "Add it."},
			{DevPortalAccessMissing, "The owner of a credential that is still to be created cannot sign in to the Developer Console.", "The roles of the owner, if the provider's own credentials can see them.", "Add DevPortalAccess to the role until the credential exists."},
		}},
		{"Calls that the provider makes for itself", []Entry{
			{ApplicationScopeMissing, "The provider's app lacks a scope.", "CMN-401.", "Add the scope to the app that Terraform runs as."},
			{UserPermissionMissing, "The provider's user lacks a permission.", "CMN-408, CMN-402.", "Add it to the role of the user that Terraform runs as."},
			{AccessTokenRejected, "RingCentral rejected an access token.", "HTTP 401.", "Run the command again."},
			{SessionEnded, "RingCentral ended the session in the middle of the run.", "HTTP 401 with OAU-213 or OAU-211.", "Find who else uses the same app and user."},
			{ObjectNotFound, "What a request is about does not exist.", "HTTP 404.", "Check the ID and `account_id`."},
			{ObjectExists, "What is to be created is there already.", "A user with the same name and e-mail address, or a custom role with the same name.", "Import it, or choose another name."},
			{CreationUncertain, "The answer to a creation was lost, and the account does not tell what became of it.", "Looking for what is new after the lost answer.", "Run the command again: it looks first."},
			{RequestRefused, "RingCentral refused a request because of its content.", "Any other client error.", "Correct the argument that the message names."},
		}},
		{"The platform and the way to it", []Entry{
			{RateLimited, "A rate limit is used up.", "HTTP 429. A penalty of more than 5 minutes is not waited for.", "Wait, and look for other programs with the same app."},
			{PlatformUnavailable, "RingCentral answers with a server error.", "HTTP 5xx.", "Try again later."},
			{PlatformUnreachable, "No connection could be made.", "The network error.", "Check `server_url`, network and firewall."},
			{NameNotResolved, "The server's name could not be resolved.", "The DNS error.", "Check `server_url` and DNS."},
			{TLSFailed, "No trusted connection could be made.", "The TLS error: an unknown certificate, or no TLS 1.2.", "Make a proxy's certificate authority known to the machine."},
			{ProxyFailed, "The proxy could not be reached, or refused.", "The proxy error.", "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY."},
			{PlatformTimedOut, "No answer came in time.", "`request_timeout`.", "Try again, or raise it."},
			{WrongServer, "What answers is no RingCentral platform.", "HTTP 404 or 405 of the token endpoint, or a redirect, which is never followed.", "Correct `server_url`."},
			{ResponseUnreadable, "The answer is not what RingCentral documents.", "The content of the answer.", "Look for a proxy that answers in RingCentral's place."},
			{ClockSkewed, "The clock of this machine is wrong, so that a credential looks expired.", "The platform's header Date.", "Set the clock."},
			{Unrecognized, "RingCentral gave an error that the provider does not know.", "Any other error of the token endpoint. A probe says what had passed.", "Look up the error code, and report it."},
			{OperationTimedOut, "An operation took longer than its resource allows.", "The `timeouts` block of the resource; most often a rate limit was waited for.", "Run the command again, or allow more time."},
			{Cancelled, "The command was interrupted.", "The signal.", "Run the same command again."},
		}},
	}
}
