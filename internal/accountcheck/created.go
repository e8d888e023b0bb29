// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// prefix begins the name of everything that a check creates, so that a later check finds
// what an interrupted one has left. Addresses are of a domain that receives no mail
// (RFC 2606).
const (
	prefix = "tf-check-"
	domain = "@example.com"
)

// created is what this check has created and not deleted yet.
type created struct {
	// run is part of every name.
	run           string
	first, second string
	role          string
	// users and roles are all objects to delete, and seats those to release.
	users, roles, seats []string
	// firstAt and roleAt are when the first user and the role were created, and freedAt
	// is when the last user was deleted.
	firstAt, roleAt, freedAt time.Time
	// loginName and attributes are answers from the response that created the first user.
	loginName, attributes seen
	// passwords is set if passwords can be set.
	passwords bool
}

func (c *check) name(suffix string) string {
	if c.created.run == "" {
		c.created.run = strings.ToLower(rand.Text()[:8])
	}
	return prefix + c.created.run + "-" + suffix
}

func (c *check) send(ctx context.Context, method string, group transport.Group, path string, body any) (*ringcentral.Response, error) {
	return c.client.Ask(ctx, ringcentral.Request{Method: method, Group: group, Path: path, Body: body})
}

// forget removes an object that is gone.
func (c *created) forget(id string) {
	for _, list := range []*[]string{&c.users, &c.roles, &c.seats} {
		*list = slices.DeleteFunc(*list, func(other string) bool { return other == id })
	}
}

// deleteCreated deletes what is left of this check, and returns what it could not delete.
func (c *check) deleteCreated(ctx context.Context) (left []string) {
	return c.deleteAll(ctx, c.created.users, c.created.seats, c.created.roles)
}

// deleteAll deletes users before roles, which they may hold.
func (c *check) deleteAll(ctx context.Context, users, seats, roles []string) (left []string) {
	for _, id := range slices.Concat(deleteEach(ctx, users, c.deleteUser), deleteEach(ctx, seats, c.releaseSeat)) {
		left = append(left, "user "+id)
	}
	for _, id := range deleteEach(ctx, roles, c.deleteReleasedRole) {
		left = append(left, "role "+id)
	}
	return left
}

// deleteEach deletes objects, and returns those that are still there.
func deleteEach(ctx context.Context, ids []string, one func(ctx context.Context, id string) error) (left []string) {
	for _, id := range ids {
		if err := one(ctx, id); err != nil && !isGone(err) {
			left = append(left, id)
		}
	}
	return left
}

func (c *check) deleteUser(ctx context.Context, id string) error {
	_, err := c.send(ctx, http.MethodDelete, transport.Medium, extensionPath+"/"+id, nil)
	return err
}

// releaseSeat deletes the user of a seat, and keeps the seat's phone lines.
func (c *check) releaseSeat(ctx context.Context, id string) error {
	_, err := c.client.Ask(ctx, ringcentral.Request{
		Method: http.MethodDelete, Group: transport.Medium, Path: extensionPath + "/" + id,
		Query: url.Values{"savePhoneLines": {"true"}},
	})
	return err
}

func (c *check) deleteRole(ctx context.Context, id string) error {
	_, err := c.send(ctx, http.MethodDelete, transport.Medium, rolePath+"/"+id, nil)
	return err
}

// longestPause is the last and longest pause before a role is tried to be deleted again.
const longestPause = 8 * time.Second

// deleteReleasedRole deletes a role. RingCentral can take a while to notice that its last
// holder is gone.
func (c *check) deleteReleasedRole(ctx context.Context, id string) error {
	for wait := time.Second; ; wait *= 2 {
		err := c.deleteRole(ctx, id)
		if err == nil || isGone(err) || wait > longestPause || transport.Sleep(ctx, wait) != nil {
			return err
		}
	}
}

func isGone(err error) bool {
	refused, ok := isRefused(err)
	return ok && refused.StatusCode == http.StatusNotFound
}

// offerLeftovers finds what an interrupted check has left, and deletes it if the person
// agrees.
func (c *check) offerLeftovers(ctx context.Context) error {
	var users, seats, roles []string
	if c.has("ReadAccounts") {
		all, err := c.listAll(ctx, extensionPath)
		if err != nil {
			return fmt.Errorf("looking for leftovers of an earlier check: %s", errorText(err))
		}
		for _, o := range all {
			if strings.HasPrefix(textAt(o, "contact", "firstName"), prefix) && strings.HasSuffix(textAt(o, "contact", "email"), domain) {
				if strings.HasSuffix(textAt(o, "contact", "firstName"), seatSuffix) {
					seats = append(seats, textAt(o, "id"))
				} else {
					users = append(users, textAt(o, "id"))
				}
			}
		}
		if all, err = c.listAll(ctx, rolePath); err != nil {
			return fmt.Errorf("looking for leftovers of an earlier check: %s", errorText(err))
		}
		for _, o := range all {
			if strings.HasPrefix(textAt(o, "displayName"), prefix) {
				roles = append(roles, textAt(o, "id"))
			}
		}
	}
	if len(users)+len(seats)+len(roles) == 0 || c.Confirm != nil && !c.Confirm(fmt.Sprintf("An earlier check has left %d users and %d roles whose names begin with %s. Delete them?", len(users)+len(seats), len(roles), prefix)) {
		return nil
	}
	if left := c.deleteAll(ctx, users, seats, roles); len(left) > 0 {
		return fmt.Errorf("these leftovers of an earlier check could not be deleted: %v", left)
	}
	fmt.Fprintf(c.Progress, "Deleted %d users and %d roles that an earlier check has left.\n", len(users)+len(seats), len(roles))
	return nil
}

// maxPages bounds the search for leftovers.
const maxPages = 20

func (c *check) listAll(ctx context.Context, path string) (all []object, err error) {
	for page := 1; page <= maxPages; page++ {
		response, err := c.get(ctx, transport.Medium, path, "page", fmt.Sprint(page), "perPage", "1000")
		if err != nil {
			return nil, err
		}
		all = append(all, objects(response.Body["records"])...)
		if total, _ := at(response.Body, "paging", "totalPages").(float64); float64(page) >= total {
			break
		}
	}
	return all, nil
}
