// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

var subject = findings.GrantContext{ClientID: "the-client", OwnerID: "42", ConsoleURL: "https://console.example", ServerURL: "https://platform.example"}

func TestGrant(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		err    error
		code   findings.Code
		proved int // how many checks had passed
		page   string
	}{
		"no client authentication":  {&ringcentral.Error{StatusCode: 400, Code: "OAU-123"}, findings.ClientAuthenticationFailed, 0, "/console/apps"},
		"malformed header":          {&ringcentral.Error{StatusCode: 400, OAuthError: "invalid_client"}, findings.ClientAuthenticationFailed, 0, "/console/apps"},
		"other application":         {&ringcentral.Error{StatusCode: 401, Code: "OAU-121"}, findings.ClientAuthenticationFailed, 0, "/console/apps"},
		"unknown client":            {&ringcentral.Error{StatusCode: 400, Code: "OAU-153", OAuthError: "invalid_client"}, findings.ClientUnknown, 0, "/console/apps"},
		"wrong secret":              {&ringcentral.Error{StatusCode: 401, Code: "OAU-146"}, findings.ClientSecretWrong, 0, "/console/apps"},
		"blocked":                   {&ringcentral.Error{StatusCode: 401, Code: "OAU-127"}, findings.AppNotActive, 1, "/console/apps"},
		"sandbox client":            {&ringcentral.Error{StatusCode: 400, Code: "OAU-165"}, findings.AppNotActive, 1, "/console/apps"},
		"flow off":                  {&ringcentral.Error{StatusCode: 400, Code: "OAU-251"}, findings.JWTFlowDisabled, 2, "/console/apps"},
		"flow off, older code":      {&ringcentral.Error{StatusCode: 403, Code: "OAU-112"}, findings.JWTFlowDisabled, 2, "/console/apps"},
		"flow off, no code":         {&ringcentral.Error{StatusCode: 400, OAuthError: "unauthorized_client"}, findings.JWTFlowDisabled, 2, "/console/apps"},
		"malformed assertion":       {&ringcentral.Error{StatusCode: 400, Code: "OAU-331"}, findings.CredentialDamaged, 3, "/console/my-credentials/create?client_id=the-client"},
		"bad signature":             {&ringcentral.Error{StatusCode: 400, Code: "OAU-345"}, findings.CredentialNotAccepted, 3, "/console/my-credentials/create?client_id=the-client"},
		"other algorithm":           {&ringcentral.Error{StatusCode: 400, Code: "OAU-347"}, findings.CredentialNotAccepted, 3, "/console/my-credentials/create?client_id=the-client"},
		"app not permitted":         {&ringcentral.Error{StatusCode: 400, Code: "OAU-473"}, findings.AppNotPermitted, 4, "/console/my-credentials"},
		"revoked":                   {&ringcentral.Error{StatusCode: 400, Code: "OAU-211"}, findings.CredentialRevoked, 5, "/console/my-credentials/create?client_id=the-client"},
		"token not found":           {&ringcentral.Error{StatusCode: 400, Code: "OAU-213"}, findings.CredentialRevoked, 5, "/console/my-credentials/create?client_id=the-client"},
		"invalid grant, no code":    {&ringcentral.Error{StatusCode: 400, OAuthError: "invalid_grant"}, findings.CredentialRevoked, 5, "/console/my-credentials/create?client_id=the-client"},
		"expired":                   {&ringcentral.Error{StatusCode: 400, Code: "OAU-210"}, findings.CredentialExpired, 5, "/console/my-credentials/create?client_id=the-client"},
		"owner gone":                {&ringcentral.Error{StatusCode: 401, Code: "OAU-136"}, findings.OwnerNotFound, 6, ""},
		"owner not activated":       {&ringcentral.Error{StatusCode: 401, Code: "OAU-141"}, findings.OwnerNotActive, 6, ""},
		"owner disabled":            {&ringcentral.Error{StatusCode: 401, Code: "OAU-236"}, findings.OwnerDisabled, 6, ""},
		"owner cannot log in":       {&ringcentral.Error{StatusCode: 403, Code: "OAU-105"}, findings.OwnerTypeCannotLogIn, 6, ""},
		"account suspended":         {&ringcentral.Error{StatusCode: 401, Code: "OAU-142"}, findings.AccountNotActive, 6, ""},
		"restricted":                {&ringcentral.Error{StatusCode: 403, Code: "OAU-167"}, findings.AccessRestricted, 6, ""},
		"no third-party apps":       {&ringcentral.Error{StatusCode: 400, Code: "CMN-408", PermissionName: "ThirdPartyAppAccess"}, findings.ThirdPartyAccessMissing, 6, ""},
		"rate limit":                {&ringcentral.Error{StatusCode: 429, Code: "CMN-301", RetryAfter: time.Minute}, findings.RateLimited, 0, ""},
		"server error":              {&ringcentral.Error{StatusCode: 503}, findings.PlatformUnavailable, 0, ""},
		"unknown code, known class": {&ringcentral.Error{StatusCode: 400, Code: "OAU-147", OAuthError: "invalid_grant", Message: "Account locked"}, findings.Unrecognized, 0, ""},
		"scope refused":             {&ringcentral.Error{StatusCode: 400, Code: "CMN-101", OAuthError: "invalid_scope", ParameterName: "scope"}, findings.ScopeMissing, 6, "/console/apps"},
		"scope refused, no code":    {&ringcentral.Error{StatusCode: 400, OAuthError: "invalid_scope"}, findings.ScopeMissing, 6, "/console/apps"},
		"other parameter":           {&ringcentral.Error{StatusCode: 400, Code: "CMN-101", OAuthError: "invalid_request", ParameterName: "grant_type"}, findings.Unrecognized, 0, ""},
		"unseen":                    {&ringcentral.Error{StatusCode: 400, Code: "OAU-999", Message: "Something new"}, findings.Unrecognized, 0, ""},
		"wrapped":                   {fmt.Errorf("granting: %w", &ringcentral.Error{StatusCode: 400, Code: "OAU-153"}), findings.ClientUnknown, 0, "/console/apps"},
		"no response":               {errors.New("connection refused"), findings.PlatformUnreachable, 0, ""},
		"unreadable":                {&ringcentral.DecodeError{Err: errors.New("x")}, findings.ResponseUnreadable, 0, ""},
		"cancelled":                 {context.Canceled, findings.Cancelled, 0, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var e *ringcentral.Error
			if errors.As(test.err, &e) {
				e.RequestID = "request-1"
			}
			f := findings.Grant(test.err, subject)
			if f.Code != test.code || len(f.Proved) != test.proved {
				t.Errorf("got %s with %d checks passed, want %s with %d", f.Code, len(f.Proved), test.code, test.proved)
			}
			if want := test.page; want != "" && f.URL != subject.ConsoleURL+want || want == "" && f.URL != "" {
				t.Errorf("got the page %s, want %s", f.URL, want)
			}
			text := f.Summary + f.Text()
			if strings.ContainsAny(text, "{}") || f.Summary == "" || strings.HasSuffix(f.Summary, ".") {
				t.Errorf("the text is %q", text)
			}
			if e == nil {
				return
			}
			if f.Remedy == "" || !strings.Contains(text, "RCRequestId request-1") || !strings.Contains(text, e.Code) || !strings.Contains(text, string(f.Code)) {
				t.Errorf("remedy or evidence is missing in %q", text)
			}
		})
	}
}

