// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtgrant_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

func TestAccRehearsal(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	config := i.config(`rehearse = ["GET /restapi/v1.0/account/~", "get /restapi/v1.0/dictionary/permission?perPage=1&page=2"]`)
	i.TestTerraform(resource.TestCase{Steps: []resource.TestStep{{
		Config: config,
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr(address, "status", "valid"),
			resource.TestCheckResourceAttr(address, "rehearsed.#", "2"),
			resource.TestCheckResourceAttr(address, "rehearsed.0.operation", "GET /restapi/v1.0/account/~"),
			resource.TestCheckResourceAttr(address, "rehearsed.0.status", "200"),
			resource.TestCheckNoResourceAttr(address, "rehearsed.0.error_code"),
			resource.TestCheckResourceAttr(address, "rehearsed.1.status", "200"),
		),
	}}})
	for _, r := range i.Requests() {
		if r.Path == "/restapi/v1.0/dictionary/permission" && r.Query.Encode() != "page=2&perPage=1" {
			t.Errorf("the query is %s", r.Query.Encode())
		}
	}
}

// TestRehearsalRefused refuses a rehearsed operation with every documented error. The
// grant names operation, status and code, and nothing else of the body.
func TestRehearsalRefused(t *testing.T) {
	t.Parallel()
	const marker = "a-part-of-the-body"
	for name, test := range map[string]struct {
		status     int
		code, says string
	}{
		"scope":               {http.StatusForbidden, "CMN-401", "needs ReadAccounts"},
		"permission":          {http.StatusForbidden, "CMN-408", "needs one of ReadUserPhoneNumbers"},
		"several permissions": {http.StatusForbidden, "CMN-402", "needs one of ReadUserPhoneNumbers"},
		"own objects only":    {http.StatusForbidden, "CMN-419", "needs one of ReadUserPhoneNumbers"},
		"feature":             {http.StatusForbidden, "CMN-109", "needs ReadExtensionPhoneNumbers"},
		"another user":        {http.StatusForbidden, "CMN-404", "does not know"},
		"not found":           {http.StatusNotFound, "CMN-102", "did not find an object"},
		"parameter":           {http.StatusBadRequest, "CMN-101", "refused the parameter perPage"},
		"query":               {http.StatusBadRequest, "CMN-105", "refused the parameter perPage"},
		"not available":       {http.StatusNotImplemented, "CMN-202", "server error"},
		"internal error":      {http.StatusInternalServerError, "CMN-211", "server error"},
		"maintenance":         {http.StatusServiceUnavailable, "CMN-203", "server error"},
		"rate limit":          {http.StatusTooManyRequests, "CMN-301", "rate limit"},
		"gone":                {http.StatusGone, "", "does not know"},
		"unknown":             {http.StatusConflict, "CMN-999", "does not know"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			i.Inject(simulator.Fault{
				Path: regexp.MustCompile("phone-number$"), Status: test.status, Header: http.Header{"X-Rate-Limit-Group": {"light"}},
				Body: fmt.Sprintf(`{"errorCode":%q,"message":%q,"parameterName":"perPage","permissionName":%[2]q,"errors":[{"errorCode":%[1]q,"message":%[2]q,"parameterName":"perPage"}]}`, test.code, marker),
			})
			result := i.Scenario(i.config(`rehearse = ["GET /restapi/v1.0/account/~/extension/~/phone-number", "GET /restapi/v1.0/account/~/extension/~/authz-profile"]
  on_finding = "report"`)+`
output "rehearsed" {
  value = join(" ", [for r in data.ringcentral_jwt_grant.test.rehearsed : "${r.status}:${r.error_code == null ? "-" : r.error_code}"])
}
output "finding" {
  value = join(" ", [for f in data.ringcentral_jwt_grant.test.findings : "${f.code}: ${f.summary} ${f.detail}"])
}
`).Run("apply", "-auto-approve")
			if want := fmt.Sprintf(`rehearsed = "%d:%s 200:-"`, test.status, or(test.code, "-")); !result.Says(want) {
				t.Errorf("it does not say %s", want)
			}
			if !result.Says("rehearsal_refused: RingCentral refused GET /restapi/v1.0/account/~/extension/~/phone-number") || !result.Says(test.says) || strings.Contains(result.Output, marker) {
				t.Error("the finding is wrong")
			}
			if t.Failed() {
				t.Log(result.Output)
			}
		})
	}
}

