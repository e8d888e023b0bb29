// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const (
	// codeNotFound reports that the object of a parameter does not exist.
	codeNotFound = "CMN-102"
	// maxErrorBody bounds what is read of an error response, in bytes.
	maxErrorBody = 1 << 20
)

// Error is an error response of the platform.
type Error struct {
	Method     string
	Path       string
	StatusCode int
	// Code is the most specific errorCode, for example CMN-102; empty if there is none.
	Code string
	// OAuthError is the RFC 6749 error of the token endpoint, for example invalid_client.
	OAuthError string
	// Message is the server's text. It is for people: RingCentral changes it freely.
	Message        string
	ParameterName  string
	PermissionName string
	// RequestID is the RCRequestId that RingCentral's support asks for.
	RequestID string
	// RetryAfter is how long the server asks to wait; 0 if it does not.
	RetryAfter time.Duration
	// OtherLimit is set if the exceeded limit is not that of a usage group: such
	// responses have no X-Rate-Limit headers (RingCentral's rate-limit guide).
	OtherLimit bool
	// RedirectTo is the origin that a redirect names, which is never followed; empty
	// if it is none, or stays on the server.
	RedirectTo string
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: HTTP %d", e.Method, e.Path, e.StatusCode)
	if e.Code != "" {
		fmt.Fprintf(&b, " %s", e.Code)
	}
	if e.OAuthError != "" {
		fmt.Fprintf(&b, " %s", e.OAuthError)
	}
	if e.Message != "" {
		fmt.Fprintf(&b, ": %s", e.Message)
	}
	if e.RequestID != "" {
		fmt.Fprintf(&b, " (RCRequestId %s)", e.RequestID)
	}
	return b.String()
}

// IsNotFound reports whether err confirms that the object which parameter names does
// not exist. A 404 for another reason, such as a wrong host or account, confirms
// nothing.
func IsNotFound(err error, parameter string) bool {
	var e *Error
	return errors.As(err, &e) && e.StatusCode == http.StatusNotFound && e.Code == codeNotFound &&
		(e.ParameterName == "" || e.ParameterName == parameter)
}

// IsForbidden reports whether the platform refused a request with HTTP 403: a scope, a
// permission or its reach is missing.
func IsForbidden(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.StatusCode == http.StatusForbidden
}

// DecodeError reports a successful response that could not be understood.
type DecodeError struct {
	Method, Path, RequestID string
	Err                     error
}

func (e *DecodeError) Error() string {
	text := fmt.Sprintf("%s %s: the response does not match RingCentral's documentation: %s", e.Method, e.Path, cleaned(e.Err.Error()))
	if e.RequestID != "" {
		text += fmt.Sprintf(" (RCRequestId %s)", e.RequestID)
	}
	return text
}

func (e *DecodeError) Unwrap() error { return e.Err }

// errOtherObject reports a response about another object than was asked for.
var errOtherObject = errors.New("it is about another object")

// newError reads an error response.
func newError(resp *http.Response, body io.Reader) *Error {
	e := &Error{
		Method:     resp.Request.Method,
		Path:       resp.Request.URL.Path,
		StatusCode: resp.StatusCode,
		RequestID:  cleaned(resp.Header.Get(transport.RequestIDHeader)),
		RetryAfter: transport.RetryAfter(resp.Header, time.Now()),
		OtherLimit: transport.IsOtherLimit(resp),
		RedirectTo: redirectOf(resp),
	}
	content, err := io.ReadAll(io.LimitReader(body, maxErrorBody))
	var parsed errorBody
	if err != nil || json.Unmarshal(content, &parsed) != nil {
		e.Message = http.StatusText(resp.StatusCode)
		return e
	}
	first := parsed.Errors.element
	e.Code = firstOf(first.ErrorCode, parsed.ErrorCode)
	e.OAuthError = string(parsed.Error)
	e.ParameterName = firstOf(first.ParameterName, parsed.ParameterName, first.Parameters.element.ParameterName)
	e.PermissionName = firstOf(first.PermissionName, first.PermissionsName, parsed.PermissionName, parsed.PermissionsName)
	message := firstOf(first.Message, parsed.Message, parsed.ErrorDescription)
	for _, field := range []*string{&e.Code, &e.OAuthError, &e.ParameterName, &e.PermissionName, &message} {
		*field = cleaned(*field)
	}
	e.Message = firstOf(message, http.StatusText(resp.StatusCode))
	return e
}

// redirectOf returns the origin that a redirect leads to, if it is another one, without
// path and query, which may contain secrets.
func redirectOf(resp *http.Response) string {
	if resp.StatusCode < 300 || resp.StatusCode > 399 {
		return ""
	}
	to, err := resp.Location()
	if err != nil || to.Host == "" || to.Scheme == resp.Request.URL.Scheme && to.Host == resp.Request.URL.Host {
		return ""
	}
	return cleaned(to.Scheme + "://" + to.Host)
}

func firstOf[S ~string](values ...S) string {
	for _, value := range values {
		if value != "" {
			return string(value)
		}
	}
	return ""
}

// cleaned returns text of a server, safe to show.
func cleaned(text string) string {
	return printable.Line(text, transport.MaxText)
}

// isRefusal reports whether the platform has refused a request, so that it had no effect.
func isRefusal(err error) bool {
	var refused *Error
	return errors.As(err, &refused) && refused.StatusCode >= 400 && refused.StatusCode < 500 &&
		refused.StatusCode != http.StatusUnauthorized && refused.StatusCode != http.StatusTooManyRequests && refused.StatusCode != http.StatusRequestTimeout
}

// IsInvalid reports whether the platform refused a request for what is in it, or for the
// state of what it names; not for who sent it.
func IsInvalid(err error) bool {
	var refused *Error
	return errors.As(err, &refused) && (refused.StatusCode == http.StatusBadRequest || refused.StatusCode == http.StatusConflict ||
		refused.StatusCode == http.StatusNotFound && refused.Code == codeNotFound)
}
