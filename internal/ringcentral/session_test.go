// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// tokenServer serves the token and revoke endpoints in memory.
type tokenServer struct {
	delay           time.Duration
	lifetime        int // of a token, in seconds
	grants, revoked atomic.Int64
}

func (s *tokenServer) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	if req.URL.Path == revokePath {
		s.revoked.Add(1)
		return respond(req, 200, nil), nil
	}
	if s.delay > 0 {
		if err := transport.Sleep(req.Context(), s.delay); err != nil {
			return nil, err
		}
	}
	n := s.grants.Add(1)
	resp := respond(req, 200, http.Header{"Content-Type": {"application/json"}})
	text := fmt.Sprintf(`{"access_token":"token-%d","token_type":"bearer","expires_in":%d,"scope":"SMS ReadAccounts","owner_id":"42","session_id":"s"}`, n, s.lifetime)
	resp.Body = io.NopCloser(strings.NewReader(text))
	return resp, nil
}

// both responds with the content of one server and the headers of another.
type both struct {
	headers http.RoundTripper
	content http.RoundTripper
}

func (b both) RoundTrip(req *http.Request) (*http.Response, error) {
	limited, err := b.headers.RoundTrip(req)
	if err != nil || limited.StatusCode != http.StatusOK {
		return limited, err
	}
	resp, err := b.content.RoundTrip(req)
	if err == nil {
		maps.Copy(resp.Header, limited.Header)
	}
	return resp, err
}

func platformWith(t *testing.T, transport http.RoundTripper) *Platform {
	t.Helper()
	p, err := NewPlatform(PlatformOptions{ServerURL: "https://platform.example.com", Transport: transport})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var aRequest = GrantRequest{App: App{ClientID: "client", ClientSecret: "secret"}, Assertion: "a.b.c"}

func TestSessionSharesOneGrant(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &tokenServer{delay: time.Second, lifetime: 3600}
		session := platformWith(t, server).NewSession(aRequest, SessionOptions{})
		var wait sync.WaitGroup
		for i := range 50 {
			wait.Go(func() {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if i == 0 { // one caller gives up: the others must not notice
					time.AfterFunc(500*time.Millisecond, cancel)
				}
				grant, err := session.Grant(ctx)
				if i == 0 {
					if !errors.Is(err, context.Canceled) {
						t.Errorf("the cancelled caller got %v", err)
					}
				} else if err != nil || grant.OwnerID != "42" {
					t.Errorf("caller %d got %v, %v", i, grant, err)
				}
			})
		}
		wait.Wait()
		if n := server.grants.Load(); n != 1 {
			t.Errorf("%d grants", n)
		}
	})
}

func TestSessionRenewsAndInvalidates(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &tokenServer{lifetime: 600}
		session := platformWith(t, server).NewSession(aRequest, SessionOptions{})
		grant := func() *Grant {
			t.Helper()
			g, err := session.Grant(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return g
		}
		first := grant()
		time.Sleep(530 * time.Second)
		if grant() != first {
			t.Error("a token was replaced 70 s before its end")
		}
		time.Sleep(20 * time.Second)
		second := grant()
		if second == first {
			t.Error("a token was not replaced 50 s before its end")
		}
		session.Invalidate(first) // replaced already: no effect
		if grant() != second {
			t.Error("invalidating an old grant dropped the new one")
		}
		session.Invalidate(second)
		if grant() == second {
			t.Error("an invalidated grant was used again")
		}
	})
}

func TestSessionClose(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &tokenServer{delay: time.Second, lifetime: 3600}
		session := platformWith(t, server).NewSession(aRequest, SessionOptions{})
		failed := make(chan error)
		go func() {
			_, err := session.Grant(context.Background())
			failed <- err
		}()
		synctest.Wait()
		if err := session.Close(t.Context()); err != nil { // while a grant is under way
			t.Error(err)
		}
		if server.revoked.Load() != 1 {
			t.Error("Close did not wait for the grant under way to be revoked")
		}
		if err := <-failed; !errors.Is(err, errSessionClosed) {
			t.Errorf("the grant under way ended with %v", err)
		}
		if server.grants.Load() != 1 || server.revoked.Load() != 1 {
			t.Errorf("%d grants, %d revocations", server.grants.Load(), server.revoked.Load())
		}
		if _, err := session.Grant(t.Context()); !errors.Is(err, errSessionClosed) {
			t.Errorf("after Close Grant returned %v", err)
		}
		if err := session.Close(t.Context()); err != nil || server.revoked.Load() != 1 {
			t.Errorf("a second Close revoked again: %v", err)
		}
	})
}

// TestSessionCloseWithoutCallers closes a session whose callers have left while the
// platform works on its grant, as when Terraform is hung up: the grant is revoked.
func TestSessionCloseWithoutCallers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &tokenServer{delay: time.Second, lifetime: 3600}
		session := platformWith(t, server).NewSession(aRequest, SessionOptions{})
		ctx, leave := context.WithCancel(t.Context())
		left := make(chan error)
		go func() {
			_, err := session.Grant(ctx)
			left <- err
		}()
		synctest.Wait()
		leave()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("the caller that left got %v", err)
		}
		if err := session.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if server.grants.Load() != 1 || server.revoked.Load() != 1 {
			t.Errorf("%d grants, %d revocations", server.grants.Load(), server.revoked.Load())
		}
	})
}

