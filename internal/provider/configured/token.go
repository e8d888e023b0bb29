// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// Hold opens a session of its own and keeps it under an ID until Release. What
// is never released is revoked when the provider's process ends. The error is
// that of the grant, or ErrNotKnown.
func (p *Provider) Hold(ctx context.Context, r ringcentral.GrantRequest) (id string, grant *ringcentral.Grant, err error) {
	if p.platform == nil {
		return "", nil, fmt.Errorf("%w: server_url", ErrNotKnown)
	}
	session := p.platform.NewSession(r, ringcentral.SessionOptions{})
	id = rand.Text()
	p.mu.Lock()
	if p.held == nil {
		p.held = map[string]*ringcentral.Session{}
	}
	p.held[id] = session
	p.mu.Unlock()
	if grant, err = session.Grant(ctx); err != nil {
		return "", nil, errors.Join(err, p.Release(context.WithoutCancel(ctx), id))
	}
	return id, grant, nil
}

// Release revokes a held session. Without one of that ID it does nothing.
func (p *Provider) Release(ctx context.Context, id string) error {
	p.mu.Lock()
	session := p.held[id]
	delete(p.held, id)
	p.mu.Unlock()
	if session == nil {
		return nil
	}
	return session.Close(ctx)
}
