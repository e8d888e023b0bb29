// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// situation is an app, a user and a credential that fit together until a test
// breaks one of them.
type situation struct {
	platform
	clock      *clock
	app        simulator.App
	userID     string
	credential simulator.Credential
	jwt        string
}

func newSituation(t *testing.T) *situation {
	s := &situation{clock: newClock()}
	s.platform = start(t, simulator.Options{Now: s.clock.Now})
	s.app = s.register(simulator.AppRegistration{Scopes: []string{"SMS", "ReadCallLog"}, JWTFlow: true})
	s.userID = s.user("Self", "DevPortalAccess", "ThirdPartyAppAccess", "BusinessSms")
	s.credential, s.jwt = s.platform.credential(s.userID, s.app.ClientID)
	return s
}

func (s *situation) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *situation) setStatus(status string) {
	s.t.Helper()
	s.must(s.EditExtension(s.userID, func(e *simulator.Extension) { e.Status = status }))
}

func TestTokenEndpointErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		arrange   func(s *situation)
		status    int
		oauthCode string
		code      string
	}{
		"no client authentication":  {func(s *situation) { s.app = simulator.App{} }, 400, "invalid_client", "OAU-123"},
		"empty secret":              {func(s *situation) { s.app.ClientSecret = "" }, 400, "invalid_client", "CMN-407"},
		"unknown client":            {func(s *situation) { s.app.ClientID = "unknown" }, 400, "invalid_client", "OAU-153"},
		"deleted app":               {func(s *situation) { s.must(s.DeleteApp(s.app.ClientID)) }, 400, "invalid_client", "OAU-153"},
		"wrong secret":              {func(s *situation) { s.app.ClientSecret += "x" }, 401, "invalid_client", "OAU-146"},
		"wrong secret before block": {func(s *situation) { s.edit(func(a *simulator.App) { a.Blocked = true }); s.app.ClientSecret = "x" }, 401, "invalid_client", "OAU-146"},
		"rotated secret": {func(s *situation) {
			_, err := s.RotateClientSecret(s.app.ClientID)
			s.must(err)
		}, 401, "invalid_client", "OAU-146"},
		"blocked app":                {func(s *situation) { s.edit(func(a *simulator.App) { a.Blocked = true }) }, 401, "invalid_client", "OAU-127"},
		"JWT flow off":               {func(s *situation) { s.edit(func(a *simulator.App) { a.JWTFlow = false }) }, 400, "unauthorized_client", "OAU-251"},
		"JWT flow off before bad":    {func(s *situation) { s.edit(func(a *simulator.App) { a.JWTFlow = false }); s.jwt = "x" }, 400, "unauthorized_client", "OAU-251"},
		"no assertion":               {func(s *situation) { s.jwt = "" }, 400, "invalid_request", "CMN-101"},
		"malformed assertion":        {func(s *situation) { s.jwt = "not.a.jwt" }, 400, "invalid_request", "OAU-331"},
		"other algorithm":            {func(s *situation) { s.jwt = hmacJWT(s.jwt) }, 400, "invalid_request", "OAU-347"},
		"damaged signature":          {func(s *situation) { s.jwt = damageSignature(s.jwt) }, 400, "invalid_request", "OAU-345"},
		"altered claims":             {func(s *situation) { s.jwt = alterClaims(s.jwt) }, 400, "invalid_request", "OAU-345"},
		"other environment":          {func(s *situation) { s.SetBaseURL("https://platform.example.com") }, 400, "invalid_request", "OAU-345"},
		"app not permitted":          {func(s *situation) { s.app = s.register(simulator.AppRegistration{JWTFlow: true}) }, 400, "invalid_request", "OAU-473"},
		"revoked credential":         {func(s *situation) { s.must(s.DeleteCredential(s.credential.TokenID)) }, 400, "invalid_grant", "OAU-211"},
		"deleted user":               {func(s *situation) { s.must(s.RemoveExtension(s.userID)) }, 401, "invalid_grant", "OAU-136"},
		"user not activated":         {func(s *situation) { s.setStatus("NotActivated") }, 401, "invalid_grant", "OAU-141"},
		"unassigned user":            {func(s *situation) { s.setStatus("Unassigned") }, 401, "invalid_grant", "OAU-141"},
		"disabled user":              {func(s *situation) { s.setStatus("Disabled") }, 401, "invalid_grant", "OAU-236"},
		"frozen user":                {func(s *situation) { s.setStatus("Frozen") }, 401, "invalid_grant", "OAU-236"},
		"suspended account":          {func(s *situation) { s.SetAccountStatus("Disabled") }, 401, "invalid_grant", "OAU-142"},
		"extension that has no user": {func(s *situation) { s.must(s.EditExtension(s.userID, toDepartment)) }, 403, "invalid_grant", "OAU-105"},
		"no third party apps access": {func(s *situation) {
			e, _ := s.Extension(s.userID)
			s.must(s.EditRole(e.RoleIDs[0], func(r *simulator.Role) { r.Permissions = []string{"DevPortalAccess"} }))
		}, 400, "invalid_client", "CMN-408"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSituation(t)
			test.arrange(s)
			got := s.grant(s.app, s.jwt)
			if got.status != test.status || got.text(t, "error") != test.oauthCode || got.text(t, "errors", 0, "errorCode") != test.code {
				t.Errorf("got %d %s, want %d %s %s", got.status, got.body, test.status, test.oauthCode, test.code)
			}
			if got.text(t, "error_description") == "" || got.header.Get("RCRequestId") == "" {
				t.Errorf("no error_description or no RCRequestId: %s %v", got.body, got.header)
			}
			if len(s.OpenSessions()) != 0 {
				t.Error("a refused grant opened a session")
			}
		})
	}
}

