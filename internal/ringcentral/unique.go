// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import "encoding/json"

// keyed is an element of a list that is recognized by a key.
type keyed interface{ key() string }

// unique is a list in a response. An element that is named twice, as happens where
// pages shift while they are read, is in it once.
type unique[T keyed] []T

// UnmarshalJSON implements json.Unmarshaler.
func (u *unique[T]) UnmarshalJSON(data []byte) error {
	var all []T
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	*u = withoutRepeats(all)
	return nil
}

// withoutRepeats keeps the first of the elements with the same key.
func withoutRepeats[T keyed](all []T) []T {
	if all == nil {
		return nil
	}
	kept, seen := make([]T, 0, len(all)), make(map[string]bool, len(all))
	for _, element := range all {
		if key := element.key(); !seen[key] {
			seen[key] = true
			kept = append(kept, element)
		}
	}
	return kept
}
