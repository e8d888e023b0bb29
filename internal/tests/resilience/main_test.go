// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"runtime/debug"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

func TestMain(m *testing.M) {
	// Thousands of short runs make much garbage, and need little memory.
	debug.SetGCPercent(400)
	providertest.Main(m)
}
