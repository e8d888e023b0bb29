// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"time"
)

// readBacksPerQuery bounds the batches of new users that are read back together.
const readBacksPerQuery = 10

// readBack names users that this run has just written.
type readBack struct {
	emails []string
	ids    []ID
}

// readWritten reads users as they are now: several with one query for their e-mail
// addresses, and those whom it does not yield directly.
func (c *Client) readWritten(ctx context.Context, wanted readBack) (map[ID]*Extension, error) {
	return c.readBacks.do(ctx, wanted)
}

// runReadBacks reads all that is wanted, and hands everybody everything.
func (c *Client) runReadBacks(ctx context.Context, all []readBack) []outcome[map[ID]*Extension] {
	var emails []string
	var ids []ID
	for _, wanted := range all {
		emails, ids = append(emails, wanted.emails...), append(ids, wanted.ids...)
	}
	found := map[ID]*Extension{}
	if len(ids) > 1 && len(emails) > 0 {
		// What the query does not yield is read directly, errors included.
		listed, _ := c.listByEmail(ctx, emails)
		for i := range listed {
			if listed[i].isWhole() {
				found[listed[i].ID] = &listed[i]
			}
		}
	}
	for _, id := range ids {
		if found[id] != nil {
			continue
		}
		user, err := c.readNew(ctx, id)
		if err != nil && !IsNotFound(err, "extensionId") {
			return repeated(len(all), outcome[map[ID]*Extension]{err: err})
		}
		if err == nil {
			found[id] = user
		}
	}
	return repeated(len(all), outcome[map[ID]*Extension]{value: found})
}

// readNew reads a user who may be so new that not every server knows the user yet.
func (c *Client) readNew(ctx context.Context, id ID) (*Extension, error) {
	for _, pause := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second} {
		user, err := c.extensionNow(ctx, string(id))
		if !IsNotFound(err, "extensionId") {
			return user, err
		}
		if err := sleep(ctx, pause); err != nil {
			return nil, err
		}
	}
	return c.extensionNow(ctx, string(id))
}
