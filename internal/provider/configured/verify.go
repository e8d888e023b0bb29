// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"context"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/verification"
)

// Verify runs checks of an integration's app and credential. All checks of one pair
// share a session.
func (p *Provider) Verify(ctx context.Context, request verification.Request) verification.Result {
	request.TTL = shortestTTL
	return p.verify(ctx, asked{p, p.share}, request)
}

// Hold verifies an app and a credential and keeps the session of the grant under an
// ID until Release. What is never released is revoked when the provider's process ends.
func (p *Provider) Hold(ctx context.Context, request verification.Request) (id string, result verification.Result) {
	result = p.verify(ctx, asked{p, func(ctx context.Context, r ringcentral.GrantRequest) (granted verification.Granted, err error) {
		id, granted.Grant, err = p.hold(ctx, r)
		return granted, err
	}}, request)
	return id, result
}

func (p *Provider) verify(ctx context.Context, platform verification.Platform, request verification.Request) verification.Result {
	request.Context.ConsoleURL, request.Context.ServerURL = p.settings.ConsoleURL, p.ServerURL()
	if request.Now.IsZero() {
		request.Now = time.Now()
	}
	return verification.Verify(ctx, platform, request)
}

// share obtains, or shares, a validation session.
func (p *Provider) share(ctx context.Context, r ringcentral.GrantRequest) (verification.Granted, error) {
	session, done, err := p.checks.Acquire(r)
	if err != nil {
		return verification.Granted{}, err
	}
	grant, err := session.Grant(ctx)
	return verification.Granted{
		Grant:   grant,
		Client:  p.platform.NewClient(session, "~"),
		Release: func() { _ = done(ctx) },
	}, err
}

// asked is the platform as the checks see it. grant decides in which session a grant
// is obtained.
type asked struct {
	provider *Provider
	grant    func(context.Context, ringcentral.GrantRequest) (verification.Granted, error)
}

func (a asked) ServerTime(ctx context.Context) (time.Time, error) {
	platform, err := a.provider.Platform()
	if err != nil {
		return time.Time{}, err
	}
	return platform.ServerTime(ctx)
}

func (a asked) KeySet(ctx context.Context) (jose.JSONWebKeySet, error) {
	platform, err := a.provider.Platform()
	if err != nil {
		return jose.JSONWebKeySet{}, err
	}
	return platform.KeySet(ctx)
}

func (a asked) Probe(ctx context.Context, app ringcentral.App) error {
	platform, err := a.provider.Platform()
	if err != nil {
		return err
	}
	return platform.Probe(ctx, app)
}

func (a asked) Administrator() *ringcentral.Client {
	client, err := a.provider.Client()
	if err != nil {
		return nil
	}
	return client
}

func (a asked) Grant(ctx context.Context, r ringcentral.GrantRequest) (verification.Granted, error) {
	if _, err := a.provider.Platform(); err != nil {
		return verification.Granted{}, err
	}
	return a.grant(ctx, r)
}
