// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"cmp"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	grantTypeJWT     = "urn:ietf:params:oauth:grant-type:jwt-bearer"
	grantTypeRefresh = "refresh_token"
)

// tokenFields are the documented form fields of the token endpoint.
var tokenFields = []string{
	"grant_type", "assertion", "refresh_token", "scope", "endpoint_id", "access_token_ttl", "refresh_token_ttl",
	"client_id", "client_assertion_type", "client_assertion",
}

// tokenInfo is the TokenInfo of the OpenAPI document.
type tokenInfo struct {
	AccessToken           string `json:"access_token"`
	ExpiresIn             int    `json:"expires_in"`
	RefreshToken          string `json:"refresh_token,omitempty"`
	RefreshTokenExpiresIn int    `json:"refresh_token_expires_in,omitempty"`
	Scope                 string `json:"scope"`
	TokenType             string `json:"token_type"`
	OwnerID               string `json:"owner_id"`
	EndpointID            string `json:"endpoint_id"`
	SessionID             string `json:"session_id"`
}

func (open *session) tokenInfo() tokenInfo {
	return tokenInfo{
		AccessToken:           open.accessToken,
		ExpiresIn:             int(open.accessLifetime / time.Second),
		RefreshToken:          open.refreshToken,
		RefreshTokenExpiresIn: int(open.refreshTokenMaxAge / time.Second),
		Scope:                 strings.Join(shuffledScopes(open.clientID, open.scopes), " "),
		TokenType:             "bearer",
		OwnerID:               open.ownerID,
		EndpointID:            open.endpointID,
		SessionID:             open.id,
	}
}

// getToken checks, in this order, the client, the app's state, the grant type
// and then what the grant presents. The order was inferred from error codes seen
// in production.
func (s *Simulator) getToken(c *call) response {
	form, app, failed := s.authenticateClient(c, tokenFields)
	if failed != nil {
		return *failed
	}
	switch form.Get("grant_type") {
	case grantTypeJWT:
		if !app.JWTFlow {
			return unauthorizedGrantType.response()
		}
		return s.grantByJWT(form, app)
	case grantTypeRefresh:
		if !app.RefreshTokens {
			return unauthorizedGrantType.response()
		}
		return s.grantByRefreshToken(form, app)
	case "":
		return missingField("grant_type").response()
	default:
		return oauthError{http.StatusBadRequest, "unsupported_grant_type", "OAU-125", "Unsupported grant type", "grant_type"}.response()
	}
}

func (s *Simulator) grantByJWT(form url.Values, app *App) response {
	owner, failure := s.checkAssertion(form.Get("assertion"), app)
	if failure != nil {
		return failure.response()
	}
	scopes, failure := s.narrowScopes(app, form)
	if failure != nil {
		return failure.response()
	}
	opened := &session{
		id: newTokenID(), clientID: app.ClientID, ownerID: owner.ID, scopes: scopes,
		endpointID: cmp.Or(form.Get("endpoint_id"), randomText(16)),
	}
	if failure := opened.setLifetimes(app, form); failure != nil {
		return failure.response()
	}
	s.openSession(opened)
	return success(opened.tokenInfo())
}

// grantByRefreshToken replaces both tokens of a session. A refresh token works
// once.
func (s *Simulator) grantByRefreshToken(form url.Values, app *App) response {
	token := form.Get("refresh_token")
	open := s.sessionOf(func(open *session) bool {
		return token != "" && open.refreshToken == token && open.clientID == app.ClientID
	})
	if open == nil {
		return oauthError{http.StatusBadRequest, "invalid_grant", "OAU-213", "Token not found", "refresh_token"}.response()
	}
	if !s.now().Before(open.refreshExpiresAt) {
		return oauthError{http.StatusBadRequest, "invalid_grant", "OAU-210", "Token expired", "refresh_token"}.response()
	}
	if failure := open.setLifetimes(app, form); failure != nil {
		return failure.response()
	}
	s.issueTokens(open)
	return success(open.tokenInfo())
}

// setLifetimes reads the requested lifetimes in seconds. Values out of range are
// clamped, not refused (RingCentral's authentication guide).
func (open *session) setLifetimes(app *App, form url.Values) *oauthError {
	for _, lifetime := range []struct {
		field                      string
		fallback, minimum, maximum int
		into                       *time.Duration
	}{
		{"access_token_ttl", 3600, 600, 3600, &open.accessLifetime},
		{"refresh_token_ttl", 604800, 1, 2592000, &open.refreshTokenMaxAge},
	} {
		seconds := lifetime.fallback
		if raw := form.Get(lifetime.field); raw != "" {
			var err error
			if seconds, err = strconv.Atoi(raw); err != nil {
				return invalidField(lifetime.field)
			}
		}
		*lifetime.into = time.Duration(min(max(seconds, lifetime.minimum), lifetime.maximum)) * time.Second
	}
	if !app.RefreshTokens {
		open.refreshTokenMaxAge = 0
	}
	return nil
}

