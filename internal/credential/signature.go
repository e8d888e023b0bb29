// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential

import (
	"github.com/go-jose/go-jose/v4"
)

// SignatureStatus says what is known of a JWT's signature without asking the
// token endpoint.
type SignatureStatus string

// The outcomes of VerifySignature.
const (
	SignatureValid         SignatureStatus = "valid"
	SignatureNotVerifiable SignatureStatus = "not verifiable"
)

// VerifySignature checks the signature of a JWT that Inspect has accepted against
// a published key set. A key that is not published there makes it not verifiable:
// RingCentral does not document whether it publishes the key of JWT credentials.
// The error is a *DamageError.
func VerifySignature(jwt string, keys jose.JSONWebKeySet) (SignatureStatus, error) {
	signed, err := jose.ParseSignedCompact(jwt, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil || len(signed.Signatures) != 1 {
		return "", damage(BadContent, "The value is not a signed JWT.")
	}
	published := keys.Key(signed.Signatures[0].Protected.KeyID)
	for _, key := range published {
		if _, err := signed.Verify(key); err == nil {
			return SignatureValid, nil
		}
	}
	if len(published) == 0 {
		return SignatureNotVerifiable, nil
	}
	return "", damage(BadSignature, "The signature of the JWT does not match its content. At least one character was changed when it was copied.")
}
