// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"testing/synctest"
)

// TestLaterAttemptDecides lets the first response of the token endpoint break off: what
// counts is the response to the second attempt.
func TestLaterAttemptDecides(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var attempts atomic.Int64
		server := roundTripper(func(req *http.Request) (*http.Response, error) {
			if attempts.Add(1) == 1 {
				resp := respond(req, http.StatusOK, nil)
				resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"access_token":`), iotest.ErrReader(io.ErrUnexpectedEOF)))
				return resp, nil
			}
			resp := respond(req, http.StatusUnauthorized, nil)
			resp.Body = io.NopCloser(strings.NewReader(`{"error":"invalid_client","errors":[{"errorCode":"OAU-146","message":"Invalid client"}]}`))
			return resp, nil
		})
		p, err := NewPlatform(PlatformOptions{ServerURL: "https://platform.example.com", Transport: server, MaxRetries: 2})
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.Grant(t.Context(), aRequest)
		var refused *Error
		if !errors.As(err, &refused) || refused.Code != "OAU-146" {
			t.Errorf("got %v after %d attempts, want OAU-146", err, attempts.Load())
		}
	})
}