// TestLookAlikes: a scope is a setting of the app, a permission one of the role.
func TestLookAlikes(t *testing.T) {
	t.Parallel()
	subject := subject
	subject.Own = true
	scope := findings.API(&ringcentral.Error{Method: "GET", Path: "/x", StatusCode: 403, Code: "CMN-401", Message: "needs [ReadAccounts]"}, subject)
	permission := findings.API(&ringcentral.Error{Method: "GET", Path: "/x", StatusCode: 403, Code: "CMN-408", PermissionName: "Users"}, subject)
	if scope.Code != findings.ApplicationScopeMissing || !strings.Contains(scope.Remedy, "Developer Console") || scope.URL == "" {
		t.Errorf("got %+v", scope)
	}
	if permission.Code != findings.UserPermissionMissing || !strings.Contains(permission.Remedy, "Admin Portal") || !strings.HasSuffix(permission.Summary, ": Users") {
		t.Errorf("got %+v", permission)
	}
}

// TestLookAlikesOfAnIntegration asserts that what a check in an integration's session
// lacks is not blamed on the provider.
func TestLookAlikesOfAnIntegration(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]findings.Code{"CMN-401": findings.ScopeMissing, "CMN-408": findings.PermissionMissing, "CMN-419": findings.PermissionMissing} {
		f := findings.API(&ringcentral.Error{Method: "GET", Path: "/x", StatusCode: 403, Code: code, Message: "needs more", PermissionName: "Users"}, subject)
		if f.Code != want || strings.Contains(f.Summary+f.Detail+f.Remedy, "provider") || f.Remedy == "" {
			t.Errorf("%s: got %+v", code, f)
		}
		checkFinding(t, f)
	}
}

