// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package base

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
func (d *Data) Hold(ctx context.Context, r ringcentral.GrantRequest) (id string, grant *ringcentral.Grant, err error) {
	if d.platform == nil {
		return "", nil, fmt.Errorf("%w: server_url", ErrNotKnown)
	}
	session := d.platform.NewSession(r, ringcentral.SessionOptions{})
	id = rand.Text()
	d.mu.Lock()
	if d.held == nil {
		d.held = map[string]*ringcentral.Session{}
	}
	d.held[id] = session
	d.mu.Unlock()
	if grant, err = session.Grant(ctx); err != nil {
		return "", nil, errors.Join(err, d.Release(context.WithoutCancel(ctx), id))
	}
	return id, grant, nil
}

// Release revokes a held session. Without one of that ID it does nothing.
func (d *Data) Release(ctx context.Context, id string) error {
	d.mu.Lock()
	session := d.held[id]
	delete(d.held, id)
	d.mu.Unlock()
	if session == nil {
		return nil
	}
	return session.Close(ctx)
}
