// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
)

// errSessionClosed is returned when a token is requested after Close.
var errSessionClosed = errors.New("the RingCentral session has been closed")

// SessionOptions configure a session. With the zero value, Close always revokes it.
type SessionOptions struct {
	// KeepRequests makes Close revoke the session only if more than this number of
	// the app's authentication requests remain. 0 means that it always does.
	KeepRequests int
	// Cache keeps the grant for later processes, so that Close never revokes it.
	Cache *CachedGrant
	// Prepare completes the request when the first grant is needed, for example with
	// secrets that are read only then. It may replace Cache. nil: the request is complete.
	Prepare func(context.Context) (GrantRequest, *CachedGrant, error)
	// Confirm decides, before anything else is done in the session, whether its account
	// is the right one; nil: any is. granted is a session of its own with the grant.
	Confirm func(ctx context.Context, granted *Session) error
	// Obtain performs the grant; nil: Platform.Grant does.
	Obtain func(context.Context, GrantRequest) (*Grant, error)
}

// Session is an access token that is obtained on first use and shared by all callers. It
// is safe for concurrent use.
type Session struct {
	platform *Platform
	request  GrantRequest
	options  SessionOptions
	now      func() time.Time
	grants   coalesce.Flight[*Grant]
	reads    coalesce.Flight[*response]
	writes   atomic.Int64

	mu       sync.Mutex
	prepared bool
	// confirmed is set once Confirm has agreed.
	confirmed bool
	complete  GrantRequest // request and what Prepare has added
	current   *Grant
	rejected  *Grant
	cached    bool
	closed    bool
}

// NewSession returns a session that will be granted on first use.
func (p *Platform) NewSession(r GrantRequest, o SessionOptions) *Session {
	return &Session{platform: p, request: r, options: o, now: time.Now, prepared: o.Prepare == nil, complete: r}
}

// Grant returns the current grant, or obtains one. Concurrent callers share a pending
// grant. The context of a caller ends only its own wait.
func (s *Session) Grant(ctx context.Context) (*Grant, error) {
	if grant, err := s.usable(); grant != nil || err != nil {
		return grant, err
	}
	return s.grants.Do(ctx, "", func(ctx context.Context) (*Grant, error) {
		if grant, err := s.usable(); grant != nil || err != nil {
			return grant, err
		}
		if err := s.prepare(ctx); err != nil {
			return nil, err
		}
		if s.options.Cache != nil {
			return s.obtainCached(ctx)
		}
		return s.obtain(ctx)
	})
}

// confirm decides whether the account of a grant is the right one, before anybody can
// use it. Only one caller at a time obtains a grant.
func (s *Session) confirm(ctx context.Context, grant *Grant) error {
	if s.options.Confirm == nil || s.confirmed {
		return nil
	}
	granted := s.platform.NewSession(s.complete, SessionOptions{})
	granted.current = grant
	err := s.options.Confirm(ctx, granted)
	s.confirmed = err == nil
	return err
}

// prepare completes the request once. Only one caller at a time obtains a grant.
func (s *Session) prepare(ctx context.Context) error {
	if s.prepared {
		return nil
	}
	complete, cache, err := s.options.Prepare(ctx)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prepared, s.complete, s.options.Cache = true, complete, cache
	return nil
}

// grant obtains a grant of the right account.
func (s *Session) grant(ctx context.Context) (grant *Grant, err error) {
	if s.options.Obtain != nil {
		grant, err = s.options.Obtain(ctx, s.complete)
	} else {
		grant, err = s.platform.Grant(ctx, s.complete)
	}
	if err != nil {
		return nil, err
	}
	if err := s.confirm(ctx, grant); err != nil {
		_ = s.platform.RevokeUnused(ctx, s.app(), grant) // it ends by itself
		return nil, err
	}
	return grant, nil
}

func (s *Session) app() App {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.complete.App
}

func (s *Session) usable() (*Grant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errSessionClosed
	}
	if s.isUsable(s.current) {
		return s.current, nil
	}
	return nil, nil
}

// IsOpen reports whether the session has a grant, so that a call needs no new one.
func (s *Session) IsOpen() bool {
	grant, _ := s.usable()
	return grant != nil
}

func (s *Session) isUsable(g *Grant) bool {
	return g != nil && g.ExpiresAt.Sub(s.now()) > renewBefore
}

func (s *Session) obtain(ctx context.Context) (*Grant, error) {
	grant, err := s.grant(ctx)
	if err != nil {
		return nil, err
	}
	return grant, s.adopt(ctx, grant, false)
}

// adopt makes a grant the current one. If the session was closed meanwhile, the
// grant is revoked.
func (s *Session) adopt(ctx context.Context, grant *Grant, cached bool) error {
	s.mu.Lock()
	closed := s.closed
	if !closed {
		s.current, s.cached = grant, cached
	}
	s.mu.Unlock()
	if closed && !cached {
		return errors.Join(errSessionClosed, s.platform.RevokeUnused(ctx, s.app(), grant))
	}
	return nil
}

// obtainCached reuses the grant of an earlier process, or obtains one and caches it. The
// cache is locked meanwhile, so that parallel processes share one grant, too. If the
// cache fails, the session works without it.
func (s *Session) obtainCached(ctx context.Context) (*Grant, error) {
	unlock, err := s.options.Cache.lock(ctx)
	if err != nil {
		s.platform.log(ctx, "the token cache cannot be locked", map[string]any{"error": err.Error()})
		return s.obtain(ctx)
	}
	defer unlock()
	if grant := s.options.Cache.load(); s.isUsable(grant) && !s.isRejected(grant) {
		if err := s.confirm(ctx, grant); err != nil { // the cache keeps it for commands that may use it
			return nil, err
		}
		return grant, s.adopt(ctx, grant, true)
	}
	grant, err := s.grant(ctx)
	if err != nil {
		return nil, err
	}
	err = s.options.Cache.store(grant)
	if err != nil {
		s.platform.log(ctx, "the token cache cannot be written", map[string]any{"error": err.Error()})
	}
	return grant, s.adopt(ctx, grant, err == nil)
}

func (s *Session) isRejected(g *Grant) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rejected != nil && s.rejected.accessToken == g.accessToken
}

// Invalidate drops a grant that the platform rejected, unless it was replaced already.
func (s *Session) Invalidate(g *Grant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == g {
		s.current, s.rejected = nil, g
	}
}

// Close ends the session according to its options. Later grants fail. Close waits for a
// pending grant, which revokes itself.
func (s *Session) Close(ctx context.Context) error {
	s.mu.Lock()
	open, cached := s.current, s.cached
	s.current, s.closed = nil, true
	s.mu.Unlock()
	var err error
	if open != nil && !cached && s.affordsRevocation() {
		err = s.platform.Revoke(ctx, s.app(), open)
	}
	return errors.Join(err, s.grants.Wait(ctx))
}

func (s *Session) affordsRevocation() bool {
	return s.options.KeepRequests <= 0 || s.platform.transport.Affords(s.request.App.budget(), s.options.KeepRequests)
}
