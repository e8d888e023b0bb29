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
	"unicode"
)

const (
	requestIDHeader = "RCRequestId"
	// codeNotFound says that what a parameter names does not exist.
	codeNotFound = "CMN-102"
	// maxErrorBody bounds what is read of an error response, in bytes.
	maxErrorBody = 1 << 20
	// maxMessage bounds a message of the server, in characters.
	maxMessage = 500
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
	// OtherLimit tells that the limit which was met is not that of a usage group: such
	// answers have no X-Rate-Limit headers (RingCentral's rate-limit guide).
	OtherLimit bool
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

// IsNotFound tells whether err says that the very object which parameter names
// does not exist. A 404 for another reason, such as a wrong host or account,
// is not that.
func IsNotFound(err error, parameter string) bool {
	var e *Error
	return errors.As(err, &e) && e.StatusCode == http.StatusNotFound && e.Code == codeNotFound &&
		(e.ParameterName == "" || e.ParameterName == parameter)
}

// DecodeError reports a successful response that could not be understood.
type DecodeError struct {
	Method, Path, RequestID string
	Err                     error
}

func (e *DecodeError) Error() string {
	text := fmt.Sprintf("%s %s: the answer is not what RingCentral documents: %v", e.Method, e.Path, e.Err)
	if e.RequestID != "" {
		text += fmt.Sprintf(" (RCRequestId %s)", e.RequestID)
	}
	return text
}

func (e *DecodeError) Unwrap() error { return e.Err }

// errorBody covers the forms of error bodies that RingCentral documents and
// those observed: some servers repeat fields at the top level, and some nest
// parameters in a list.
type errorBody struct {
	ErrorCode        string `json:"errorCode"`
	Message          string `json:"message"`
	ParameterName    string `json:"parameterName"`
	PermissionName   string `json:"permissionName"`
	Error            string `json:"error"`
	ErrorDescription string `json:"error_description"`
	Errors           []struct {
		ErrorCode      string `json:"errorCode"`
		Message        string `json:"message"`
		ParameterName  string `json:"parameterName"`
		PermissionName string `json:"permissionName"`
		Parameters     []struct {
			ParameterName string `json:"parameterName"`
		} `json:"parameters"`
	} `json:"errors"`
}

// newError reads an error response. Everything in secrets is removed from its
// text, because the platform may echo what it was sent.
func newError(resp *http.Response, body io.Reader, secrets ...string) *Error {
	e := &Error{
		Method:     resp.Request.Method,
		Path:       resp.Request.URL.Path,
		StatusCode: resp.StatusCode,
		RequestID:  cleaned(resp.Header.Get(requestIDHeader)),
		RetryAfter: retryAfter(resp.Header, time.Now()),
		OtherLimit: isOtherLimit(resp),
	}
	content, err := io.ReadAll(io.LimitReader(body, maxErrorBody))
	var parsed errorBody
	if err != nil || json.Unmarshal(content, &parsed) != nil {
		e.Message = http.StatusText(resp.StatusCode)
		return e
	}
	e.Code, e.ParameterName, e.PermissionName = parsed.ErrorCode, parsed.ParameterName, parsed.PermissionName
	e.OAuthError = parsed.Error
	message := firstOf(parsed.Message, parsed.ErrorDescription)
	if len(parsed.Errors) > 0 {
		first := parsed.Errors[0]
		e.Code = firstOf(first.ErrorCode, e.Code)
		e.ParameterName = firstOf(first.ParameterName, e.ParameterName)
		e.PermissionName = firstOf(first.PermissionName, e.PermissionName)
		message = firstOf(first.Message, message)
		if e.ParameterName == "" && len(first.Parameters) > 0 {
			e.ParameterName = first.Parameters[0].ParameterName
		}
	}
	for _, field := range []*string{&e.Code, &e.OAuthError, &e.ParameterName, &e.PermissionName, &message} {
		*field = cleaned(withoutSecrets(*field, secrets))
	}
	e.Message = firstOf(message, http.StatusText(resp.StatusCode))
	return e
}

func firstOf(values ...string) string {
	for _, value := range values {
		if value != "" {
			return value
		}
	}
	return ""
}

func withoutSecrets(text string, secrets []string) string {
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "(secret)")
		}
	}
	return text
}

// cleaned removes control characters, which could steer a terminal, and bounds the length.
func cleaned(text string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text))
	if len(runes) > maxMessage {
		runes = append(runes[:maxMessage], '…')
	}
	return string(runes)
}
