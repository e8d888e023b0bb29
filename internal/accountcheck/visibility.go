// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// view is one way to look for a new object.
type view struct {
	name, text string
	// look is nil if the view shows the object.
	look func(context.Context) error
}

// errNotListed reports that a list does not hold the object yet.
var errNotListed = errors.New("it is not in the list")

// isInvisible reports whether an error can mean that an object is not visible yet.
func isInvisible(err error) bool {
	refused, ok := isRefused(err)
	return errors.Is(err, errNotListed) || ok && (refused.StatusCode == http.StatusNotFound || refused.Code == "CMN-102")
}

// visibleAtOnce is the answer if no view lags.
const visibleAtOnce = "at once"

// longestDelay bounds the wait for a new object.
const longestDelay = 2 * time.Minute

// await measures after which time each view shows an object that was created at a time.
// It looks after 0, 1, 3, 7, 15 … seconds. invisible reports whether an error of a view
// can end by itself.
func (c *check) await(ctx context.Context, kind string, since time.Time, invisible func(error) bool, views []view) seen {
	delays, refusals := make([]time.Duration, len(views)), make([]error, len(views))
	for i := range delays {
		delays[i] = -1
	}
	for wait := time.Duration(0); ; wait = 2*wait + time.Second {
		if transport.Sleep(ctx, time.Until(since.Add(wait))) != nil {
			return seen{skipped: "the check was stopped"}
		}
		for i, v := range views {
			if delays[i] >= 0 {
				continue
			}
			err := v.look(ctx)
			if err == nil || !invisible(err) {
				delays[i], refusals[i] = wait, err
			}
		}
		if !slices.Contains(delays, -1) || wait > longestDelay {
			break
		}
	}
	var texts []string
	var found fragment
	for i, v := range views {
		switch {
		case refusals[i] != nil:
			texts = append(texts, v.text+" "+errorText(refusals[i]))
		case delays[i] < 0:
			texts = append(texts, fmt.Sprintf("%s not within %s", v.text, longestDelay))
		case delays[i] > 0:
			texts = append(texts, fmt.Sprintf("%s after %s", v.text, delays[i]))
			found.Delays = append(found.Delays, object{"object": kind, "view": v.name, "seconds": int(delays[i].Seconds())})
		}
	}
	if len(texts) == 0 {
		return seen{text: visibleAtOnce}
	}
	return seen{text: strings.Join(texts, ", "), differs: found}
}

// byID looks for an object at its path.
func (c *check) byID(path string) view {
	return view{"direct", "by ID", func(ctx context.Context) error {
		_, err := c.get(ctx, transport.Light, path)
		return err
	}}
}

// inList looks for an object in a list.
func (c *check) inList(id, path string, query ...string) view {
	return view{"list", "in lists", func(ctx context.Context) error {
		response, err := c.get(ctx, transport.Medium, path, query...)
		if err == nil && !holds(response.Body["records"], id) {
			err = errNotListed
		}
		return err
	}}
}

// assigned gives a user a role, one of which is new.
func (c *check) assigned(userID, roleID string) view {
	return view{"assignment", "for role assignments", func(ctx context.Context) error {
		_, err := c.assign(ctx, userID, roleID)
		return err
	}}
}

func askUserVisible(ctx context.Context, c *check) seen {
	id := c.created.first
	return c.await(ctx, "extension", c.created.firstAt, isInvisible, []view{
		c.byID(extensionPath + "/" + id), c.inList(id, extensionPath, "email", c.name("one")+domain), c.assigned(id, c.standardRole(ctx)),
	})
}

func askRoleVisible(ctx context.Context, c *check) seen {
	id := c.created.role
	return c.await(ctx, "role", c.created.roleAt, isInvisible, []view{
		c.byID(rolePath + "/" + id), c.inList(id, rolePath, "custom", "true", "page", "1", "perPage", "1000"), c.assigned(c.created.first, id),
	})
}

// isHeld reports whether an error can mean that a role still has a user.
func isHeld(err error) bool {
	refused, ok := isRefused(err)
	return ok && refused.StatusCode == http.StatusBadRequest
}

func askReleased(ctx context.Context, c *check) seen {
	if len(c.created.users) > 0 || c.created.freedAt.IsZero() {
		return seen{skipped: "the users could not be deleted"}
	}
	return c.await(ctx, "role", c.created.freedAt, isHeld, []view{{"release", "it can be deleted", func(ctx context.Context) error {
		err := c.deleteRole(ctx, c.created.role)
		if err == nil || isGone(err) {
			c.created.forget(c.created.role)
			return nil
		}
		return err
	}}})
}
