// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"net/http"
	"testing"
)

func TestRequestBodies(t *testing.T) {
	t.Parallel()
	document := small(t)
	for body, want := range map[string][]string{
		`{"name":"ab","email":"a@example.com","count":5,"created":"2026-01-02T03:04:05Z"}`: nil,
		`{"name":"ab","children":[{"name":"cd","parent":{"name":"ef"}}]}`:                  nil,
		`{"name":"ab","labels":{"any name":"x"},"anything":{"a":{"b":[1]}}}`:               nil,
		`{"name":"ab","locale":{"code":"en"},"choice":7}`:                                  nil,
		`{"name":"ab","transport":{"kind":"WebHook","address":"x"}}`:                       nil,

		`{"name":"ab","emial":"a@example.com"}`: {"request: body /emial is not declared"},
		`{"name":"ab","children":[{"name":"cd"},{"name":"ef","parent":{"name":"gh","nmae":1}}]}`: {
			"request: body /children/1/parent/nmae is not declared",
		},
		`{"name":"ab","labels":{"a":1}}`:    {"request: body /labels/a must be of type string"},
		`{"name":"ab","closed":{"b":"x"}}`:  {"request: body /closed/b is not declared"},
		`{"email":"a@example.com"}`:         {"request: body /name is required"},
		`{"name":"a"}`:                      {"request: body /name must keep to the minLength 2"},
		`{"name":"aaaaaaaaaaaaaaaaaaaaa"}`:  {"request: body /name must keep to the maxLength 20"},
		`{"name":"a<b"}`:                    {"request: body /name must match the pattern ^((?!<).)*$"},
		`{"name":null}`:                     {"request: body /name must not be null"},
		`{"name":"ab","id":1}`:              {"request: body /id is read-only and must not be sent"},
		`{"name":"ab","email":"example"}`:   {"request: body /email must have the format email"},
		`{"name":"ab","created":"today"}`:   {"request: body /created must have the format date-time"},
		`{"name":"ab","count":"5"}`:         {"request: body /count must be of type integer"},
		`{"name":"ab","count":6,"emial":1}`: {"request: body /count must keep to the maximum 5", "request: body /emial is not declared"},
		`{"name":"ab","count":0}`:           {"request: body /count must keep to the minimum 1"},
		`{"name":"ab","children":[{"name":"aa"},{"name":"aa"},{"name":"aa"}]}`: {
			"request: body /children must keep to the maxItems 2",
		},
		`{"name":"ab","locale":{"id":"1","code":"en"}}`: {
			"request: body /locale must match exactly one of the 2 alternatives of its oneOf",
		},
		`{"name":"ab","locale":{"id":"1","region":"GB"}}`: {"request: body /locale/region is not declared"},
		`{"name":"ab","locale":{"id":"1","color":"en"}}`:  {"request: body /locale/color is not declared"},
		`{"name":"ab","choice":"three"}`: {
			"request: body /choice must match one of the 2 alternatives of its anyOf",
		},
		`{"name":"ab","transport":{"kind":"WebHook"}}`: {"request: body /transport/address is required"},
		`{"name":"ab","transport":{"kind":"WebSocket","address":"x"}}`: {
			"request: body /transport/address is not declared",
		},
		`{"name":"ab","transport":{"kind":"Pigeon"}}`: {
			"request: body /transport must have a property kind that is one of WebHook, WebSocket",
		},
		`[]`:               {"request: body must be of type object"},
		`{"name":"ab"`:     {"request: body is not valid JSON"},
		`{"name":"ab"} {}`: {"request: body is followed by more than one JSON value"},
		``:                 {"request: the body is missing"},
		`{"name":"ab",}`:   {"request: body is not valid JSON"},
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			wantViolations(t, document, traffic{
				method: "POST", target: "/restapi/v1.0/items", requestBody: body, status: http.StatusCreated, responseBody: `{"name":"ab"}`,
			}, want...)
		})
	}
}

