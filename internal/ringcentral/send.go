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
	"net/http"
	"net/url"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// caller sends the calls of a session. It knows no area of the API.
type caller struct {
	platform  *Platform
	session   *Session
	accountID string

	extensionJournal, roleJournal journal
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

// response is a successful response.
type response struct {
	status    int
	header    http.Header
	body      []byte
	requestID string
	// writes is how many writes of the session had ended when the request was sent.
	writes int64
}

// budgetOf is the budget that the requests of a call are counted against.
func (c *caller) budgetOf(call call, grant *Grant) transport.BudgetKey {
	return transport.BudgetKey{Group: call.group, Holder: c.session.request.App.ClientID + "/" + grant.OwnerID}
}

// shared shares the response of identical concurrent reads, because RingCentral refuses
// a duplicate of a request in progress (CMN-304). It does not share the response to a
// request that was sent before a write with a read after that write.
func (c *caller) shared(ctx context.Context, call call) (*response, error) {
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
func (c *caller) authorized(ctx context.Context, call call) (*response, error) {
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

func (c *caller) attempt(ctx context.Context, call call, grant *Grant) (*response, error) {
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

func (c *caller) newRequest(ctx context.Context, call call, grant *Grant) (*http.Request, error) {
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
