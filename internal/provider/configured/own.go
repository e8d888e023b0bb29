// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/verification"
)

// Credentials are those of the app and user that the provider itself runs as. Any of
// them may be empty.
type Credentials struct {
	ClientID     string
	ClientSecret Secret
	JWT          Secret
	// Origins says where each comes from.
	Origins findings.Origins
}

// Secret is a value, or a reference that is resolved when the value is needed.
type Secret struct {
	Value     string
	Reference credential.Reference
}

// IsZero reports whether there is neither a value nor a reference.
func (s Secret) IsZero() bool { return s.Value == "" && s.Reference.IsZero() }

// String keeps the value out of formatted output.
func (s Secret) String() string { return s.Reference.String() }

// GoString keeps the value out of formatted output.
func (s Secret) GoString() string { return s.String() }

// OwnContext names the provider's own app and credential for findings.
func (p *Provider) OwnContext() findings.GrantContext {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.GrantContext(p.settings.Credentials.ClientID, p.ownerID)
	s.Own, s.Origins = true, p.settings.Credentials.Origins
	return s
}

// InspectOwn looks at the form of the provider's own credentials, as far as they are
// known, without contacting anything.
func (p *Provider) InspectOwn(ctx context.Context) []findings.Finding {
	c := p.settings.Credentials
	return verification.Verify(ctx, nil, verification.Request{
		Purpose:      verification.Form,
		Context:      p.OwnContext(),
		ClientID:     c.ClientID,
		ClientSecret: verification.Secret{Value: c.ClientSecret.Value},
		JWT:          verification.Secret{Value: c.JWT.Value},
	}).Findings
}

// newOwnSession returns the session that the provider works in. Nothing is read or
// sent before a grant is needed.
func (p *Provider) newOwnSession() *ringcentral.Session {
	c := p.settings.Credentials
	request := ringcentral.GrantRequest{App: ringcentral.App{ClientID: c.ClientID}}
	if p.settings.TokenCache == nil {
		request.AccessTokenTTL = shortestTTL
	}
	return p.platform.NewSession(request, ringcentral.SessionOptions{
		KeepRequests: keepAuthRequests,
		Confirm:      p.confirmAccount(),
		Prepare: func(ctx context.Context) (complete ringcentral.GrantRequest, cache *ringcentral.CachedGrant, err error) {
			complete = request
			if complete.App.ClientSecret, err = p.ownSecret(ctx, c.ClientSecret, "client_secret_from"); err != nil {
				return complete, nil, err
			}
			if complete.Assertion, err = p.ownSecret(ctx, c.JWT, "jwt_from"); err != nil {
				return complete, nil, err
			}
			if p.settings.TokenCache != nil {
				cache = p.settings.TokenCache.Grant(p.platform.ServerURL(), p.settings.AccountID, complete)
			}
			return complete, cache, nil
		},
		Obtain: p.obtainOwn,
	})
}

func (p *Provider) ownSecret(ctx context.Context, secret Secret, argument string) (string, error) {
	if secret.Reference.IsZero() {
		return secret.Value, nil
	}
	found, err := p.Resolve(ctx, secret.Reference)
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err != nil {
		f := findings.Unresolved(argument, findings.FromConfiguration, err)
		f.Own = true
		return "", &findings.Error{Finding: f, Err: err}
	}
	return found.Value, nil
}

// confirmAccount returns the check that the provider's account is an allowed one; nil if
// all are, or account_id names one.
func (p *Provider) confirmAccount() func(context.Context, *ringcentral.Session) error {
	if p.settings.AllowedAccountIDs == nil || p.settings.AccountID != "~" {
		return nil
	}
	return func(ctx context.Context, granted *ringcentral.Session) error {
		account, err := p.platform.NewClient(granted, "~").Account(ctx)
		if err != nil {
			return fmt.Errorf("checking allowed_account_ids: %w", err)
		}
		if slices.Contains(p.settings.AllowedAccountIDs, string(account.ID)) {
			return nil
		}
		return &findings.Error{Finding: findings.OtherAccount(string(account.ID), p.settings.AllowedAccountIDs, p.OwnContext())}
	}
}

// obtainOwn verifies the provider's own credentials and performs the grant.
func (p *Provider) obtainOwn(ctx context.Context, r ringcentral.GrantRequest) (*ringcentral.Grant, error) {
	grant := func(ctx context.Context, r ringcentral.GrantRequest) (verification.Granted, error) {
		granted, err := p.platform.Grant(ctx, r)
		return verification.Granted{Grant: granted}, err
	}
	result := p.verify(ctx, asked{p, grant}, verification.Request{
		Purpose:      verification.Session,
		Context:      p.OwnContext(),
		ClientID:     r.App.ClientID,
		ClientSecret: verification.Secret{Value: r.App.ClientSecret},
		JWT:          verification.Secret{Value: r.Assertion},
		TTL:          r.AccessTokenTTL,
	})
	if result.Claims != nil {
		p.mu.Lock()
		p.ownerID = result.Claims.Subject
		p.mu.Unlock()
	}
	var refused *ringcentral.Error
	switch {
	case result.Grant != nil:
		return result.Grant, nil
	case result.Err != nil && !errors.As(result.Err, &refused): // no response: whoever asked knows more about it
		return nil, result.Err
	case len(result.Findings) > 0:
		return nil, &findings.Error{Finding: result.Findings[0], Err: result.Err}
	default:
		return nil, &NotConfiguredError{Missing: p.settings.Missing}
	}
}
