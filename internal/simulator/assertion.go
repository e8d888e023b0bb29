// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"net/http"
	"slices"
)

// checkAssertion returns the user that a JWT credential acts for, or why the
// platform does not accept the credential from this app.
func (s *Simulator) checkAssertion(assertion string, app *App) (*Extension, *oauthError) {
	jwt, failure := s.verifyAssertion(assertion)
	if failure != nil {
		return nil, failure
	}
	c, known := s.credentials.get(jwt.claims.TokenID)
	if known && c.ClientIDs != nil && !slices.Contains(c.ClientIDs, app.ClientID) {
		return nil, &oauthError{http.StatusBadRequest, "invalid_request", "OAU-473",
			"The client [" + app.ClientID + "] is not allowed to use this personal API Key", ""}
	}
	// The code of a credential that was deleted in the Console is not known for
	// certain; this is the one of revoked tokens.
	if !known || c.Revoked {
		return nil, &oauthError{http.StatusBadRequest, "invalid_grant", "OAU-211", "Token revoked", ""}
	}
	if s.now().Unix() >= jwt.claims.ExpiresAt {
		return nil, &oauthError{http.StatusBadRequest, "invalid_grant", "OAU-210", "Token expired", ""}
	}
	return s.checkLogin(jwt.claims.Subject)
}

// verifyAssertion checks what the JWT says about itself.
func (s *Simulator) verifyAssertion(assertion string) (parsedJWT, *oauthError) {
	if assertion == "" {
		failure := missingField("assertion")
		return parsedJWT{}, &failure
	}
	jwt, parsed := parseJWT(assertion)
	switch key := platformKey(); {
	case !parsed:
		return jwt, &oauthError{http.StatusBadRequest, "invalid_request", "OAU-331", "Invalid assertion", "assertion"}
	case jwt.header.Algorithm != "RS256":
		return jwt, &oauthError{http.StatusBadRequest, "invalid_request", "OAU-347",
			"An algorithm which is used for assertion signing is not supported for JWT Bearer grant type", "assertion"}
	case jwt.header.KeyID != key.id, !key.verify(jwt.signingInput, jwt.signature), jwt.claims.Audience != s.tokenEndpoint():
		return jwt, &oauthError{http.StatusBadRequest, "invalid_request", "OAU-345", "Invalid assertion signature", "assertion"}
	}
	return jwt, nil
}

// checkLogin returns the user when the user may log in through an app.
func (s *Simulator) checkLogin(extensionID string) (*Extension, *oauthError) {
	owner, exists := s.extensions.get(extensionID)
	if !exists {
		return nil, &oauthError{http.StatusUnauthorized, "invalid_grant", "OAU-136", "Extension not found", ""}
	}
	switch {
	case owner.LoginRefusal != "":
		return nil, &oauthError{http.StatusBadRequest, "invalid_grant", owner.LoginRefusal, "Login is refused", ""}
	case owner.Status == "NotActivated" || owner.Status == "Unassigned":
		return nil, &oauthError{http.StatusUnauthorized, "invalid_grant", "OAU-141", "Login for extension in current state is not allowed", ""}
	case owner.Status != "Enabled":
		return nil, &oauthError{http.StatusUnauthorized, "invalid_grant", "OAU-236", "Extension is disabled or frozen", ""}
	case !s.accountOpen():
		return nil, &oauthError{http.StatusUnauthorized, "invalid_grant", "OAU-142", "Login to account in current state is not allowed", ""}
	case !canLogIn(owner.Type):
		return nil, &oauthError{http.StatusForbidden, "invalid_grant", "OAU-105", "Login for " + owner.Type + " extension is not allowed", ""}
	case !s.holds(owner, "ThirdPartyAppAccess"):
		return nil, &oauthError{http.StatusBadRequest, "invalid_client", "CMN-408", "[ThirdPartyAppAccess] permission required", ""}
	}
	return owner, nil
}
