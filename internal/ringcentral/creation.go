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

// RingCentral has neither idempotency keys nor conditional requests, so that what
// became of a create whose response was lost shows only in the account. Whatever
// is created is therefore looked for before, and again after a lost response: what
// is there then, and was not before, is the new object.

// ExistsError reports that an object like the one to create exists already. Nothing
// was created.
type ExistsError struct {
	IDs []ID
}

func (e *ExistsError) Error() string {
	return "it exists already: " + JoinIDs(e.IDs)
}

// UncertainError reports a create of which nobody knows what became: its response
// was lost, and looking for the object did not settle it.
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

const (
	// looks is how often a new object is looked for after a lost response, with
	// longer and longer pauses: the platform may still be at work.
	looks     = 3
	firstLook = time.Second
)

// settled creates an object. If the response is lost, find looks for what is new; only
// if it finds nothing is the create sent once more. The error is an
// *UncertainError if that does not settle it.
func settled[T any](ctx context.Context, create func(context.Context) (*T, error), find func(context.Context) ([]*T, error), id func(*T) ID) (*T, error) {
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
