// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const maxBodyBytes = 1 << 20

// call is one request while it is processed.
type call struct {
	request *http.Request
	body    []byte
	// query holds the query parameters; undeclared ones were refused.
	query      url.Values
	parameters map[string]string
	session    *session
	caller     *Extension
	// rate is the limiter's verdict, described in the headers of the response.
	rate verdict
}

// ServeHTTP responds to a request to the platform API.
func (s *Simulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fault := s.takeFault(r)
	if fault.Connect != nil {
		failConnection(w, fault.Connect)
		return
	}
	requestID := randomText(16)
	w.Header().Set("RCRequestId", requestID)
	w.Header().Set("Date", s.now().UTC().Format(http.TimeFormat))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	release, duplicate := s.enter(r, body)
	index := s.record(r, body, requestID)
	if err != nil {
		release()
		s.send(w, index, platformError{status: http.StatusBadRequest, code: "CMN-103", message: "Cannot read the request body"}.response())
		return
	}
	if duplicate {
		s.send(w, index, platformError{status: http.StatusTooManyRequests, code: "CMN-304", message: "Duplicate concurrent request. Try again later"}.response())
		return
	}
	if !waitFor(r, fault.Delay) {
		release()
		return
	}
	if fault.Meanwhile != nil {
		fault.Meanwhile()
	}
	var resp response
	if !fault.replacesResponse() {
		resp = s.process(r, body)
	}
	release()
	if fault.Afterwards != nil {
		fault.Afterwards()
	}
	if fault.Drop == BeforeProcessing || fault.Drop == AfterProcessing {
		resetConnection(w)
		return
	}
	resp = fault.spoil(resp)
	s.recordResponse(index, resp)
	fault.send(w, r, resp)
}

func (s *Simulator) send(w http.ResponseWriter, index int, resp response) {
	s.recordResponse(index, resp)
	resp.write(w)
}

