// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/http"
	"slices"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// CreateExtension creates an extension.
//
// The error is an *ExistsError if the account has an extension with this name and e-mail
// address that this run did not create, and an *UncertainError if a response was
// lost and the account does not tell whether the extension exists.
func (c *Client) CreateExtension(ctx context.Context, request *ExtensionCreate) (*Extension, error) {
	before, err := c.refuseExisting(ctx, &request.Contact)
	if err != nil {
		return nil, err
	}
	created, err := createOnce(ctx,
		func(ctx context.Context) (*Extension, error) { return c.createExtension(ctx, request) },
		func(ctx context.Context) ([]*Extension, error) {
			return c.appeared(ctx, &request.Contact, before)
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

// createExtension sends the create once. It does not retry after a lost response.
func (c *Client) createExtension(ctx context.Context, request *ExtensionCreate) (*Extension, error) {
	var extension Extension
	err := c.doIdentified(
		ctx, call{method: http.MethodPost, group: transport.Medium, path: c.accountPath("/extension"), body: request, into: &extension},
		&extension.ID,
	)
	if err != nil {
		return nil, explainPassword(err, request.Password)
	}
	return &extension, nil
}

// refuseExisting returns an *ExistsError if the account has an extension with the contact's
// name and e-mail address that this run neither manages nor deletes. Otherwise it returns the IDs
// of all extensions with the e-mail address.
func (c *Client) refuseExisting(ctx context.Context, contact *ContactCreate) (withEmail []ID, err error) {
	found, err := c.extensionsBefore(ctx, contact.Email)
	if err != nil {
		return nil, err
	}
	existing, err := c.extensionJournal.awaitDeletes(ctx, c.unmanagedLike(contact, found), func(ctx context.Context) ([]ID, error) {
		found, err := c.searchFor(ctx, contact.Email)
		return c.unmanagedLike(contact, found), err
	})
	if err != nil {
		return nil, err
	}
	if len(existing) > 0 {
		return nil, &ExistsError{IDs: existing}
	}
	for i := range found {
		withEmail = append(withEmail, found[i].ID)
	}
	return withEmail, nil
}

// appeared finds the extensions that fit the contact and were not there before.
func (c *Client) appeared(ctx context.Context, contact *ContactCreate, before []ID) ([]*Extension, error) {
	found, err := c.searchFor(ctx, contact.Email)
	if err != nil {
		return nil, err
	}
	var appeared []*Extension
	for i := range found {
		candidate := &found[i]
		if contact.describes(candidate) && !slices.Contains(before, candidate.ID) && !c.extensionJournal.wasCreated(candidate.ID) {
			c.extensionChanged(candidate.ID)
			appeared = append(appeared, candidate)
		}
	}
	return appeared, nil
}
