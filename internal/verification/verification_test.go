// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package verification_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/verification"
)

const (
	serverURL = "https://platform.example.com"
	ownerID   = "62264425008"
	clientID  = "AbCdEfGhIjKlMnOpQrStU1"
)

var now = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// platform records what it is asked, and refuses what it is told to.
type platform struct {
	key    *rsa.PrivateKey
	asked  []string
	refuse error
	probe  error
	clock  time.Time
	scopes []string
}

func (p *platform) ServerTime(context.Context) (time.Time, error) {
	p.asked = append(p.asked, "time")
	return p.clock, nil
}

func (p *platform) KeySet(context.Context) (jose.JSONWebKeySet, error) {
	p.asked = append(p.asked, "keys")
	return jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &p.key.PublicKey, KeyID: "1", Algorithm: "RS256", Use: "sig"}}}, nil
}

func (p *platform) Probe(context.Context, ringcentral.App) error {
	p.asked = append(p.asked, "probe")
	return p.probe
}

func (p *platform) Administrator() *ringcentral.Client { return nil }

func (p *platform) Grant(context.Context, ringcentral.GrantRequest) (verification.Granted, error) {
	p.asked = append(p.asked, "grant")
	if p.refuse != nil {
		return verification.Granted{Release: func() { p.asked = append(p.asked, "release") }}, p.refuse
	}
	return verification.Granted{
		Grant:   &ringcentral.Grant{OwnerID: ownerID, Scopes: p.scopes},
		Release: func() { p.asked = append(p.asked, "release") },
	}, nil
}

