// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// maximumDelay is longer than any test; the wait for it is always cancelled.
const maximumDelay = time.Hour

// awaitRequests returns when the platform has received this many requests.
func awaitRequests(p platform, count int) {
	for len(p.Requests()) < count && p.t.Context().Err() == nil {
		runtime.Gosched()
	}
}

func TestFaultStatus(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	p.Inject(simulator.Fault{
		Method: "GET", Path: regexp.MustCompile(`/extension$`), Times: 2,
		Status: http.StatusServiceUnavailable, Header: http.Header{"Retry-After": {"7"}},
	})
	p.send("GET", permissionsPath, token, "").wantStatus(t, http.StatusOK)
	for range 2 {
		got := p.send("GET", extensionsPath, token, "")
		got.wantError(t, http.StatusServiceUnavailable, "CMN-201", "")
		if got.header.Get("Retry-After") != "7" || got.header.Get("RCRequestId") == "" {
			t.Errorf("unexpected headers %v", got.header)
		}
	}
	p.send("GET", extensionsPath, token, "").wantStatus(t, http.StatusOK)
}

func TestFaultErrorDocuments(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	for status, code := range map[int]string{429: "CMN-301", 500: "CMN-203", 503: "CMN-201"} {
		p.Inject(simulator.Fault{Times: 1, Status: status})
		p.send("GET", "/restapi", "", "").wantError(t, status, code, "")
	}
	p.send("GET", "/restapi", "", "").wantStatus(t, http.StatusOK)
}

func TestFaultBodyUntilRemoved(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	remove := p.Inject(simulator.Fault{Status: http.StatusOK, Body: `{"records":[`, ContentType: "text/plain"})
	for range 3 {
		got := p.send("GET", extensionsPath, token, "").wantStatus(t, http.StatusOK)
		if string(got.body) != `{"records":[` || got.header.Get("Content-Type") != "text/plain" {
			t.Errorf("got %s %v", got.body, got.header)
		}
	}
	remove()
	if got := p.send("GET", extensionsPath, token, "").length(t, "records"); got != 2 {
		t.Errorf("got %d records", got)
	}
}

func TestFaultDrop(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		mode simulator.DropMode
		want int
	}{
		"before processing": {simulator.BeforeProcessing, 2},
		"after processing":  {simulator.AfterProcessing, 3},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, simulator.Options{})
			token := p.administratorToken()
			p.Inject(simulator.Fault{Method: "POST", Times: 1, Drop: test.mode})
			_, err := p.try("POST", extensionsPath, token, `{"contact":{"firstName":"Orders","email":"orders@example.com"}}`)
			if !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, io.EOF) {
				t.Errorf("got error %v, want a reset connection", err)
			}
			if got := len(p.Extensions()); got != test.want {
				t.Errorf("the account has %d extensions, want %d", got, test.want)
			}
			requests := p.Requests()
			if last := requests[len(requests)-1]; last.Status != 0 {
				t.Errorf("status %d is recorded for a dropped connection", last.Status)
			}
		})
	}
}

func TestFaultDelayIsCancellable(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	token := p.administratorToken()
	p.Inject(simulator.Fault{Method: "POST", Times: 1, Delay: maximumDelay})
	ctx, cancel := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, "POST", p.URL+extensionsPath, strings.NewReader(`{"contact":{"firstName":"Orders","email":"orders@example.com"}}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	go func() {
		awaitRequests(p, 2)
		cancel()
	}()
	if _, err := do(request); !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v, want the cancellation", err)
	}
	if got := len(p.Extensions()); got != 2 {
		t.Errorf("the account has %d extensions: a cancelled request had an effect", got)
	}
}
