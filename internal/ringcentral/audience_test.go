// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// TestAssertionForAnotherServer never sends an assertion to a server that its audience
// does not name.
func TestAssertionForAnotherServer(t *testing.T) {
	t.Parallel()
	var requests atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		w.WriteHeader(http.StatusBadRequest)
	}))
	defer server.Close()
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	for claims, sent := range map[string]bool{
		`{"aud":"https://platform.ringcentral.com/restapi/oauth/token"}`:       false,
		`{"aud":"` + server.URL + `/restapi/oauth/token"}`:                     true,
		`{"aud":"` + strings.ToUpper(server.URL[:4]) + server.URL[4:] + `/x"}`: true,
		`{"aud":17}`: true,
		`{}`:         true,
		`nonsense`:   true,
	} {
		before := requests.Load()
		assertion := "e30." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln"
		_, err := platform.Grant(t.Context(), ringcentral.GrantRequest{App: ringcentral.App{ClientID: "a", ClientSecret: "b"}, Assertion: assertion})
		var other *ringcentral.OtherServerError
		if errors.As(err, &other) == sent || (requests.Load() > before) != sent {
			t.Errorf("%s: %v after %d requests", claims, err, requests.Load()-before)
		}
	}
}
