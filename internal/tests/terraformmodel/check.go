// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const providerName = `provider["registry.terraform.io/ringcentral-community/ringcentral"]`

// checkPlan rejects a plan that does not hold what was configured.
func (r *run) checkPlan(address string, schema *tfprotov6.Schema, prior, config, planned tftypes.Value) bool {
	if planned.IsNull() {
		return r.defect(
			address, "invalid plan", "Provider %q planned an invalid value for %s: planned for absence but config wants existence.",
			sourceAddress, address,
		)
	}
	before, wanted, got := membersOf(prior), membersOf(config), membersOf(planned)
	well := true
	for _, attribute := range schema.Block.Attributes {
		want, promised := wanted[attribute.Name], got[attribute.Name]
		switch {
		case attribute.WriteOnly:
			if !promised.IsNull() {
				well = r.defect(
					address, "invalid plan", "Provider %q planned an invalid value for %s.%s: planned value for a write-only attribute.",
					sourceAddress, address, attribute.Name,
				)
			}
		case promised.Equal(want), !want.IsNull() && !before[attribute.Name].IsNull() && promised.Equal(before[attribute.Name]):
		case attribute.Computed && want.IsNull():
		case attribute.Computed && attribute.NestedType != nil:
		default:
			prior := ""
			if !before[attribute.Name].IsNull() {
				prior = fmt.Sprintf(" nor prior value %#v", converted(before[attribute.Name]))
			}
			well = r.defect(
				address, "invalid plan",
				"Provider %q planned an invalid value for %s.%s: planned value %#v does not match config value %#v%s.", sourceAddress,
				address, attribute.Name, converted(promised), converted(want), prior,
			)
		}
	}
	return well
}

// keeps reports whether a value has become what was promised: what was known stays.
func keeps(promised, got tftypes.Value) bool {
	if !promised.IsKnown() {
		return true
	}
	if promised.IsFullyKnown() || promised.IsNull() || got.IsNull() || !got.IsKnown() {
		return promised.Equal(got)
	}
	var wanted, found map[string]tftypes.Value
	if promised.As(&wanted) == nil && got.As(&found) == nil {
		for name, value := range wanted {
			if !keeps(value, found[name]) {
				return false
			}
		}
		return len(wanted) == len(found)
	}
	var elements, others []tftypes.Value
	if promised.As(&elements) == nil && got.As(&others) == nil {
		if _, isSet := promised.Type().(tftypes.Set); isSet {
			return len(others) <= len(elements) || len(others) > 0
		}
		if len(elements) != len(others) {
			return false
		}
		for i := range elements {
			if !keeps(elements[i], others[i]) {
				return false
			}
		}
	}
	return true
}

// checkFinalPlan rejects a plan during the apply that breaks the plan's promise.
func (r *run) checkFinalPlan(address string, promised, final tftypes.Value) bool {
	well := true
	wanted, got := membersOf(promised), membersOf(final)
	for name, want := range wanted {
		if !keeps(want, got[name]) {
			well = r.defect(address, "inconsistent final plan", "When expanding the plan for %s to include new values learned so far during apply, provider %q produced an invalid new value for .%s: was %#v, but now %#v.", address, sourceAddress, name, converted(want), converted(got[name]))
		}
	}
	return well
}

// checkResult rejects a new state that is not what was planned.
func (r *run) checkResult(address string, planned, got tftypes.Value) bool {
	well := true
	wanted, found := membersOf(planned), membersOf(got)
	for name, want := range wanted {
		if !keeps(want, found[name]) {
			well = r.defect(
				address, "inconsistent result after apply",
				"When applying changes to %s, provider %q produced an unexpected new value: .%s: was %#v, but now %#v.", address,
				providerName, name, converted(want), converted(found[name]),
			)
		}
	}
	return well
}