func TestRequestLines(t *testing.T) {
	t.Parallel()
	document := small(t)
	const items = "/restapi/v1.0/items"
	const item, list = `{"name":"ab"}`, `{"records":[]}`
	for name, test := range map[string]struct {
		traffic
		want []string
	}{
		"parameters":           {traffic{method: "GET", target: items + "?page=2&status=Enabled&status=Disabled", responseBody: list}, nil},
		"encoded path":         {traffic{method: "GET", target: items + "/1%202", responseBody: item}, nil},
		"undeclared parameter": {traffic{method: "GET", target: items + "?perpage=2", responseBody: list}, []string{"request: query parameter perpage is not declared"}},
		"undeclared parameter without a value": {traffic{method: "GET", target: items + "?secret", responseBody: list}, []string{
			"request: the query has an undeclared parameter without a value",
		}},
		"repeated parameter":  {traffic{method: "GET", target: items + "?page=1&page=2", responseBody: list}, []string{"request: query parameter page is repeated"}},
		"parameter type":      {traffic{method: "GET", target: items + "?page=one", responseBody: list}, []string{"request: query parameter page must be of type integer"}},
		"parameter limit":     {traffic{method: "GET", target: items + "?page=0", responseBody: list}, []string{"request: query parameter page must keep to the minimum 1"}},
		"empty parameter":     {traffic{method: "GET", target: items + "?page=", responseBody: list}, []string{"request: query parameter page must not be empty"}},
		"element":             {traffic{method: "GET", target: items + "?status=Gone", responseBody: list}, []string{"request: query parameter status/0 must be one of Enabled, Disabled"}},
		"malformed query":     {traffic{method: "GET", target: items + "?page=%zz", responseBody: list}, []string{"request: the query is malformed"}},
		"header":              {traffic{method: "GET", target: items, requestHeader: http.Header{"Rcextensionid": {"123456"}}, responseBody: list}, []string{"request: header parameter RCExtensionId must keep to the maxLength 5"}},
		"path parameter":      {traffic{method: "GET", target: items + "/abc", responseBody: item}, []string{`request: path parameter itemId must match the pattern ^[\d ]+$`}},
		"ECMAScript digits":   {traffic{method: "GET", target: items + "/%D9%A1", responseBody: item}, []string{`request: path parameter itemId must match the pattern ^[\d ]+$`}},
		"undeclared path":     {traffic{method: "GET", target: "/restapi/v1.0/thing", status: 404}, []string{"request: the document does not declare this path"}},
		"undeclared method":   {traffic{method: "PATCH", target: items, status: 405}, []string{"request: the document does not declare this method for the path"}},
		"unwanted body":       {traffic{method: "GET", target: items, requestBody: "{}", responseBody: list}, []string{"request: the operation takes no body"}},
		"unwanted media type": {traffic{method: "POST", target: items, contentType: "text/plain", requestBody: "x", status: 201, responseBody: item}, []string{"request: the Content-Type text/plain is not declared; declared: application/json"}},
		"media type parameter": {
			traffic{method: "POST", target: items, contentType: "application/json; charset=utf-8", requestBody: item, status: 201, responseBody: item}, nil,
		},
		"other root": {traffic{method: "GET", target: "/.well-known/openid-configuration", responseBody: `{"issuer":"localhost"}`}, []string{"response: body /issuer must have the format uri"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantViolations(t, document, test.traffic, test.want...)
		})
	}
}

func TestForms(t *testing.T) {
	t.Parallel()
	document := small(t)
	for form, want := range map[string][]string{
		"grant_type=assertion&assertion=x":                               nil,
		"grant_type=assertion&assertion=x&ttl=600&flag=true&tag=1&tag=2": nil,
		"grant_type=assertion&assertion=x&scoop=y":                       {"request: form /scoop is not declared"},
		"grant_type=assertion&assertion=x&refresh_token=y":               {"request: form /refresh_token is not declared"},
		"grant_type=assertion&assertion=x&assertion=x":                   {"request: form /assertion is repeated"},
		"grant_type=assertion":                                           {"request: form /assertion is required"},
		"grant_type=assertion&assertion=x&ttl=3601":                      {"request: form /ttl must keep to the maximum 3600"},
		"grant_type=assertion&assertion=x&ttl=soon":                      {"request: form /ttl must be of type integer"},
		"grant_type=assertion&assertion=x&flag=yes":                      {"request: form /flag must be of type boolean"},
		"grant_type=assertion&assertion=x&tag=1&tag=b":                   {"request: form /tag/1 must be of type integer"},
		"grant_type=password":                                            {"request: form must have a property grant_type that is one of assertion, refresh_token"},
		"grant_type=assertion&assertion=x&eyJhbGciOiJSUzI1NiJ9":          {"request: the form has an undeclared field without a value"},
		"grant_type=assertion&assertion=%zz":                             {"request: the form is malformed"},
	} {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			wantViolations(t, document, traffic{method: "POST", target: "/restapi/oauth/token", contentType: formType, requestBody: form}, want...)
		})
	}
}

