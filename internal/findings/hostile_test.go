// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// checkFinding checks what every finding owes to whoever reads it.
func checkFinding(t *testing.T, f findings.Finding) {
	t.Helper()
	known := false
	for _, section := range findings.Catalog() {
		for _, entry := range section.Entries {
			known = known || entry.Code == f.Code
		}
	}
	if !known {
		t.Errorf("%q is not in the catalog", f.Code)
	}
	if f.Summary == "" || strings.HasSuffix(f.Summary, ".") || !printable.IsClean(f.Summary) {
		t.Errorf("%s: the summary is %q", f.Code, f.Summary)
	}
	if f.Remedy == "" && f.Code != findings.Cancelled {
		t.Errorf("%s: nobody is told what to do", f.Code)
	}
	if strings.ContainsAny(f.Summary+f.Detail, "{}") {
		t.Errorf("%s: a placeholder is left in %q", f.Code, f.Detail)
	}
	for line := range strings.Lines(f.Text()) {
		if line = strings.TrimSpace(line); !printable.IsClean(line) || len(line) > 2000 {
			t.Errorf("%s: the line is not fit to be shown: %q", f.Code, line)
		}
	}
	if f.URL != "" && !strings.HasPrefix(f.URL, subject.ConsoleURL+"/") {
		t.Errorf("%s: the link leads to %s", f.Code, f.URL)
	}
}

// TestNetworkCauses tells the ways apart in which no response comes, whatever the error
// is wrapped in.
func TestNetworkCauses(t *testing.T) {
	t.Parallel()
	remote := func(op, text string) error { return &net.OpError{Op: op, Net: "tcp", Err: errors.New(text)} }
	for name, test := range map[string]struct {
		err  error
		want findings.Code
	}{
		"refused":                  {remote("dial", "connection refused"), findings.PlatformUnreachable},
		"reset":                    {remote("read", "connection reset by peer"), findings.PlatformUnreachable},
		"cut off":                  {io.ErrUnexpectedEOF, findings.PlatformUnreachable},
		"no such name":             {&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "platform.example"}}, findings.NameNotResolved},
		"the DNS is slow":          {&net.DNSError{Err: "i/o timeout", IsTimeout: true}, findings.NameNotResolved},
		"the proxy is not there":   {remote("proxyconnect", "connection refused"), findings.ProxyFailed},
		"the proxy has no name":    {&net.OpError{Op: "proxyconnect", Err: &net.DNSError{Err: "no such host"}}, findings.ProxyFailed},
		"the proxy refuses":        {&ringcentral.ProxyError{StatusCode: 407}, findings.ProxyFailed},
		"the proxy is no address":  {&ringcentral.ProxyError{}, findings.ProxyFailed},
		"an unknown authority":     {&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, findings.TLSFailed},
		"another name":             {x509.HostnameError{Certificate: &x509.Certificate{}, Host: "platform.example"}, findings.TLSFailed},
		"expired":                  {x509.CertificateInvalidError{Reason: x509.Expired}, findings.TLSFailed},
		"an old server":            {remote("remote error", "tls: protocol version not supported"), findings.TLSFailed},
		"an old server's choice":   {errors.New("tls: server selected unsupported protocol version 302"), findings.TLSFailed},
		"no TLS at all":            {tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}, findings.TLSFailed},
		"plain http":               {http.ErrSchemeMismatch, findings.TLSFailed},
		"slow":                     {&net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}, findings.PlatformTimedOut},
		"cancelled":                {context.Canceled, findings.Cancelled},
		"a penalty":                {&ringcentral.PenaltyError{Group: "light", Wait: time.Hour}, findings.RateLimited},
		"a redirect":               {&ringcentral.Error{StatusCode: 302, RedirectTo: "https://elsewhere.example"}, findings.WrongServer},
		"a redirect by itself":     {&ringcentral.Error{StatusCode: 301}, findings.WrongServer},
		"a redirect with a code":   {&ringcentral.Error{StatusCode: 307, Code: "OAU-153", OAuthError: "invalid_client"}, findings.WrongServer},
		"a redirect of the grant":  {&ringcentral.Error{Path: "/restapi/oauth/token", StatusCode: 303, Code: "OAU-153"}, findings.WrongServer},
		"no token endpoint":        {&ringcentral.Error{Path: "/restapi/oauth/token", StatusCode: 405}, findings.WrongServer},
		"an unknown way to refuse": {&ringcentral.Error{StatusCode: 418, Message: "I'm a teapot"}, findings.RequestRefused},
		"a permission":             {&ringcentral.Error{StatusCode: 403, Code: "CMN-402"}, findings.UserPermissionMissing},
		"the session has ended":    {&ringcentral.Error{StatusCode: 401, Code: "OAU-213"}, findings.SessionEnded},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, err := range []error{test.err, fmt.Errorf("GET /x: %w", test.err), errors.Join(test.err)} {
				own := subject
				own.Own = true
				f := findings.API(err, own)
				if f.Code != test.want {
					t.Errorf("%v: got %s, want %s", err, f.Code, test.want)
				}
				checkFinding(t, f)
			}
		})
	}
}

