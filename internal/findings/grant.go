// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// GrantContext is what a grant was attempted with, as far as findings name it.
type GrantContext struct {
	ClientID string
	// ConsoleURL is the origin of the Developer Console.
	ConsoleURL string
	// ServerURL is the origin of the platform.
	ServerURL string
	// OwnerID is the extension that the JWT names; empty when there is no JWT.
	OwnerID string
}

// stage is how far the token endpoint has come when it answers with an error.
// The order follows from which errors hide which others; RingCentral does not
// document it, so it is used for explanation only.
type stage int

const (
	stageClient stage = iota
	stageApp
	stageFlow
	stageAssertion
	stagePermitted
	stageCredential
	stageOwner
)

var provedByStage = []string{
	stageClient:     "the client ID and client secret are accepted",
	stageApp:        "the app is active",
	stageFlow:       "the JWT auth flow is enabled on the app",
	stageAssertion:  "the JWT is intact and was issued by this platform",
	stagePermitted:  "the credential permits this app",
	stageCredential: "the credential is neither revoked nor expired",
}

func provedBefore(s stage) []string {
	return append([]string(nil), provedByStage[:min(int(s), len(provedByStage))]...)
}

type page int

const (
	noPage page = iota
	appsPage
	newCredentialPage
	credentialsPage
)

func (p page) url(s GrantContext) string {
	switch p {
	case appsPage:
		return console.AppsURL(s.ConsoleURL)
	case newCredentialPage:
		return console.CredentialURL(s.ConsoleURL, s.ClientID)
	case credentialsPage:
		return console.CredentialsURL(s.ConsoleURL)
	default:
		return ""
	}
}

type diagnosis struct {
	code    Code
	stage   stage
	page    page
	summary string
	detail  string
	remedy  string
}

var (
	clientAuthenticationFailed = diagnosis{
		ClientAuthenticationFailed, stageClient, appsPage,
		"The token endpoint could not read the app's client ID and secret",
		"RingCentral refused the client authentication of app {client} before it looked at the client ID. This happens when the client ID or the secret is empty or holds characters that were damaged when it was copied.",
		"Copy the Client ID and Client Secret again from the app's Credentials page in the Developer Console into the place that the reference names.",
	}
	appNotActive = diagnosis{
		AppNotActive, stageApp, appsPage,
		"The app is blocked or not active on this server",
		"RingCentral knows app {client} but does not let it authenticate: the app is suspended, blocked, or was made for another environment than {server}.",
		"Open the app in the Developer Console and look at its status. If it was blocked by RingCentral, contact RingCentral developer support.",
	}
	jwtFlowDisabled = diagnosis{
		JWTFlowDisabled, stageFlow, appsPage,
		"The JWT auth flow is not enabled on the app",
		"RingCentral accepted the client ID and secret of app {client}, but the app is not allowed to use the JWT bearer grant.",
		`Open the app in the Developer Console, choose Settings, and select "JWT auth flow" under Auth. If the Console does not let you change it, register a new app with the link of ringcentral_app and use its client ID.`,
	}
	credentialRevoked = diagnosis{
		CredentialRevoked, stageCredential, newCredentialPage,
		"The JWT credential was deleted in the Developer Console",
		"RingCentral knows the JWT but no longer accepts it: it was revoked.",
		"Create a new JWT credential as the owner and put it where the jwt_from reference points.",
	}
	credentialExpired = diagnosis{
		CredentialExpired, stageCredential, newCredentialPage,
		"The JWT credential has expired",
		"RingCentral no longer accepts the JWT because its expiration date has passed.",
		"Create a new JWT credential as the owner and put it where the jwt_from reference points.",
	}
	ownerNotFound = diagnosis{
		OwnerNotFound, stageOwner, noPage,
		"The user who owns the JWT credential no longer exists",
		"The JWT belongs to extension {owner}, which RingCentral cannot find. Its credentials died with it.",
		"Create the service user again (terraform apply does, if it is managed here), create a new JWT credential as that user, and put it where the jwt_from reference points.",
	}
	ownerNotActive = diagnosis{
		OwnerNotActive, stageOwner, noPage,
		"The user who owns the JWT credential is not activated",
		"The JWT belongs to extension {owner}, whose status does not allow it to log in: it is not activated, or no longer assigned to anybody.",
		`Activate the user: status = "Enabled" on its ringcentral_service_user, or Admin Portal > Users > the user.`,
	}
	ownerDisabled = diagnosis{
		OwnerDisabled, stageOwner, noPage,
		"The user who owns the JWT credential is disabled",
		"The JWT belongs to extension {owner}, which is disabled or frozen.",
		`Enable the user: status = "Enabled" on its ringcentral_service_user, or Admin Portal > Users > the user > Enable.`,
	}
	accountNotFound = diagnosis{
		AccountNotFound, stageOwner, noPage,
		"The RingCentral account no longer exists",
		"The account of extension {owner} cannot be found: it was closed.",
		"An administrator has to settle with RingCentral what became of the account. An integration of another account needs an app, a user and a credential there.",
	}
	scopeRefused = diagnosis{
		ScopeMissing, stageOwner, appsPage,
		"The app lacks a scope that was asked for",
		"RingCentral refused to narrow the token to scopes that app {client} does not hold. This is a setting of the app; the user's role and the JWT have no part in it.",
		"Open the app in the Developer Console, choose Settings, add the scope to its application scopes, and save; or ask for fewer scopes.",
	}
	accountNotActive = diagnosis{
		AccountNotActive, stageOwner, noPage,
		"The RingCentral account is not active",
		"The account of extension {owner} is suspended or not confirmed, so nobody can log in to it.",
		"An administrator has to settle the account's status with RingCentral.",
	}
)

