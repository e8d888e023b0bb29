// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/conformance"
)

// ringCentral returns RingCentral's own document, or skips the test.
func ringCentral(t *testing.T) *conformance.Document {
	t.Helper()
	path, err := conformance.Locate()
	if err != nil {
		t.Fatal(err)
	}
	if path == "" {
		t.Skipf("RingCentral's OpenAPI document is not at hand: set %s to its path", conformance.Variable)
	}
	document, err := conformance.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

const (
	tokenPath     = "/restapi/oauth/token"
	revokePath    = "/restapi/oauth/revoke"
	extensionPath = "/restapi/v1.0/account/~/extension"
	rolePath      = "/restapi/v1.0/account/~/user-role"
	tokenResponse = `{"access_token":"a","token_type":"bearer","expires_in":3600,"scope":"ReadAccounts","owner_id":"1","endpoint_id":"e","session_id":"s"}`
)

func jwtGrant(more ...string) string {
	form := url.Values{
		"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {"a.b.c"},
		"scope": {"ReadAccounts SMS"}, "access_token_ttl": {"600"}, "client_id": {"c"},
	}
	for _, name := range more {
		form.Set(name, "1")
	}
	return form.Encode()
}

func TestRingCentralDocument(t *testing.T) {
	t.Parallel()
	document := ringCentral(t)
	const role = `{"id":"1","uri":"https://platform.ringcentral.com/restapi/v1.0/account/1/user-role/1","displayName":"Example","permissions":[{"id":"ReadExtensions"}]}`
	const failure = `{"errorCode":"CMN-401","message":"a","permissionName":"EditAccounts","errors":[{"errorCode":"CMN-401","message":"a","permissionName":"EditAccounts"}]}`
	for name, test := range map[string]struct {
		traffic
		want []string
	}{
		"JWT grant":                    {traffic{method: "POST", target: tokenPath, contentType: formType, requestBody: jwtGrant(), responseBody: tokenResponse}, nil},
		"JWT grant, undeclared field":  {traffic{method: "POST", target: tokenPath, contentType: formType, requestBody: jwtGrant("account_id"), responseBody: tokenResponse}, []string{"request: form /account_id is not declared"}},
		"JWT grant, without assertion": {traffic{method: "POST", target: tokenPath, contentType: formType, requestBody: "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer", responseBody: tokenResponse}, []string{"request: form /assertion is required"}},
		"refresh":                      {traffic{method: "POST", target: tokenPath, contentType: formType, requestBody: "grant_type=refresh_token&refresh_token=r", responseBody: tokenResponse}, nil},
		"token lifetime too short":     {traffic{method: "POST", target: tokenPath, contentType: formType, requestBody: "grant_type=refresh_token&refresh_token=r&access_token_ttl=60", responseBody: tokenResponse}, []string{"request: form /access_token_ttl must keep to the minimum 600"}},
		"token response":               {traffic{method: "POST", target: tokenPath, contentType: formType, requestBody: jwtGrant(), responseBody: `{"access_token":"a","token_type":"Bearer","expires_in":3600,"scope":"","session_id":"s","acess":1}`}, []string{"response: body /token_type must be one of bearer", "response: body /acess is not declared"}},
		"grant error": {traffic{
			method: "POST", target: tokenPath, contentType: formType, requestBody: jwtGrant(), status: 400,
			responseBody: `{"error":"invalid_grant","error_description":"a","errors":[{"errorCode":"OAU-213","message":"a","parameterName":"assertion"}]}`,
		}, nil},
		"grant error, unknown code": {traffic{
			method: "POST", target: tokenPath, contentType: formType, requestBody: jwtGrant(), status: 400,
			responseBody: `{"error":"bad_luck","errors":[{"errorCode":"OAU-213","message":"a"}]}`,
		}, []string{"response: body /error must be one of invalid_request, invalid_client, invalid_grant, unauthorized_client, unsupported_grant_type, invalid_scope, invalid_request_uri, unsupported_response_type, request_not_supported, request_uri_not_supported, expired_token, insufficient_scope, 1 more"}},
		"client authentication error":   {traffic{method: "POST", target: tokenPath, contentType: formType, requestBody: jwtGrant(), status: 401, responseBody: `{"error":"invalid_client","error_description":"a"}`}, nil},
		"revocation":                    {traffic{method: "POST", target: revokePath, contentType: formType, requestBody: "token=t"}, nil},
		"revocation, undeclared field":  {traffic{method: "POST", target: revokePath, contentType: formType, requestBody: "token=t&token_type_hint=access_token"}, []string{"request: form /token_type_hint is not declared"}},
		"extension":                     {traffic{method: "POST", target: extensionPath, requestBody: `{"contact":{"firstName":"Example","lastName":"Admin","email":"admin@example.com"},"type":"User","status":"Enabled","hidden":true}`, responseBody: `{"id":1,"extensionNumber":"101","site":{"id":"main-site"},"permissions":{"admin":{"enabled":true}}}`}, nil},
		"extension, misspelt":           {traffic{method: "POST", target: extensionPath, requestBody: `{"contact":{"firstName":"Example","lastname":"Admin","email":"admin@example.com"}}`, responseBody: `{"id":1}`}, []string{"request: body /contact/lastname is not declared"}},
		"extension, enumeration":        {traffic{method: "POST", target: extensionPath, requestBody: `{"contact":{"firstName":"Example","email":"admin@example.com"},"setupWizardState":"Done"}`, responseBody: `{"id":1}`}, []string{"request: body /setupWizardState must be one of NotStarted, Incomplete, Completed"}},
		"extension, response":           {traffic{method: "GET", target: extensionPath + "/~", responseBody: `{"id":"1","nickname":"x"}`}, []string{"response: body /id must be of type integer", "response: body /nickname is not declared"}},
		"extensions":                    {traffic{method: "GET", target: extensionPath + "?page=1&perPage=100&status=Enabled&type=User", responseBody: `{"uri":"https://platform.ringcentral.com/x","records":[{"id":1}],"paging":{"page":1,"perPage":100},"navigation":{"firstPage":{"uri":"https://platform.ringcentral.com/x"}}}`}, nil},
		"extensions, query":             {traffic{method: "GET", target: extensionPath + "?perpage=100", responseBody: `{"uri":"https://platform.ringcentral.com/x","records":[],"paging":{"page":1,"perPage":100},"navigation":{"firstPage":{"uri":"https://platform.ringcentral.com/x"}}}`}, []string{"request: query parameter perpage is not declared"}},
		"sites, page":                   {traffic{method: "GET", target: "/restapi/v1.0/account/~/sites?page=2&perPage=1000", responseBody: `{"records":[{"id":"main-site"}]}`}, nil},
		"sites, query":                  {traffic{method: "GET", target: "/restapi/v1.0/account/~/sites?size=2", responseBody: `{"records":[{"id":"main-site"}]}`}, []string{"request: query parameter size is not declared"}},
		"role":                          {traffic{method: "POST", target: rolePath, requestBody: `{"displayName":"Example","permissions":[{"id":"ReadExtensions"}]}`, status: 201, responseBody: role}, nil},
		"role, pattern with look-ahead": {traffic{method: "POST", target: rolePath, requestBody: `{"displayName":"a<b"}`, status: 201, responseBody: role}, []string{`request: body /displayName must match the pattern ^((?!(<|>|\/|\")).)*$`}},
		"role, undeclared error":        {traffic{method: "POST", target: rolePath, requestBody: `{"displayName":"Example"}`, status: 403, responseBody: failure}, nil},
		"role, undeclared success":      {traffic{method: "POST", target: rolePath, requestBody: `{"displayName":"Example"}`, status: 200, responseBody: role}, []string{"response: the status 200 is not declared"}},
		"default role, fixed segment":   {traffic{method: "GET", target: rolePath + "/default", responseBody: `{"id":"1","displayName":"Example"}`}, nil},
		"undeclared path":               {traffic{method: "GET", target: "/restapi/v1.0/account/~/jwt", status: 404, responseBody: failure}, []string{"request: the document does not declare this path"}},
		"undeclared method":             {traffic{method: "PATCH", target: rolePath, status: 405, responseBody: failure}, []string{"request: the document does not declare this method for the path"}},
		"body of a DELETE":              {traffic{method: "DELETE", target: "/restapi/v2/accounts/~/extensions", requestBody: `{"records":[{"id":"1"}]}`, responseBody: `{"records":[{"id":"1","bulkItemSuccessful":true}]}`}, nil},
		"injected fault":                {traffic{method: "GET", target: rolePath + "/1", status: 503, responseBody: "<p>", responseHeader: http.Header{"X-Simulator-Fault": {"1"}}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantViolations(t, document, test.traffic, test.want...)
		})
	}
}