// TestSessionCloseDuringRenewal closes a session whose token is being replaced: both are
// revoked before Close returns.
func TestSessionCloseDuringRenewal(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &tokenServer{delay: time.Second, lifetime: 600}
		session := platformWith(t, server).NewSession(aRequest, SessionOptions{})
		if _, err := session.Grant(t.Context()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(550 * time.Second)
		go func() { _, _ = session.Grant(context.Background()) }()
		synctest.Wait()
		if err := session.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if server.grants.Load() != 2 || server.revoked.Load() != 2 {
			t.Errorf("%d grants, %d revocations", server.grants.Load(), server.revoked.Load())
		}
	})
}

func TestSessionsShareAndLinger(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &tokenServer{lifetime: 3600}
		pool := NewSessions(platformWith(t, server), 3*time.Second, 0)
		use := func(r GrantRequest) (release func()) {
			t.Helper()
			session, done, err := pool.Acquire(r)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := session.Grant(t.Context()); err != nil {
				t.Fatal(err)
			}
			return func() { _ = done(t.Context()) }
		}
		releaseFirst, releaseSecond := use(aRequest), use(aRequest)
		releaseFirst()
		releaseFirst() // releasing twice counts once
		time.Sleep(10 * time.Second)
		if server.revoked.Load() != 0 {
			t.Error("a session was revoked while it was held")
		}
		releaseSecond()
		time.Sleep(2 * time.Second)
		use(aRequest)() // within the linger time: the same session
		time.Sleep(2 * time.Second)
		if server.grants.Load() != 1 || server.revoked.Load() != 0 {
			t.Errorf("%d grants, %d revocations within the linger time", server.grants.Load(), server.revoked.Load())
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if server.revoked.Load() != 1 {
			t.Error("a session that nobody holds was not revoked")
		}
		other := aRequest
		other.App.ClientSecret = "rotated"
		use(aRequest)
		use(other)
		if server.grants.Load() != 3 {
			t.Errorf("%d grants, want one more for each secret", server.grants.Load())
		}
		time.Sleep(time.Minute) // until the limit of authentication requests admits both revocations
		if err := pool.Close(t.Context()); err != nil || server.revoked.Load() != 3 {
			t.Errorf("Close: %v, %d revocations", err, server.revoked.Load())
		}
	})
}

func TestSecretsAreRedacted(t *testing.T) {
	t.Parallel()
	const secret = "hunter2"
	app := App{ClientID: "client", ClientSecret: secret}
	for _, value := range []any{app, &app, GrantRequest{App: app, Assertion: secret}, &GrantRequest{App: app, Assertion: secret}, &Grant{accessToken: secret}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
			if text := fmt.Sprintf(verb, value); strings.Contains(text, secret) {
				t.Errorf("%T under %s shows its secret", value, verb)
			}
		}
	}
}

// TestIdenticalReadsAreShared: RingCentral refuses a duplicate of a request that
// it is still working on.
func TestIdenticalReadsAreShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &tokenServer{lifetime: 3600}
		var reads atomic.Int64
		platform := platformWith(t, roundTripper(func(req *http.Request) (*http.Response, error) {
			if req.Method == http.MethodPost {
				return server.RoundTrip(req)
			}
			reads.Add(1)
			if err := transport.Sleep(req.Context(), time.Second); err != nil {
				return nil, err
			}
			resp := respond(req, 200, nil)
			resp.Body = io.NopCloser(strings.NewReader(`{"id":"5","type":"User","status":"Enabled"}`))
			return resp, nil
		}))
		session := platform.NewSession(aRequest, SessionOptions{})
		var wait sync.WaitGroup
		for range 20 { // each with a client of its own, like checks of one validation session
			wait.Go(func() {
				if e, err := platform.NewClient(session, "~").Extension(t.Context(), "5"); err != nil || e.ID != "5" {
					t.Errorf("got %v, %v", e, err)
				}
			})
		}
		wait.Wait()
		if n := reads.Load(); n != 1 {
			t.Errorf("%d requests for 20 readers", n)
		}
	})
}

// TestSessionsOfOneCredential shares the session of identical requests, and refuses to
// open more different ones than RingCentral lets live.
func TestSessionsOfOneCredential(t *testing.T) {
	t.Parallel()
	server := &tokenServer{lifetime: 3600}
	pool := NewSessions(platformWith(t, server), 0, 2)
	var releases []func(context.Context) error
	for _, scopes := range [][]string{{"SMS"}, {"SMS"}, {"Faxes"}} {
		r := aRequest
		r.Scopes = scopes
		session, release, err := pool.Acquire(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := session.Grant(t.Context()); err != nil {
			t.Fatal(err)
		}
		releases = append(releases, release)
	}
	third := aRequest
	third.Scopes = []string{"ReadAccounts"}
	var open *SessionsOpenError
	if _, _, err := pool.Acquire(third); !errors.As(err, &open) || open.Held != 2 || open.ClientID != "client" || strings.Contains(err.Error(), "a.b.c") {
		t.Errorf("got %v, want an error that names what is held", err)
	}
	for i, want := range []int64{0, 1, 2} {
		if err := releases[i](t.Context()); err != nil || server.revoked.Load() != want {
			t.Errorf("after release %d: %v and %d revocations, want %d", i, err, server.revoked.Load(), want)
		}
	}
	if server.grants.Load() != 2 {
		t.Errorf("%d grants", server.grants.Load())
	}
	if _, _, err := pool.Acquire(third); err != nil {
		t.Error(err)
	}
}