// grantDiagnoses maps error codes of the token endpoint to their cause. Codes
// are from RingCentral's error reference and from answers observed in production.
var grantDiagnoses = map[string]diagnosis{
	"OAU-123": clientAuthenticationFailed,
	"OAU-153": {
		ClientUnknown, stageClient, appsPage,
		"The client ID is not known to this server",
		"No app with client ID {client} exists on {server}: it was mistyped, the app was deleted, or it belongs to another environment.",
		"Compare client_id with the Client ID on the app's Credentials page in the Developer Console. If the app is gone, remove client_id, and register the app again with the link that ringcentral_app then shows.",
	},
	"OAU-146": {
		ClientSecretWrong, stageClient, appsPage,
		"The client secret is wrong",
		"RingCentral knows app {client} but did not accept its client secret: it belongs to another app, was damaged when it was copied, or was rotated.",
		"Copy the Client Secret from the app's Credentials page in the Developer Console into the place that the client_secret_from reference names.",
	},
	"OAU-120": clientAuthenticationFailed,
	"OAU-121": clientAuthenticationFailed,
	"OAU-127": appNotActive,
	"OAU-165": appNotActive,
	"OAU-251": jwtFlowDisabled,
	"OAU-112": jwtFlowDisabled,
	"OAU-125": jwtFlowDisabled,
	"OAU-331": {
		CredentialDamaged, stageAssertion, newCredentialPage,
		"The JWT is not well formed",
		"RingCentral could not parse the JWT: it was cut off or altered when it was copied.",
		"Copy the JWT again as a whole, without quotes or line breaks, or create a new one.",
	},
	"OAU-345": {
		CredentialNotAccepted, stageAssertion, newCredentialPage,
		"The signature of the JWT is not valid",
		"The JWT has the right form, but its signature does not fit: at least one character was changed when it was copied, or it was issued by another environment than {server}.",
		"Copy the JWT again as a whole. If that does not help, create a new one.",
	},
	"OAU-347": {
		CredentialNotAccepted, stageAssertion, newCredentialPage,
		"The JWT was not issued by RingCentral",
		"The JWT is signed with an algorithm that RingCentral does not use for JWT credentials.",
		"Put the JWT of a RingCentral JWT credential where the jwt_from reference points.",
	},
	"OAU-473": {
		AppNotPermitted, stagePermitted, credentialsPage,
		"The JWT credential does not permit this app",
		"The JWT is genuine, but app {client} is not among the apps that its owner has permitted to use it.",
		`As extension {owner}, open the credential in the Developer Console, add client ID {client} under "Only specific apps of my choice" (or choose "All apps"), and save.`,
	},
	"OAU-211": credentialRevoked,
	"OAU-213": credentialRevoked,
	"OAU-210": credentialExpired,
	"OAU-136": ownerNotFound,
	"OAU-232": ownerNotFound,
	"OAU-141": ownerNotActive,
	"OAU-236": ownerDisabled,
	"OAU-105": {
		OwnerTypeCannotLogIn, stageOwner, noPage,
		"The extension that owns the JWT cannot log in",
		"The JWT belongs to extension {owner}, whose type does not allow a login.",
		`Use a user of type "User" as the owner and create a JWT credential as that user.`,
	},
	"OAU-142": accountNotActive,
	"OAU-222": accountNotFound,
	"OAU-167": {
		AccessRestricted, stageOwner, noPage,
		"Access to the account is restricted",
		"The account does not let app {client} log in as extension {owner}, because of a site or realm restriction.",
		"Ask the account's administrator to lift the restriction for this user and app.",
	},
	"CMN-408": {
		ThirdPartyAccessMissing, stageOwner, noPage,
		"The role of the credential's owner does not allow third-party apps",
		"Extension {owner} lacks a permission that is needed to log in through an app: {permission}.",
		`Add the permission to the user's role: "ThirdPartyAppAccess" in permissions of its ringcentral_user_role, or Admin Portal > Roles > Features > Third Party Apps Access.`,
	},
}

