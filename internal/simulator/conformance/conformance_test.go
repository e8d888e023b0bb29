// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/conformance"
)

const (
	jsonType = "application/json"
	formType = "application/x-www-form-urlencoded"
)

// traffic is one request and the response that a handler gives to it.
type traffic struct {
	method, target string
	requestHeader  http.Header
	// contentType of the request. Empty means application/json where there is a
	// request body.
	contentType, requestBody string
	// status of the response. Zero means 200.
	status                     int
	responseType, responseBody string
	responseHeader             http.Header
}

func small(t *testing.T) *conformance.Document {
	t.Helper()
	document, err := conformance.Load("testdata/openapi.yml")
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// violations sends the traffic through the middleware, checks that it arrives
// unchanged, and returns what was reported, as "where: problem".
func violations(t *testing.T, document *conformance.Document, message traffic) []string {
	t.Helper()
	var reported []string
	for _, v := range reports(t, document, message) {
		reported = append(reported, v.Where+": "+v.Problem)
	}
	return reported
}

func reports(t *testing.T, document *conformance.Document, message traffic) []conformance.Violation {
	t.Helper()
	if message.status == 0 {
		message.status = http.StatusOK
	}
	if message.contentType == "" && message.requestBody != "" {
		message.contentType = jsonType
	}
	if message.responseType == "" && message.responseBody != "" {
		message.responseType = jsonType
	}
	var received string
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		received = string(body)
		maps.Copy(w.Header(), message.responseHeader)
		if message.responseType != "" {
			w.Header().Set("Content-Type", message.responseType)
		}
		w.WriteHeader(message.status)
		_, _ = io.WriteString(w, message.responseBody)
	})
	request := httptest.NewRequest(message.method, message.target, strings.NewReader(message.requestBody))
	maps.Copy(request.Header, message.requestHeader)
	if message.contentType != "" {
		request.Header.Set("Content-Type", message.contentType)
	}
	var reported []conformance.Violation
	response := httptest.NewRecorder()
	document.Middleware(handler, func(v conformance.Violation) { reported = append(reported, v) }).ServeHTTP(response, request)
	if received != message.requestBody {
		t.Errorf("the handler received %q, want %q", received, message.requestBody)
	}
	if response.Code != message.status || response.Body.String() != message.responseBody {
		t.Errorf("the client received %d %q, want %d %q", response.Code, response.Body, message.status, message.responseBody)
	}
	return reported
}

// wantViolations fails unless exactly these problems are reported.
func wantViolations(t *testing.T, document *conformance.Document, message traffic, want ...string) {
	t.Helper()
	if difference := cmp.Diff(want, violations(t, document, message)); difference != "" {
		t.Errorf("violations (-want +got):\n%s", difference)
	}
}
