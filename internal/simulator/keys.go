// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"strings"
	"sync"
)

type signingKey struct {
	private *rsa.PrivateKey
	id      string
}

// platformKey is shared by every simulator of a process because making an RSA
// key is slow, and because RingCentral's own environments share one key ID.
var platformKey = sync.OnceValue(newSigningKey)

// otherKey is published, but signs no JWT credentials.
var otherKey = sync.OnceValue(newSigningKey)

func newSigningKey() signingKey {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic("simulator: the system cannot generate an RSA key: " + err.Error())
	}
	digest := sha256.Sum256(private.N.Bytes())
	return signingKey{private: private, id: hex.EncodeToString(digest[:16])}
}

// jwtHeader and jwtClaims have the members, in the order, of the personal JWTs
// that RingCentral's Developer Console issues (observed in production).
type jwtHeader struct {
	KeyID     string `json:"kid"`
	Type      string `json:"typ"`
	Algorithm string `json:"alg"`
}

type jwtClaims struct {
	Audience  string `json:"aud"`
	Subject   string `json:"sub"`
	Issuer    string `json:"iss"`
	ExpiresAt int64  `json:"exp"`
	IssuedAt  int64  `json:"iat"`
	TokenID   string `json:"jti"`
}

// sign returns the compact serialization of an RS256 JWT.
func (k signingKey) sign(claims jwtClaims) string {
	signingInput := encodeSegment(jwtHeader{KeyID: k.id, Type: "JWT", Algorithm: "RS256"}) + "." + encodeSegment(claims)
	digest := sha256.Sum256([]byte(signingInput))
	signature, err := rsa.SignPKCS1v15(nil, k.private, crypto.SHA256, digest[:])
	if err != nil {
		panic("simulator: the platform key cannot sign: " + err.Error())
	}
	return signingInput + "." + base64.RawURLEncoding.EncodeToString(signature)
}

func (k signingKey) verify(signingInput string, signature []byte) bool {
	digest := sha256.Sum256([]byte(signingInput))
	return rsa.VerifyPKCS1v15(&k.private.PublicKey, crypto.SHA256, digest[:], signature) == nil
}

// parsedJWT is a JWT whose three segments could be decoded. Nothing about it has
// been verified.
type parsedJWT struct {
	header       jwtHeader
	claims       jwtClaims
	signingInput string
	signature    []byte
}

func parseJWT(token string) (parsedJWT, bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return parsedJWT{}, false
	}
	parsed := parsedJWT{signingInput: parts[0] + "." + parts[1]}
	var err error
	if parsed.signature, err = base64.RawURLEncoding.DecodeString(parts[2]); err != nil {
		return parsedJWT{}, false
	}
	return parsed, decodeSegment(parts[0], &parsed.header) && decodeSegment(parts[1], &parsed.claims)
}

func decodeSegment(segment string, into any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(segment)
	return err == nil && json.Unmarshal(raw, into) == nil
}

func encodeSegment(value any) string {
	raw, err := json.Marshal(value)
	if err != nil {
		panic("simulator: a JWT segment cannot be encoded: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// jsonWebKey is the JWKey of the OpenAPI document.
type jsonWebKey struct {
	KeyType   string `json:"kty"`
	Algorithm string `json:"alg"`
	Use       string `json:"use"`
	KeyID     string `json:"kid"`
	Modulus   string `json:"n"`
	Exponent  string `json:"e"`
}

func (k signingKey) jsonWebKey() jsonWebKey {
	return jsonWebKey{
		KeyType: "RSA", Algorithm: "RS256", Use: "sig", KeyID: k.id,
		Modulus:  base64.RawURLEncoding.EncodeToString(k.private.N.Bytes()),
		Exponent: base64.RawURLEncoding.EncodeToString(big.NewInt(int64(k.private.E)).Bytes()),
	}
}
