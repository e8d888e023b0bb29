// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"crypto/rand"
	"encoding/base64"
	"slices"
	"strconv"
)

// neverExpires is the lifetime in seconds of a JWT credential that was created
// without an expiration date (observed in production).
const neverExpires = 2147483647

func randomText(bytes int) string {
	raw := make([]byte, bytes)
	_, _ = rand.Read(raw)
	return base64.RawURLEncoding.EncodeToString(raw)
}

// newTokenID returns a jti: a UUID's 16 bytes as 22 characters of base64url.
func newTokenID() string { return randomText(16) }

func newClientID() string { return randomText(16) }

// newSecret returns a secret that contains the marker and remembers it for
// Secrets. The caller holds the mutex.
func (s *Simulator) newSecret() string {
	secret := randomText(24) + s.marker + randomText(24)
	s.rememberSecret(secret)
	return secret
}

func (s *Simulator) rememberSecret(secret string) {
	if secret != "" && !slices.Contains(s.secrets, secret) {
		s.secrets = append(s.secrets, secret)
	}
}

// issueID returns the next ID of a kind of object.
func (s *Simulator) issueID(kind string) string {
	id := s.nextID[kind]
	s.nextID[kind] = id + 1
	return strconv.FormatInt(id, 10)
}
