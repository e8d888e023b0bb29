// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/sync/semaphore"
)

const statusUnassigned = "Unassigned"

// ErrNoSeat is returned when an account has no suitable unassigned seat.
var ErrNoSeat = errors.New("the account has no unassigned seat")

// seats are the unassigned seats of an account as far as a client knows them.
type seats struct {
	// turn is held while seats are listed or chosen.
	turn    *semaphore.Weighted
	listed  bool
	known   []Extension
	claimed map[ID]bool
}

func newSeats() seats { return seats{turn: semaphore.NewWeighted(1), claimed: map[ID]bool{}} }

// UnassignedSeats reads the unassigned seats of the account, which are licensed, in the
// order of their IDs. siteID restricts them to a site; empty means all. The list is read
// once per client, until ClaimSeat has used it up.
func (c *Client) UnassignedSeats(ctx context.Context, siteID string) ([]Extension, error) {
	if err := c.seats.turn.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer c.seats.turn.Release(1)
	if !c.seats.listed {
		if err := c.listSeats(ctx); err != nil {
			return nil, err
		}
	}
	return slices.Collect(func(yield func(Extension) bool) {
		for _, seat := range c.seats.known {
			if seat.isAt(siteID) && !yield(seat) {
				return
			}
		}
	}), nil
}

func (c *Client) listSeats(ctx context.Context) error {
	found, err := c.ListExtensions(ctx, ExtensionFilter{Status: []string{statusUnassigned}, Type: []string{"User"}})
	if err != nil {
		return err
	}
	slices.SortFunc(found, func(a, b Extension) int { return a.ID.Compare(b.ID) })
	c.seats.known, c.seats.listed = found, true
	return nil
}

// ClaimSeat turns the first unassigned seat into the user that the request
// describes, which must name an e-mail address. Claims of one client never choose the
// same seat. Other clients may: RingCentral has no conditional update, so the seat is
// read before and after, and a seat that another client has taken is not used. The error
// is ErrNoSeat if there is none, and an *ExistsError if the account has a user with this
// name and e-mail address that this run did not create.
func (c *Client) ClaimSeat(ctx context.Context, siteID string, request *ExtensionUpdate) (*Extension, error) {
	contact := request.Contact.whole()
	if _, err := c.refuseExisting(ctx, &contact); err != nil {
		return nil, err
	}
	for {
		id, err := c.chooseSeat(ctx, siteID)
		if err != nil {
			return nil, err
		}
		free, err := c.isFree(ctx, id)
		if err == nil && !free {
			continue
		}
		var user *Extension
		if err == nil {
			user, err = c.UpdateExtension(ctx, string(id), request)
		}
		if err != nil {
			c.returnRefused(id, err)
			return nil, err
		}
		seen, err := c.extensionNow(ctx, string(id))
		if err != nil {
			return user, nil //nolint:nilerr // the claim was accepted; the next read shows the result
		}
		if strings.EqualFold(seen.Contact.Email, *request.Contact.Email) {
			c.extensionJournal.markCreated(id)
			return seen, nil
		}
	}
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

func (c *Client) isFree(ctx context.Context, id ID) (bool, error) {
	seat, err := c.extensionNow(ctx, string(id))
	if IsNotFound(err, "extensionId") {
		return false, nil
	}
	return err == nil && seat.Status == statusUnassigned, err
}

// chooseSeat returns the first unclaimed seat. If all known seats are claimed, it reads
// the list once more.
func (c *Client) chooseSeat(ctx context.Context, siteID string) (ID, error) {
	if err := c.seats.turn.Acquire(ctx, 1); err != nil {
		return "", err
	}
	defer c.seats.turn.Release(1)
	for fresh := false; ; fresh = true {
		for _, seat := range c.seats.known {
			if !c.seats.claimed[seat.ID] && seat.isAt(siteID) {
				c.seats.claimed[seat.ID] = true
				return seat.ID, nil
			}
		}
		if fresh {
			return "", ErrNoSeat
		}
		if err := c.listSeats(ctx); err != nil {
			return "", err
		}
	}
}

// ReleaseSeat deletes a user in the only way that returns its seats: RingCentral turns
// each of its digital lines into an unassigned extension.
func (c *Client) ReleaseSeat(ctx context.Context, id string) error {
	c.extensionJournal.markDeleted(ID(id))
	defer c.extensionChanged(ID(id))
	_, err := c.deleteSingle(ctx, Extension{ID: ID(id)})
	return err
}

// returnRefused makes a seat available again if the platform has refused the user. After
// any other error the seat may belong to the user.
func (c *Client) returnRefused(id ID, err error) {
	var refused *Error
	if !errors.As(err, &refused) || refused.StatusCode < http.StatusBadRequest || refused.StatusCode >= http.StatusInternalServerError {
		return
	}
	if c.seats.turn.Acquire(context.Background(), 1) == nil { // never fails without an end of the context
		delete(c.seats.claimed, id)
		c.seats.turn.Release(1)
	}
}
