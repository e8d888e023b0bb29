// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtgrant_test

import (
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

func TestMain(m *testing.M) { providertest.Main(m) }
