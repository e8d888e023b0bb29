// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import "net/http"

// oauthError is an error of the OAuth endpoints.
type oauthError struct {
	status int
	// error is the code of RFC 6749.
	error         string
	code, message string
	parameterName string
}

// oauthErrorDocument is the OauthInvalidRequest of the OpenAPI document, with
// the error_description of RFC 6749.
type oauthErrorDocument struct {
	Error       string        `json:"error"`
	Description string        `json:"error_description"`
	Errors      []errorDetail `json:"errors"`
}

func (e oauthError) response() response {
	return response{status: e.status, value: oauthErrorDocument{
		Error: e.error, Description: e.message,
		Errors: []errorDetail{{Code: e.code, Message: e.message, ParameterName: e.parameterName}},
	}}
}

var unauthorizedGrantType = oauthError{http.StatusBadRequest, "unauthorized_client", "OAU-251", "Unauthorized for this grant type", ""}

func missingField(name string) oauthError {
	return oauthError{http.StatusBadRequest, "invalid_request", "CMN-101", "Parameter [" + name + "] is required", name}
}

func invalidField(name string) *oauthError {
	return &oauthError{http.StatusBadRequest, "invalid_request", "CMN-101", "Parameter [" + name + "] value is invalid", name}
}
