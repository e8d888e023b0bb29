// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential_test

import (
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

// BenchmarkInspect reads the claims of a JWT, as every plan does for each credential.
func BenchmarkInspect(b *testing.B) {
	good := sign(b, jwt.SigningMethodRS256, key(), claims(nil))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := credential.Inspect(good); err != nil {
			b.Fatal(err)
		}
	}
}
