// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// grantTimeout bounds how long opening a token waits, most of it for the limit of
// authentication requests.
const grantTimeout = 3 * time.Minute

func (p *Provider) hold(ctx context.Context, r ringcentral.GrantRequest) (id string, grant *ringcentral.Grant, err error) {
	session, release, err := p.tokens.Acquire(r)
	if err != nil {
		return "", nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, grantTimeout, &ringcentral.TimeoutError{Allowed: grantTimeout})
	defer cancel()
	if grant, err = session.Grant(ctx); err != nil {
		return "", nil, errors.Join(err, release(context.WithoutCancel(ctx)))
	}
	id = rand.Text()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held == nil {
		p.held = map[string]func(context.Context) error{}
	}
	p.held[id] = release
	return id, grant, nil
}

// Release releases a session, and revokes it if it was the last user. Without one of
// that ID it does nothing.
func (p *Provider) Release(ctx context.Context, id string) error {
	p.mu.Lock()
	release := p.held[id]
	delete(p.held, id)
	p.mu.Unlock()
	if release == nil {
		return nil
	}
	return release(ctx)
}
