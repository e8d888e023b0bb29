// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
)

// response is a response that has not been written yet.
type response struct {
	status int
	// value is encoded as JSON. Nil means no body.
	value any
	// raw, when set, is written verbatim instead of value.
	raw         []byte
	contentType string
	header      http.Header
}

func success(value any) response { return response{status: http.StatusOK, value: value} }

// body returns the bytes that are sent; nil means none.
func (a response) body() []byte {
	if a.raw != nil || a.value == nil {
		return a.raw
	}
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(a.value); err != nil {
		panic("simulator: an resp cannot be encoded: " + err.Error())
	}
	return encoded.Bytes()
}

func (a response) write(w http.ResponseWriter) {
	body := a.body()
	a.writeHeader(w, len(body), false)
	_, _ = bytes.NewReader(body).WriteTo(w)
}

// writeHeader announces a body of a length, or one of unknown length.
func (a response) writeHeader(w http.ResponseWriter, length int, chunked bool) {
	maps.Copy(w.Header(), a.header)
	if length > 0 {
		w.Header().Set("Content-Type", cmp.Or(a.contentType, "application/json;charset=utf-8"))
		if !chunked {
			w.Header().Set("Content-Length", strconv.Itoa(length))
		}
	}
	w.WriteHeader(a.status)
}

// platformError is an error of the platform API. The zero value means no error.
type platformError struct {
	status         int
	code, message  string
	parameterName  string
	permissionName string
	// permissionsName is what CMN-419 has instead of permissionName.
	permissionsName string
	// nestedCode differs from code where the top level and the list disagree.
	nestedCode string
}

var noError platformError

type errorDetail struct {
	Code           string `json:"errorCode"`
	Message        string `json:"message"`
	ParameterName  string `json:"parameterName,omitempty"`
	PermissionName string `json:"permissionName,omitempty"`
	// PermissionsName is spelled so by the platform (observed).
	PermissionsName string `json:"permissionsName,omitempty"`
}

// errorDocument repeats the first error at the top level, as the platform does
// beside what the OpenAPI document declares (observed in production).
type errorDocument struct {
	errorDetail
	Errors []errorDetail `json:"errors"`
}

func (e platformError) detail() errorDetail {
	return errorDetail{
		Code: cmp.Or(e.nestedCode, e.code), Message: e.message, ParameterName: e.parameterName, PermissionName: e.permissionName,
		PermissionsName: e.permissionsName,
	}
}

func (e platformError) response() response {
	top := e.detail()
	top.Code = e.code
	return response{status: e.status, value: errorDocument{errorDetail: top, Errors: []errorDetail{e.detail()}}}
}

var rateExceeded = platformError{status: http.StatusTooManyRequests, code: "CMN-301", message: "Request rate exceeded"}

func invalidParameter(name string) platformError {
	return platformError{status: http.StatusBadRequest, code: "CMN-101", message: "Parameter [" + name + "] value is invalid", parameterName: name}
}

func refused(name, reason string) platformError {
	e := invalidParameter(name)
	e.message = reason
	return e
}

func notFound(name string) platformError {
	return platformError{status: http.StatusNotFound, code: "CMN-102", message: "Resource for parameter [" + name + "] is not found", parameterName: name}
}

// notFoundInBody is notFound for an object that the request body names.
func notFoundInBody(name string) platformError {
	e := notFound(name)
	e.status = http.StatusBadRequest
	return e
}

func scopeMissing(scope string) platformError {
	return platformError{
		status: http.StatusForbidden, code: "CMN-401", permissionName: scope,
		message: "In order to call this API endpoint, application needs to have [" + scope + "] permission",
	}
}

func permissionMissing(permissionID string) platformError {
	return platformError{
		status: http.StatusForbidden, code: "CMN-408", permissionName: permissionID,
		message: "In order to call this API endpoint, user needs to have [" + permissionID + "] permission for requested resource.",
	}
}

// extendedScopeMissing is the error for a permission that the user holds for its
// own extension only.
func extendedScopeMissing(permissionID string) platformError {
	return platformError{
		status: http.StatusForbidden, code: "CMN-419", permissionsName: permissionID,
		message: "In order to call this API endpoint, user needs to have [" + permissionID + "] permission with extended scope for requested resource.",
	}
}
