// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// TestTransport sends requests without a network, and sees what a network would show.
func TestTransport(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault simulator.Fault
		// fails is the error of the request, broken that of its body.
		fails, broken error
		status        int
		takes         time.Duration
	}{
		"no fault":              {status: http.StatusOK},
		"another operation":     {fault: simulator.Fault{Operation: "getToken", Status: http.StatusTeapot}, status: http.StatusOK},
		"a later request":       {fault: simulator.Fault{After: 1, Status: http.StatusTeapot}, status: http.StatusOK},
		"a refused connection":  {fault: simulator.Fault{Connect: simulator.ErrRefused}, fails: syscall.ECONNREFUSED},
		"a reset":               {fault: simulator.Fault{Drop: simulator.AfterProcessing}, fails: syscall.ECONNRESET},
		"half a response":       {fault: simulator.Fault{Drop: simulator.WithinResponse}, status: http.StatusOK, broken: io.ErrUnexpectedEOF},
		"half of the chunks":    {fault: simulator.Fault{Drop: simulator.WithinResponse, Chunked: true}, status: http.StatusOK, broken: io.ErrUnexpectedEOF},
		"a slow response":       {fault: simulator.Fault{Drip: time.Second}, status: http.StatusOK, takes: 8 * time.Second},
		"a late response":       {fault: simulator.Fault{Delay: time.Minute}, status: http.StatusOK, takes: time.Minute},
		"no response":           {fault: simulator.Fault{Delay: time.Hour}, fails: context.DeadlineExceeded, takes: 10 * time.Minute},
		"a response never ends": {fault: simulator.Fault{Drip: time.Hour}, status: http.StatusOK, broken: context.DeadlineExceeded, takes: 10 * time.Minute},
		"another status":        {fault: simulator.Fault{Status: http.StatusBadGateway, Processed: true}, status: http.StatusBadGateway},
		"another content":       {fault: simulator.Fault{Rewrite: func([]byte) []byte { return []byte("{}") }}, status: http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := simulator.New(simulator.Options{})
				defer s.Inject(test.fault)()
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
				defer cancel()
				request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1/restapi", nil)
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				response, err := simulator.Transport(s).RoundTrip(request)
				if !errors.Is(err, test.fails) {
					t.Fatalf("got %v, want %v", err, test.fails)
				}
				if err == nil {
					content, err := io.ReadAll(response.Body)
					response.Body.Close()
					if response.StatusCode != test.status || !errors.Is(err, test.broken) || err == nil && len(content) == 0 {
						t.Errorf("got %d %s, %v", response.StatusCode, content, err)
					}
				}
				if took := time.Since(start); took != test.takes {
					t.Errorf("it took %s", took)
				}
			})
		})
	}
}

// TestTransportTellsOfTheFault calls back before a request has its effect, and after.
func TestTransportTellsOfTheFault(t *testing.T) {
	t.Parallel()
	s := simulator.New(simulator.Options{})
	var moments []int
	s.Inject(simulator.Fault{
		Meanwhile:  func() { moments = append(moments, 1) },
		Afterwards: func() { moments = append(moments, 2) },
	})
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1/restapi", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := simulator.Transport(s).RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if len(moments) != 2 || moments[0] != 1 || s.FaultsApplied() != 1 {
		t.Errorf("got %v after %d faults", moments, s.FaultsApplied())
	}
	s.RemoveFaults()
	if len(s.Requests()) != 1 {
		t.Errorf("there are %d requests", len(s.Requests()))
	}
}
