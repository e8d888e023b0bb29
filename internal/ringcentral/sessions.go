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
	"time"
)

// revokeTimeout bounds the revocation of a session that nobody waits for.
const revokeTimeout = 10 * time.Second

// Sessions shares sessions between checks of the same app and credential, and
// revokes each as soon as no check holds it. RingCentral ends the oldest of more
// than five parallel sessions of a user and app, which may be that of the
// integration itself.
type Sessions struct {
	platform *Platform
	linger   time.Duration

	mu      sync.Mutex
	entries map[sessionKey]*sessionEntry
	closing sync.WaitGroup
}

type sessionKey [sha256.Size]byte

type sessionEntry struct {
	session *Session
	holders int
	timer   *time.Timer
}

// NewSessions returns an empty pool. A session is revoked when nobody has held
// it for the time linger.
func NewSessions(p *Platform, linger time.Duration) *Sessions {
	return &Sessions{platform: p, linger: linger, entries: map[sessionKey]*sessionEntry{}}
}

func keyOf(r GrantRequest) sessionKey {
	return sha256.Sum256([]byte(strings.Join([]string{
		r.App.ClientID, r.App.ClientSecret, r.Assertion, strings.Join(r.Scopes, " "), fmt.Sprint(r.AccessTokenTTL),
	}, "\x00")))
}

// Acquire returns the session for a grant request. The caller must call release
// once, when it does not need the session any more.
func (s *Sessions) Acquire(r GrantRequest) (session *Session, release func()) {
	key := keyOf(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	entry, ok := s.entries[key]
	if !ok {
		entry = &sessionEntry{session: s.platform.NewSession(r, SessionOptions{})}
		s.entries[key] = entry
	}
	if entry.timer != nil {
		entry.timer.Stop()
		entry.timer = nil
	}
	entry.holders++
	return entry.session, sync.OnceFunc(func() { s.release(key, entry) })
}

func (s *Sessions) release(key sessionKey, entry *sessionEntry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry.holders--
	if entry.holders > 0 || s.entries[key] != entry {
		return
	}
	entry.timer = time.AfterFunc(s.linger, func() { s.expire(key, entry) })
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

// Close revokes every session of the pool now, and waits for revocations under
// way until ctx ends.
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
