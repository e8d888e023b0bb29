// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

var key = sync.OnceValue(func() *rsa.PrivateKey {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return k
})

const (
	audience = "https://platform.ringcentral.com/restapi/oauth/token"
	never    = 2147483647
)

func claims(change func(jwt.MapClaims)) jwt.MapClaims {
	c := jwt.MapClaims{
		"aud": audience, "sub": "62288329016", "iss": "https://platform.ringcentral.com",
		"exp": 1700000000 + never, "iat": 1700000000, "jti": "BR8ZF_CrO0YV1NMajsr3Kg",
	}
	if change != nil {
		change(c)
	}
	return c
}

func sign(t testing.TB, method jwt.SigningMethod, signingKey any, c jwt.MapClaims) string {
	t.Helper()
	return signAs(t, "8762f598d0123456789abcdef0123456", method, signingKey, c)
}

func withKeyID(t testing.TB, keyID string) string {
	t.Helper()
	return signAs(t, keyID, jwt.SigningMethodRS256, key(), claims(nil))
}

func signAs(t testing.TB, keyID string, method jwt.SigningMethod, signingKey any, c jwt.MapClaims) string {
	t.Helper()
	token := jwt.NewWithClaims(method, c)
	token.Header["kid"] = keyID
	signed, err := token.SignedString(signingKey)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func TestInspect(t *testing.T) {
	t.Parallel()
	got, err := credential.Inspect(sign(t, jwt.SigningMethodRS256, key(), claims(nil)))
	if err != nil {
		t.Fatal(err)
	}
	want := credential.Claims{
		KeyID: "8762f598d0123456789abcdef0123456", Algorithm: "RS256", Audience: audience, Subject: "62288329016",
		Issuer: "https://platform.ringcentral.com", TokenID: "BR8ZF_CrO0YV1NMajsr3Kg", IssuedAt: time.Unix(1700000000, 0).UTC(),
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if !got.IssuedFor("https://platform.ringcentral.com/") || got.IssuedFor("https://platform.devtest.ringcentral.com") {
		t.Error("IssuedFor is wrong")
	}
	if got.Expired(time.Now().AddDate(100, 0, 0)) {
		t.Error("a credential that never expires has expired")
	}
}

func TestExpiry(t *testing.T) {
	t.Parallel()
	end := time.Date(2027, 6, 30, 23, 59, 59, 0, time.UTC)
	got, err := credential.Inspect(sign(t, jwt.SigningMethodRS256, key(), claims(func(c jwt.MapClaims) { c["exp"] = end.Unix() })))
	if err != nil || got.ExpiresAt == nil || !got.ExpiresAt.Equal(end) {
		t.Fatalf("got %v, %v", got.ExpiresAt, err)
	}
	if got.Expired(end.Add(-time.Second)) || !got.Expired(end) {
		t.Error("the credential does not expire at its end")
	}
}

func TestDamage(t *testing.T) {
	t.Parallel()
	good := sign(t, jwt.SigningMethodRS256, key(), claims(nil))
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	without := func(claim string) string {
		return sign(t, jwt.SigningMethodRS256, key(), claims(func(c jwt.MapClaims) { delete(c, claim) }))
	}
	parts := strings.Split(good, ".")
	tests := map[string]struct {
		value string
		kind  credential.DamageKind
	}{
		"empty":              {"", credential.Empty},
		"blank":              {" \n", credential.Empty},
		"trailing newline":   {good + "\n", credential.HasWhitespace},
		"line break inside":  {good[:100] + "\n" + good[100:], credential.HasWhitespace},
		"quoted":             {`"` + good + `"`, credential.Quoted},
		"single-quoted":      {"'" + good + "'", credential.Quoted},
		"access token":       {"U1BCMDFUMDRKV1MwMXxzLFSvXdw5PHMsVLEn_MrtcyxUsw", credential.NotAJWT},
		"signature lost":     {parts[0] + "." + parts[1], credential.Truncated},
		"joined twice":       {good + "." + good, credential.TooManyParts},
		"end lost":           {good[:len(good)-1], credential.Truncated},
		"end doubled":        {good + "abcd", credential.Truncated},
		"signature garbled":  {parts[0] + "." + parts[1] + "." + "!" + parts[2][1:], credential.BadEncoding},
		"header garbled":     {"!" + good[1:], credential.BadEncoding},
		"character lost":     {parts[0] + "." + parts[1][1:] + "." + parts[2], credential.BadEncoding},
		"payload not JSON":   {parts[0] + "." + parts[1][4:] + "." + parts[2], credential.BadContent},
		"key ID changed":     {withKeyID(t, "8762459800123456789abcdef0123456"), credential.BadKeyID},
		"key ID garbled":     {withKeyID(t, "8762f598d0123456789abcdef012345%"), credential.BadKeyID},
		"key ID shortened":   {withKeyID(t, "8762f598d0123456789abcdef012345"), credential.BadKeyID},
		"HS256":              {sign(t, jwt.SigningMethodHS256, []byte("k"), claims(nil)), credential.WrongAlgorithm},
		"ES256":              {sign(t, jwt.SigningMethodES256, ecKey, claims(nil)), credential.WrongAlgorithm},
		"no aud":             {without("aud"), credential.MissingClaim},
		"no sub":             {without("sub"), credential.MissingClaim},
		"no iss":             {without("iss"), credential.MissingClaim},
		"no jti":             {without("jti"), credential.MissingClaim},
		"no iat":             {without("iat"), credential.MissingClaim},
		"no exp":             {without("exp"), credential.MissingClaim},
		"another audience":   {sign(t, jwt.SigningMethodRS256, key(), claims(func(c jwt.MapClaims) { c["aud"] = "https://example.com/token" })), credential.OtherIssuer},
		"a subject in words": {sign(t, jwt.SigningMethodRS256, key(), claims(func(c jwt.MapClaims) { c["sub"] = "somebody" })), credential.OtherIssuer},
		"several audiences":  {sign(t, jwt.SigningMethodRS256, key(), claims(func(c jwt.MapClaims) { c["aud"] = []string{audience} })), credential.OtherIssuer},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := credential.Inspect(test.value)
			var damage *credential.DamageError
			if !errors.As(err, &damage) || damage.Kind != test.kind {
				t.Fatalf("got %#v, want %s", err, test.kind)
			}
			for i := 0; i+8 <= len(test.value); i++ {
				if strings.Contains(damage.Error(), test.value[i:i+8]) {
					t.Fatalf("the error quotes the value: %s", damage)
				}
			}
		})
	}
}

// TestOtherKeyID accepts a key ID that is nothing like the one in use today.
func TestOtherKeyID(t *testing.T) {
	t.Parallel()
	for _, keyID := range []string{"", "short", "0123456789abcdef0123456789abcdef", "2027-signing-key"} {
		if _, err := credential.Inspect(withKeyID(t, keyID)); err != nil {
			t.Errorf("%q: %v", keyID, err)
		}
	}
}

func TestFingerprint(t *testing.T) {
	t.Parallel()
	if got := credential.Fingerprint("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("got %s", got)
	}
}
