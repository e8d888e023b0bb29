// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package coalesce

import (
	"context"
	"sync/atomic"
)

// Memo keeps what was read once. An error is not kept. The zero value is empty.
type Memo[T any] struct {
	flight Flight[*T]
	kept   atomic.Pointer[T]
}

// Get returns what is kept, or what read returns.
func (m *Memo[T]) Get(ctx context.Context, read func(context.Context) (*T, error)) (*T, error) {
	if value := m.kept.Load(); value != nil {
		return value, nil
	}
	return m.flight.Do(ctx, "", func(ctx context.Context) (*T, error) {
		if value := m.kept.Load(); value != nil { // read since the first lookup
			return value, nil
		}
		value, err := read(ctx)
		if err == nil {
			m.kept.Store(value)
		}
		return value, err
	})
}