// Grant explains why the token endpoint did not issue a token. err is what
// ringcentral.Platform.Grant or Probe returned; it must not be nil.
func Grant(err error, s GrantContext) Finding {
	var apiError *ringcentral.Error
	if !errors.As(err, &apiError) {
		return noResponse(err, s)
	}
	if isRedirect(apiError) {
		return redirected(apiError, s)
	}
	if d, ok := grantDiagnoses[apiError.Code]; ok {
		return d.finding(s, apiError)
	}
	switch {
	case apiError.StatusCode == http.StatusTooManyRequests:
		return rateLimited(apiError)
	case apiError.StatusCode == http.StatusNotFound, apiError.StatusCode == http.StatusMethodNotAllowed:
		return Finding{
			Code:     WrongServer,
			Summary:  "There is no RingCentral platform at the server's address",
			Detail:   fmt.Sprintf("%s answers, but has no token endpoint. Nothing is known about the app or the credential.", s.ServerURL),
			Remedy:   correctServer,
			Evidence: evidence(apiError),
		}
	case apiError.StatusCode >= http.StatusInternalServerError:
		return Finding{
			Code:     PlatformUnavailable,
			Summary:  "RingCentral's token endpoint is not available",
			Detail:   "The platform answered with a server error. Nothing is known about the app or the credential.",
			Remedy:   "Try again in a few minutes; if it goes on, see RingCentral's status page.",
			Evidence: evidence(apiError),
		}
	case apiError.OAuthError == "invalid_client":
		return clientAuthenticationFailed.finding(s, apiError)
	case apiError.OAuthError == "unauthorized_client":
		return jwtFlowDisabled.finding(s, apiError)
	case apiError.OAuthError == "invalid_scope":
		return scopeRefused.finding(s, apiError)
	case apiError.OAuthError == "invalid_grant":
		return credentialRevoked.finding(s, apiError)
	}
	return Finding{
		Code:     Unrecognized,
		Summary:  "RingCentral refused the JWT grant for a reason that this provider does not know",
		Detail:   "The platform said: " + apiError.Message,
		Remedy:   "Look up the error code in RingCentral's documentation, and please report it to this provider's issue tracker together with the evidence below.",
		Evidence: evidence(apiError),
	}
}

