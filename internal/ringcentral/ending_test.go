// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// aSlowServer takes up to a few seconds for every response, and knows every object.
func aSlowServer(tokens *tokenServer) roundTripper {
	return func(req *http.Request) (*http.Response, error) {
		if err := transport.Sleep(req.Context(), time.Duration(rand.IntN(4000))*time.Millisecond); err != nil {
			return nil, err
		}
		if strings.Contains(req.URL.Path, "/oauth/") {
			return tokens.RoundTrip(req)
		}
		resp := respond(req, http.StatusOK, nil)
		content := `{"records":[{"id":"1","type":"User","status":"Enabled","permissions":[{"id":"SMS"}]}],"paging":{"totalPages":1}}`
		if _, id, one := strings.Cut(req.URL.Path, "/extension/"); one {
			content = fmt.Sprintf(`{"id":%q,"type":"User","status":"Enabled","records":[{"id":"3"}]}`, strings.TrimSuffix(id, "/assigned-role"))
		}
		resp.Body = io.NopCloser(strings.NewReader(content))
		return resp, nil
	}
}

// TestRunsEnd lets callers give up at random while they wait for grants, limits, lists
// and batches. Each returns soon after that. After closing, every counter of the gate is
// zero and no goroutine is left: synctest fails if one is.
func TestRunsEnd(t *testing.T) {
	t.Parallel()
	for seed := range uint64(10) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				random := rand.New(rand.NewPCG(seed, 0))
				tokens := &tokenServer{lifetime: 3600}
				p, err := NewPlatform(PlatformOptions{ServerURL: "https://platform.example.com", Transport: aSlowServer(tokens), RateLimitPercent: 20})
				if err != nil {
					t.Fatal(err)
				}
				session := p.NewSession(aRequest, SessionOptions{})
				pool := NewSessions(p, time.Second, ParallelSessions)
				c := p.NewClient(session, "~")
				calls := []func(context.Context, int) error{
					func(ctx context.Context, n int) error { _, err := c.Extension(ctx, fmt.Sprint(n)); return err },
					func(ctx context.Context, n int) error { _, err := c.RolesOf(ctx, fmt.Sprint(n)); return err },
					func(ctx context.Context, _ int) error { _, err := c.ListUserRoles(ctx, nil); return err },
					func(ctx context.Context, _ int) error { _, err := c.Permissions(ctx); return err },
					func(ctx context.Context, n int) error {
						_, err := c.SetAssignedRoles(ctx, fmt.Sprint(n), []string{"3"})
						return err
					},
					func(ctx context.Context, n int) error {
						return c.DeleteExtension(ctx, Extension{ID: ID(fmt.Sprint(n)), Type: "User"})
					},
					func(ctx context.Context, n int) error {
						r := aRequest
						r.Scopes = []string{fmt.Sprint("Scope", n%3)}
						session, release, err := pool.Acquire(r)
						if err != nil {
							return err
						}
						_, err = session.Grant(ctx)
						_ = release(context.WithoutCancel(ctx))
						return err
					},
				}
				var wait sync.WaitGroup
				for n := range 150 {
					call, begin, patience := calls[random.IntN(len(calls))], random.IntN(30), random.IntN(90)
					wait.Go(func() {
						time.Sleep(time.Duration(begin) * time.Second)
						ctx, cancel := context.WithTimeout(t.Context(), time.Duration(patience)*time.Second)
						defer cancel()
						_ = call(ctx, n+1) // what comes of it depends on the patience
						deadline, _ := ctx.Deadline()
						if late := time.Since(deadline); late > 20*time.Second {
							t.Errorf("a caller returned %s after it was told to stop", late)
						}
					})
				}
				wait.Wait()
				start := time.Now()
				_ = session.Close(t.Context()) // may find the limit spent
				_ = pool.Close(t.Context())
				if took := time.Since(start); took > 30*time.Second {
					t.Errorf("closing took %s", took)
				}
				time.Sleep(time.Minute)
				synctest.Wait()
				if pending := p.transport.Pending(); pending != 0 {
					t.Errorf("%d requests are in flight or wait", pending)
				}
			})
		})
	}
}
