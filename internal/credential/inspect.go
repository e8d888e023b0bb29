// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package credential inspects RingCentral JWT credentials offline and resolves
// references to secrets. It makes no network calls.
package credential

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/origin"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

// neverExpires is exp - iat, in seconds, of a credential without an expiration
// date, as observed in production.
const neverExpires = 2147483647

// signatureLength is the length in bytes of an RS256 signature with the 2048-bit
// key that RingCentral uses, as observed in production.
const signatureLength = 256

// keyIDPrefix starts, and keyIDLength is the length of, the key ID of every JWT
// credential seen in production since 2023. RingCentral may change its key at any
// time, so a wholly different key ID is accepted.
const (
	keyIDPrefix = "8762f598"
	keyIDLength = 32
)

const (
	// maxClaim bounds a claim and the key ID, in bytes. Those of RingCentral have less
	// than 100.
	maxClaim = 512
	// endOfTime is the first second of the year 10000, in Unix time: a date after it
	// cannot be written as RFC 3339 wants it.
	endOfTime = 253402300800
)

// tokenEndpointPath ends the audience of every JWT credential.
const tokenEndpointPath = "/restapi/oauth/token"

// Claims holds the claims of a JWT credential.
type Claims struct {
	KeyID     string
	Algorithm string
	Audience  string
	// Subject is the ID of the extension that owns the credential.
	Subject string
	Issuer  string
	// TokenID identifies the credential (the claim jti).
	TokenID  string
	IssuedAt time.Time
	// ExpiresAt is nil for a credential that never expires.
	ExpiresAt *time.Time
}

// ServerURL returns the origin of the platform that accepts the JWT, in the form of
// origin.Parse.
func (c Claims) ServerURL() string {
	server, found := strings.CutSuffix(c.Audience, tokenEndpointPath)
	parsed, err := origin.Parse(server, server)
	if !found || err != nil {
		return ""
	}
	return parsed
}

// IssuedFor reports whether the platform at serverURL accepts the JWT.
func (c Claims) IssuedFor(serverURL string) bool {
	parsed, err := origin.Parse(serverURL, serverURL)
	return err == nil && c.ServerURL() == parsed
}

// Expired reports whether the JWT has expired at the given time.
func (c Claims) Expired(now time.Time) bool {
	return c.ExpiresAt != nil && !now.Before(*c.ExpiresAt)
}

