// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// ParallelSessions is the number of parallel sessions that RingCentral allows for an app
// and user. One more ends the oldest, which may be that of the integration itself.
const ParallelSessions = 5

// Sessions shares sessions between callers that request the same grant, and revokes each
// session after its last caller has released it.
type Sessions struct {
	platform *Platform
	linger   time.Duration
	limit    int

	mu      sync.Mutex
	entries map[sessionKey]*sessionEntry
	closing sync.WaitGroup
}

type sessionKey [sha256.Size]byte

type sessionEntry struct {
	session *Session
	request GrantRequest
	holders int
	timer   *time.Timer
}

// SessionsOpenError reports that a session was not opened, because the allowed number of
// parallel sessions of the app and credential is already open.
type SessionsOpenError struct {
	ClientID string
	Held     int
}

func (e *SessionsOpenError) Error() string {
	return fmt.Sprintf("%d sessions of the app %s and the same credential are open, and RingCentral ends the oldest of more: "+
		"use the same scopes and lifetime to share one session", e.Held, e.ClientID)
}

// NewSessions returns an empty pool. A session is revoked when it has been unused for
// the time linger, or immediately if that is 0. No more than limit sessions of an app and
// credential are open at the same time; 0 means any number.
func NewSessions(p *Platform, linger time.Duration, limit int) *Sessions {
	return &Sessions{platform: p, linger: linger, limit: limit, entries: map[sessionKey]*sessionEntry{}}
}

func keyOf(r GrantRequest) sessionKey {
	return sha256.Sum256([]byte(strings.Join([]string{
		r.App.ClientID, r.App.ClientSecret, r.Assertion, strings.Join(r.Scopes, " "), fmt.Sprint(r.AccessTokenTTL),
	}, "\x00")))
}

// Acquire returns the session for a grant request. The caller must call release when it
// no longer needs the session. Only the first call of release counts. The error is a
// *SessionsOpenError.
func (s *Sessions) Acquire(r GrantRequest) (session *Session, release func(context.Context) error, err error) {
	key := keyOf(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	entry, ok := s.entries[key]
	if !ok {
		if held := s.held(r); s.limit > 0 && held >= s.limit {
			return nil, nil, &SessionsOpenError{ClientID: r.App.ClientID, Held: held}
		}
		entry = &sessionEntry{session: s.platform.NewSession(r, SessionOptions{}), request: r}
		s.entries[key] = entry
	}
	if entry.timer != nil {
		entry.timer.Stop()
		entry.timer = nil
	}
	entry.holders++
	var released atomic.Bool
	return entry.session, func(ctx context.Context) error {
		if released.Swap(true) {
			return nil
		}
		return s.release(ctx, key, entry)
	}, nil
}

// held counts the sessions of an app and credential; s.mu must be held.
func (s *Sessions) held(r GrantRequest) (count int) {
	for _, entry := range s.entries {
		if entry.request.App.ClientID == r.App.ClientID && entry.request.Assertion == r.Assertion {
			count++
		}
	}
	return count
}

func (s *Sessions) release(ctx context.Context, key sessionKey, entry *sessionEntry) error {
	s.mu.Lock()
	entry.holders--
	if entry.holders > 0 || s.entries[key] != entry {
		s.mu.Unlock()
		return nil
	}
	if s.linger > 0 {
		entry.timer = time.AfterFunc(s.linger, func() { s.expire(key, entry) })
		s.mu.Unlock()
		return nil
	}
	delete(s.entries, key)
	s.mu.Unlock()
	return entry.session.Close(ctx)
}

// expire revokes a session whose linger time is over, unless it is held again.
func (s *Sessions) expire(key sessionKey, entry *sessionEntry) {
	s.mu.Lock()
	if entry.holders > 0 || s.entries[key] != entry {
		s.mu.Unlock()
		return
	}
	delete(s.entries, key)
	s.closing.Add(1)
	s.mu.Unlock()
	defer s.closing.Done()
	ctx, cancel := context.WithTimeout(context.Background(), revokeTimeout)
	defer cancel()
	// A session that cannot be revoked ends by itself; RingCentral asks not to
	// repeat a failed revocation.
	_ = entry.session.Close(ctx)
}

// Close revokes every session of the pool now, and waits for pending revocations until
// ctx ends.
func (s *Sessions) Close(ctx context.Context) error {
	s.mu.Lock()
	entries := s.entries
	s.entries = map[sessionKey]*sessionEntry{}
	s.mu.Unlock()
	failures := make(chan error, len(entries))
	for _, entry := range entries {
		if entry.timer != nil {
			entry.timer.Stop()
		}
		go func() { failures <- entry.session.Close(ctx) }()
	}
	var errs []error
	for range entries {
		errs = append(errs, <-failures)
	}
	s.waitForClosing(ctx)
	return errors.Join(errs...)
}

func (s *Sessions) waitForClosing(ctx context.Context) {
	done := make(chan struct{})
	go func() {
		s.closing.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
}
