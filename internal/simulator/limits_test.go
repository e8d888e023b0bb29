// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

const permissionsPath = "/restapi/v1.0/dictionary/permission"

func TestSlidingWindow(t *testing.T) {
	t.Parallel()
	now := newClock()
	p := start(t, simulator.Options{Now: now.Now, Limits: map[string]int{"light": 2}})
	token := p.administratorToken()

	first := p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusOK)
	want := map[string]string{"X-Rate-Limit-Group": "light", "X-Rate-Limit-Limit": "2", "X-Rate-Limit-Remaining": "1", "X-Rate-Limit-Window": "60"}
	for name, value := range want {
		if got := first.header.Get(name); got != value {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
	now.Advance(40 * time.Second)
	p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusOK)
	now.Advance(20 * time.Second)
	if got := p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusOK).header.Get("X-Rate-Limit-Remaining"); got != "0" {
		t.Errorf("remaining is %q: only the first request has left the window", got)
	}
}

func TestPenaltyRestartsOnEveryRequest(t *testing.T) {
	t.Parallel()
	now := newClock()
	p := start(t, simulator.Options{Now: now.Now, Limits: map[string]int{"light": 1}})
	token := p.administratorToken()
	p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusOK)

	rejected := p.send("GET", permissionsPath, token, "")
	rejected.wantError(t, http.StatusTooManyRequests, "CMN-301", "")
	if got := rejected.header; got.Get("Retry-After") != "60" || got.Get("X-Rate-Limit-Remaining") != "0" || got.Get("X-Rate-Limit-Group") != "light" {
		t.Errorf("unexpected headers %v", got)
	}
	now.Advance(59 * time.Second)
	p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusTooManyRequests)
	now.Advance(59 * time.Second)
	p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusTooManyRequests)
	now.Advance(60 * time.Second)
	p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusOK)
}

func TestLimitsAreSeparate(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{Now: newClock().Now, Limits: map[string]int{"light": 1, "medium": 1, "auth": 0}})
	admin := p.administratorToken()
	other, _ := p.tokenFor([]string{"ReadAccounts"}, "Self", "UserInfo")
	p.send("GET", permissionsPath, admin, "").wantStatus(t, http.StatusOK)
	p.send("GET", permissionsPath, admin, "").wantStatus(t, http.StatusTooManyRequests)
	p.send("GET", extensionsPath, admin, "").wantStatus(t, http.StatusOK)
	p.send("GET", permissionsPath, other, "").wantStatus(t, http.StatusOK)
}

func TestAuthLimitIsPerApp(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{Now: newClock().Now, Limits: map[string]int{}})
	app := p.register(simulator.AppRegistration{JWTFlow: true})
	_, jwt := p.credential(p.user("Self", "DevPortalAccess", "ThirdPartyAppAccess"))
	_, otherJWT := p.credential(p.Administrator().ExtensionID)
	wrong := p.post(tokenPath, app.ClientID, "wrong", url.Values{}).wantStatus(t, http.StatusUnauthorized)
	if wrong.header.Get("X-Rate-Limit-Limit") != "" {
		t.Error("a 401 response carries rate-limit headers")
	}
	for i := range 4 {
		p.grant(app, []string{jwt, otherJWT}[i%2]).wantStatus(t, http.StatusOK)
	}
	rejected := p.grant(app, jwt).wantStatus(t, http.StatusTooManyRequests)
	if rejected.header.Get("X-Rate-Limit-Group") != "auth" || rejected.header.Get("Retry-After") != "60" {
		t.Errorf("unexpected headers %v", rejected.header)
	}
	form := url.Values{"token": {"unknown"}}
	p.post("/restapi/oauth/revoke", app.ClientID, app.ClientSecret, form).wantStatus(t, http.StatusTooManyRequests)
	p.administratorToken()
}

func TestShortWindow(t *testing.T) {
	t.Parallel()
	now := newClock()
	p := start(t, simulator.Options{Now: now.Now, Limits: map[string]int{"light": 1}, Window: 1500 * time.Millisecond})
	token := p.administratorToken()
	p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusOK)
	if got := p.send("GET", permissionsPath, token, "").header.Get("Retry-After"); got != "2" {
		t.Errorf("Retry-After is %q, want the window in whole seconds", got)
	}
	now.Advance(1500 * time.Millisecond)
	p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusOK)
}
