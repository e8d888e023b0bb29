// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential_test

import (
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/golang-jwt/jwt/v5"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

func TestVerifySignature(t *testing.T) {
	t.Parallel()
	const keyID = "8762f598d0123456789abcdef0123456"
	good := withKeyID(t, keyID)
	forged, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	published := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key().Public(), KeyID: keyID, Algorithm: "RS256", Use: "sig"}}}
	parts := strings.Split(good, ".")
	changed := parts[0] + "." + parts[1] + "." + strings.Map(func(r rune) rune {
		if r == 'A' {
			return 'B'
		}
		return r
	}, "A"+parts[2][1:])
	tests := map[string]struct {
		jwt     string
		keys    jose.JSONWebKeySet
		status  credential.SignatureStatus
		damaged bool
	}{
		"published key":     {good, published, credential.SignatureValid, false},
		"no published key":  {good, jose.JSONWebKeySet{}, credential.SignatureNotVerifiable, false},
		"another key ID":    {withKeyID(t, "0123456789abcdef0123456789abcdef"), published, credential.SignatureNotVerifiable, false},
		"changed signature": {changed, published, "", true},
		"somebody else's":   {signAs(t, keyID, jwt.SigningMethodRS256, forged, claims(nil)), published, "", true},
		"not a JWT":         {"a.b.c", published, "", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, err := credential.VerifySignature(test.jwt, test.keys)
			var damage *credential.DamageError
			if status != test.status || errors.As(err, &damage) != test.damaged {
				t.Errorf("got %q, %v", status, err)
			}
		})
	}
}
