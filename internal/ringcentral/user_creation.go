// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
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
	c.awaitVisible(ctx, &c.extensionJournal, func(ctx context.Context) error {
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

// UsersLike finds the users with a name and an e-mail address, except those that
// this run has read, changed or created, and so manages.
func (c *Client) UsersLike(ctx context.Context, contact ContactCreate) ([]ID, error) {
	found, err := c.usersBefore(ctx, contact.Email)
	return c.unmanagedLike(&contact, found), err
}

func (c *Client) unmanagedLike(contact *ContactCreate, found []Extension) []ID {
	var ids []ID
	for i := range found {
		if contact.describes(&found[i]) && !c.extensionJournal.isManaged(found[i].ID) {
			ids = append(ids, found[i].ID)
		}
	}
	return ids
}

// usersBefore finds the users with an e-mail address, as they were when this run
// asked for the first time.
func (c *Client) usersBefore(ctx context.Context, email string) ([]Extension, error) {
	if found, known := c.before.get(email); known {
		return found, nil
	}
	found, err := c.firstSearches.Do(ctx, email)
	if err != nil {
		return nil, err
	}
	return c.before.keep(email, found), nil
}

// searchBefore finds users by their e-mail addresses: several of them in the account's
// list, if that is short or known, since more are likely to be asked for.
func (c *Client) searchBefore(ctx context.Context, emails []string) []coalesce.Outcome[[]Extension] {
	if len(emails) <= singleSearches {
		return c.search(ctx, emails)
	}
	listed, ok := c.extensions.KnownOfOnePage(ctx)
	if !ok {
		return c.search(ctx, emails)
	}
	users := make([]Extension, 0, len(listed))
	for _, user := range listed {
		users = append(users, *user)
	}
	return byEmail(users, emails)
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

// whole returns the contact that a user without any has after the update.
func (c *ContactUpdate) whole() ContactCreate {
	var contact ContactCreate
	for _, field := range []struct {
		to   *string
		from *string
	}{{&contact.FirstName, c.FirstName}, {&contact.LastName, c.LastName}, {&contact.Email, c.Email}} {
		if field.from != nil {
			*field.to = *field.from
		}
	}
	return contact
}

func (c *ContactCreate) describes(e *Extension) bool {
	return strings.EqualFold(c.Email, e.Contact.Email) &&
		strings.TrimSpace(c.FirstName) == strings.TrimSpace(e.Contact.FirstName) &&
		strings.TrimSpace(c.LastName) == strings.TrimSpace(e.Contact.LastName)
}

// usersWithEmail finds users by their e-mail address, with one query for several
// that are asked for at the same time.
func (c *Client) usersWithEmail(ctx context.Context, email string) ([]Extension, error) {
	return c.searches.Do(ctx, email)
}

func (c *Client) search(ctx context.Context, emails []string) []coalesce.Outcome[[]Extension] {
	found, err := c.listByEmail(ctx, emails)
	if err != nil {
		return coalesce.SameOutcome(len(emails), coalesce.Outcome[[]Extension]{Err: err})
	}
	return byEmail(found, emails)
}

// byEmail gives each e-mail address the users that have it.
func byEmail(users []Extension, emails []string) []coalesce.Outcome[[]Extension] {
	outcomes := make([]coalesce.Outcome[[]Extension], 0, len(emails))
	for _, email := range emails {
		var matching []Extension
		for _, user := range users {
			if strings.EqualFold(user.Contact.Email, email) {
				matching = append(matching, user)
			}
		}
		outcomes = append(outcomes, coalesce.Outcome[[]Extension]{Value: matching})
	}
	return outcomes
}

const (
	searchesPerBatch = 100
	// singleSearches is for how many e-mail addresses the account's list is not read.
	singleSearches = 2
	// maxEmailQuery bounds the e-mail addresses of one query, in bytes of its address.
	maxEmailQuery = 4000
)

// listByEmail finds the users with any of the e-mail addresses.
func (c *Client) listByEmail(ctx context.Context, emails []string) ([]Extension, error) {
	var all []Extension
	for len(emails) > 0 {
		n, length := 0, 0
		for n < len(emails) && (n == 0 || length+emailQueryLength(emails[n]) <= maxEmailQuery) {
			length += emailQueryLength(emails[n])
			n++
		}
		found, err := c.listExtensions(ctx, ExtensionFilter{Email: emails[:n]})
		if err != nil {
			return nil, err
		}
		all, emails = append(all, found...), emails[n:]
	}
	return all, nil
}

func emailQueryLength(email string) int { return len("&email=") + len(url.QueryEscape(email)) }

// UsersWithEmail finds the users who had an e-mail address when this run looked for the
// first time, except those that this run manages.
func (c *Client) UsersWithEmail(ctx context.Context, email string) ([]ID, error) {
	found, err := c.usersBefore(ctx, email)
	var ids []ID
	for i := range found {
		if !c.extensionJournal.isManaged(found[i].ID) {
			ids = append(ids, found[i].ID)
		}
	}
	return ids, err
}