func TestResponses(t *testing.T) {
	t.Parallel()
	document := small(t)
	const item = "/restapi/v1.0/items/1"
	const detail = `{"errorCode":"CMN-102","message":"Not found"}`
	const noBody = "response: the status 500 has no declared body, and this is no error document: "
	for name, test := range map[string]struct {
		traffic
		want []string
	}{
		"declared":            {traffic{method: "GET", target: item, responseBody: `{"id":1,"name":"ab"}`}, nil},
		"undeclared property": {traffic{method: "GET", target: item, responseBody: `{"name":"ab","colour":1}`}, []string{"response: body /colour is not declared"}},
		"write-only property": {traffic{method: "GET", target: item, responseBody: `{"name":"ab","password":"x"}`}, []string{"response: body /password is write-only and must not be returned"}},
		"wrong media type":    {traffic{method: "GET", target: item, responseType: "text/html", responseBody: "<p>"}, []string{"response: the Content-Type text/html is not declared; declared: application/json"}},
		"no media type":       {traffic{method: "GET", target: item, responseType: ";", responseBody: "{}"}, []string{"response: the body has no valid Content-Type"}},
		"missing body":        {traffic{method: "GET", target: item}, []string{"response: the body is missing"}},
		"no body":             {traffic{method: "DELETE", target: item, status: 204}, nil},
		"undeclared success":  {traffic{method: "DELETE", target: item, status: 200, responseBody: `{}`}, []string{"response: the status 200 is not declared"}},
		"undeclared redirect": {traffic{method: "GET", target: item, status: 302}, []string{"response: the status 302 is not declared"}},
		"unexpected body":     {traffic{method: "POST", target: "/restapi/oauth/token", contentType: formType, requestBody: "grant_type=assertion&assertion=x", responseBody: `{}`}, []string{"response: the status 200 has no declared body"}},

		"declared error":        {traffic{method: "GET", target: item, status: 404, responseBody: `{"errors":[` + detail + `]}`}, nil},
		"copies at the top":     {traffic{method: "GET", target: item, status: 404, responseBody: `{"errorCode":"a","message":"b","parameterName":"c","permissionName":"d","errors":[` + detail + `]}`}, nil},
		"other name at the top": {traffic{method: "GET", target: item, status: 404, responseBody: `{"error":"a","errors":[` + detail + `]}`}, []string{"response: body /error is not declared"}},
		"incomplete detail":     {traffic{method: "GET", target: item, status: 404, responseBody: `{"errors":[{"message":"a"}]}`}, []string{"response: body /errors/0/errorCode is required"}},

		"undeclared error":              {traffic{method: "GET", target: item, status: 500, responseBody: `{"errors":[` + detail + `]}`}, nil},
		"undeclared error without list": {traffic{method: "GET", target: item, status: 500, responseBody: detail}, nil},
		"error without a declared body": {traffic{method: "GET", target: item, status: 415, responseBody: detail}, nil},
		"error without any body":        {traffic{method: "GET", target: item, status: 415}, nil},
		"undeclared error, no body":     {traffic{method: "GET", target: item, status: 500}, []string{"response: the status 500 is not declared and has no error document"}},
		"undeclared error, other body": {traffic{method: "GET", target: item, status: 500, responseBody: `{"reason":"a"}`}, []string{
			noBody + "body must match one of the 2 alternatives of its anyOf", noBody + "body /reason is not declared",
		}},
		"undeclared error, no JSON": {traffic{method: "GET", target: item, status: 500, responseType: "text/html", responseBody: "<p>"}, []string{
			noBody + "the Content-Type text/html is not declared; declared: application/json",
		}},
		"OAuth error": {traffic{
			method: "POST", target: "/restapi/oauth/token", contentType: formType, requestBody: "grant_type=assertion&assertion=x",
			status: 400, responseBody: `{"error":"invalid_grant","error_description":"a"}`,
		}, nil},
		"OAuth error elsewhere": {traffic{method: "GET", target: item, status: 500, responseBody: `{"error":"a","error_description":"b"}`}, []string{
			noBody + "body must match one of the 2 alternatives of its anyOf", noBody + "body /error is not declared", noBody + "body /error_description is not declared",
		}},
		"injected fault": {traffic{method: "GET", target: item, status: 500, responseType: "text/html", responseBody: "<p>", responseHeader: http.Header{"X-Simulator-Fault": {"1"}}}, nil},
		"injected fault, bad request": {
			traffic{method: "GET", target: item + "?x=1", status: 500, responseBody: "<p>", responseHeader: http.Header{"X-Simulator-Fault": {"1"}}},
			[]string{"request: query parameter x is not declared"},
		},
		"not the API":       {traffic{method: "GET", target: "/my-account.html?x=1", requestBody: "x", responseType: "text/html", responseBody: "<p>"}, nil},
		"similar to an API": {traffic{method: "GET", target: "/restapiary", status: 404}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantViolations(t, document, test.traffic, test.want...)
		})
	}
}
