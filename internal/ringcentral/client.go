// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"sync/atomic"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const (
	// pageSize is the largest page that RingCentral serves.
	pageSize = 1000
)

// Client calls the REST API with a session, on behalf of an account. It is safe
// for concurrent use.
type Client struct {
	platform  *Platform
	session   *Session
	accountID string

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

	extensionJournal, roleJournal journal
	// before holds the extensions with an e-mail address as they were before this run.
	before emailIndex
	seats  seats
	// freed is when this run last took roles from a user, in Unix nanoseconds.
	freed atomic.Int64
}

// NewClient returns a client of one account; "~" is the account of the session.
func (p *Platform) NewClient(s *Session, accountID string) *Client {
	c := &Client{platform: p, session: s, accountID: accountID, seats: newSeats()}
	listFailed := func(ctx context.Context, err error) {
		p.log(ctx, "the list cannot be read; objects are read one by one", map[string]any{"error": err.Error()})
	}
	c.extensions = coalesce.NewCache(coalesce.Source[Extension]{
		One: c.extensionNow, Page: c.usersPage, ID: (*Extension).key, IsWhole: (*Extension).isWhole, ListFailed: listFailed,
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

// call is one operation of the API.
type call struct {
	method string
	group  transport.Group
	path   string
	query  url.Values
	body   any
	// into receives the response's JSON; nil if there is none to read.
	into any
	// discard leaves the body of a successful response alone.
	discard bool
}

func (c *Client) accountPath(format string, elements ...any) string {
	return c.pathBelow("/restapi/v1.0/account/", format, elements)
}

func (c *Client) accountPathV2(format string, elements ...any) string {
	return c.pathBelow("/restapi/v2/accounts/", format, elements)
}

func (c *Client) pathBelow(prefix, format string, elements []any) string {
	escaped := make([]any, 0, len(elements))
	for _, element := range elements {
		escaped = append(escaped, url.PathEscape(fmt.Sprint(element)))
	}
	return prefix + url.PathEscape(c.accountID) + fmt.Sprintf(format, escaped...)
}

// do performs a call and decodes its response.
func (c *Client) do(ctx context.Context, call call) error {
	received, err := c.perform(ctx, call)
	if err != nil {
		return err
	}
	into := call.into
	if into == nil {
		if len(received.body) == 0 {
			return nil
		}
		// Anything but JSON comes from a server that responds instead of RingCentral.
		into = new(any)
	}
	if err := decode(received.body, into); err != nil {
		return &DecodeError{Method: call.method, Path: call.path, RequestID: received.requestID, Err: err}
	}
	return nil
}

// errNoID reports a response about an object that does not say which one.
var errNoID = errors.New("it lacks the ID of the object")

// doIdentified performs a call whose response is one object, and refuses a response
// without its ID. Otherwise the response of a proxy could look like an empty object.
func (c *Client) doIdentified(ctx context.Context, call call, id *ID) error {
	if err := c.do(ctx, call); err != nil {
		return err
	}
	if *id == "" {
		return &DecodeError{Method: call.method, Path: call.path, Err: errNoID}
	}
	return nil
}

// response is a successful response.
type response struct {
	status    int
	header    http.Header
	body      []byte
	requestID string
	// writes is how many writes of the session had ended when the request was sent.
	writes int64
}

// perform performs a call. The error reports whether the caller's time was over.
func (c *Client) perform(ctx context.Context, call call) (*response, error) {
	received, err := c.retryNew(ctx, call)
	if err != nil {
		return nil, c.withTimeoutCause(ctx, call, err)
	}
	return received, nil
}

// budgetOf is the budget that the requests of a call are counted against.
func (c *Client) budgetOf(call call, grant *Grant) transport.BudgetKey {
	return transport.BudgetKey{Group: call.group, Holder: c.session.request.App.ClientID + "/" + grant.OwnerID}
}

// shared shares the response of identical concurrent reads, because RingCentral refuses
// a duplicate of a request in progress (CMN-304). It does not share the response to a
// request that was sent before a write with a read after that write.
func (c *Client) shared(ctx context.Context, call call) (*response, error) {
	if call.method != http.MethodGet {
		defer c.session.writes.Add(1)
		return c.authorized(ctx, call)
	}
	for since := c.session.writes.Load(); ; {
		shared, err := c.session.reads.Do(ctx, call.path+"?"+call.query.Encode(), func(ctx context.Context) (*response, error) {
			writes := c.session.writes.Load()
			response, err := c.authorized(ctx, call)
			if err == nil {
				response.writes = writes
			}
			return response, err
		})
		if err != nil || shared.writes >= since {
			return shared, err
		}
	}
}

// authorized performs a call with the session's token. After a 401 it obtains
// one new grant and retries the call once.
func (c *Client) authorized(ctx context.Context, call call) (*response, error) {
	grant, err := c.session.Grant(ctx)
	if err != nil {
		return nil, &transport.NotSentError{Err: err}
	}
	response, err := c.attempt(ctx, call, grant)
	var refused *Error
	if !errors.As(err, &refused) || refused.StatusCode != http.StatusUnauthorized {
		return response, err
	}
	c.session.Invalidate(grant)
	if grant, err = c.session.Grant(ctx); err != nil {
		return nil, &transport.NotSentError{Err: err}
	}
	return c.attempt(ctx, call, grant)
}

func (c *Client) attempt(ctx context.Context, call call, grant *Grant) (*response, error) {
	req, err := c.newRequest(transport.WithBudget(ctx, c.budgetOf(call, grant)), call, grant)
	if err != nil {
		return nil, err
	}
	resp, err := c.platform.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", call.method, call.path, unwrapURLError(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return nil, newError(resp, resp.Body)
	}
	received := &response{status: resp.StatusCode, header: resp.Header, requestID: cleaned(resp.Header.Get(transport.RequestIDHeader))}
	if call.discard {
		return received, nil
	}
	received.body, err = io.ReadAll(io.LimitReader(resp.Body, transport.MaxBody+1))
	if err != nil {
		return nil, fmt.Errorf("%s %s: reading the response: %w", call.method, call.path, err)
	}
	if len(received.body) > transport.MaxBody {
		return nil, &DecodeError{
			Method: call.method, Path: call.path, RequestID: received.requestID,
			Err: fmt.Errorf("it is larger than %d MiB", transport.MaxBody>>20),
		}
	}
	return received, nil
}

func (c *Client) newRequest(ctx context.Context, call call, grant *Grant) (*http.Request, error) {
	var body io.Reader = http.NoBody
	if holder, ok := call.body.(interface{ secrets() []string }); ok {
		ctx = transport.WithSecrets(ctx, holder.secrets()...)
	}
	if call.body != nil {
		content, err := json.Marshal(call.body)
		if err != nil {
			return nil, fmt.Errorf("%s %s: encoding the request: %w", call.method, call.path, err)
		}
		body = bytes.NewReader(content)
	}
	address := c.platform.serverURL + call.path
	if len(call.query) > 0 {
		address += "?" + call.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, call.method, address, body)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", call.method, call.path, err)
	}
	req.Header.Set("Authorization", "Bearer "+grant.accessToken)
	if call.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

// page is one page of a list.
type page[T any] struct {
	Records records[T] `json:"records"`
	Paging  *struct {
		TotalPages int `json:"totalPages"`
	} `json:"paging"`
	Navigation *struct {
		NextPage *struct {
			URI string `json:"uri"`
		} `json:"nextPage"`
	} `json:"navigation"`
	// size is the length of the page, in bytes.
	size int
}

// more reports whether pages follow the given one. RingCentral may leave totals out.
func (p page[T]) more(number int) bool {
	if p.Paging != nil && p.Paging.TotalPages > 0 {
		return number < p.Paging.TotalPages
	}
	return p.Navigation != nil && p.Navigation.NextPage != nil && p.Navigation.NextPage.URI != ""
}

// listing is a list of the API.
type listing struct {
	group transport.Group
	path  string
	query url.Values
	// firstPagePlain omits the paging parameters in the first request. RingCentral does
	// not document them for this list, but may still serve it in pages.
	firstPagePlain bool
}

func (l listing) queryOf(number int) url.Values {
	query := url.Values{}
	maps.Copy(query, l.query)
	if number > 1 || !l.firstPagePlain {
		query.Set("page", strconv.Itoa(number))
	}
	if !l.firstPagePlain {
		query.Set("perPage", strconv.Itoa(pageSize))
	}
	return query
}

// list reads all pages of a list by number. The addresses of pages that a
// response names are never followed.
func list[T keyed](ctx context.Context, c *Client, l listing) ([]T, error) {
	all, err := coalesce.List(ctx, func(ctx context.Context, number int) (coalesce.Page[T], error) {
		return listPage[T](ctx, c, l, number)
	})
	return withoutRepeats(all), unbounded(l.path, err)
}

// unbounded names the list that does not end.
func unbounded(path string, err error) error {
	var endless *coalesce.EndlessError
	if errors.As(err, &endless) {
		return &DecodeError{Method: http.MethodGet, Path: path, Err: endless}
	}
	return err
}

func listPage[T any](ctx context.Context, c *Client, l listing, number int) (coalesce.Page[T], error) {
	var p page[T]
	if err := c.do(ctx, call{method: http.MethodGet, group: l.group, path: l.path, query: l.queryOf(number), into: &p}); err != nil {
		return coalesce.Page[T]{}, err
	}
	if p.Records == nil {
		return coalesce.Page[T]{}, &DecodeError{Method: http.MethodGet, Path: l.path, Err: errors.New("it has no list of records")}
	}
	read := coalesce.Page[T]{Objects: p.Records, More: p.more(number), Size: p.size}
	if p.Paging != nil {
		read.Pages = p.Paging.TotalPages
	}
	return read, nil
}