func or(text, fallback string) string {
	if text == "" {
		return fallback
	}
	return text
}

// TestRehearsalOnlyOfWhatWorks sends nothing for a pending grant, or after another finding.
func TestRehearsalOnlyOfWhatWorks(t *testing.T) {
	t.Parallel()
	for name, cause := range map[string]func(*integration){
		"pending": func(i *integration) { i.ChangeSecret(i.JWTVariable, "") },
		"found": func(i *integration) {
			_ = i.EditApp(i.App.ClientID, func(a *simulator.App) { a.Scopes = []string{"Faxes"} })
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			cause(i)
			result := i.Scenario(i.config("rehearse = [\"GET /restapi/v1.0/dictionary/permission\"]\n  required_scopes = [\"SMS\"]")).Run("plan")
			if strings.Contains(result.Output, "rehearsal_refused") {
				t.Error(result.Output)
			}
			for _, r := range i.Requests() {
				if r.OperationID == "listPermissions" {
					t.Error("the operation was rehearsed")
				}
			}
		})
	}
}

func TestBadRehearsals(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	for reference, says := range map[string]string{
		"POST /restapi/v1.0/account/~/extension": "a rehearsal is a GET request",
		"readAccountInfo":                        "a rehearsal is a GET request",
		"":                                       "a rehearsal is a GET request",
		"GET":                                    "it must start with a path",
		"GET https://evil.example.com/restapi/v1.0/account/~":         "it must start with a path",
		"GET //evil.example.com/restapi/v1.0/account/~":               "it must start with a path",
		"GET @evil.example.com/restapi":                               "it must start with a path",
		"GET /restapi/v1.0/account/{accountId}":                       "real IDs or ~",
		"GET /restapi/v1.0/account/~/../../oauth/authorize":           ". and ..",
		"GET /restapi/v1.0/account/~/%2e%2e/x":                        ". and ..",
		"GET /restapi/v1.0/account/~#x":                               "fragment",
		"GET /restapi/oauth/userinfo":                                 "no such operation",
		"GET /restapi/v1.0/account/~/extensoin":                       "Did you mean",
		"GET /restapi/v1.0/account/~?a=%zz":                           "malformed",
		"GET /restapi/v1.0/account/~?perPage=1 HTTP/1.1\\r\\nHost: x": "malformed",
	} {
		result := i.Scenario(i.config(fmt.Sprintf(`rehearse = ["%s"]`, reference))).Run("validate")
		if result.ExitCode == 0 || !result.Says("Cannot rehearse") || !result.Says(says) {
			t.Errorf("%s: %s", reference, result.Output)
		}
	}
	if len(i.Requests()) > 0 {
		t.Error("validation sent requests")
	}
}

// TestAccRehearsalKeepsNothing looks for a part of a rehearsed response in everything that
// commands leave behind: state, saved plan, TRACE log and output.
func TestAccRehearsalKeepsNothing(t *testing.T) {
	t.Parallel()
	i := integrate(t)
	part := "LEAKMARKER-a-part-of-the-body"
	i.PutSecret(part) // from now on, the search of the workspace looks for it
	i.Inject(simulator.Fault{Path: regexp.MustCompile("phone-number$"), Status: http.StatusOK, Body: fmt.Sprintf(`{"records":[{"id":1,"phoneNumber":%q}]}`, part)})
	w := i.Workspace(providertest.Provider, i.config(`rehearse = ["GET /restapi/v1.0/account/~/extension/~/phone-number"]`))
	for _, command := range [][]string{{"plan", "-out=saved.tfplan"}, {"apply", "saved.tfplan"}, {"show", "-json"}} {
		if result := w.Run(command...); result.ExitCode != 0 || strings.Contains(result.Output, part) {
			t.Error(result.Output)
		}
	}
	if _, leaks := i.Leaks(t, w.Directory); len(leaks) > 0 {
		t.Errorf("a part of the body is in %v", leaks)
	}
}
