// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"slices"
	"time"
)

// maxSessions is the number of parallel sessions of one user in one app; the
// next one ends the oldest (RingCentral's guide on tokens).
const maxSessions = 5

type session struct {
	id, clientID, ownerID, endpointID  string
	scopes                             []string
	accessToken, refreshToken          string
	accessExpiresAt, refreshExpiresAt  time.Time
	accessLifetime, refreshTokenMaxAge time.Duration
}

func (open *session) alive(now time.Time) bool {
	return now.Before(open.accessExpiresAt) || now.Before(open.refreshExpiresAt)
}

// SessionInfo names an open session.
type SessionInfo struct {
	ClientID string
	OwnerID  string
}

// OpenSessions returns the sessions that have a valid token, oldest first.
func (s *Simulator) OpenSessions() []SessionInfo {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var open []SessionInfo
	for _, candidate := range s.sessions {
		if candidate.alive(s.now()) {
			open = append(open, SessionInfo{ClientID: candidate.clientID, OwnerID: candidate.ownerID})
		}
	}
	return open
}

// openSession stores a new session, issues its tokens and ends the oldest ones
// beyond the cap.
func (s *Simulator) openSession(opened *session) {
	now := s.now()
	s.endSessions(func(other *session) bool { return !other.alive(now) })
	s.issueTokens(opened)
	s.sessions = append(s.sessions, opened)
	parallel := 0
	for i := len(s.sessions) - 1; i >= 0; i-- {
		other := s.sessions[i]
		if other.clientID != opened.clientID || other.ownerID != opened.ownerID {
			continue
		}
		if parallel++; parallel > maxSessions {
			s.sessions = slices.Delete(s.sessions, i, i+1)
		}
	}
}

// issueTokens gives a session its next access token and, when its app has
// refresh tokens, its next refresh token.
func (s *Simulator) issueTokens(open *session) {
	now := s.now()
	open.accessToken = s.newSecret()
	open.accessExpiresAt = now.Add(open.accessLifetime)
	if open.refreshTokenMaxAge > 0 {
		open.refreshToken = s.newSecret()
		open.refreshExpiresAt = now.Add(open.refreshTokenMaxAge)
	}
}

func (s *Simulator) endSessions(matches func(*session) bool) {
	s.sessions = slices.DeleteFunc(s.sessions, matches)
}

// endSessionsUnlessEnabled ends the sessions of a user who may not log in.
func (s *Simulator) endSessionsUnlessEnabled(e *Extension) {
	if e.Status != "Enabled" {
		s.endSessions(func(open *session) bool { return open.ownerID == e.ID })
	}
}

func (s *Simulator) sessionOf(matches func(*session) bool) *session {
	if i := slices.IndexFunc(s.sessions, matches); i >= 0 {
		return s.sessions[i]
	}
	return nil
}

// EndSessions ends every session of a user, as an administrator can, and as a new
// password does.
func (s *Simulator) EndSessions(ownerID string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.endSessions(func(open *session) bool { return open.ownerID == ownerID })
}

// ExpireAccessTokens lets the access tokens of a user end now, before their time.
func (s *Simulator) ExpireAccessTokens(ownerID string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, open := range s.sessions {
		if open.ownerID == ownerID {
			open.accessExpiresAt = s.now()
		}
	}
}
