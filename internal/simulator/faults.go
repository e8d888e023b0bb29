// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"net/http"
	"regexp"
	"slices"
	"time"
)

// DropMode says when a connection is reset instead of answered.
type DropMode int

// The drop modes.
const (
	// None answers.
	None DropMode = iota
	// BeforeProcessing resets the connection before the request has any effect.
	BeforeProcessing
	// AfterProcessing resets the connection after the request had its effect: a
	// lost response.
	AfterProcessing
)

// Fault is a misbehaviour of the platform for the requests it matches. With
// several faults, the one that was injected first and still applies wins.
type Fault struct {
	// Method restricts the fault to an HTTP method. Empty means any.
	Method string
	// Path restricts the fault to the paths it matches. Nil means any.
	Path *regexp.Regexp
	// Times is the number of requests the fault applies to. Zero means until it
	// is removed.
	Times int
	// Delay is waited before anything else. The wait ends when the client gives
	// up; the request then has no effect.
	Delay time.Duration
	// Status, when not zero, is answered instead of processing the request.
	Status int
	// Header is added to that answer.
	Header http.Header
	// Body of that answer, verbatim. Empty means the platform's error document.
	Body string
	// ContentType of that answer. Empty means application/json.
	ContentType string
	// Drop resets the connection.
	Drop DropMode
}

// faultHeader marks answers that a fault replaced, so that nobody takes them for
// the platform's own.
const faultHeader = "X-Simulator-Fault"

type armedFault struct {
	Fault
	remaining int
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

// takeFault returns the fault for a request and uses it up by one.
func (s *Simulator) takeFault(r *http.Request) Fault {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for i, armed := range s.faults {
		if armed.Method != "" && armed.Method != r.Method || armed.Path != nil && !armed.Path.MatchString(r.URL.Path) {
			continue
		}
		if armed.Times > 0 {
			if armed.remaining--; armed.remaining == 0 {
				s.faults = slices.Delete(s.faults, i, i+1)
			}
		}
		return armed.Fault
	}
	return Fault{}
}

// reply is what the platform answers for a fault with a status.
func (f Fault) reply() reply {
	answer := platformError{status: f.Status, code: "CMN-203", message: http.StatusText(f.Status)}.reply()
	switch f.Status {
	case http.StatusTooManyRequests:
		answer = rateExceeded.reply()
	case http.StatusServiceUnavailable:
		answer = platformError{status: f.Status, code: "CMN-201", message: "Service Temporary Unavailable"}.reply()
	}
	if f.Body != "" {
		answer.raw = []byte(f.Body)
	}
	answer.contentType = f.ContentType
	answer.header = f.Header.Clone()
	if answer.header == nil {
		answer.header = http.Header{}
	}
	answer.header.Set(faultHeader, "injected")
	return answer
}

// resetConnection closes the connection without an answer. On TCP the client
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
