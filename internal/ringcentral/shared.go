// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"

	"golang.org/x/sync/singleflight"
)

// await runs work once for all callers that ask for the same key at the same
// time. The context of a caller ends only its own wait.
func await[T any](ctx context.Context, flight *singleflight.Group, key string, work func(context.Context) (*T, error)) (*T, error) {
	detached := context.WithoutCancel(ctx)
	result := flight.DoChan(key, func() (any, error) { return work(detached) })
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case r := <-result:
		if r.Err != nil {
			return nil, r.Err
		}
		return r.Val.(*T), nil //nolint:forcetypeassert // work returns nothing else
	}
}

// once reads what does not change while a client lives, and keeps it under a key.
func once[T any](ctx context.Context, c *Client, key string, read func(context.Context) (*T, error)) (*T, error) {
	known := func() *T {
		c.mu.Lock()
		defer c.mu.Unlock()
		value, _ := c.kept[key].(*T)
		return value
	}
	if value := known(); value != nil {
		return value, nil
	}
	return await(ctx, &c.lookups, key, func(ctx context.Context) (*T, error) {
		if value := known(); value != nil { // read since the first look
			return value, nil
		}
		value, err := read(ctx)
		if err != nil {
			return nil, err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.kept[key] = value
		return value, nil
	})
}
