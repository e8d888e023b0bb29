// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// Request is a request that the platform API received.
type Request struct {
	At     time.Time
	Method string
	Path   string
	Query  url.Values
	// Body is the request body. Tokens, assertions and client secrets of the
	// OAuth endpoints are replaced by "REDACTED".
	Body      string
	UserAgent string
	// OperationID is the operation of the OpenAPI document, and Group its usage
	// group in lower case. Both are empty for a path the platform does not know.
	OperationID string
	Group       string
	// ClientID is the app that made the request, as far as it is known.
	ClientID  string
	RequestID string
	// Status is the HTTP status that was sent, or 0 when none was.
	Status int
	// RespondedAt is when the response was sent; zero when none was.
	RespondedAt time.Time
	// RetryAfter is the Retry-After header of the response.
	RetryAfter string
}

// Requests returns every request to the platform API in the order of arrival.
func (s *Simulator) Requests() []Request {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	requests := slices.Clone(s.requests)
	for i := range requests {
		requests[i].Query = maps.Clone(requests[i].Query)
	}
	return requests
}

// Secrets returns every secret that was issued or accepted: client secrets,
// JWTs, access and refresh tokens, passwords and IVR PINs.
func (s *Simulator) Secrets() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return slices.Clone(s.secrets)
}

// record stores a request and returns its index.
func (s *Simulator) record(r *http.Request, body []byte, requestID string) int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	request := Request{
		At: s.now(), Method: r.Method, Path: r.URL.Path, Query: r.URL.Query(), Body: string(body),
		UserAgent: r.UserAgent(), RequestID: requestID,
	}
	if op, _, _ := s.findOperation(r.Method, r.URL.Path); op != nil {
		request.OperationID, request.Group = op.id, op.group
		if op.authentication == clientAuthentication {
			request.Body = redactedForm(body)
			request.Query = redacted(request.Query)
		}
	}
	if clientID, _, ok := r.BasicAuth(); ok {
		request.ClientID = clientID
	} else if open := s.bearerSession(r); open != nil {
		request.ClientID = open.clientID
	}
	s.requests = append(s.requests, request)
	return len(s.requests) - 1
}

func (s *Simulator) recordResponse(index int, resp response) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.requests[index].Status = resp.status
	s.requests[index].RespondedAt = s.now()
	s.requests[index].RetryAfter = resp.header.Get("Retry-After")
}

func redactedForm(body []byte) string {
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return "REDACTED"
	}
	return redacted(values).Encode()
}

func redacted(values url.Values) url.Values {
	for _, name := range []string{"assertion", "client_assertion", "client_secret", "code", "password", "refresh_token", "token"} {
		if values.Has(name) {
			values.Set(name, "REDACTED")
		}
	}
	return values
}