func (s *situation) edit(change func(*simulator.App)) {
	s.t.Helper()
	s.must(s.EditApp(s.app.ClientID, change))
}

func toDepartment(e *simulator.Extension) { e.Type = "Department" }

func hmacJWT(token string) string {
	header := base64.RawURLEncoding.EncodeToString([]byte(`{"typ":"JWT","alg":"HS256"}`))
	return header + token[strings.Index(token, "."):]
}

func damageSignature(token string) string {
	position := strings.LastIndex(token, ".") + 5
	replacement := "A"
	if token[position] == 'A' {
		replacement = "B"
	}
	return token[:position] + replacement + token[position+1:]
}

func alterClaims(token string) string {
	parts := strings.Split(token, ".")
	claims, _ := base64.RawURLEncoding.DecodeString(parts[1])
	altered := strings.Replace(string(claims), `"exp":`, `"exp":1`, 1)
	return parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(altered)) + "." + parts[2]
}

func TestExpiredCredential(t *testing.T) {
	t.Parallel()
	s := newSituation(t)
	today := s.clock.Now()
	c, token, err := s.CreateCredential(simulator.CredentialRequest{OwnerID: s.userID, Label: "dated", ExpiresOn: &today})
	s.must(err)
	if want := time.Date(2026, 3, 1, 23, 59, 59, 0, time.UTC); !c.ExpiresAt.Equal(want) {
		t.Errorf("expires at %v, want %v", c.ExpiresAt, want)
	}
	s.clock.Advance(c.ExpiresAt.Sub(today) - time.Second)
	s.grant(s.app, token).wantStatus(t, http.StatusOK)
	s.clock.Advance(time.Second)
	if got := s.grant(s.app, token); got.text(t, "errors", 0, "errorCode") != "OAU-210" || got.text(t, "error") != "invalid_grant" {
		t.Errorf("got %s, want OAU-210", got.body)
	}
}

