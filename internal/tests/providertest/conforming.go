// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"net/http"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/conformance"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
)

// conforming wraps a platform so that every difference between its traffic and
// RingCentral's OpenAPI document fails the test, unless its dialect says so. Without the document it says
// that nothing is checked.
func conforming(t *testing.T, platform *simulator.Simulator) http.Handler {
	t.Helper()
	pages := console.New(platform, console.Options{})
	path, err := conformance.Locate()
	if err != nil {
		t.Fatal(err)
	}
	if path == "" {
		t.Logf("conformance is not checked: set %s to RingCentral's OpenAPI document", conformance.Variable)
		return pages
	}
	document, err := conformance.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	dialect := platform.Dialect()
	return document.Middleware(pages, func(v conformance.Violation) {
		if !dialect.Excuses(v.OperationID, v.Problem) {
			t.Errorf("the OpenAPI document disagrees with the %s", v)
		}
	})
}
