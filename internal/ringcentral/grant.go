// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const (
	tokenPath  = "/restapi/oauth/token"
	revokePath = "/restapi/oauth/revoke"

	// jwtBearer is the grant type of RFC 7523.
	jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer"

	// malformedAssertion is what Probe presents. It is deliberately no JWT.
	malformedAssertion = "terraform-provider-ringcentral.probe"
)

// App is the client authentication of an app.
type App struct {
	ClientID     string
	ClientSecret string
}

// String keeps the client secret out of formatted output.
func (a App) String() string { return "app " + a.ClientID }

// GoString keeps the client secret out of formatted output.
func (a App) GoString() string { return a.String() }

// budget is that of the app's requests to the token endpoint.
func (a App) budget() transport.BudgetKey {
	return transport.BudgetKey{Group: transport.Auth, Holder: a.ClientID}
}

// GrantRequest is the request of a JWT grant.
type GrantRequest struct {
	App App
	// Assertion is the JWT.
	Assertion string
	// Scopes narrows the token to some of the app's scopes; nil means all.
	Scopes []string
	// AccessTokenTTL is the lifetime of the token, 600 to 3600 s; 0 means the platform's
	// default of 3600 s.
	AccessTokenTTL time.Duration
}

// String keeps the secrets out of formatted output.
func (r GrantRequest) String() string { return "JWT grant of " + r.App.String() }

// GoString keeps the secrets out of formatted output.
func (r GrantRequest) GoString() string { return r.String() }

// Grant performs the JWT grant (RFC 7523) with HTTP Basic client authentication.
// It opens a session that the caller has to revoke. The error is an *Error if
// the platform refused, and an *OtherServerError if the assertion is for another server.
func (p *Platform) Grant(ctx context.Context, r GrantRequest) (*Grant, error) {
	if err := checkAudience(r.Assertion, p.serverURL); err != nil {
		return nil, &transport.NotSentError{Err: err}
	}
	parameters := url.Values{"grant_type": {jwtBearer}, "assertion": {r.Assertion}}
	if r.AccessTokenTTL > 0 {
		parameters.Set("access_token_ttl", strconv.Itoa(int(r.AccessTokenTTL.Seconds())))
	}
	config := clientcredentials.Config{
		ClientID:       r.App.ClientID,
		ClientSecret:   r.App.ClientSecret,
		TokenURL:       p.serverURL + tokenPath,
		Scopes:         r.Scopes,
		EndpointParams: parameters,
		AuthStyle:      oauth2.AuthStyleInHeader,
	}
	ctx = transport.WithSecrets(transport.AsGrant(transport.WithBudget(ctx, r.App.budget())), r.Assertion)
	token, err := config.Token(context.WithValue(ctx, oauth2.HTTPClient, p.http))
	if err != nil {
		return nil, tokenError(err)
	}
	grant, err := newGrant(token, time.Now())
	if err != nil {
		p.revokeUnusable(ctx, r.App, token.AccessToken)
		return nil, &DecodeError{Method: http.MethodPost, Path: tokenPath, Err: err}
	}
	return grant, nil
}

// revokeUnusable revokes the session of a token that cannot be used. Its own errors do
// not matter.
func (p *Platform) revokeUnusable(ctx context.Context, app App, accessToken string) {
	if isToken(accessToken) {
		_ = p.RevokeUnused(ctx, app, &Grant{accessToken: accessToken})
	}
}

// tokenError converts an error of x/oauth2, whose own text holds the whole body.
func tokenError(err error) error {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) && refused.Response != nil {
		return newError(refused.Response, bytes.NewReader(refused.Body))
	}
	if cause := unwrapURLError(err); cause != err { //nolint:errorlint // identity reports whether there was an envelope
		return cause
	}
	if refused != nil || strings.HasPrefix(err.Error(), "oauth2: ") {
		return &DecodeError{Method: http.MethodPost, Path: tokenPath, Err: errors.New("it has no access token")}
	}
	return err
}

// Probe reports whether the platform accepts the client ID and client secret and lets
// the app use the JWT auth flow, without needing a JWT: it presents a deliberately
// malformed assertion, which the platform refuses only after these checks. The error
// code is not certain (OAU-331 was observed once), so any refusal that is not about
// client, app or flow counts. Other errors are returned.
func (p *Platform) Probe(ctx context.Context, app App) error {
	grant, err := p.Grant(ctx, GrantRequest{App: app, Assertion: malformedAssertion})
	switch {
	case err == nil:
		return errors.Join(errors.New("the platform accepted a malformed assertion"), p.RevokeUnused(ctx, app, grant))
	case IsAboutAssertion(err):
		return nil
	}
	return err
}

// codesBeforeAssertion are the error codes of the token endpoint that concern the
// client, the app or its auth flow, which are checked before the assertion.
var codesBeforeAssertion = []string{
	"OAU-111", "OAU-112", "OAU-113", "OAU-120", "OAU-121", "OAU-123", "OAU-125", "OAU-127",
	"OAU-146", "OAU-150", "OAU-151", "OAU-153", "OAU-165", "OAU-251", "OAU-270",
}

// IsAboutAssertion reports whether the token endpoint accepted the client and the flow,
// and refused the assertion.
func IsAboutAssertion(err error) bool {
	var e *Error
	if !errors.As(err, &e) || e.StatusCode < http.StatusBadRequest || e.StatusCode > http.StatusForbidden {
		return false
	}
	if e.Code == "" {
		return e.OAuthError == "invalid_grant" || e.OAuthError == "invalid_request"
	}
	return strings.HasPrefix(e.Code, "OAU-") && !slices.Contains(codesBeforeAssertion, e.Code) && e.OAuthError != "invalid_client" && e.OAuthError != "unauthorized_client"
}

// revokeTimeout bounds a revocation, including the wait for the limit of authentication
// requests. A session that is not revoked ends by itself.
const revokeTimeout = 10 * time.Second

// Revoke ends the whole session of a grant.
func (p *Platform) Revoke(ctx context.Context, app App, g *Grant) error {
	ctx, cancel := context.WithTimeout(ctx, revokeTimeout)
	defer cancel()
	form := url.Values{"token": {g.accessToken}}.Encode()
	ctx = transport.WithSecrets(transport.WithBudget(ctx, app.budget()), g.accessToken)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.serverURL+revokePath, strings.NewReader(form))
	if err != nil {
		return fmt.Errorf("revoking the session: %w", err)
	}
	req.SetBasicAuth(url.QueryEscape(app.ClientID), url.QueryEscape(app.ClientSecret))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := p.http.Do(req)
	if err != nil {
		return unwrapURLError(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return newError(resp, resp.Body)
	}
	return nil
}

// RevokeUnused is Revoke for a grant that nobody is going to use: a canceled caller does
// not keep its session open.
func (p *Platform) RevokeUnused(ctx context.Context, app App, g *Grant) error {
	return p.Revoke(context.WithoutCancel(ctx), app, g)
}

// unwrapURLError drops the URL, which net/http puts into its errors.
func unwrapURLError(err error) error {
	var transportError *url.Error
	if errors.As(err, &transportError) {
		return transportError.Err
	}
	return err
}