func TestTokenRequestFields(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change     func(url.Values)
		status     int
		oauthCode  string
		wantScopes []string
		wantTTL    string
	}{
		"plain":                {func(url.Values) {}, 200, "", []string{"ReadCallLog", "SMS"}, "3600"},
		"narrowed":             {func(f url.Values) { f.Set("scope", "SMS") }, 200, "", []string{"SMS"}, "3600"},
		"scope not of the app": {func(f url.Values) { f.Set("scope", "SMS Faxes") }, 400, "invalid_scope", nil, ""},
		"ttl too short":        {func(f url.Values) { f.Set("access_token_ttl", "5") }, 200, "", []string{"ReadCallLog", "SMS"}, "600"},
		"ttl too long":         {func(f url.Values) { f.Set("access_token_ttl", "9999") }, 200, "", []string{"ReadCallLog", "SMS"}, "3600"},
		"ttl in range":         {func(f url.Values) { f.Set("access_token_ttl", "900") }, 200, "", []string{"ReadCallLog", "SMS"}, "900"},
		"ttl not a number":     {func(f url.Values) { f.Set("access_token_ttl", "1h") }, 400, "invalid_request", nil, ""},
		"undocumented field":   {func(f url.Values) { f.Set("username", "x") }, 400, "invalid_request", nil, ""},
		"field given twice":    {func(f url.Values) { f.Add("scope", "SMS"); f.Add("scope", "SMS") }, 400, "invalid_request", nil, ""},
		"other client_id":      {func(f url.Values) { f.Set("client_id", "other") }, 400, "invalid_request", nil, ""},
		"no grant type":        {func(f url.Values) { f.Del("grant_type") }, 400, "invalid_request", nil, ""},
		"unsupported grant":    {func(f url.Values) { f.Set("grant_type", "client_credentials") }, 400, "unsupported_grant_type", nil, ""},
		"refresh is off":       {func(f url.Values) { f.Set("grant_type", "refresh_token") }, 400, "unauthorized_client", nil, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSituation(t)
			form := url.Values{"grant_type": {jwtGrant}, "assertion": {s.jwt}}
			test.change(form)
			got := s.post(tokenPath, s.app.ClientID, s.app.ClientSecret, form).wantStatus(t, test.status)
			if got.text(t, "error") != test.oauthCode {
				t.Fatalf("got %s, want error %q", got.body, test.oauthCode)
			}
			scopes := strings.Fields(got.text(t, "scope"))
			slices.Sort(scopes)
			if diff := cmp.Diff(test.wantScopes, scopes, cmp.Transformer("nil", func(s []string) []string { return append([]string{}, s...) })); diff != "" {
				t.Error(diff)
			}
			if ttl := got.text(t, "expires_in"); ttl != test.wantTTL {
				t.Errorf("expires_in is %q, want %q", ttl, test.wantTTL)
			}
			if test.status == 200 && (got.text(t, "owner_id") != s.userID || got.text(t, "session_id") == "" || got.value(t, "refresh_token") != nil) {
				t.Errorf("unexpected token response: %s", got.body)
			}
		})
	}
}

func TestTokenEndpointRefusesJSON(t *testing.T) {
	t.Parallel()
	s := newSituation(t)
	s.send("POST", tokenPath, "", `{"grant_type":"x"}`).wantStatus(t, http.StatusUnsupportedMediaType)
}

// TestJWTAgainstPublishedKeys verifies a credential with an independent library
// and the published key set.
func TestJWTAgainstPublishedKeys(t *testing.T) {
	t.Parallel()
	s := newSituation(t)
	keys := s.send("GET", "/restapi/oauth/jwks", "", "").wantStatus(t, http.StatusOK)
	var claims jwt.MapClaims
	token, err := jwt.ParseWithClaims(s.jwt, &claims, func(token *jwt.Token) (any, error) {
		if len(token.Header["kid"].(string)) != 32 || token.Header["kid"] != keys.text(t, "keys", 1, "kid") {
			t.Errorf("kid %v is not published in %s", token.Header["kid"], keys.body)
		}
		modulus, err := base64.RawURLEncoding.DecodeString(keys.text(t, "keys", 1, "n"))
		return &rsa.PublicKey{N: new(big.Int).SetBytes(modulus), E: 65537}, err
	}, jwt.WithValidMethods([]string{"RS256"}), jwt.WithoutClaimsValidation())
	if err != nil || !token.Valid {
		t.Fatal(err)
	}
	if claims["aud"] != s.URL+tokenPath || claims["iss"] != s.URL || claims["sub"] != s.userID || claims["jti"] != s.credential.TokenID {
		t.Errorf("unexpected claims %v", claims)
	}
	if lifetime := claims["exp"].(float64) - claims["iat"].(float64); lifetime != 2147483647 {
		t.Errorf("a credential without an expiration date lives %.0f seconds", lifetime)
	}
	raw, _ := base64.RawURLEncoding.DecodeString(strings.Split(s.jwt, ".")[1])
	var order []string
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	for depth, isKey := 0, false; ; {
		item, err := decoder.Token()
		if err != nil {
			break
		}
		if _, isDelimiter := item.(json.Delim); isDelimiter {
			depth++
			isKey = true
			continue
		}
		if isKey {
			order = append(order, item.(string))
		}
		isKey = !isKey
	}
	if diff := cmp.Diff([]string{"aud", "sub", "iss", "exp", "iat", "jti"}, order); diff != "" {
		t.Error(diff)
	}
}

func TestSessionCap(t *testing.T) {
	t.Parallel()
	s := newSituation(t)
	other := s.register(simulator.AppRegistration{JWTFlow: true, Scopes: []string{"SMS"}})
	_, otherJWT := s.platform.credential(s.userID)
	s.grant(other, otherJWT).wantStatus(t, http.StatusOK)
	var tokens []string
	for range 6 {
		tokens = append(tokens, s.grant(s.app, s.jwt).wantStatus(t, http.StatusOK).text(t, "access_token"))
	}
	check := extensionsPath + "/~/authz-profile/check?permissionId=BusinessSms"
	got := s.send("GET", check, tokens[0], "").wantStatus(t, http.StatusUnauthorized)
	if got.text(t, "errorCode") != "TokenInvalid" || got.text(t, "errors", 0, "errorCode") != "OAU-149" {
		t.Errorf("got %s, want TokenInvalid with OAU-149", got.body)
	}
	for _, token := range tokens[1:] {
		s.send("GET", check, token, "").wantStatus(t, http.StatusOK)
	}
	if open := s.OpenSessions(); len(open) != 6 {
		t.Errorf("%d sessions are open, want 5 of one app and 1 of the other", len(open))
	}
}