// waitFor reports false when the client gave up during the delay.
func waitFor(r *http.Request, delay time.Duration) bool {
	if delay <= 0 {
		return true
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// enter registers a request for as long as it is in flight. An identical request
// with the same access token that is still in flight makes it a duplicate
// (CMN-304 of RingCentral's error guide).
func (s *Simulator) enter(r *http.Request, body []byte) (release func(), duplicate bool) {
	if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
		return func() {}, false
	}
	digest := sha256.Sum256(body)
	key := strings.Join([]string{r.Header.Get("Authorization"), r.Method, r.RequestURI, hex.EncodeToString(digest[:])}, "\n")
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.inFlight[key] {
		return func() {}, true
	}
	s.inFlight[key] = true
	return func() {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		delete(s.inFlight, key)
	}, false
}

// process runs the checks that all operations share, then the operation.
func (s *Simulator) process(r *http.Request, body []byte) response {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	op, parameters, allowed := s.findOperation(r.Method, r.URL.Path)
	if op == nil {
		return unknownOperation(allowed)
	}
	c := &call{request: r, body: body, parameters: parameters}
	resp := s.dialect.translate(op, s.checkAndHandle(c, op))
	if resp.header == nil {
		resp.header = http.Header{}
	}
	if resp.status != http.StatusUnauthorized {
		c.rate.describe(resp.header)
	}
	return resp
}

func unknownOperation(allowed []string) response {
	if len(allowed) == 0 {
		return platformError{status: http.StatusNotFound, code: "AGW-404", message: "Resource not found"}.response()
	}
	resp := platformError{status: http.StatusMethodNotAllowed, code: "AGW-405", message: "Method not allowed"}.response()
	resp.header = http.Header{"Allow": {strings.Join(allowed, ", ")}}
	return resp
}

func (s *Simulator) checkAndHandle(c *call, op *operation) response {
	if op.authentication == bearerAuthentication {
		if failure := s.authenticateBearer(c); failure != noError {
			return failure.response()
		}
		c.rate = s.limiter.admit(bucketKey{op.group, c.session.clientID, c.session.ownerID}, s.now())
		if c.rate.rejected {
			return rateExceeded.response()
		}
		if failure := s.authorize(c, op); failure != noError {
			return failure.response()
		}
	}
	if slices.Contains(s.account.UnavailableOperations, op.id) {
		return platformError{status: http.StatusNotImplemented, code: "CMN-202", message: "Service operation is not available"}.response()
	}
	query, err := url.ParseQuery(c.request.URL.RawQuery)
	if err != nil {
		return platformError{status: http.StatusBadRequest, code: "CMN-103", message: "Cannot parse the query string"}.response()
	}
	c.query = query
	for name := range query {
		if !slices.Contains(op.query, name) {
			return platformError{status: http.StatusBadRequest, code: "CMN-105", message: "Query parameter [" + name + "] is not allowed", parameterName: name}.response()
		}
	}
	if failure := s.applyRequestRules(c, op); failure != noError {
		return failure.response()
	}
	changed := s.auditTarget(c)
	resp := op.handle(s, c)
	if changed != nil && resp.status < http.StatusMultipleChoices {
		changed()
	}
	return resp
}

func (s *Simulator) bearerSession(r *http.Request) *session {
	token, isBearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !isBearer || token == "" {
		return nil
	}
	return s.sessionOf(func(open *session) bool { return open.accessToken == token })
}

func (s *Simulator) authenticateBearer(c *call) platformError {
	header := c.request.Header.Get("Authorization")
	if header == "" {
		return platformError{status: http.StatusUnauthorized, code: "AGW-401", message: "Authorization header is not specified"}
	}
	if !strings.HasPrefix(header, "Bearer ") {
		return platformError{status: http.StatusUnauthorized, code: "AGW-402", message: "Invalid Authorization header"}
	}
	invalid := platformError{status: http.StatusUnauthorized, code: "TokenInvalid", nestedCode: "OAU-149", message: "OAuth token is invalid"}
	c.session = s.bearerSession(c.request)
	if c.session == nil {
		return invalid
	}
	if !s.now().Before(c.session.accessExpiresAt) {
		invalid.nestedCode, invalid.message = "OAU-129", "Access token expired"
		return invalid
	}
	caller, exists := s.extensions.get(c.session.ownerID)
	if !exists {
		return invalid
	}
	c.caller = caller
	return noError
}

// authorize checks the app's scope, the path's account and extension, and the
// caller's permission and features, in this order.
func (s *Simulator) authorize(c *call, op *operation) platformError {
	if op.scope != "" && !includesScope(c.session.scopes, op.scope) {
		return scopeMissing(op.scope)
	}
	if id, present := c.parameters["accountId"]; present && id != "~" && id != s.accountID {
		return notFound("accountId")
	}
	target := ""
	if id, present := c.parameters["extensionId"]; present {
		if id == "~" {
			c.parameters["extensionId"] = c.caller.ID
		}
		// Everyone may look another extension up. Only roles that reach beyond
		// their holder may change one.
		if c.request.Method != http.MethodGet {
			target = c.parameters["extensionId"]
		}
	}
	if failure := s.checkPermission(c.caller, op.permissions, target); failure != noError {
		return failure
	}
	return s.checkFeatures(c, op)
}

// checkPermission checks that a user holds one of the permissions for a target. An
// empty target is no other user's.
func (s *Simulator) checkPermission(caller *Extension, alternatives []string, target string) platformError {
	heldFor := func(target string) int {
		return slices.IndexFunc(alternatives, func(id string) bool { return s.roleGranting(caller, id, target) != nil })
	}
	if len(alternatives) == 0 || heldFor(target) >= 0 {
		return noError
	}
	if held := heldFor(""); held >= 0 {
		return extendedScopeMissing(alternatives[held])
	}
	return permissionMissing(alternatives[0])
}
