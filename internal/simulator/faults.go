// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"bytes"
	"net"
	"net/http"
	"os"
	"regexp"
	"slices"
	"syscall"
	"time"
)

// DropMode says when a connection is reset.
type DropMode int

// The drop modes.
const (
	// None does not reset the connection.
	None DropMode = iota
	// BeforeProcessing resets the connection before the request has any effect.
	BeforeProcessing
	// AfterProcessing resets the connection after the request had its effect: a
	// lost response.
	AfterProcessing
	// WithinResponse resets the connection after half of the response.
	WithinResponse
)

// Fault is a misbehavior of the platform for the requests it matches. With
// several faults, the one that was injected first and still applies wins.
type Fault struct {
	// Method restricts the fault to an HTTP method. Empty means any.
	Method string
	// Path restricts the fault to the paths it matches. Nil means any.
	Path *regexp.Regexp
	// Operation restricts the fault to an operation of the OpenAPI document, by its
	// ID. Empty means any.
	Operation string
	// After is the number of matching requests that pass before the fault applies.
	After int
	// Times is the number of requests the fault applies to. Zero means until it
	// is removed.
	Times int
	// Connect, when not nil, is the error with which the connection fails before the
	// request leaves. Only clients of Transport see it: a listening server cannot
	// refuse a single request.
	Connect error
	// Meanwhile, if set, is called before the request is processed, to change the
	// platform at that moment.
	Meanwhile func()
	// Afterwards, if set, is called after the request was processed or refused, before
	// the response.
	Afterwards func()
	// Delay is waited before anything else. The wait ends when the client gives
	// up; the request then has no effect.
	Delay time.Duration
	// Status, when not zero, is sent instead of processing the request.
	Status int
	// Processed processes the request before Status is returned.
	Processed bool
	// Header is added to that response.
	Header http.Header
	// Body of that response, verbatim. Empty means the platform's error document.
	Body string
	// ContentType of that response, or of the platform's own. Empty means
	// application/json.
	ContentType string
	// Rewrite, if set, changes the body of the response.
	Rewrite func(body []byte) []byte
	// Drip is the delay between the pieces of the body.
	Drip time.Duration
	// Drop resets the connection.
	Drop DropMode
	// Chunked sends the body without announcing its length.
	Chunked bool
}

// Errors with which a connection can fail before a request leaves.
var (
	// ErrRefused is a refused connection.
	ErrRefused error = &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	// errReset is a reset connection.
	errReset error = &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
)

// faultHeader marks responses that a fault replaced or changed, so that they do not
// count as the platform's own.
const faultHeader = "X-Simulator-Fault"

type armedFault struct {
	Fault
	passed, remaining int
}

// Inject makes the platform misbehave until the fault has been applied
// Fault.Times times, or until remove is called.
func (s *Simulator) Inject(f Fault) (remove func()) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	f.Header = f.Header.Clone()
	armed := &armedFault{Fault: f, remaining: f.Times}
	s.faults = append(s.faults, armed)
	return func() {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		s.faults = slices.DeleteFunc(s.faults, func(other *armedFault) bool { return other == armed })
	}
}

// RemoveFaults removes all faults.
func (s *Simulator) RemoveFaults() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.faults = nil
}

// takeFault returns the fault for a request and uses it up by one.
func (s *Simulator) takeFault(r *http.Request) Fault {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if len(s.faults) == 0 {
		return Fault{}
	}
	op, _, _ := s.findOperation(r.Method, r.URL.Path)
	for i, armed := range s.faults {
		if !armed.matches(r, op) {
			continue
		}
		if armed.passed < armed.After {
			armed.passed++
			continue
		}
		if armed.Times > 0 {
			if armed.remaining--; armed.remaining == 0 {
				s.faults = slices.Delete(s.faults, i, i+1)
			}
		}
		s.faultsApplied++
		return armed.Fault
	}
	return Fault{}
}

// FaultsApplied returns how many requests met a fault.
func (s *Simulator) FaultsApplied() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.faultsApplied
}

func (f *Fault) matches(r *http.Request, op *operation) bool {
	return (f.Method == "" || f.Method == r.Method) &&
		(f.Path == nil || f.Path.MatchString(r.URL.Path)) &&
		(f.Operation == "" || op != nil && op.id == f.Operation)
}

// replacesResponse reports whether the fault responds in the place of the operation.
func (f *Fault) replacesResponse() bool {
	return f.Drop == BeforeProcessing || f.Status != 0 && !f.Processed && f.Drop != AfterProcessing
}

// response is what the platform responds for a fault with a status.
func (f *Fault) response() response {
	resp := platformError{status: f.Status, code: "CMN-203", message: http.StatusText(f.Status)}.response()
	switch f.Status {
	case http.StatusTooManyRequests:
		resp = rateExceeded.response()
	case http.StatusServiceUnavailable:
		resp = platformError{status: f.Status, code: "CMN-201", message: "Service Temporary Unavailable"}.response()
	}
	if f.Body != "" {
		resp.raw = []byte(f.Body)
	}
	resp.header = f.Header.Clone()
	return resp
}

// spoil turns the response to a request into what the fault makes of it.
func (f *Fault) spoil(resp response) response {
	if f.Status != 0 && f.Drop != BeforeProcessing {
		resp = f.response()
	}
	if f.Rewrite != nil {
		resp.raw = f.Rewrite(resp.body())
	}
	if f.ContentType != "" {
		resp.contentType = f.ContentType
	}
	if f.Status != 0 || f.Rewrite != nil || f.ContentType != "" {
		if resp.header == nil {
			resp.header = http.Header{}
		}
		resp.header.Set(faultHeader, "injected")
	}
	return resp
}

// pieces is the number of parts in which a slow body is sent.
const pieces = 8

// send writes a response as slowly, and as incompletely, as the fault wants it.
func (f *Fault) send(w http.ResponseWriter, r *http.Request, resp response) {
	if f.Drip == 0 && f.Drop != WithinResponse && !f.Chunked {
		resp.write(w)
		return
	}
	body := resp.body()
	resp.writeHeader(w, len(body), f.Chunked)
	if f.Drop == WithinResponse {
		body = body[:len(body)/2]
	}
	for piece := range slices.Chunk(body, len(body)/pieces+1) {
		if !waitFor(r, f.Drip) {
			return
		}
		if _, err := bytes.NewReader(piece).WriteTo(w); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
	}
	if f.Drop == WithinResponse {
		panic(http.ErrAbortHandler)
	}
}

// failConnection lets a request fail as if no connection could be made.
func failConnection(w http.ResponseWriter, err error) {
	for {
		switch writer := w.(type) {
		case *memoryConnection:
			writer.fail(err)
			return
		case interface{ Unwrap() http.ResponseWriter }:
			w = writer.Unwrap()
		default:
			resetConnection(w)
			return
		}
	}
}

// resetConnection closes the connection without a response. On TCP the client
// sees a reset.
func resetConnection(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := connection.(interface{ SetLinger(int) error }); ok {
		_ = tcp.SetLinger(0)
	}
	_ = connection.Close()
}
