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
	"sync"
	"sync/atomic"

	"golang.org/x/sync/singleflight"
)

const (
	// maxBody bounds a successful response, in bytes.
	maxBody = 32 << 20
	// pageSize is the largest page that RingCentral serves.
	pageSize = 1000
)

// Client calls the REST API with a session, on behalf of an account. It is safe
// for concurrent use.
type Client struct {
	platform  *Platform
	session   *Session
	accountID string

	extensionReads reads[Extension]
	roleReads      reads[UserRole]

	searches batcher[string, []Extension]
	// firstSearches are those for what was there before this run.
	firstSearches batcher[string, []Extension]
	deletions     batcher[ID, struct{}]
	roleChanges   batcher[RoleChange, []AssignedRole]
	// What the platform has refused to do for several users at once is not tried again.
	bulkRolesRefused, bulkDeleteRefused atomic.Bool

	lookups singleflight.Group
	mu      sync.Mutex
	// before holds the users with an e-mail address as they were before this run.
	before map[string][]Extension
	// kept holds what once has read.
	kept       map[string]any
	roleWrites atomic.Int64
	seats      seats
}

// NewClient returns a client of one account; "~" is the account of the session.
func (p *Platform) NewClient(s *Session, accountID string) *Client {
	c := &Client{platform: p, session: s, accountID: accountID, before: map[string][]Extension{}, kept: map[string]any{}, seats: newSeats()}
	c.extensionReads = reads[Extension]{one: c.extensionNow, page: c.usersPage, id: (*Extension).id, whole: (*Extension).isWhole, log: p.log}
	c.roleReads = reads[UserRole]{one: c.roleNow, page: c.customRolesPage, id: (*UserRole).id, whole: (*UserRole).isWhole, log: p.log}
	c.searches = batcher[string, []Extension]{size: searchesPerBatch, run: c.search}
	c.firstSearches = batcher[string, []Extension]{size: searchesPerBatch, run: c.searchBefore}
	c.deletions = batcher[ID, struct{}]{size: deletionsPerBatch, run: c.bulkDelete}
	c.roleChanges = batcher[RoleChange, []AssignedRole]{size: roleChangesPerBatch, run: c.changeRoles}
	return c
}

// IsGranted tells whether calls need no new grant, of which an app has few.
func (c *Client) IsGranted() bool { return c.session.IsOpen() }

// OwnerID returns the ID of the extension that the client runs as.
func (c *Client) OwnerID(ctx context.Context) (string, error) {
	grant, err := c.session.Grant(ctx)
	if err != nil {
		return "", err
	}
	return grant.OwnerID, nil
}

