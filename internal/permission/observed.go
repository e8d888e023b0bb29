// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package permission

import "slices"

// Observed expresses the permissions that RingCentral returns for a role in
// terms of the declared ones. RingCentral adds what they include, assignable or
// not; that is no difference. A declared permission that the role lacks is left
// out, an assignable one that nobody declared is added. With declared nil (an
// imported role) it returns the smallest set that yields what the role holds.
func (d Dictionary) Observed(declared, held []string) []string {
	covered := d.Closure(declared...)
	undeclared := slices.DeleteFunc(slices.Clone(held), func(id string) bool {
		return covered[id] || !d.Assignable(id)
	})
	kept := slices.DeleteFunc(slices.Clone(declared), func(id string) bool {
		return !slices.Contains(held, id)
	})
	return slices.Sorted(slices.Values(append(kept, d.Minimal(undeclared)...)))
}
