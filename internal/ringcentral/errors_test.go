// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

func errorOf(status int, body string) *Error {
	header := http.Header{}
	header.Set(transport.RequestIDHeader, "request-1")
	return newError(&http.Response{
		StatusCode: status, Header: header,
		Request: &http.Request{Method: "GET", URL: &url.URL{Path: "/p", RawQuery: "q=1"}},
	}, strings.NewReader(body))
}

func TestErrorBodies(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		body   string
		want   Error
	}{
		"nested":             {403, `{"errorCode":"CMN-408","message":"top","permissionName":"Users","errors":[{"errorCode":"CMN-408","message":"nested","permissionName":"Users"}]}`, Error{Code: "CMN-408", Message: "nested", PermissionName: "Users"}},
		"top level differs":  {401, `{"errorCode":"TokenInvalid","message":"top","errors":[{"errorCode":"OAU-149","message":"nested"}]}`, Error{Code: "OAU-149", Message: "nested"}},
		"top level only":     {400, `{"errorCode":"CMN-101","message":"bad","parameterName":"type"}`, Error{Code: "CMN-101", Message: "bad", ParameterName: "type"}},
		"list of parameters": {400, `{"errors":[{"errorCode":"CMN-101","message":"bad","parameters":[{"parameterName":"email"}]}]}`, Error{Code: "CMN-101", Message: "bad", ParameterName: "email"}},
		"empty list":         {404, `{"errorCode":"AGW-404","message":"Resource not found","errors":[]}`, Error{Code: "AGW-404", Message: "Resource not found"}},
		"OAuth":              {400, `{"error":"invalid_grant","error_description":"why"}`, Error{OAuthError: "invalid_grant", Message: "why"}},
		"HTML":               {502, `<html>`, Error{Message: "Bad Gateway"}},
		"nothing":            {500, ``, Error{Message: "Internal Server Error"}},
		"another JSON":       {500, `[1]`, Error{Message: "Internal Server Error"}},
		"control characters": {400, `{"message":"a\u001b[31mb\u202ec\u0000d"}`, Error{Message: "a[31mbcd"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := errorOf(test.status, test.body)
			test.want.Method, test.want.Path, test.want.StatusCode, test.want.RequestID = "GET", "/p", test.status, "request-1"
			if *got != test.want {
				t.Errorf("got  %+v\nwant %+v", *got, test.want)
			}
			if text := got.Error(); !strings.Contains(text, "RCRequestId request-1") || !strings.Contains(text, fmt.Sprint(test.status)) || strings.Contains(text, "q=1") {
				t.Errorf("the text is %q", text)
			}
		})
	}
}

func TestLongMessagesAreCut(t *testing.T) {
	t.Parallel()
	e := errorOf(400, `{"message":"`+strings.Repeat("ä", 10_000)+`"}`)
	if n := len([]rune(e.Message)); n != transport.MaxText+1 {
		t.Errorf("%d characters", n)
	}
}

func TestIsNotFound(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		err  error
		want bool
	}{
		"this object":        {&Error{StatusCode: 404, Code: "CMN-102", ParameterName: "roleId"}, true},
		"wrapped":            {fmt.Errorf("reading: %w", &Error{StatusCode: 404, Code: "CMN-102", ParameterName: "roleId"}), true},
		"no parameter":       {&Error{StatusCode: 404, Code: "CMN-102"}, true},
		"the account":        {&Error{StatusCode: 404, Code: "CMN-102", ParameterName: "accountId"}, false},
		"another object":     {&Error{StatusCode: 404, Code: "CMN-102", ParameterName: "extensionId"}, false},
		"a wrong path":       {&Error{StatusCode: 404, Code: "AGW-404"}, false},
		"an invalid path":    {&Error{StatusCode: 404, Code: "CMN-120"}, false},
		"no code":            {&Error{StatusCode: 404}, false},
		"a bad request":      {&Error{StatusCode: 400, Code: "CMN-102", ParameterName: "roleId"}, false},
		"no access":          {&Error{StatusCode: 403, Code: "CMN-408"}, false},
		"a server error":     {&Error{StatusCode: 500}, false},
		"no response at all": {errors.New("connection refused"), false},
		"success":            {nil, false},
	}
	for name, test := range tests {
		if got := IsNotFound(test.err, "roleId"); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