const correctServer = "Correct server_url, or RINGCENTRAL_SERVER_URL: https://platform.ringcentral.com, or https://platform.ringcentral.biz for AT&T Office@Hand and Verizon."

func isRedirect(e *ringcentral.Error) bool { return e.StatusCode >= 300 && e.StatusCode <= 399 }

// redirected reports an answer that leads elsewhere. RingCentral's API gives none.
func redirected(e *ringcentral.Error, s GrantContext) Finding {
	to := "another path"
	if e.RedirectTo != "" {
		to = e.RedirectTo
	}
	return Finding{
		Code:     WrongServer,
		Summary:  "The server redirects to another address",
		Detail:   fmt.Sprintf("%s answers with a redirect to %s. RingCentral's API does not redirect, so something else answers. The provider follows no redirect, because it would carry credentials there.", s.ServerURL, to),
		Remedy:   correctServer + " If a proxy or the network's login page answers in RingCentral's place, let requests to the platform pass.",
		Evidence: evidence(e),
	}
}

func (d diagnosis) finding(s GrantContext, e *ringcentral.Error) Finding {
	fill := strings.NewReplacer(
		"{client}", orUnknown(s.ClientID),
		"{server}", s.ServerURL,
		"{owner}", orUnknown(s.OwnerID),
		"{permission}", orUnknown(e.PermissionName),
	)
	return Finding{
		Code:     d.code,
		Summary:  d.summary,
		Detail:   fill.Replace(d.detail),
		Proved:   provedBefore(d.stage),
		Remedy:   fill.Replace(d.remedy),
		URL:      d.page.url(s),
		Evidence: evidence(e),
	}
}

func rateLimited(e *ringcentral.Error) Finding {
	wait := "a minute"
	if e.RetryAfter > 0 {
		wait = e.RetryAfter.String()
	}
	if e.OtherLimit {
		return Finding{
			Code:     RateLimited,
			Summary:  "A rate limit of the account or of this address is used up",
			Detail:   "The answer names no usage group, so this is not the limit of the app and user: RingCentral also limits accounts, addresses and single services, and every call during the penalty prolongs it.",
			Remedy:   fmt.Sprintf("Wait %s. Look for other programs that call RingCentral for this account or from this address; RingCentral's support knows which limit it was.", wait),
			Evidence: evidence(e),
		}
	}
	return Finding{
		Code:     RateLimited,
		Summary:  "RingCentral's limit for authentication requests is used up",
		Detail:   "An app may call the token endpoint about 5 times a minute, and every call during the penalty prolongs it.",
		Remedy:   fmt.Sprintf("Wait %s, and make sure that no other process uses the same app in a loop.", wait),
		Evidence: evidence(e),
	}
}

// evidence names what RingCentral's support asks for.
func evidence(e *ringcentral.Error) string {
	parts := []string{fmt.Sprintf("HTTP %d", e.StatusCode)}
	if e.Code != "" {
		parts = append(parts, "errorCode "+e.Code)
	}
	if e.OAuthError != "" {
		parts = append(parts, e.OAuthError)
	}
	if e.RequestID != "" {
		parts = append(parts, "RCRequestId "+e.RequestID)
	}
	return strings.Join(parts, ", ")
}

func orUnknown(s string) string {
	if s == "" {
		return "(unknown)"
	}
	return printable.Line(s, maxShown)
}

// maxShown bounds what a finding repeats of a client ID or another setting, in
// characters.
const maxShown = 300

// ProvedByProbe says what an accepted probe (ringcentral.Platform.Probe) proves.
func ProvedByProbe() []string { return provedBefore(stageAssertion) }