func TestRevokeEndsTheSession(t *testing.T) {
	t.Parallel()
	s := newSituation(t)
	other := s.register(simulator.AppRegistration{JWTFlow: true})
	s.edit(func(a *simulator.App) { a.RefreshTokens = true })
	granted := s.grant(s.app, s.jwt).wantStatus(t, http.StatusOK)
	access, refresh := granted.text(t, "access_token"), granted.text(t, "refresh_token")

	form := url.Values{"token": {access}}
	s.post("/restapi/oauth/revoke", other.ClientID, other.ClientSecret, form).wantStatus(t, http.StatusBadRequest)
	if len(s.OpenSessions()) != 1 {
		t.Fatal("another app ended the session")
	}
	s.post("/restapi/oauth/revoke", s.app.ClientID, s.app.ClientSecret, form).wantStatus(t, http.StatusOK)
	if len(s.OpenSessions()) != 0 {
		t.Error("the session is still open")
	}
	got := s.post(tokenPath, s.app.ClientID, s.app.ClientSecret, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh}})
	if got.text(t, "errors", 0, "errorCode") != "OAU-213" {
		t.Errorf("the refresh token outlived the session: %s", got.body)
	}
}

func TestRefreshTokenWorksOnce(t *testing.T) {
	t.Parallel()
	s := newSituation(t)
	s.edit(func(a *simulator.App) { a.RefreshTokens = true })
	first := s.grant(s.app, s.jwt).wantStatus(t, http.StatusOK)
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {first.text(t, "refresh_token")}}
	second := s.post(tokenPath, s.app.ClientID, s.app.ClientSecret, form).wantStatus(t, http.StatusOK)
	if second.text(t, "session_id") != first.text(t, "session_id") || second.text(t, "access_token") == first.text(t, "access_token") {
		t.Error("a refresh must keep the session and replace the access token")
	}
	s.post(tokenPath, s.app.ClientID, s.app.ClientSecret, form).wantStatus(t, http.StatusBadRequest)
}

func TestAccessTokenExpires(t *testing.T) {
	t.Parallel()
	s := newSituation(t)
	token := s.grant(s.app, s.jwt).wantStatus(t, http.StatusOK).text(t, "access_token")
	s.clock.Advance(time.Hour)
	got := s.send("GET", extensionsPath, token, "").wantStatus(t, http.StatusUnauthorized)
	if got.text(t, "errors", 0, "errorCode") != "OAU-129" {
		t.Errorf("got %s, want OAU-129", got.body)
	}
	if got.header.Get("X-Rate-Limit-Limit") != "" {
		t.Error("a 401 response carries rate-limit headers")
	}
	if len(s.OpenSessions()) != 0 {
		t.Error("an expired session is reported as open")
	}
}

func TestPasswordChangeEndsSessions(t *testing.T) {
	t.Parallel()
	s := newSituation(t)
	s.grant(s.app, s.jwt).wantStatus(t, http.StatusOK)
	admin := s.administratorToken()
	s.send("PUT", extensionsPath+"/"+s.userID, admin, `{"password":"A-new-passw0rd"}`).wantStatus(t, http.StatusOK)
	for _, open := range s.OpenSessions() {
		if open.OwnerID == s.userID {
			t.Error("the user's session survived the password change")
		}
	}
	if !slices.Contains(s.Secrets(), "A-new-passw0rd") {
		t.Error("the password is not among the secrets")
	}
}

func TestDiscovery(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	if got := p.send("GET", "/.well-known/openid-configuration", "", "").text(t, "token_endpoint"); got != p.URL+tokenPath {
		t.Errorf("token_endpoint is %q", got)
	}
	if got := p.send("GET", "/restapi/v1.0", "", "").text(t, "uriString"); got != "v1.0" {
		t.Errorf("uriString is %q", got)
	}
	if got := p.send("GET", "/restapi", "", "").text(t, "apiVersions", 0, "uri"); got != p.URL+"/restapi/v1.0" {
		t.Errorf("the version's uri is %q", got)
	}
}
