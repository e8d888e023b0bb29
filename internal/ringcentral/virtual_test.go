// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// inMemory sends requests to a handler without a network, so that the clock of a
// synctest bubble can stand still while they are answered.
type inMemory struct{ http.Handler }

func (m inMemory) RoundTrip(req *http.Request) (resp *http.Response, err error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	defer func() {
		if reason := recover(); reason == http.ErrAbortHandler {
			resp, err = nil, errors.New("connection reset by peer")
		} else if reason != nil {
			panic(reason)
		}
	}()
	recorder := httptest.NewRecorder()
	request := httptest.NewRequestWithContext(context.WithoutCancel(req.Context()), req.Method, req.URL.String(), req.Body)
	request.Header = req.Header
	m.ServeHTTP(recorder, request)
	resp = recorder.Result()
	resp.Request = req
	return resp, nil
}

// newVirtualAccount is newAccount for a synctest bubble.
func newVirtualAccount(t *testing.T, o simulator.Options) *account {
	t.Helper()
	a := &account{Simulator: simulator.New(o)}
	a.client = a.newClient(t)
	return a
}

// newClient returns a client with caches of its own, as another process has them.
func (a *account) newClient(t *testing.T) *ringcentral.Client {
	t.Helper()
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: "http://127.0.0.1", UserAgent: "test/1", Transport: inMemory{a}, MaxRetries: 3})
	if err != nil {
		t.Fatal(err)
	}
	administrator := a.Administrator()
	return platform.NewClient(platform.NewSession(ringcentral.GrantRequest{
		App:       ringcentral.App{ClientID: administrator.ClientID, ClientSecret: administrator.ClientSecret},
		Assertion: administrator.JWT,
	}, ringcentral.SessionOptions{}), "~")
}