func TestAPI(t *testing.T) {
	t.Parallel()
	for code, err := range map[findings.Code]error{
		findings.RateLimited:         &ringcentral.Error{StatusCode: 429},
		findings.AccessTokenRejected: &ringcentral.Error{StatusCode: 401},
		findings.ObjectNotFound:      &ringcentral.Error{StatusCode: 404},
		findings.PlatformUnavailable: &ringcentral.Error{StatusCode: 500},
		findings.RequestRefused:      &ringcentral.Error{StatusCode: 400, Code: "CMN-101", ParameterName: "type"},
		findings.ResponseUnreadable:  &ringcentral.DecodeError{Err: errors.New("x")},
		findings.PlatformUnreachable: errors.New("no route to host"),
		findings.Cancelled:           fmt.Errorf("reading: %w", context.Canceled),
		findings.ClientSecretWrong:   &ringcentral.Error{Path: "/restapi/oauth/token", StatusCode: 401, Code: "OAU-146"},
	} {
		if f := findings.API(err, subject); f.Code != code || f.Summary == "" || f.Detail == "" {
			t.Errorf("%v gives %+v, want %s", err, f, code)
		}
	}
}

func TestCredential(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	at := func(d time.Duration) *time.Time {
		end := now.Add(d)
		return &end
	}
	const server = "https://platform.example"
	own := credential.Claims{Audience: server + "/restapi/oauth/token", Subject: "42"}
	until := func(end *time.Time) credential.Claims {
		c := own
		c.ExpiresAt = end
		return c
	}
	platform := findings.GrantContext{ClientID: "the-client", ConsoleURL: "https://console.example", ServerURL: server}
	elsewhere := platform
	elsewhere.ServerURL = "https://platform.devtest.example"
	for name, test := range map[string]struct {
		found []findings.Finding
		code  findings.Code
	}{
		"own server":        {findings.OtherServer(own, platform), ""},
		"no server":         {findings.OtherServer(own, findings.GrantContext{}), ""},
		"other server":      {findings.OtherServer(own, elsewhere), findings.CredentialOtherServer},
		"own owner":         {findings.OtherOwner(own, "42", platform), ""},
		"no owner":          {findings.OtherOwner(own, "", platform), ""},
		"other owner":       {findings.OtherOwner(own, "43", platform), findings.CredentialOtherOwner},
		"never":             {findings.Expired(own, now, platform), ""},
		"later":             {findings.Expired(until(at(time.Hour)), now, platform), ""},
		"expired":           {findings.Expired(until(at(-time.Hour)), now, platform), findings.CredentialExpired},
		"expires now":       {findings.Expired(until(at(0)), now, platform), findings.CredentialExpired},
		"no day":            {findings.OtherExpiry(until(at(6*time.Hour)), time.Time{}, platform), ""},
		"same day":          {findings.OtherExpiry(until(at(6*time.Hour)), now, platform), ""},
		"another day":       {findings.OtherExpiry(until(at(48*time.Hour)), now, platform), findings.CredentialExpiryDiffers},
		"never, but a date": {findings.OtherExpiry(own, now, platform), findings.CredentialExpiryDiffers},
	} {
		switch {
		case test.code == "" && len(test.found) == 0:
		case test.code == "" || len(test.found) != 1 || test.found[0].Code != test.code:
			t.Errorf("%s: got %v, want %s", name, test.found, test.code)
		case !test.code.ConcernsCredential() || test.code.ConcernsApp() || test.found[0].Remedy == "" || test.found[0].URL == "":
			t.Errorf("%s: %+v", name, test.found[0])
		}
	}
	for within, want := range map[time.Duration]int{0: 0, time.Hour: 0, 24 * time.Hour: 0, 25 * time.Hour: 1} {
		if found := findings.ExpiresSoon(until(at(24*time.Hour)), within, now, subject); len(found) != want {
			t.Errorf("within %s: %v", within, found)
		}
	}
	if found := findings.ExpiresSoon(own, time.Hour, now, subject); found != nil {
		t.Errorf("a credential that never expires: %v", found)
	}
}