// TestHostileInput puts control characters wherever a name or a setting of somebody else
// gets into a finding, as far as it is not refused before.
func TestHostileInput(t *testing.T) {
	t.Parallel()
	const escapes = "\x1b[2J\u202e\n\x07"
	s := subject
	s.ClientID, s.OwnerID = escapes+strings.Repeat("x", 500), escapes
	now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	place := credential.Reference{File: "/run/" + escapes}
	found := []findings.Finding{
		findings.NoClientID(), findings.NoReference("jwt_from"), findings.NoDevPortalAccess(escapes), findings.ScopeIncluded("ReadAccounts", "EditAccounts"),
		findings.WorldReadable("jwt_from", place), findings.Unresolved("jwt_from", findings.FromConfiguration, &credential.UnresolvedError{Reference: place, Reason: "it does not exist"}),
		findings.WrongClock(25 * time.Hour), findings.WrongClock(-1 << 62), findings.Damaged(&credential.DamageError{Detail: "The value is empty."}, s),
	}
	for _, list := range [][]findings.Finding{
		findings.ScopesMissing([]string{"SMS"}, s), findings.ScopesExtra([]string{"SMS"}, s), findings.ScopesUnneeded([]string{"SMS"}), findings.ScopesInsufficient([]string{"SMS"}),
		findings.PermissionsMissing([]string{"Users"}, []string{"Users (Users)"}, s), findings.PermissionsUnneeded([]string{"Users"}, nil), findings.PermissionsUnneeded([]string{"Users"}, []string{"Roles"}),
		findings.PermissionsInsufficient([]string{"Users"}),
		findings.ExpiresSoon(credential.Claims{ExpiresAt: &now}, 48*time.Hour, now.Add(-25*time.Hour), s),
	} {
		if len(list) != 1 {
			t.Errorf("got %v", list)
		}
		found = append(found, list...)
	}
	for _, code := range []string{"OAU-153", "OAU-146", "OAU-251", "OAU-331", "OAU-345", "OAU-473", "OAU-211", "OAU-210", "OAU-136", "OAU-141", "OAU-236", "OAU-105", "OAU-142", "OAU-222", "OAU-167", "CMN-408", "OAU-999"} {
		found = append(found, findings.Grant(&ringcentral.Error{Path: "/restapi/oauth/token", StatusCode: 400, Code: code}, s))
	}
	for _, f := range found {
		checkFinding(t, f)
	}
	if findings.ScopesUnneeded(nil) != nil || findings.ScopesInsufficient(nil) != nil || findings.PermissionsUnneeded(nil, nil) != nil || findings.PermissionsInsufficient(nil) != nil {
		t.Error("nothing is no finding")
	}
}

// TestArguments says for every cause which argument an attempt failed over.
func TestArguments(t *testing.T) {
	t.Parallel()
	for code, want := range map[string][2]string{
		"OAU-146": {"client_secret_from", "client_secret"}, "OAU-153": {"client_id", "client_id"},
		"OAU-210": {"jwt_from", "jwt"}, "OAU-236": {"jwt_from", "jwt"},
	} {
		for i, own := range []bool{false, true} {
			s := subject
			s.Own = own
			f := findings.Grant(&ringcentral.Error{StatusCode: 400, Code: code}, s)
			if f.Argument != want[i] || f.Own != own {
				t.Errorf("%s: %s, want %s", code, f.Argument, want[i])
			}
		}
	}
	for _, section := range findings.Catalog() {
		for _, entry := range section.Entries {
			if entry.Code.ConcernsOwner() && !entry.Code.ConcernsCredential() || entry.Code.ConcernsApp() && entry.Code.ConcernsCredential() {
				t.Errorf("%s concerns what it should not", entry.Code)
			}
		}
	}
	if proved := findings.ProvedByProbe(); len(proved) != 3 {
		t.Errorf("a probe proves %q", proved)
	}
}

// TestOwnCredentials asserts that what is wrong with the provider's own credentials
// is never said in the words of an integration, and names where each value is.
func TestOwnCredentials(t *testing.T) {
	t.Parallel()
	s := subject
	s.Own = true
	s.Origins.ClientID.Place = "the environment variable RINGCENTRAL_CLIENT_ID"
	s.Origins.ClientSecret.Place = "the environment variable RINGCENTRAL_CLIENT_SECRET"
	s.Origins.JWT.Place = "the environment variable RINGCENTRAL_JWT"
	for _, code := range []string{"OAU-123", "OAU-153", "OAU-146", "OAU-127", "OAU-251", "OAU-331", "OAU-345", "OAU-473", "OAU-211", "OAU-210", "OAU-136", "OAU-141", "OAU-236", "OAU-105", "OAU-142", "OAU-222", "OAU-167", "CMN-408"} {
		f := findings.API(&ringcentral.Error{Path: "/restapi/oauth/token", StatusCode: 400, Code: code}, s)
		for _, foreign := range []string{"_from", "ringcentral_app", "ringcentral_service_user", "ringcentral_user_role", "register", "terraform apply"} {
			if strings.Contains(f.Summary+f.Text(), foreign) {
				t.Errorf("%s mentions %s: %s", code, foreign, f.Text())
			}
		}
		checkFinding(t, f)
	}
	for code, place := range map[string]string{"OAU-146": "RINGCENTRAL_CLIENT_SECRET", "OAU-153": "RINGCENTRAL_CLIENT_ID", "OAU-210": "RINGCENTRAL_JWT"} {
		f := findings.Grant(&ringcentral.Error{StatusCode: 400, Code: code}, s)
		if !strings.Contains(f.Remedy, "the environment variable "+place) || !strings.Contains(f.Summary, "provider's") {
			t.Errorf("%s: %s, %s", code, f.Summary, f.Remedy)
		}
	}
}
