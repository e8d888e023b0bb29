// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// TestKeySet reads key sets in which only some keys are of use.
func TestKeySet(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	encode := func(key any, id string) string {
		content, err := json.Marshal(jose.JSONWebKey{Key: key, KeyID: id, Algorithm: "ES256"})
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	public := encode(&key.PublicKey, "public")
	const unreadable = -1
	for name, test := range map[string]struct {
		keys string
		want int
	}{
		"one":              {`{"keys":[` + public + `]}`, 1},
		"none":             {`{"keys":[]}`, 0},
		"null":             {`{"keys":null}`, 0},
		"no list":          {`{}`, 0},
		"a private key":    {`{"keys":[` + encode(key, "private") + `]}`, 0},
		"a shared secret":  {`{"keys":[` + encode([]byte("hunter2"), "secret") + `]}`, 0},
		"an unknown kind":  {`{"keys":[{"kty":"lattice","kid":"new"},` + public + `]}`, 1},
		"no keys at all":   {`{"keys":[null,5,"x",[],{}]}`, 0},
		"a huge modulus":   {`{"keys":[{"kty":"RSA","kid":"huge","e":"AQAB","n":"` + strings.Repeat("_", 500_000) + `"},` + public + `]}`, 1},
		"a huge exponent":  {`{"keys":[{"kty":"RSA","kid":"huge","e":"` + strings.Repeat("_", 500_000) + `","n":"AQAB"},` + public + `]}`, 1},
		"1000 keys":        {`{"keys":[` + strings.Repeat(public+",", 1000) + public + `]}`, 100},
		"not JSON":         {`<html>`, unreadable},
		"a list":           {`[]`, unreadable},
		"a text":           {`{"keys":"x"}`, unreadable},
		"two sets":         {`{"keys":[]}{"keys":[]}`, unreadable},
		"more than 1 MiB":  {`{"keys":[` + strings.Repeat(public+",", 10_000) + public + `]}`, unreadable},
		"nested for long":  {`{"keys":` + strings.Repeat("[", 100_000), unreadable},
		"the wrong length": {`{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var found jose.JSONWebKeySet
			var requests atomic.Int64
			read := operation{keysPath, func(ctx context.Context, p *ringcentral.Platform, _ *ringcentral.Client) (err error) {
				if _, err = p.KeySet(ctx); err != nil && test.want != unreadable {
					return err
				}
				found, err = p.KeySet(ctx) // from memory
				return err
			}}
			err := attack(t, read, ringcentral.PlatformOptions{}, func(w http.ResponseWriter, r *http.Request) {
				requests.Add(1)
				if r.Header.Get("Authorization") != "" {
					t.Error("the request carries credentials")
				}
				_, _ = io.WriteString(w, test.keys)
			})
			if test.want == unreadable {
				wantFinding(t, err, findings.ResponseUnreadable)
			} else if err != nil || len(found.Keys) != test.want {
				t.Errorf("got %d keys, %v, want %d", len(found.Keys), err, test.want)
			}
			if requests.Load() != 1 {
				t.Errorf("%d requests", requests.Load())
			}
		})
	}
}

// TestPenaltyIsExplained says how long nothing is sent.
func TestPenaltyIsExplained(t *testing.T) {
	t.Parallel()
	var requests atomic.Int64
	o := operation{"/restapi/v1.0/account/~/extension/5", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		_, first := c.Extension(ctx, "5")
		wantFinding(t, first, findings.RateLimited)
		_, err := c.Extension(ctx, "6")
		return fmt.Errorf("wrapped: %w", err)
	}}
	err := attack(t, o, ringcentral.PlatformOptions{MaxRetries: 3}, func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	wantFinding(t, err, findings.RateLimited)
	if err == nil || !strings.Contains(err.Error(), "RingCentral accepts no requests of the usage group light for the next") || requests.Load() != 1 {
		t.Errorf("%d requests, %v", requests.Load(), err)
	}
}
