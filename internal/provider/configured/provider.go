// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package configured holds what every resource and data source shares: the
// configured provider, Configure, and the conversion of errors and findings to
// diagnostics.
package configured

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
)

// validationLinger is how long a validation session outlives the check that
// used it, so that the next check of the same app and credential can share it.
const validationLinger = 3 * time.Second

const (
	// shortestTTL is the shortest life that RingCentral gives an access token. A
	// session that cannot be revoked does no harm for longer.
	shortestTTL = 10 * time.Minute
	// keepAuthRequests is what the end of one command leaves of the app's
	// authentication requests to the next ones: a plan, an apply and a destroy
	// obtain up to five grants.
	keepAuthRequests = 5
)

// Settings is the provider's configuration after the environment was applied.
type Settings struct {
	Platform   ringcentral.PlatformOptions
	ConsoleURL string
	AccountID  string
	// AllowedAccountIDs are the accounts that may be managed; nil: all.
	AllowedAccountIDs []string
	Credentials       Credentials
	// TokenCache keeps the provider's own access token for later commands; nil: it
	// is not kept.
	TokenCache *ringcentral.TokenCache
	// Strict turns every impossible check into an error.
	Strict bool
	// ExplainDrift looks up in the audit trail who made changes outside Terraform.
	ExplainDrift bool
	// ForbidCommands keeps references from running commands.
	ForbidCommands bool
	// Unknown lists configuration attributes whose value is not known yet.
	Unknown []string
	// Missing lists settings that calling the API as the provider needs and that have no value.
	Missing []string
}

// Provider is the configured provider as resources and data sources see it. It is
// safe for concurrent use. Nothing is contacted before the first call.
type Provider struct {
	settings Settings
	platform *ringcentral.Platform
	checks   *ringcentral.Sessions
	tokens   *ringcentral.Sessions
	session  *ringcentral.Session
	client   *ringcentral.Client
	resolver *credential.Resolver
	// Roles coordinates the two forms in which roles are assigned.
	Roles    RoleClaims
	audit    coalesce.Memo[audited]
	forecast forecast

	mu      sync.Mutex
	ownerID string // of the provider's own JWT, once it was looked at
	counts  map[string]int
	held    map[string]func(context.Context) error
}

// New returns the provider of one configuration.
func New(s Settings) (*Provider, error) {
	p := &Provider{settings: s, resolver: credential.NewResolver(s.ForbidCommands)}
	if p.isUnknown("server_url") {
		return p, nil
	}
	platform, err := ringcentral.NewPlatform(s.Platform)
	if err != nil {
		return nil, err
	}
	p.platform = platform
	p.checks = ringcentral.NewSessions(platform, validationLinger, 0)
	p.tokens = ringcentral.NewSessions(platform, 0, ringcentral.ParallelSessions)
	if len(s.Missing) == 0 && len(s.Unknown) == 0 {
		p.session = p.newOwnSession()
		p.client = platform.NewClient(p.session, s.AccountID)
	}
	return p, nil
}

// ErrNotKnown is returned, wrapped, while the provider's configuration depends
// on values that are known only after apply.
var ErrNotKnown = errors.New("the provider's configuration is not known yet")

// NotConfiguredError says which settings are missing for calls of the API.
type NotConfiguredError struct {
	Missing []string
}

func (e *NotConfiguredError) Error() string {
	return "the provider has no " + strings.Join(e.Missing, " and no ")
}

// Client returns the API client of the identity that the provider runs as. The
// error is ErrNotKnown or a *NotConfiguredError.
func (p *Provider) Client() (*ringcentral.Client, error) {
	switch {
	case p.client != nil:
		return p.client, nil
	case len(p.settings.Unknown) > 0:
		return nil, fmt.Errorf("%w: %s", ErrNotKnown, strings.Join(p.settings.Unknown, ", "))
	default:
		return nil, &NotConfiguredError{Missing: p.settings.Missing}
	}
}

// Platform returns the server that the provider talks to, or ErrNotKnown.
func (p *Provider) Platform() (*ringcentral.Platform, error) {
	if p.platform == nil {
		return nil, fmt.Errorf("%w: server_url", ErrNotKnown)
	}
	return p.platform, nil
}

// Resolve reads a secret. A command runs once for all references to it.
func (p *Provider) Resolve(ctx context.Context, reference credential.Reference) (credential.Resolution, error) {
	return p.resolver.Resolve(ctx, reference)
}

// First reports whether it is called for the first time with a key, so that a
// warning that concerns several objects is given once.
func (p *Provider) First(key string) bool { return p.Count(key) == 1 }

// Count returns how often it was called with a key, this time included.
func (p *Provider) Count(key string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.counts == nil {
		p.counts = map[string]int{}
	}
	p.counts[key]++
	return p.counts[key]
}

// ServerURL is the origin of the platform; empty while it is not known.
func (p *Provider) ServerURL() string {
	if p.platform == nil {
		return ""
	}
	return p.platform.ServerURL()
}

// AccountID is the account that the provider manages; "~" is that of its user.
func (p *Provider) AccountID() string { return p.settings.AccountID }

// Strict reports whether everything that cannot be verified here is an error.
func (p *Provider) Strict() bool { return p.settings.Strict }

// ConsoleURL is the origin of the Developer Console; ok is false while it is not known.
func (p *Provider) ConsoleURL() (url string, ok bool) {
	return p.settings.ConsoleURL, !p.isUnknown("developer_console_url")
}

// GrantContext names an app and the owner of a JWT for findings. Both may be empty.
func (p *Provider) GrantContext(clientID, ownerID string) findings.GrantContext {
	return findings.GrantContext{
		ClientID:   clientID,
		OwnerID:    ownerID,
		ConsoleURL: p.settings.ConsoleURL,
		ServerURL:  p.ServerURL(),
	}
}

// Close revokes every session that is still open, and kills commands that are still
// running. It is called once, when the provider's process ends.
func (p *Provider) Close(ctx context.Context) error {
	closers := []func(context.Context) error{p.resolver.Close}
	if p.checks != nil {
		closers = append(closers, p.checks.Close, p.tokens.Close)
	}
	if p.session != nil {
		closers = append(closers, p.session.Close)
	}
	failures := make(chan error, len(closers))
	for _, closer := range closers {
		go func() { failures <- closer(ctx) }()
	}
	var errs []error
	for range closers {
		errs = append(errs, <-failures)
	}
	return errors.Join(errs...)
}

func (p *Provider) isUnknown(attribute string) bool {
	return slices.Contains(p.settings.Unknown, attribute)
}
