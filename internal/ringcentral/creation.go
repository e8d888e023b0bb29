// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// RingCentral has neither idempotency keys nor conditional requests, so only the
// account shows the outcome of a create whose response was lost. Each create is
// therefore preceded by a lookup, and followed by another one if its response is lost:
// an object that appeared between the two is the new one.

// ExistsError reports that an object like the one to create already exists. Nothing
// was created.
type ExistsError struct {
	IDs []ID
}

func (e *ExistsError) Error() string {
	return "it already exists: " + JoinIDs(e.IDs)
}

// UncertainError reports a create whose outcome is unknown: its response was lost, and
// a lookup did not show the result.
type UncertainError struct {
	// IDs holds the objects that may be the new one; it may be empty.
	IDs []ID
	// Err is what happened to the response.
	Err error
}

func (e *UncertainError) Error() string {
	text := "nobody knows whether it was created"
	if len(e.IDs) > 0 {
		text += fmt.Sprintf(" (it may be %s)", JoinIDs(e.IDs))
	}
	return text + ": " + e.Err.Error()
}

func (e *UncertainError) Unwrap() error { return e.Err }

// JoinIDs lists IDs for a message.
func JoinIDs(ids []ID) string {
	texts := make([]string, 0, len(ids))
	for _, id := range ids {
		texts = append(texts, string(id))
	}
	return strings.Join(texts, ", ")
}

// hadNoEffect reports whether a failed request is known to have changed nothing: it
// was never sent, or the platform refused it.
func hadNoEffect(err error) bool {
	if transport.WasNotSent(err) {
		return true
	}
	var refused *Error
	return errors.As(err, &refused) && refused.StatusCode >= 400 && refused.StatusCode < 500 && refused.StatusCode != http.StatusRequestTimeout
}

// deleteBegins is how long after a create the delete of an object like it may begin.
const deleteBegins = 2 * time.Second

// awaitDeletes waits for deletes of this run that make room for an object. If an object
// gets another address, Terraform starts the create and the delete at the same time.
// existing are the objects in the way; look looks for them again.
func (j *journal) awaitDeletes(ctx context.Context, existing []ID, look func(context.Context) ([]ID, error)) ([]ID, error) {
	for waited := time.Duration(0); len(existing) > 0 && (waited == 0 || waited < settlingTime && j.deletes(existing)); waited += deleteBegins {
		if transport.Sleep(ctx, deleteBegins) != nil {
			return existing, nil //nolint:nilerr // a caller whose time is over learns what is in the way
		}
		var err error
		if existing, err = look(ctx); err != nil {
			return nil, err
		}
	}
	return existing, nil
}

const (
	// looks is the number of lookups after a lost response, with growing delays, because
	// the platform may still process the request.
	looks     = 7
	firstLook = time.Second
)

// createOnce creates an object. If the response is lost, find looks for new objects. If
// there is none, createOnce sends the create once more. The error is an *UncertainError if
// the outcome remains unknown.
func createOnce[T any](ctx context.Context, create func(context.Context) (*T, error), find func(context.Context) ([]*T, error), id func(*T) ID) (*T, error) {
	for again := false; ; again = true {
		created, lost := create(ctx)
		if lost == nil || hadNoEffect(lost) {
			return created, lost
		}
		found, err := lookFor(ctx, find)
		uncertain := &UncertainError{Err: errors.Join(lost, err)}
		for _, candidate := range found {
			uncertain.IDs = append(uncertain.IDs, id(candidate))
		}
		switch {
		case err == nil && len(found) == 1:
			return found[0], nil
		case err != nil, len(found) > 1, again, ctx.Err() != nil:
			return nil, uncertain
		}
	}
}

func lookFor[T any](ctx context.Context, find func(context.Context) ([]*T, error)) ([]*T, error) {
	ctx, cancel := transport.WithGracePeriod(ctx)
	defer cancel()
	pause := firstLook
	for look := 1; ; look++ {
		found, err := find(ctx)
		if err != nil || len(found) > 0 || look == looks {
			return found, err
		}
		if err := transport.Sleep(ctx, pause); err != nil {
			return nil, err
		}
		pause *= 2
	}
}
