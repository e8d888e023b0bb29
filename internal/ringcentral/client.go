// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"sync/atomic"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// Client calls the REST API with a session, on behalf of an account. It is safe
// for concurrent use.
type Client struct {
	*caller

	extensions     *coalesce.Cache[Extension]
	extensionRoles *coalesce.Cache[extensionRoles]
	roles          *coalesce.Cache[UserRole]
	account        coalesce.Memo[Account]
	permissions    coalesce.Memo[[]Permission]
	sites          coalesce.Memo[[]Site]

	searches *coalesce.Batch[string, []Extension]
	// firstSearches are those for what was there before this run.
	firstSearches *coalesce.Batch[string, []Extension]
	deletions     *coalesce.Together[Extension, struct{}]
	roleChanges   *coalesce.Together[RoleChange, []AssignedRole]

	// before holds the extensions with an e-mail address as they were before this run.
	before emailIndex
	seats  seats
	// freed is when this run last took roles from a user, in Unix nanoseconds.
	freed atomic.Int64
}

// NewClient returns a client of one account; "~" is the account of the session.
func (p *Platform) NewClient(s *Session, accountID string) *Client {
	c := &Client{caller: &caller{platform: p, session: s, accountID: accountID}, seats: newSeats()}
	listFailed := func(ctx context.Context, err error) {
		p.log(ctx, "the list cannot be read; objects are read one by one", map[string]any{"error": err.Error()})
	}
	c.extensions = coalesce.NewCache(coalesce.Source[Extension]{
		One: c.extensionNow, Page: c.extensionsPage, ID: (*Extension).key, IsWhole: (*Extension).isWhole, ListFailed: listFailed,
	})
	c.extensionRoles = coalesce.NewCache(coalesce.Source[extensionRoles]{
		One: c.extensionRolesNow, Page: c.extensionRolesPage, ID: (*extensionRoles).key, IsWhole: (*extensionRoles).isWhole, ListFailed: listFailed,
	})
	c.roles = coalesce.NewCache(coalesce.Source[UserRole]{
		One: c.roleNow, Page: c.rolesPage, ID: (*UserRole).key, IsWhole: (*UserRole).isWhole, ListFailed: listFailed,
	})
	c.searches = coalesce.NewBatch(searchesPerBatch, c.search)
	c.firstSearches = coalesce.NewBatch(searchesPerBatch, c.searchBefore)
	c.deletions = coalesce.NewTogether(deletionsPerBatch, c.bulkDelete, c.deleteSingle)
	c.roleChanges = coalesce.NewTogether(roleChangesPerBatch, c.changeRolesTogether, c.changeRolesAlone)
	return c
}

// IsGranted reports whether calls need no new grant.
func (c *Client) IsGranted() bool { return c.session.IsOpen() }

// OwnerID returns the ID of the extension that the client acts as.
func (c *Client) OwnerID(ctx context.Context) (string, error) {
	grant, err := c.session.Grant(ctx)
	if err != nil {
		return "", err
	}
	return grant.OwnerID, nil
}

// RequestsPerMinute returns how many requests of a usage group the client may send per
// minute, as far as is known; 0 is no limit.
func (c *Client) RequestsPerMinute(group transport.Group) int {
	grant, _ := c.session.usable()
	if grant == nil {
		grant = &Grant{}
	}
	return c.platform.transport.PerMinute(c.budgetOf(call{group: group}, grant))
}
