// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/url"
	"strings"
	"sync"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
)

const (
	searchesPerBatch = 100
	// singleSearches is for how many e-mail addresses the account's list is not read.
	singleSearches = 2
	// maxEmailQuery bounds the e-mail addresses of one query, in bytes of its address.
	maxEmailQuery = 4000
)

// ListExtensions reads the extensions that a filter selects, page by page. Concurrent
// searches by e-mail address share one query.
func (c *Client) ListExtensions(ctx context.Context, filter ExtensionFilter) ([]Extension, error) {
	if len(filter.Email) == 1 && filter.isByEmail() {
		return c.searchFor(ctx, filter.Email[0])
	}
	return c.listExtensions(ctx, filter)
}

// isByEmail reports whether the filter names nothing but e-mail addresses.
func (f ExtensionFilter) isByEmail() bool {
	return len(f.Status) == 0 && len(f.Type) == 0 && f.ExtensionNumber == ""
}

// ExtensionsLike finds the extensions with a name and an e-mail address, except those of
// which this run knows that Terraform manages them.
func (c *Client) ExtensionsLike(ctx context.Context, contact ContactCreate) ([]ID, error) {
	found, err := c.extensionsBefore(ctx, contact.Email)
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

// ExtensionsWithEmail finds the extensions that had an e-mail address when this run looked for the
// first time, except those that this run manages.
func (c *Client) ExtensionsWithEmail(ctx context.Context, email string) ([]ID, error) {
	found, err := c.extensionsBefore(ctx, email)
	var ids []ID
	for i := range found {
		if !c.extensionJournal.isManaged(found[i].ID) {
			ids = append(ids, found[i].ID)
		}
	}
	return ids, err
}

func (c *ContactCreate) describes(e *Extension) bool {
	return strings.EqualFold(c.Email, e.Contact.Email) &&
		strings.TrimSpace(c.FirstName) == strings.TrimSpace(e.Contact.FirstName) &&
		strings.TrimSpace(c.LastName) == strings.TrimSpace(e.Contact.LastName)
}

// extensionsBefore finds the extensions with an e-mail address, as they were when this run
// asked for the first time.
func (c *Client) extensionsBefore(ctx context.Context, email string) ([]Extension, error) {
	if found, known := c.before.get(email); known {
		return found, nil
	}
	found, err := c.firstSearches.Do(ctx, email)
	if err != nil {
		return nil, err
	}
	return c.before.keep(email, found), nil
}

// searchBefore finds extensions by their e-mail addresses: several of them in the account's
// list, if that is short or known, since more are likely to be asked for.
func (c *Client) searchBefore(ctx context.Context, emails []string) []coalesce.Outcome[[]Extension] {
	if len(emails) <= singleSearches {
		return c.search(ctx, emails)
	}
	listed, ok := c.extensions.KnownOfOnePage(ctx)
	if !ok {
		return c.search(ctx, emails)
	}
	extensions := make([]Extension, 0, len(listed))
	for _, extension := range listed {
		extensions = append(extensions, *extension)
	}
	return byEmail(extensions, emails)
}

// searchFor finds extensions by their e-mail address, with one query for several
// that are asked for at the same time.
func (c *Client) searchFor(ctx context.Context, email string) ([]Extension, error) {
	return c.searches.Do(ctx, email)
}

func (c *Client) search(ctx context.Context, emails []string) []coalesce.Outcome[[]Extension] {
	found, err := c.listByEmail(ctx, emails)
	if err != nil {
		return coalesce.SameOutcome(len(emails), coalesce.Outcome[[]Extension]{Err: err})
	}
	return byEmail(found, emails)
}

// byEmail gives each e-mail address the extensions that have it.
func byEmail(extensions []Extension, emails []string) []coalesce.Outcome[[]Extension] {
	outcomes := make([]coalesce.Outcome[[]Extension], 0, len(emails))
	for _, email := range emails {
		var matching []Extension
		for _, extension := range extensions {
			if strings.EqualFold(extension.Contact.Email, email) {
				matching = append(matching, extension)
			}
		}
		outcomes = append(outcomes, coalesce.Outcome[[]Extension]{Value: matching})
	}
	return outcomes
}

// listByEmail finds the extensions with any of the e-mail addresses.
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

// emailIndex keeps the first search result of each e-mail address.
type emailIndex struct {
	mu    sync.Mutex
	found map[string][]Extension
}

func (i *emailIndex) get(email string) (found []Extension, known bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	found, known = i.found[strings.ToLower(email)]
	return found, known
}

func (i *emailIndex) keep(email string, found []Extension) []Extension {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.found == nil {
		i.found = map[string][]Extension{}
	}
	i.found[strings.ToLower(email)] = found
	return found
}
