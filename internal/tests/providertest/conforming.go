// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"net/http"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/conformance"
)

// conforming wraps a platform so that every difference between its traffic and
// RingCentral's OpenAPI document fails the test. Without the document it says
// that nothing is checked.
func conforming(t *testing.T, platform http.Handler) http.Handler {
	t.Helper()
	path, err := conformance.Locate()
	if err != nil {
		t.Fatal(err)
	}
	if path == "" {
		t.Logf("conformance is not checked: set %s to RingCentral's OpenAPI document", conformance.Variable)
		return platform
	}
	document, err := conformance.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return document.Middleware(platform, func(v conformance.Violation) {
		t.Errorf("the OpenAPI document disagrees with the %s", v)
	})
}
