// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

func (c *caller) accountPath(format string, elements ...any) string {
	return c.pathBelow("/restapi/v1.0/account/", format, elements)
}

func (c *caller) accountPathV2(format string, elements ...any) string {
	return c.pathBelow("/restapi/v2/accounts/", format, elements)
}

func (c *caller) pathBelow(prefix, format string, elements []any) string {
	escaped := make([]any, 0, len(elements))
	for _, element := range elements {
		escaped = append(escaped, url.PathEscape(fmt.Sprint(element)))
	}
	return prefix + url.PathEscape(c.accountID) + fmt.Sprintf(format, escaped...)
}

// do performs a call and decodes its response.
func (c *caller) do(ctx context.Context, call call) error {
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
func (c *caller) doIdentified(ctx context.Context, call call, id *ID) error {
	if err := c.do(ctx, call); err != nil {
		return err
	}
	if *id == "" {
		return &DecodeError{Method: call.method, Path: call.path, Err: errNoID}
	}
	return nil
}

// perform performs a call. The error reports whether the caller's time was over.
func (c *caller) perform(ctx context.Context, call call) (*response, error) {
	received, err := c.retryNew(ctx, call)
	if err != nil {
		return nil, c.withTimeoutCause(ctx, call, err)
	}
	return received, nil
}

// withTimeoutCause turns the error of a call that timed out into a *TimeoutError.
func (c *caller) withTimeoutCause(ctx context.Context, call call, err error) error {
	var timeout, known *TimeoutError
	if !errors.As(context.Cause(ctx), &timeout) || errors.As(err, &known) {
		return err
	}
	timedOut := &TimeoutError{Allowed: timeout.Allowed, Err: err}
	grant, _ := c.session.usable()
	switch {
	case grant == nil:
		if !c.platform.transport.Affords(c.session.request.App.budget(), 0) {
			timedOut.Group = string(transport.Auth)
		}
	case !c.platform.transport.Affords(c.budgetOf(call, grant), 0):
		timedOut.Group = string(call.group)
	}
	return timedOut
}

// maxValues bounds the values of a response, because an empty object of two bytes
// takes a hundred times as much memory. 1,000 roles with all their permissions have
// about 600,000 values.
const maxValues = 1 << 20

// decode reads a response, unless it would be much larger in memory.
func decode(body []byte, into any) error {
	if values := bytes.Count(body, []byte{','}); values > maxValues {
		return fmt.Errorf("it has more than %d values", maxValues)
	}
	return json.Unmarshal(body, into)
}