func TestScopesAndPermissions(t *testing.T) {
	t.Parallel()
	found := findings.ScopesMissing([]string{"EditAccounts", "SMS"}, subject)
	if len(found) != 1 || !strings.Contains(found[0].Remedy, "grants EditAccounts only on request") || !found[0].Code.ConcernsApp() {
		t.Errorf("got %+v", found)
	}
	if found := findings.ScopesExtra([]string{"Faxes"}, subject); len(found) != 1 || found[0].Code != findings.ScopeExtra {
		t.Errorf("got %+v", found)
	}
	if found := findings.PermissionsMissing([]string{"Users"}, []string{"Users"}, subject); len(found) != 1 || !found[0].Code.ConcernsCredential() {
		t.Errorf("got %+v", found)
	}
	if findings.ScopesMissing(nil, subject) != nil || findings.ScopesExtra(nil, subject) != nil || findings.PermissionsMissing(nil, nil, subject) != nil {
		t.Error("nothing missing is no finding")
	}
}

func TestPending(t *testing.T) {
	t.Parallel()
	unresolved := findings.Unresolved("jwt_from", findings.FromConfiguration, &credential.UnresolvedError{Reference: credential.Reference{Env: "ORDERS_JWT"}, Reason: "it is not set"})
	if unresolved.Code != findings.SecretUnavailable || unresolved.Detail != "The configuration reads the JWT from the environment variable ORDERS_JWT: it is not set." {
		t.Errorf("got %+v", unresolved)
	}
	if f := findings.NoClientID(); f.Code != findings.ClientIDMissing || f.Remedy == "" {
		t.Errorf("got %+v", f)
	}
	if f := findings.NoReference("client_secret_from"); f.Code != findings.SecretReferenceAbsent || !strings.Contains(f.Remedy, "client_secret_from = { env =") {
		t.Errorf("got %+v", f)
	}
	if f := findings.Damaged(&credential.DamageError{Detail: "The value is empty."}, subject); f.Code != findings.CredentialDamaged || f.Detail != "The value is empty." {
		t.Errorf("got %+v", f)
	}
}

func TestDamaged(t *testing.T) {
	t.Parallel()
	for kind, code := range map[credential.DamageKind]findings.Code{
		credential.Empty: findings.CredentialEmpty, credential.HasWhitespace: findings.CredentialHasWhitespace,
		credential.Quoted: findings.CredentialQuoted, credential.NotAJWT: findings.CredentialNotJWT,
		credential.Truncated: findings.CredentialTruncated, credential.TooManyParts: findings.CredentialAltered,
		credential.BadEncoding: findings.CredentialAltered, credential.BadContent: findings.CredentialAltered,
		credential.BadKeyID: findings.CredentialAltered, credential.BadSignature: findings.CredentialAltered,
		credential.WrongAlgorithm: findings.CredentialForeign, credential.MissingClaim: findings.CredentialForeign,
		credential.OtherIssuer: findings.CredentialForeign, "a new kind": findings.CredentialDamaged,
	} {
		f := findings.Damaged(&credential.DamageError{Kind: kind, Detail: "detail"}, subject)
		if f.Code != code || f.Detail != "detail" || f.Summary == "" || f.Remedy == "" || !f.Code.ConcernsCredential() {
			t.Errorf("%s: got %+v", kind, f)
		}
	}
}
