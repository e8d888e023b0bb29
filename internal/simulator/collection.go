// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import "slices"

// collection is a map that preserves the order of insertion.
type collection[T any] struct {
	order  []string
	values map[string]T
}

func (c *collection[T]) get(id string) (T, bool) {
	value, ok := c.values[id]
	return value, ok
}

func (c *collection[T]) put(id string, value T) {
	if c.values == nil {
		c.values = map[string]T{}
	}
	if _, exists := c.values[id]; !exists {
		c.order = append(c.order, id)
	}
	c.values[id] = value
}

func (c *collection[T]) remove(id string) {
	delete(c.values, id)
	c.order = slices.DeleteFunc(c.order, func(other string) bool { return other == id })
}

func (c *collection[T]) all() []T {
	values := make([]T, 0, len(c.order))
	for _, id := range c.order {
		values = append(values, c.values[id])
	}
	return values
}
