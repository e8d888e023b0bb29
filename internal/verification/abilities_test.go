// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package verification

import (
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	unavailableBecause := func(id, code string) ringcentral.Feature {
		return ringcentral.Feature{ID: id, Reason: ringcentral.FeatureReason{Code: code}}
	}
	has := func(id string) ringcentral.Feature { return ringcentral.Feature{ID: id, Available: true} }
	for name, test := range map[string]struct {
		anyOf   []string
		known   []ringcentral.Feature
		other   bool // another user's session asked
		id      string
		verdict verdict
	}{
		"available":                         {anyOf: []string{"A"}, known: []ringcentral.Feature{has("A")}, verdict: available},
		"missing":                           {anyOf: []string{"A"}, known: []ringcentral.Feature{unavailableBecause("A", "AccountLimitation")}, id: "A", verdict: unavailable},
		"not mentioned":                     {anyOf: []string{"A"}, known: []ringcentral.Feature{has("B")}, id: "A", verdict: unverified},
		"missing, another user's session":   {anyOf: []string{"A"}, known: []ringcentral.Feature{unavailableBecause("A", "AccountLimitation")}, other: true, id: "A", verdict: unavailable},
		"the caller may not":                {anyOf: []string{"A"}, known: []ringcentral.Feature{unavailableBecause("A", "InsufficientPermissions")}, other: true, id: "A", verdict: unverified},
		"the owner may not":                 {anyOf: []string{"A"}, known: []ringcentral.Feature{unavailableBecause("A", "InsufficientPermissions")}, id: "A", verdict: unavailable},
		"one of two":                        {anyOf: []string{"A", "B"}, known: []ringcentral.Feature{unavailableBecause("A", "AccountLimitation"), has("B")}, verdict: available},
		"one missing, one not mentioned":    {anyOf: []string{"A", "B"}, known: []ringcentral.Feature{unavailableBecause("A", "AccountLimitation")}, id: "B", verdict: unverified},
		"none of two":                       {anyOf: []string{"A", "B"}, known: []ringcentral.Feature{unavailableBecause("B", "AccountLimitation"), unavailableBecause("A", "ExtensionLimitation")}, id: "A", verdict: unavailable},
		"unavailable for an unknown reason": {anyOf: []string{"A"}, known: []ringcentral.Feature{unavailableBecause("A", "")}, id: "A", verdict: unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			missing, got := judge(Feature{AnyOf: test.anyOf}, test.known, map[bool]asked{false: theOwner, true: theProvider}[test.other])
			if got != test.verdict || missing.ID != test.id {
				t.Errorf("got %q, verdict %d, want %q, %d", missing.ID, got, test.id, test.verdict)
			}
		})
	}
}
