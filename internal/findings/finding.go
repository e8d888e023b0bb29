// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package findings judges what was observed of a RingCentral integration. It
// turns errors of the token endpoint, offline facts of a JWT and granted scopes
// into findings: a stable code, what happened, the evidence, and what a person
// has to do where. Everything in the provider that judges uses this package,
// so one cause always reads the same.
package findings

import (
	"fmt"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

// Code identifies the cause of a finding. Codes are stable: configurations and
// CI jobs may compare them.
type Code string

// The causes that the provider tells apart.
const (
	// Settings that are not there yet.
	ClientIDMissing       Code = "client_id_missing"
	SecretReferenceAbsent Code = "secret_reference_missing"
	SecretUnavailable     Code = "secret_not_available"
	CommandForbidden      Code = "command_forbidden"
	SecretFileReadable    Code = "secret_file_world_readable"

	// The app.
	ClientUnknown              Code = "client_unknown"
	ClientSecretWrong          Code = "client_secret_wrong"
	ClientAuthenticationFailed Code = "client_authentication_failed"
	AppNotActive               Code = "app_not_active"
	JWTFlowDisabled            Code = "jwt_flow_disabled"
	ScopeMissing               Code = "scope_missing"
	ScopeExtra                 Code = "scope_extra"
	ScopeImplied               Code = "scope_implied"
	ScopeUnneeded              Code = "scope_unneeded"
	ScopeInsufficient          Code = "scope_insufficient"

	// The JWT credential.
	CredentialEmpty         Code = "credential_empty"
	CredentialHasWhitespace Code = "credential_has_whitespace"
	CredentialQuoted        Code = "credential_quoted"
	CredentialNotJWT        Code = "credential_not_a_jwt"
	CredentialTruncated     Code = "credential_truncated"
	CredentialAltered       Code = "credential_altered"
	CredentialForeign       Code = "credential_not_of_ringcentral"
	CredentialDamaged       Code = "credential_damaged"
	CredentialNotAccepted   Code = "credential_not_accepted"
	CredentialExpired       Code = "credential_expired"
	CredentialExpiresSoon   Code = "credential_expires_soon"
	CredentialExpiryDiffers Code = "credential_expiry_differs"
	CredentialRevoked       Code = "credential_revoked"
	CredentialOtherServer   Code = "credential_for_other_server"
	CredentialOtherOwner    Code = "credential_of_other_owner"
	AppNotPermitted         Code = "app_not_permitted_by_credential"

	// The owner of the credential and the account.
	OwnerNotFound           Code = "owner_not_found"
	OwnerNotActive          Code = "owner_not_active"
	OwnerDisabled           Code = "owner_disabled"
	OwnerTypeCannotLogIn    Code = "owner_type_cannot_log_in"
	AccountNotActive        Code = "account_not_active"
	AccountNotFound         Code = "account_not_found"
	AccessRestricted        Code = "access_restricted"
	ThirdPartyAccessMissing Code = "third_party_app_access_missing"
	PermissionMissing       Code = "permission_missing"
	PermissionUnneeded      Code = "permission_unneeded"
	PermissionInsufficient  Code = "permission_insufficient"
	DevPortalAccessMissing  Code = "dev_portal_access_missing"

	// The platform and the way to it.
	RateLimited         Code = "rate_limited"
	PlatformUnavailable Code = "platform_unavailable"
	PlatformUnreachable Code = "platform_unreachable"
	NameNotResolved     Code = "dns_failure"
	TLSFailed           Code = "tls_failure"
	ProxyFailed         Code = "proxy_failure"
	PlatformTimedOut    Code = "platform_timeout"
	WrongServer         Code = "wrong_server"
	ClockSkewed         Code = "clock_skew"
	Unrecognized        Code = "unrecognized_error"
)

// ConcernsApp tells whether the cause lies in the app's registration: its
// client ID, client secret, status, auth flow or scopes.
func (c Code) ConcernsApp() bool {
	switch c {
	case ClientUnknown, ClientSecretWrong, ClientAuthenticationFailed, AppNotActive, JWTFlowDisabled, ScopeMissing, ScopeExtra:
		return true
	}
	return false
}

// ConcernsCredential tells whether the cause lies in the JWT credential, its
// owner or their account. The app has passed all checks before that.
func (c Code) ConcernsCredential() bool {
	switch c {
	case CredentialEmpty, CredentialHasWhitespace, CredentialQuoted, CredentialNotJWT, CredentialTruncated,
		CredentialAltered, CredentialForeign, CredentialDamaged, CredentialNotAccepted, CredentialExpired, CredentialExpiresSoon, CredentialExpiryDiffers,
		CredentialRevoked, CredentialOtherServer, CredentialOtherOwner, AppNotPermitted,
		OwnerNotFound, OwnerNotActive, OwnerDisabled, OwnerTypeCannotLogIn, AccountNotActive, AccountNotFound, AccessRestricted,
		ThirdPartyAccessMissing, PermissionMissing:
		return true
	}
	return false
}

// ConcernsPlace reports whether a secret cannot be read from its place on this machine,
// which is one cause for everything that refers to it.
func (c Code) ConcernsPlace() bool { return c == SecretUnavailable || c == CommandForbidden }

// ConcernsOwner tells whether the cause lies in the owner of the credential, the
// owner's role or their account, which Terraform may be about to repair.
func (c Code) ConcernsOwner() bool {
	switch c {
	case OwnerNotFound, OwnerNotActive, OwnerDisabled, OwnerTypeCannotLogIn, AccountNotActive, AccountNotFound, AccessRestricted,
		ThirdPartyAccessMissing, PermissionMissing:
		return true
	}
	return false
}

// Argument names the argument that an attempt with an app and a credential
// failed over: client_id, client_secret, jwt or scopes.
func (c Code) Argument() string {
	switch {
	case c == ScopeMissing, c == ScopeExtra:
		return "scopes"
	case c == ClientSecretWrong:
		return "client_secret_from"
	case c.ConcernsCredential():
		return "jwt_from"
	}
	return "client_id"
}

// Finding is one cause that was established.
type Finding struct {
	Code Code
	// Argument names the argument that the cause lies in, where that is known
	// without looking at the platform: client_id, client_secret or jwt.
	Argument string
	// Summary is one line without a full stop.
	Summary string
	// Detail says what happened and what it means.
	Detail string
	// Proved lists what the same observation has shown to be right.
	Proved []string
	// Remedy says what a person has to do, in the words of the RingCentral user interface.
	Remedy string
	// URL is where to do it; empty if there is no such page.
	URL string
	// Output is what a failed command wrote. A diagnostic shows it, and nothing stores it.
	Output printable.TerminalText
	// Evidence holds errorCode, HTTP status and RCRequestId of the platform's answer.
	Evidence string
}

// Text returns everything but the summary as one readable block: the detail of
// a diagnostic.
func (f Finding) Text() string {
	var b strings.Builder
	b.WriteString(f.Detail)
	if len(f.Proved) > 0 {
		fmt.Fprintf(&b, "\n\nProved right by this attempt: %s.", strings.Join(f.Proved, "; "))
	}
	if f.Remedy != "" {
		fmt.Fprintf(&b, "\n\nWhat to do: %s", f.Remedy)
	}
	if f.URL != "" {
		fmt.Fprintf(&b, "\nWhere: %s", f.URL)
	}
	fmt.Fprintf(&b, "\n\nFinding: %s", f.Code)
	if f.Evidence != "" {
		fmt.Fprintf(&b, " (%s)", f.Evidence)
	}
	return b.String()
}
