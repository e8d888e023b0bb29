// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// renewBefore is how long before its end a token is replaced.
const renewBefore = 60 * time.Second

// errSessionClosed is returned when a token is asked for after Close.
var errSessionClosed = errors.New("the RingCentral session has been closed")

// Session is an access token that is obtained when it is first needed and shared
// by everyone who needs it. It is safe for concurrent use.
type Session struct {
	platform *Platform
	request  GrantRequest
	now      func() time.Time
	grants   singleflight.Group
	reads    singleflight.Group

	mu      sync.Mutex
	current *Grant
	closed  bool
}

// NewSession returns a session that will be granted on first use.
func (p *Platform) NewSession(r GrantRequest) *Session {
	return &Session{platform: p, request: r, now: time.Now}
}

// Grant returns the current grant, or obtains one. Callers that arrive while a
// grant is under way share it; the context of a caller ends only its own wait.
func (s *Session) Grant(ctx context.Context) (*Grant, error) {
	if grant, err := s.usable(); grant != nil || err != nil {
		return grant, err
	}
	return await(ctx, &s.grants, "", func(ctx context.Context) (*Grant, error) {
		if grant, err := s.usable(); grant != nil || err != nil {
			return grant, err
		}
		return s.obtain(ctx)
	})
}

func (s *Session) usable() (*Grant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errSessionClosed
	}
	if s.current != nil && s.current.ExpiresAt.Sub(s.now()) > renewBefore {
		return s.current, nil
	}
	return nil, nil
}

func (s *Session) obtain(ctx context.Context) (*Grant, error) {
	grant, err := s.platform.Grant(ctx, s.request)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	closed := s.closed
	if !closed {
		s.current = grant
	}
	s.mu.Unlock()
	if closed {
		return nil, errors.Join(errSessionClosed, s.platform.Revoke(ctx, s.request.App, grant))
	}
	return grant, nil
}

// Invalidate drops a grant that the platform rejected, unless it was replaced already.
func (s *Session) Invalidate(g *Grant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == g {
		s.current = nil
	}
}

// Close revokes what is open. Grants that are asked for later fail.
func (s *Session) Close(ctx context.Context) error {
	s.mu.Lock()
	open := s.current
	s.current, s.closed = nil, true
	s.mu.Unlock()
	if open == nil {
		return nil
	}
	return s.platform.Revoke(ctx, s.request.App, open)
}
