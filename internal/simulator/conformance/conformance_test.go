// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/conformance"
)

func load(t *testing.T) *conformance.Document {
	t.Helper()
	path, err := conformance.Locate()
	if err != nil {
		t.Fatal(err)
	}
	if path == "" {
		t.Skipf("set %s to RingCentral's OpenAPI document to run this test", conformance.Variable)
	}
	document, err := conformance.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

const account = "/restapi/v1.0/account/~"

func TestMiddleware(t *testing.T) {
	t.Parallel()
	const form, jsonType = "application/x-www-form-urlencoded", "application/json"
	const roleResponse = `{"id":"1","displayName":"Super Admin"}`
	tokenForm := url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {"a.b.c"}}.Encode()
	const token = `{"access_token":"x","expires_in":3600,"scope":"SMS","token_type":"bearer","session_id":"s"}`
	tests := map[string]struct {
		method, target, contentType, body string
		status                            int
		response                          string
		header                            http.Header
		want                              []string // one substring per violation, in order
	}{
		"extension create": {
			"POST", account + "/extension", jsonType, `{"contact":{"firstName":"A","email":"a@example.com"},"type":"User"}`,
			200, `{"id":1,"name":"A"}`, nil, nil,
		},
		"misspelt request property": {
			"POST", account + "/extension", jsonType, `{"contact":{"firstName":"A","email":"a@example.com","lastname":"B"}}`,
			200, `{"id":1}`, nil, []string{"/contact/lastname is not declared"},
		},
		"wrong enum":       {"POST", account + "/extension", jsonType, `{"type":"Person"}`, 200, `{}`, nil, []string{`/type breaks the rule "enum"`}},
		"missing property": {"POST", account + "/extension", jsonType, `{"contact":{"firstName":"A"}}`, 200, `{}`, nil, []string{`breaks the rule "required"`}},
		"pattern with look-ahead": {
			"POST", account + "/user-role", jsonType, `{"displayName":"a<b","permissions":[{"id":"X"}]}`,
			201, roleResponse, nil, []string{`/displayName breaks the rule "pattern"`},
		},
		"unknown query parameter": {"GET", account + "/extension?perpage=5", "", "", 200, `{"records":[]}`, nil, []string{`query parameter "perpage" is not declared`}},
		"query of a wrong type":   {"GET", account + "/extension?page=one", "", "", 200, `{"records":[]}`, nil, []string{`query parameter "page"`}},
		"body where none belongs": {"GET", account, jsonType, `{}`, 200, `{}`, nil, []string{"takes no body"}},
		"body is missing":         {"POST", account + "/extension", "", "", 200, `{}`, nil, []string{"needs a body"}},
		"unknown path":            {"GET", account + "/nothing", "", "", 404, `{"errorCode":"AGW-404"}`, nil, []string{"no such operation"}},
		"undeclared response property": {
			"GET", account + "/user-role/1", "", "", 200, `{"id":"1","name":"x"}`, nil, []string{"/name is not declared"},
		},
		"response of a wrong type":    {"GET", account + "/user-role/1", "", "", 200, `{"id":1}`, nil, []string{`/id breaks the rule "type"`}},
		"undeclared success":          {"GET", account + "/user-role/1", "", "", 202, `{}`, nil, []string{"status 202 is not declared"}},
		"error envelope":              {"GET", account + "/user-role/1", "", "", 403, `{"errorCode":"CMN-401","errors":[{"errorCode":"CMN-401","message":"x"}]}`, nil, nil},
		"error without an envelope":   {"GET", account + "/user-role/1", "", "", 500, `oops`, nil, []string{"status 500 is not declared"}},
		"injected fault":              {"GET", account + "/user-role/1", "", "", 500, `oops`, http.Header{conformance.FaultHeader: {"1"}}, nil},
		"token request":               {"POST", "/restapi/oauth/token", form, tokenForm, 200, token, nil, nil},
		"form field of another grant": {"POST", "/restapi/oauth/token", form, tokenForm + "&code=", 200, token, nil, nil},
		"misspelt form field":         {"POST", "/restapi/oauth/token", form, tokenForm + "&asertion=x", 200, token, nil, []string{`form field "asertion" is not declared`}},
		"form field of a wrong value": {"POST", "/restapi/oauth/token", form, tokenForm + "&access_token_ttl=soon", 200, token, nil, []string{`form field "access_token_ttl" does not fit`}},
		"pages of the console":        {"GET", "/console/apps", "", "", 200, `<html>`, nil, nil},
	}
	document := load(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			handler := document.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if body, _ := io.ReadAll(r.Body); string(body) != test.body {
					t.Errorf("the body arrived as %q, want %q", body, test.body)
				}
				for name, values := range test.header {
					w.Header()[name] = values
				}
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(test.status)
				_, _ = io.WriteString(w, test.response)
			}), func(v conformance.Violation) { got = append(got, v.String()) })
			request := httptest.NewRequest(test.method, test.target, strings.NewReader(test.body))
			if test.contentType != "" {
				request.Header.Set("Content-Type", test.contentType)
			}
			response := httptest.NewRecorder()
			handler.ServeHTTP(response, request)
			if response.Body.String() != test.response || response.Code != test.status {
				t.Errorf("the response was changed to %d %q", response.Code, response.Body)
			}
			if len(got) != len(test.want) {
				t.Fatalf("violations %q, want %q", got, test.want)
			}
			for i, want := range test.want {
				if !strings.Contains(got[i], want) {
					t.Errorf("violation %q, want %q", got[i], want)
				}
			}
		})
	}
}

func TestViolationsHoldNoValues(t *testing.T) {
	t.Parallel()
	document := load(t)
	const secret = "hunter2-hunter2"
	handler := document.Middleware(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"id":{"`+secret+`":1},"status":"`+secret+`"}`)
	}), func(v conformance.Violation) {
		if strings.Contains(strings.ReplaceAll(v.String(), "/id/"+secret, ""), secret) {
			t.Errorf("a violation quotes a value: %s", v)
		}
	})
	request := httptest.NewRequest("PUT", account+"/extension/1", strings.NewReader(`{"password":["`+secret+`"],"status":"`+secret+`","ivrPin":1}`))
	request.Header.Set("Content-Type", "application/json")
	handler.ServeHTTP(httptest.NewRecorder(), request)
}

func TestAbortedConnectionIsNotJudged(t *testing.T) {
	t.Parallel()
	document := load(t)
	handler := document.Middleware(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		panic(http.ErrAbortHandler)
	}), func(v conformance.Violation) { t.Errorf("unexpected violation: %s", v) })
	defer func() {
		if recovered := recover(); recovered != http.ErrAbortHandler { //nolint:errorlint // a panic value
			t.Errorf("recovered %v, want http.ErrAbortHandler", recovered)
		}
	}()
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", account, nil))
}

func TestLocateReportsAMissingFile(t *testing.T) {
	t.Setenv(conformance.Variable, filepath.Join(t.TempDir(), "missing.yml"))
	if path, err := conformance.Locate(); err == nil {
		t.Errorf("Locate returned %q and no error for a missing file", path)
	}
}