// call is one operation of the API.
type call struct {
	method string
	group  usageGroup
	path   string
	query  url.Values
	body   any
	// into receives the response's JSON; nil if there is none to read.
	into any
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

// do performs a call and decodes its answer.
func (c *Client) do(ctx context.Context, call call) error {
	answer, err := c.answer(ctx, call)
	if err != nil {
		return err
	}
	into := call.into
	if into == nil {
		if len(answer.body) == 0 {
			return nil
		}
		// What is no JSON comes from something that answers in RingCentral's place.
		into = new(any)
	}
	if err := decode(answer.body, into); err != nil {
		return &DecodeError{Method: call.method, Path: call.path, RequestID: answer.requestID, Err: err}
	}
	return nil
}

// errNoID reports an answer about an object that does not say which one.
var errNoID = errors.New("it does not hold the ID of the object")

// doIdentified performs a call whose answer is one object, and refuses an answer
// without its ID: a proxy or a broken server must not pass for an empty object.
func (c *Client) doIdentified(ctx context.Context, call call, id *ID) error {
	if err := c.do(ctx, call); err != nil {
		return err
	}
	if *id == "" {
		return &DecodeError{Method: call.method, Path: call.path, Err: errNoID}
	}
	return nil
}

// answer is a successful response.
type answer struct {
	body      []byte
	requestID string
	// writes is how many writes of the session had ended when the request was sent.
	writes int64
}

// answer performs a call, and tells when it was the caller's time that was over.
func (c *Client) answer(ctx context.Context, call call) (*answer, error) {
	answer, err := c.shared(ctx, call)
	if err != nil {
		return nil, c.explained(ctx, call, err)
	}
	return answer, nil
}

// usageOf is the budget that the requests of a call are counted against.
func (c *Client) usageOf(call call, grant *Grant) usage {
	return usage{call.group, c.session.request.App.ClientID + "/" + grant.OwnerID}
}

// shared shares the answer of identical reads in flight: RingCentral refuses a
// duplicate of a request that it is still working on (CMN-304). An answer to a
// request that was sent before a write is not shared with who asks after it.
func (c *Client) shared(ctx context.Context, call call) (*answer, error) {
	if call.method != http.MethodGet {
		defer c.session.writes.Add(1)
		return c.authorized(ctx, call)
	}
	for since := c.session.writes.Load(); ; {
		shared, err := await(ctx, &c.session.reads, call.path+"?"+call.query.Encode(), func(ctx context.Context) (*answer, error) {
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
// one new grant and repeats the call once.
func (c *Client) authorized(ctx context.Context, call call) (*answer, error) {
	grant, err := c.session.Grant(ctx)
	if err != nil {
		return nil, &notSentError{err}
	}
	response, err := c.attempt(ctx, call, grant)
	var refused *Error
	if !errors.As(err, &refused) || refused.StatusCode != http.StatusUnauthorized {
		return response, err
	}
	c.session.Invalidate(grant)
	if grant, err = c.session.Grant(ctx); err != nil {
		return nil, &notSentError{err}
	}
	return c.attempt(ctx, call, grant)
}

func (c *Client) attempt(ctx context.Context, call call, grant *Grant) (*answer, error) {
	req, err := c.newRequest(withUsage(ctx, c.usageOf(call, grant)), call, grant)
	if err != nil {
		return nil, err
	}
	resp, err := c.platform.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", call.method, call.path, unwrapURLError(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return nil, newError(resp, resp.Body, grant.accessToken)
	}
	response := &answer{requestID: cleaned(resp.Header.Get(requestIDHeader))}
	response.body, err = io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	if err != nil {
		return nil, fmt.Errorf("%s %s: reading the answer: %w", call.method, call.path, err)
	}
	if len(response.body) > maxBody {
		return nil, &DecodeError{Method: call.method, Path: call.path, RequestID: response.requestID, Err: fmt.Errorf("it is larger than %d MiB", maxBody>>20)}
	}
	return response, nil
}

func (c *Client) newRequest(ctx context.Context, call call, grant *Grant) (*http.Request, error) {
	var body io.Reader = http.NoBody
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

// more tells whether pages follow the given one. RingCentral may leave totals out.
func (p page[T]) more(number int) bool {
	if p.Paging != nil && p.Paging.TotalPages > 0 {
		return number < p.Paging.TotalPages
	}
	return p.Navigation != nil && p.Navigation.NextPage != nil && p.Navigation.NextPage.URI != ""
}

// list reads all pages of a list by number. The addresses of pages that a
// response names are never followed.
func list[T keyed](ctx context.Context, c *Client, group usageGroup, path string, query url.Values) ([]T, error) {
	all := []T{}
	var read extent
	for number := 1; ; number++ {
		p, err := listPage[T](ctx, c, group, path, query, number)
		if err == nil {
			err = read.add(path, p.size)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, p.Records...)
		if len(p.Records) == 0 || !p.more(number) {
			return withoutRepeats(all), nil
		}
	}
}

func listPage[T any](ctx context.Context, c *Client, group usageGroup, path string, query url.Values, number int) (page[T], error) {
	query = maps.Clone(query)
	if query == nil {
		query = url.Values{}
	}
	query.Set("page", strconv.Itoa(number))
	query.Set("perPage", strconv.Itoa(pageSize))
	var p page[T]
	if err := c.do(ctx, call{method: http.MethodGet, group: group, path: path, query: query, into: &p}); err != nil {
		return p, err
	}
	if p.Records == nil {
		return p, &DecodeError{Method: http.MethodGet, Path: path, Err: errors.New("it has no list of records")}
	}
	return p, nil
}
