// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"slices"
)

// CreateUser creates a user.
//
// The error is an *ExistsError if the account has a user with this name and e-mail
// address that this run did not create, and an *UncertainError if a response was
// lost and the account does not tell whether the user exists.
func (c *Client) CreateUser(ctx context.Context, user *ExtensionCreate) (*Extension, error) {
	before, err := c.refuseExisting(ctx, &user.Contact)
	if err != nil {
		return nil, err
	}
	created, err := createOnce(ctx,
		func(ctx context.Context) (*Extension, error) { return c.CreateExtension(ctx, user) },
		func(ctx context.Context) ([]*Extension, error) {
			return c.appeared(ctx, &user.Contact, before)
		},
		(*Extension).id,
	)
	if err != nil {
		return nil, err
	}
	c.extensionJournal.markCreated(created.ID)
	c.extensionChanged(created.ID)
	c.extensionJournal.awaitVisible(ctx, func(ctx context.Context) error {
		_, err := c.extensionNow(ctx, string(created.ID))
		return err
	})
	return created, nil
}

// refuseExisting returns an *ExistsError if the account has a user with the contact's
// name and e-mail address whom this run does not manage. Otherwise it returns the IDs
// of all users with the e-mail address.
func (c *Client) refuseExisting(ctx context.Context, contact *ContactCreate) (withEmail []ID, err error) {
	found, err := c.usersBefore(ctx, contact.Email)
	if err != nil {
		return nil, err
	}
	if existing := c.unmanagedLike(contact, found); len(existing) > 0 {
		return nil, &ExistsError{IDs: existing}
	}
	for i := range found {
		withEmail = append(withEmail, found[i].ID)
	}
	return withEmail, nil
}

// appeared finds the users that fit the contact and were not there before.
func (c *Client) appeared(ctx context.Context, contact *ContactCreate, before []ID) ([]*Extension, error) {
	found, err := c.usersWithEmail(ctx, contact.Email)
	if err != nil {
		return nil, err
	}
	var appeared []*Extension
	for i := range found {
		user := &found[i]
		if contact.describes(user) && !slices.Contains(before, user.ID) && !c.extensionJournal.wasCreated(user.ID) {
			c.extensionChanged(user.ID)
			appeared = append(appeared, user)
		}
	}
	return appeared, nil
}
