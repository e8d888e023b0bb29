// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package verification finds out whether an app and a JWT credential are what is
// declared and yield what an integration needs. The app, the credential, the grant,
// the access token and the provider's own credentials are all verified by it, with
// the checks of one table, in its order. It knows nothing of Terraform.
package verification

import (
	"context"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// Purpose is what a verification is for. It decides which checks run.
type Purpose int

// The purposes, as bits.
const (
	// Form looks at nothing but the values themselves.
	Form Purpose = 1 << iota
	// Credential verifies a JWT without an app.
	Credential
	// App verifies an app, with or without a JWT.
	App
	// Grant verifies that an app and a JWT yield what an integration needs.
	Grant
	// Session obtains a token to work with.
	Session
)

// Secret is a client secret or a JWT.
type Secret struct {
	// Value is empty if the secret is not available.
	Value string
	// Problem says why there is no value; nil if it is not needed.
	Problem *findings.Finding
	// Unknown is set while the value is known only after apply.
	Unknown bool
}

// String keeps the value out of formatted output.
func (s Secret) String() string { return "secret" }

// GoString keeps the value out of formatted output.
func (s Secret) GoString() string { return s.String() }

// Request is what is declared, and what it is verified with.
type Request struct {
	Purpose Purpose
	// Context says whose app and credential they are, and where each value comes from.
	Context      findings.GrantContext
	ClientID     string
	ClientSecret Secret
	JWT          Secret
	Want         Requirements
	// Narrow holds the scopes that the token is narrowed to; nil for all.
	Narrow []string
	// TTL is how long the token is to live; 0 for the platform's default.
	TTL time.Duration
	Now time.Time
}

// Requirements is what is declared of the credential and needed of the grant. Zero
// fields are not checked.
type Requirements struct {
	OwnerID     string
	ExpiresAt   time.Time
	MinValidity time.Duration
	Scopes      []string
	// AllowExtraScopes permits more scopes than Scopes.
	AllowExtraScopes bool
	Permissions      []string
	// AnyPermission holds groups of permissions. The owner needs one of each.
	AnyPermission [][]string
	Features      []Feature
	// NumberFeatures are features of phone numbers. One of the owner's numbers must have
	// each.
	NumberFeatures []string
	Rehearse       []Rehearsal
}

// Platform is what the checks ask.
type Platform interface {
	ServerTime(ctx context.Context) (time.Time, error)
	KeySet(ctx context.Context) (jose.JSONWebKeySet, error)
	Probe(ctx context.Context, app ringcentral.App) error
	// Administrator returns a client with the provider's own session; nil if the
	// provider has no credentials of its own.
	Administrator() *ringcentral.Client
	// Grant performs a grant. Release is called when the last check has ended.
	Grant(ctx context.Context, r ringcentral.GrantRequest) (Granted, error)
}

// Granted is a successful grant.
type Granted struct {
	Grant *ringcentral.Grant
	// Client sends requests with the token; nil if it is not to be used for checks.
	Client *ringcentral.Client
	// Release ends the session unless something else needs it.
	Release func()
}

// Result is everything that a verification established.
type Result struct {
	// Findings contradict the declaration, in the order of the checks.
	Findings []findings.Finding
	// Pending says what is not available; nothing that needs it was checked.
	Pending []findings.Finding
	// Unverified says what nobody could tell. It contradicts nothing.
	Unverified []findings.Finding
	// Err is the error behind the finding of a grant that failed.
	Err error
	// Unknown is set while a value is known only after apply.
	Unknown bool

	// Claims and Fingerprint are those of the JWT; nil and empty if there is none, or
	// if it is not intact.
	Claims      *credential.Claims
	Fingerprint string
	// Signature is empty if it was not compared, or the keys could not be read.
	Signature credential.SignatureStatus

	// ClientProved reports whether client ID, client secret and JWT flow are proved.
	ClientProved bool
	// Grant is the grant; nil if there was none.
	Grant *ringcentral.Grant
	// Scopes, MissingScopes and ExtraScopes are those of the token, sorted; nil if
	// there was none.
	Scopes, MissingScopes, ExtraScopes []string
	// MissingPermissions is nil if permissions were not checked.
	MissingPermissions []string
	// MissingFeatures and UnverifiedFeatures are nil if features were not checked.
	MissingFeatures, UnverifiedFeatures []string
	// MissingNumberFeatures is nil if phone numbers were not checked.
	MissingNumberFeatures []string
	// Rehearsed is nil if nothing was rehearsed.
	Rehearsed []Outcome
	// OwnerID and AccountID are those of the token; empty if not known.
	OwnerID, AccountID string
}

// Has reports whether a finding was made.
func (r Result) Has(code findings.Code) bool {
	for _, f := range r.Findings {
		if f.Code == code {
			return true
		}
	}
	return false
}

// Verify runs the checks that the purpose asks for.
func Verify(ctx context.Context, p Platform, request Request) Result {
	request.Context.ClientID = request.ClientID
	r := &run{Request: request, platform: p}
	defer func() { // late: the checks of a grant use its session
		if r.session.Release != nil {
			r.session.Release()
		}
	}()
	for _, c := range checks {
		if c.purposes&request.Purpose == 0 || c.needs&^r.proved != 0 {
			continue
		}
		before := len(r.Findings) + len(r.Pending)
		c.check(r, ctx)
		if len(r.Findings)+len(r.Pending) == before && !r.skipped {
			r.proved |= c.proves
		}
		r.skipped = false
	}
	return r.Result
}
