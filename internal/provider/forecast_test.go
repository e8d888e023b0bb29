// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const manyUsers = `
resource "ringcentral_service_user" "bot" {
  count      = %d
  first_name = "Bot"
  email      = "bot-${count.index}@example.com"
}
`

// TestForecast warns once of a plan that has to wait, with the arithmetic.
func TestForecast(t *testing.T) {
	t.Parallel()
	const warning = "Warning: Applying this plan will wait for RingCentral's rate limits"
	i := providertest.Integrate(t, simulator.Options{})
	w := i.Scenario(fmt.Sprintf(manyUsers, 40))
	if result := w.Run("plan"); result.ExitCode != 0 || result.Says(warning) {
		t.Errorf("40 writes are announced: %s", result.Output)
	}
	w.Write(fmt.Sprintf(manyUsers, 200))
	result := w.Run("plan")
	if result.ExitCode != 0 || result.Count(warning) != 1 || !result.Says("200 users: about 5 minutes at 40 requests per minute") {
		t.Error(result.Output)
	}
}
