// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

func TestBearerAuthentication(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	p.send("GET", extensionsPath, "", "").wantError(t, http.StatusUnauthorized, "AGW-401", "")
	jwtAsToken := p.send("GET", extensionsPath, p.Administrator().JWT, "")
	jwtAsToken.wantError(t, http.StatusUnauthorized, "OAU-149", "")
	if jwtAsToken.text(t, "errorCode") != "TokenInvalid" {
		t.Errorf("the top-level code differs from TokenInvalid: %s", jwtAsToken.body)
	}
	request, err := http.NewRequestWithContext(t.Context(), "GET", p.URL+extensionsPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.SetBasicAuth("id", "secret")
	got, err := do(request)
	if err != nil {
		t.Fatal(err)
	}
	got.wantError(t, http.StatusUnauthorized, "AGW-402", "")
}

func TestUnknownOperations(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	p.send("GET", "/restapi/v1.0/account/~/unknown", token, "").wantError(t, http.StatusNotFound, "AGW-404", "")
	p.send("GET", "/restapi/v9.0", token, "").wantError(t, http.StatusNotFound, "AGW-404", "")
	got := p.send("PATCH", extensionsPath, token, "{}").wantStatus(t, http.StatusMethodNotAllowed)
	if allow := got.header.Get("Allow"); !strings.Contains(allow, "GET") || !strings.Contains(allow, "POST") {
		t.Errorf("Allow is %q", allow)
	}
	p.send("GET", extensionsPath+"?fields=id", token, "").wantError(t, http.StatusBadRequest, "CMN-105", "fields")
	p.send("GET", "/restapi/v1.0/account/1/extension", token, "").wantError(t, http.StatusNotFound, "CMN-102", "accountId")
}

func TestScopesAndPermissions(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		scopes      []string
		roleScope   string
		permissions []string
		method      string
		path        string
		body        string
		status      int
		code        string
		missing     string
	}{
		"scope missing": {
			[]string{"SMS"}, "Self", []string{"UserInfo"},
			"GET", extensionsPath, "", 403, "CMN-401", "ReadAccounts",
		},
		"scope missing is told before permission missing": {
			[]string{"SMS"}, "Self", nil,
			"GET", extensionsPath, "", 403, "CMN-401", "ReadAccounts",
		},
		"scope included transitively": {
			[]string{"Accounts"}, "Self", []string{"UserInfo"},
			"GET", extensionsPath, "", 200, "", "",
		},
		"inclusion is not symmetric": {
			[]string{"ReadAccounts"}, "AllExtensions", []string{"Users"},
			"POST", extensionsPath, `{}`, 403, "CMN-401", "EditAccounts",
		},
		"permission missing": {
			[]string{"ReadAccounts"}, "Self", []string{"BusinessSms"},
			"GET", extensionsPath, "", 403, "CMN-408", "ReadExtensions",
		},
		"permission included by a parent": {
			[]string{"ReadAccounts"}, "Self", []string{"Sites"},
			"GET", extensionsPath, "", 200, "", "",
		},
		"permission included transitively": {
			[]string{"EditAccounts"}, "AllExtensions", []string{"Users"},
			"PUT", extensionsPath + "/{admin}", `{}`, 200, "", "",
		},
		"one of two alternative permissions": {
			[]string{"EditExtensions"}, "Self", []string{"UserInfo"},
			"PUT", extensionsPath + "/~", `{}`, 200, "", "",
		},
		"a Self role changes no other user": {
			[]string{"EditExtensions"}, "Self", []string{"UserInfo"},
			"PUT", extensionsPath + "/{admin}", `{}`, 403, "CMN-419", "EditUserInfo",
		},
		"a Self role reads other users": {
			[]string{"ReadAccounts"}, "Self", []string{"UserInfo"},
			"GET", extensionsPath + "/{admin}", "", 200, "", "",
		},
		"profile of another user": {
			nil, "Self", []string{"UserInfo"},
			"GET", extensionsPath + "/{admin}/authz-profile", "", 403, "CMN-404", "",
		},
		"dictionaries need nothing": {
			nil, "Self", nil,
			"GET", permissionsPath, "", 200, "", "",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, simulator.Options{})
			token, _ := p.tokenFor(test.scopes, test.roleScope, test.permissions...)
			path := strings.Replace(test.path, "{admin}", p.Administrator().ExtensionID, 1)
			got := p.send(test.method, path, token, test.body).wantStatus(t, test.status)
			if test.code == "" {
				return
			}
			got.wantError(t, test.status, test.code, "")
			key := "permissionName"
			if test.code == "CMN-419" {
				key = "permissionsName"
			}
			if got.text(t, key) != test.missing || got.text(t, "errors", 0, key) != test.missing {
				t.Errorf("got %s, want %q to be named", got.body, test.missing)
			}
		})
	}
}

func TestIdenticalRequestInFlight(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	p.Inject(simulator.Fault{Path: regexp.MustCompile(`/extension$`), Times: 1, Delay: maximumDelay})
	ctx, cancel := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, "GET", p.URL+extensionsPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	done := make(chan error)
	go func() {
		_, err := do(request)
		done <- err
	}()
	awaitRequests(p, 2)
	p.send("GET", extensionsPath, token, "").wantError(t, http.StatusTooManyRequests, "CMN-304", "")
	p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusOK)
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v, want the cancellation", err)
	}
}