// grantedScopes returns the scopes of an app that RingCentral has granted.
func (s *Simulator) grantedScopes(app *App) []string {
	return slices.DeleteFunc(slices.Clone(app.Scopes), func(scope string) bool { return slices.Contains(s.account.PendingScopes, scope) })
}

func (s *Simulator) narrowScopes(app *App, form url.Values) ([]string, *oauthError) {
	granted := s.grantedScopes(app)
	requested := strings.Fields(form.Get("scope"))
	if len(requested) == 0 {
		return granted, nil
	}
	for _, scope := range requested {
		if !slices.Contains(granted, scope) {
			return nil, &oauthError{http.StatusBadRequest, "invalid_scope", "CMN-101", "Scope [" + scope + "] is not permitted for this application", "scope"}
		}
	}
	slices.Sort(requested)
	return slices.Compact(requested), nil
}

// revokeToken ends the whole session of an access or refresh token. A token that
// is not known any more is no error (RFC 7009).
func (s *Simulator) revokeToken(c *call) response {
	form, app, failed := s.authenticateClient(c, []string{"token", "client_id", "client_assertion_type", "client_assertion"})
	if failed != nil {
		return *failed
	}
	token := cmp.Or(form.Get("token"), c.query.Get("token"))
	if token == "" {
		return missingField("token").response()
	}
	matches := func(open *session) bool { return open.accessToken == token || open.refreshToken == token }
	if open := s.sessionOf(matches); open != nil && open.clientID != app.ClientID {
		return oauthError{http.StatusBadRequest, "invalid_grant", "OAU-213", "Token not found", "token"}.response()
	}
	s.endSessions(matches)
	return response{status: http.StatusOK}
}

// authenticateClient parses the form and identifies the app by HTTP Basic
// authentication, counting the request against the app's auth budget.
func (s *Simulator) authenticateClient(c *call, fields []string) (url.Values, *App, *response) {
	form, failed := parseForm(c)
	if failed != nil {
		return nil, nil, failed
	}
	app, failure := s.identifyClient(c.request)
	if app != nil {
		c.rate = s.limiter.admit(bucketKey{group: groupAuth, clientID: app.ClientID}, s.now())
		if c.rate.rejected {
			resp := rateExceeded.response()
			return nil, nil, &resp
		}
	}
	if failure == nil {
		failure = checkFields(form, fields)
	}
	if failure == nil && form.Has("client_id") && form.Get("client_id") != app.ClientID {
		failure = &oauthError{http.StatusBadRequest, "invalid_request", "OAU-150", "Parameter [client_id] does not match the client authentication", "client_id"}
	}
	if failure != nil {
		resp := failure.response()
		return nil, nil, &resp
	}
	return form, app, nil
}

func parseForm(c *call) (url.Values, *response) {
	contentType := c.request.Header.Get("Content-Type")
	if len(c.body) == 0 && contentType == "" {
		return url.Values{}, nil
	}
	if mediaType, _, err := mime.ParseMediaType(contentType); err != nil || mediaType != "application/x-www-form-urlencoded" {
		return nil, &response{status: http.StatusUnsupportedMediaType}
	}
	form, err := url.ParseQuery(string(c.body))
	if err != nil {
		resp := oauthError{http.StatusBadRequest, "invalid_request", "CMN-103", "Cannot parse the form", ""}.response()
		return nil, &resp
	}
	return form, nil
}

func checkFields(form url.Values, fields []string) *oauthError {
	for name, values := range form {
		if !slices.Contains(fields, name) {
			return invalidField(name)
		}
		if len(values) > 1 {
			return &oauthError{http.StatusBadRequest, "invalid_request", "OAU-111", "Parameter [" + name + "] is duplicated", name}
		}
	}
	return nil
}

// identifyClient returns the app as soon as its client ID is known, together
// with the error when the app is not accepted.
func (s *Simulator) identifyClient(r *http.Request) (*App, *oauthError) {
	if r.Header.Get("Authorization") == "" {
		return nil, &oauthError{http.StatusBadRequest, "invalid_client", "OAU-123", "Client authentication is required", ""}
	}
	clientID, secret, isBasic := r.BasicAuth()
	if !isBasic || clientID == "" || secret == "" {
		return nil, &oauthError{http.StatusBadRequest, "invalid_client", "CMN-407", "Authentication header value is malformed", "Authorization"}
	}
	app, known := s.apps.get(clientID)
	switch {
	case !known:
		return nil, &oauthError{http.StatusBadRequest, "invalid_client", "OAU-153", "Invalid client: " + clientID, "client_id"}
	case app.ClientSecret != secret:
		return app, &oauthError{http.StatusUnauthorized, "invalid_client", "OAU-146", "Invalid client credentials", ""}
	case app.Blocked:
		return app, &oauthError{http.StatusUnauthorized, "invalid_client", "OAU-127", "Bad Application Release Status: Blocked", ""}
	}
	return app, nil
}