// sign returns a JWT credential of the platform, with changes of its claims.
func (p *platform) sign(t *testing.T, changes map[string]any) string {
	t.Helper()
	claims := map[string]any{"aud": serverURL + "/restapi/oauth/token", "sub": ownerID, "iss": serverURL, "iat": now.Add(-time.Hour).Unix(), "exp": now.Add(1000 * time.Hour).Unix(), "jti": "a1"}
	for name, value := range changes {
		claims[name] = value
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: p.key, KeyID: "1"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var payload []byte
	payload = fmt.Append(payload, "{")
	for i, name := range []string{"aud", "sub", "iss", "iat", "exp", "jti"} {
		if i > 0 {
			payload = append(payload, ',')
		}
		if text, ok := claims[name].(string); ok {
			payload = fmt.Appendf(payload, "%q:%q", name, text)
		} else {
			payload = fmt.Appendf(payload, "%q:%d", name, claims[name])
		}
	}
	signed, err := signer.Sign(append(payload, '}'))
	if err != nil {
		t.Fatal(err)
	}
	compact, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return compact
}

func refusal(status int, oauthError, code string) error {
	return &ringcentral.Error{Method: "POST", Path: "/restapi/oauth/token", StatusCode: status, OAuthError: oauthError, Code: code, RequestID: "r1"}
}

// TestVerify runs each situation for each purpose: what is found, in which order, and
// what the platform is asked for it.
func TestVerify(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	const c, a, g, s = verification.Credential, verification.App, verification.Grant, verification.Session
	type outcome struct {
		found []findings.Code
		asked []string
	}
	granted := outcome{nil, []string{"keys", "grant", "release"}}
	tests := map[string]struct {
		change func(*testing.T, *platform, *verification.Request)
		want   map[verification.Purpose]outcome
	}{
		"all is well": {nil, map[verification.Purpose]outcome{
			c: {nil, []string{"keys"}}, a: granted, g: granted, s: {nil, []string{"grant", "release"}},
		}},
		"values swapped": {func(_ *testing.T, _ *platform, r *verification.Request) {
			r.ClientID, r.ClientSecret.Value = r.ClientSecret.Value, r.ClientID
		}, map[verification.Purpose]outcome{
			verification.Form: {[]findings.Code{findings.ValuesSwapped}, nil}, a: {[]findings.Code{findings.ValuesSwapped}, nil}, g: {[]findings.Code{findings.ValuesSwapped}, nil}, s: {[]findings.Code{findings.ValuesSwapped}, nil},
		}},
		"damaged secret": {func(_ *testing.T, _ *platform, r *verification.Request) { r.ClientSecret.Value += "\n" }, map[verification.Purpose]outcome{
			a: {[]findings.Code{findings.ClientSecretDamaged}, nil}, g: {[]findings.Code{findings.ClientSecretDamaged}, nil}, s: {[]findings.Code{findings.ClientSecretDamaged}, nil},
		}},
		"damaged JWT": {func(_ *testing.T, _ *platform, r *verification.Request) { r.JWT.Value += "\n" }, map[verification.Purpose]outcome{
			c: {[]findings.Code{findings.CredentialHasWhitespace}, nil}, a: {[]findings.Code{findings.CredentialHasWhitespace}, []string{"probe"}}, g: {[]findings.Code{findings.CredentialHasWhitespace}, nil},
		}},
		"JWT of another server and owner, expired": {func(t *testing.T, p *platform, r *verification.Request) {
			t.Helper()
			r.JWT.Value = p.sign(t, map[string]any{"aud": "https://other.example.com/restapi/oauth/token", "sub": "1", "exp": now.Add(-time.Hour).Unix()})
		}, map[verification.Purpose]outcome{
			c: {[]findings.Code{findings.CredentialOtherServer}, nil}, a: {[]findings.Code{findings.CredentialOtherServer}, []string{"probe"}}, g: {[]findings.Code{findings.CredentialOtherServer}, nil}, s: {[]findings.Code{findings.CredentialOtherServer}, nil},
		}},
		"JWT of another owner, expired": {func(t *testing.T, p *platform, r *verification.Request) {
			t.Helper()
			r.JWT.Value = p.sign(t, map[string]any{"sub": "1", "exp": now.Add(-time.Hour).Unix()})
		}, map[verification.Purpose]outcome{
			c: {[]findings.Code{findings.CredentialOtherOwner}, nil}, g: {[]findings.Code{findings.CredentialOtherOwner}, nil},
		}},
		"expired JWT": {func(t *testing.T, p *platform, r *verification.Request) {
			t.Helper()
			r.JWT.Value = p.sign(t, map[string]any{"exp": now.Add(-time.Hour).Unix()})
		}, map[verification.Purpose]outcome{
			c: {[]findings.Code{findings.CredentialExpired}, []string{"time"}}, a: {[]findings.Code{findings.CredentialExpired}, []string{"time", "probe"}}, g: {[]findings.Code{findings.CredentialExpired}, []string{"time"}},
		}},
		"wrong clock": {func(t *testing.T, p *platform, r *verification.Request) {
			t.Helper()
			r.Now, p.clock = now.Add(2000*time.Hour), now
		}, map[verification.Purpose]outcome{
			c: {[]findings.Code{findings.ClockSkewed}, []string{"time"}}, g: {[]findings.Code{findings.ClockSkewed}, []string{"time"}},
		}},
		"other expiry": {func(_ *testing.T, _ *platform, r *verification.Request) { r.Want.ExpiresAt = now.Add(24 * time.Hour) }, map[verification.Purpose]outcome{
			c: {[]findings.Code{findings.CredentialExpiryDiffers}, nil},
		}},
		"altered JWT": {func(_ *testing.T, _ *platform, r *verification.Request) {
			at, other := len(r.JWT.Value)-9, byte('A')
			if r.JWT.Value[at] == other {
				other = 'B'
			}
			r.JWT.Value = r.JWT.Value[:at] + string(other) + r.JWT.Value[at+1:]
		}, map[verification.Purpose]outcome{
			c: {[]findings.Code{findings.CredentialAltered}, []string{"keys"}}, a: {[]findings.Code{findings.CredentialAltered}, []string{"keys", "probe"}}, g: {[]findings.Code{findings.CredentialAltered}, []string{"keys"}},
		}},
		"wrong secret": {func(_ *testing.T, p *platform, _ *verification.Request) {
			p.refuse = refusal(400, "invalid_client", "OAU-146")
		}, map[verification.Purpose]outcome{
			a: {[]findings.Code{findings.ClientSecretWrong}, []string{"keys", "grant", "release"}}, g: {[]findings.Code{findings.ClientSecretWrong}, []string{"keys", "grant", "release"}}, s: {[]findings.Code{findings.ClientSecretWrong}, []string{"grant", "release"}},
		}},
		"unknown error": {func(_ *testing.T, p *platform, _ *verification.Request) { p.refuse = refusal(400, "", "OAU-999") }, map[verification.Purpose]outcome{
			a: {[]findings.Code{findings.Unrecognized}, []string{"keys", "grant", "probe", "release"}}, g: {[]findings.Code{findings.Unrecognized}, []string{"keys", "grant", "probe", "release"}}, s: {[]findings.Code{findings.Unrecognized}, []string{"grant", "release"}},
		}},
		"no response": {func(_ *testing.T, p *platform, _ *verification.Request) { p.refuse = context.DeadlineExceeded }, map[verification.Purpose]outcome{
			g: {[]findings.Code{findings.OperationTimedOut}, []string{"keys", "grant", "release"}},
		}},
		"scopes": {func(_ *testing.T, p *platform, _ *verification.Request) { p.scopes = []string{"SMS", "Faxes"} }, map[verification.Purpose]outcome{
			a: {[]findings.Code{findings.ScopeMissing, findings.ScopeExtra}, granted.asked}, g: {[]findings.Code{findings.ScopeMissing, findings.ScopeExtra}, granted.asked},
		}},
		"expires soon": {func(_ *testing.T, _ *platform, r *verification.Request) { r.Want.MinValidity = 2000 * time.Hour }, map[verification.Purpose]outcome{
			c: {[]findings.Code{findings.CredentialExpiresSoon}, []string{"keys"}}, a: granted, g: {[]findings.Code{findings.CredentialExpiresSoon}, granted.asked},
		}},
		"no JWT yet": {func(_ *testing.T, _ *platform, r *verification.Request) {
			r.JWT = verification.Secret{Problem: &findings.Finding{Code: findings.SecretUnavailable}}
		}, map[verification.Purpose]outcome{
			c: {}, a: {nil, []string{"probe"}}, g: {}, s: {},
		}},
		"no JWT yet, client refused": {func(_ *testing.T, p *platform, r *verification.Request) {
			r.JWT, p.probe = verification.Secret{}, refusal(400, "invalid_client", "OAU-153")
		}, map[verification.Purpose]outcome{
			a: {[]findings.Code{findings.ClientUnknown}, []string{"probe"}},
		}},
		"no app yet": {func(_ *testing.T, _ *platform, r *verification.Request) { r.ClientID = "" }, map[verification.Purpose]outcome{
			c: {nil, []string{"keys"}}, a: {}, g: {}, s: {},
		}},
		"known after apply": {func(_ *testing.T, _ *platform, r *verification.Request) {
			r.JWT = verification.Secret{Unknown: true}
		}, map[verification.Purpose]outcome{c: {}, g: {}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for purpose, want := range test.want {
				p := &platform{key: key, clock: now, scopes: []string{"RingOut", "SMS"}}
				request := verification.Request{
					Purpose: purpose, ClientID: clientID, Now: now,
					Context:      findings.GrantContext{ServerURL: serverURL, ConsoleURL: "https://developers.example.com"},
					ClientSecret: verification.Secret{Value: "Zy9xW8vU7tS6rQ5pO4nM3lK2jI1hG0fEdCbA-Zy9xW8vU7tS6r"},
					JWT:          verification.Secret{Value: p.sign(t, nil)},
					Want:         verification.Requirements{OwnerID: ownerID, Scopes: []string{"RingOut", "SMS"}},
				}
				if purpose == verification.App {
					request.Want.OwnerID = ""
				}
				if test.change != nil {
					test.change(t, p, &request)
				}
				result := verification.Verify(t.Context(), p, request)
				var found []findings.Code
				for _, f := range result.Findings {
					found = append(found, f.Code)
				}
				if !slices.Equal(found, want.found) || !slices.Equal(p.asked, want.asked) {
					t.Errorf("purpose %d: found %v, want %v; asked for %v, want %v", purpose, found, want.found, p.asked, want.asked)
				}
				if proved := slices.Contains(p.asked, "probe") && p.probe == nil || result.Grant != nil; proved && !result.ClientProved {
					t.Errorf("purpose %d: the client is proved", purpose)
				}
			}
		})
	}
}

// TestErr keeps the error of a grant for callers who know more about it.
func TestErr(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &platform{key: key, refuse: context.Canceled}
	result := verification.Verify(t.Context(), p, verification.Request{
		Purpose: verification.Session, ClientID: clientID, Now: now,
		ClientSecret: verification.Secret{Value: "secret"}, JWT: verification.Secret{Value: p.sign(t, nil)},
	})
	if !errors.Is(result.Err, context.Canceled) || result.Grant != nil {
		t.Errorf("got %+v", result)
	}
}