// Fingerprint returns the SHA-256 of the exact bytes of a secret in lower-case
// hexadecimal digits.
func Fingerprint(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Inspect decodes a JWT credential. The error is a *DamageError. The signature
// is not verified: that needs the platform.
func Inspect(jwt string) (Claims, error) {
	if err := checkForm("JWT", jwt); err != nil {
		return Claims{}, err
	}
	parts := strings.Split(jwt, ".")
	if len(parts) != 3 {
		return Claims{}, wrongPartCount(len(parts))
	}
	var header struct {
		KeyID     string `json:"kid"`
		Algorithm string `json:"alg"`
	}
	if err := decodePart("header", parts[0], &header); err != nil {
		return Claims{}, err
	}
	var payload struct {
		Audience  string `json:"aud"`
		Subject   string `json:"sub"`
		Issuer    string `json:"iss"`
		TokenID   string `json:"jti"`
		IssuedAt  int64  `json:"iat"`
		ExpiresAt int64  `json:"exp"`
	}
	if err := decodePart("payload", parts[1], &payload); err != nil {
		return Claims{}, err
	}
	if header.Algorithm != "RS256" {
		return Claims{}, damage(WrongAlgorithm, "The value is a JWT, but RingCentral signs its JWT credentials with RS256, and this one is not.")
	}
	claims := Claims{
		KeyID:     header.KeyID,
		Algorithm: header.Algorithm,
		Audience:  payload.Audience,
		Subject:   payload.Subject,
		Issuer:    payload.Issuer,
		TokenID:   payload.TokenID,
		IssuedAt:  time.Unix(payload.IssuedAt, 0).UTC(),
	}
	if payload.ExpiresAt-payload.IssuedAt != neverExpires {
		expiresAt := time.Unix(payload.ExpiresAt, 0).UTC()
		claims.ExpiresAt = &expiresAt
	}
	for _, err := range []error{
		claims.check(payload.IssuedAt, payload.ExpiresAt),
		checkKeyID(header.KeyID),
		checkSignature(parts[2]),
	} {
		if err != nil {
			return Claims{}, err
		}
	}
	return claims, nil
}

func wrongPartCount(parts int) error {
	if parts == 1 {
		return damage(NotAJWT, "The value is not a JWT: it has no dots. It may be an access token or a client secret.")
	}
	if parts == 2 {
		return damage(Truncated, "A JWT has 3 parts, separated by dots, but the value has 2. It was cut off when it was copied.")
	}
	return damage(TooManyParts, fmt.Sprintf("A JWT has 3 parts, separated by dots, but the value has %d. Other text was added when it was copied.", parts))
}

func decodePart(name, part string, into any) error {
	decoded, err := base64.RawURLEncoding.Strict().DecodeString(part)
	if err != nil {
		return damage(BadEncoding, fmt.Sprintf("The %s of the JWT is not valid base64url. A character was lost or changed when it was copied.", name))
	}
	if !json.Valid(decoded) {
		return damage(BadContent, fmt.Sprintf("The %s of the JWT is not valid JSON. A character was lost or changed when it was copied.", name))
	}
	if err := json.Unmarshal(decoded, into); err != nil {
		return damage(
			OtherIssuer,
			fmt.Sprintf("The value is a JWT, but its %s does not have the claims of a RingCentral JWT credential. Something else issued it.", name),
		)
	}
	return nil
}

func (c Claims) check(issuedAt, expiresAt int64) error {
	for _, claim := range []struct {
		name    string
		present bool
	}{
		{"aud", c.Audience != ""},
		{"sub", c.Subject != ""},
		{"iss", c.Issuer != ""},
		{"jti", c.TokenID != ""},
		{"iat", issuedAt > 0 && issuedAt < endOfTime},
		{"exp", expiresAt > 0 && expiresAt < endOfTime},
	} {
		if !claim.present {
			return damage(MissingClaim, fmt.Sprintf("The value is a JWT, but lacks the claim %q of a RingCentral JWT credential.", claim.name))
		}
	}
	for _, text := range []string{c.KeyID, c.Audience, c.Subject, c.Issuer, c.TokenID} {
		if !printable.IsClean(text) || len(text) > maxClaim {
			return damage(OtherIssuer, "The value is a JWT, but not a RingCentral JWT credential. One of its claims is too long or has characters that cannot be shown.")
		}
	}
	if c.ServerURL() == "" || strings.Trim(c.Subject, "0123456789") != "" {
		return damage(
			OtherIssuer,
			"The value is a JWT, but not a RingCentral JWT credential. Its audience is not a RingCentral token endpoint, or its subject is not an extension ID.",
		)
	}
	return nil
}

// checkKeyID reports a key ID that is almost, but not quite, the one in use: at
// least one character of the header was changed.
func checkKeyID(keyID string) error {
	if len(keyID) < len(keyIDPrefix) {
		return nil
	}
	changed := 0
	for i := range keyIDPrefix {
		if keyID[i] != keyIDPrefix[i] {
			changed++
		}
	}
	intact := len(keyID) == keyIDLength && strings.Trim(keyID, "0123456789abcdef") == ""
	if changed > 2 || changed == 0 && intact {
		return nil
	}
	return damage(BadKeyID, "The key ID in the header of the JWT differs slightly from RingCentral's. A character was changed when it was copied.")
}

func checkSignature(part string) error {
	if want := base64.RawURLEncoding.EncodedLen(signatureLength); len(part) != want {
		return damage(
			Truncated,
			fmt.Sprintf("The signature of the JWT has %d characters instead of %d. The end was lost or repeated when it was copied.", len(part), want),
		)
	}
	if _, err := base64.RawURLEncoding.Strict().DecodeString(part); err != nil {
		return damage(BadEncoding, "The signature of the JWT is not valid base64url. A character was changed when it was copied.")
	}
	return nil
}
