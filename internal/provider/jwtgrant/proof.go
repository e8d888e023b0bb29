// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtgrant

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/permission"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// requirements is what the integration needs of the grant.
type requirements struct {
	ownerID          string
	scopes           []string // nil: not checked
	permissions      []string
	allowExtraScopes bool
	minValidity      time.Duration
}

// proof is everything that the checks established.
type proof struct {
	claims             *credential.Claims
	scopes             []string
	missingScopes      []string
	extraScopes        []string
	missingPermissions []string
	ownerID            string
	accountID          string
	problems           []findings.Finding
	// pending says what is not there yet; nothing was attempted then.
	pending []findings.Finding
}

func (p proof) status() string {
	switch {
	case len(p.problems) > 0:
		return statusInvalid
	case len(p.pending) > 0:
		return statusPending
	default:
		return statusValid
	}
}

func (p proof) all() []findings.Finding { return slices.Concat(p.problems, p.pending) }

// prove inspects the JWT offline and then performs the grant. It stops where a
// further check could only repeat what is known to be wrong.
func prove(ctx context.Context, data *configured.Provider, clientID string, secret, jwt secretref.Secret, need requirements, now time.Time) proof {
	var p proof
	if clientID == "" { // the secrets come after it
		p.pending = append(p.pending, findings.NoClientID())
	} else {
		for _, s := range []secretref.Secret{secret, jwt} {
			if s.Problem != nil {
				p.pending = append(p.pending, *s.Problem)
			}
		}
	}
	subject := data.GrantContext(clientID, "")
	subject.Origins.Scopes.Argument, subject.Origins.Permissions.Argument, subject.Origins.Owner.Argument = "required_scopes", "required_permissions", "expected_owner_id"
	if jwt.Value != "" {
		claims, err := credential.Inspect(jwt.Value)
		if err != nil {
			p.problems = append(p.problems, findings.Damaged(err, subject))
			return p
		}
		p.claims = &claims
		subject.OwnerID = claims.Subject
		p.problems = data.JudgeCredential(ctx, claims, configured.Expectation{OwnerID: need.ownerID}, now, subject)
		if len(p.problems)+len(p.pending) == 0 {
			if _, err := data.VerifySignature(ctx, jwt.Value); err != nil {
				p.problems = append(p.problems, findings.Damaged(err, subject))
			}
		}
	}
	if len(p.pending) > 0 || len(p.problems) > 0 {
		return p
	}
	p.grant(ctx, data, ringcentral.GrantRequest{
		App:       ringcentral.App{ClientID: clientID, ClientSecret: secret.Value},
		Assertion: jwt.Value,
	}, need, subject)
	p.problems = append(p.problems, findings.ExpiresSoon(*p.claims, need.minValidity, now, subject)...)
	return p
}

// grant performs the grant and checks what it yields. The session is revoked
// when no other check of the same app and credential needs it any more.
func (p *proof) grant(ctx context.Context, data *configured.Provider, request ringcentral.GrantRequest, need requirements, subject findings.GrantContext) {
	session, grant, release, err := data.Validate(ctx, request)
	defer release()
	if err != nil {
		p.problems = append(p.problems, p.refusal(ctx, data, err, request.App, subject))
		return
	}
	p.ownerID = grant.OwnerID
	p.scopes = slices.Sorted(slices.Values(grant.Scopes))
	p.missingScopes, p.extraScopes = []string{}, []string{}
	if need.scopes != nil {
		missing, extra := console.CompareScopes(need.scopes, grant.Scopes)
		p.missingScopes, p.extraScopes = append(p.missingScopes, missing...), append(p.extraScopes, extra...)
		p.problems = append(p.problems, findings.ScopesMissing(missing, subject)...)
		if !need.allowExtraScopes {
			p.problems = append(p.problems, findings.ScopesExtra(extra, subject)...)
		}
	}
	client := data.ClientOf(session)
	if missing, _ := console.CompareScopes([]string{"ReadAccounts"}, grant.Scopes); len(missing) == 0 {
		if account, err := client.Account(ctx); err == nil {
			p.accountID = string(account.ID)
		}
	}
	p.checkPermissions(ctx, client, need.permissions, subject)
}

// refusal explains why no token was issued. Of an error that nobody knows, a probe
// tells at least whether the app is in order.
func (p *proof) refusal(ctx context.Context, data *configured.Provider, err error, app ringcentral.App, subject findings.GrantContext) findings.Finding {
	finding := findings.Grant(err, subject)
	if finding.Code != findings.Unrecognized {
		return finding
	}
	if platform, unknown := data.Platform(); unknown == nil && platform.Probe(ctx, app) == nil {
		finding.Proved = findings.ProvedByProbe()
	}
	return finding
}

// checkPermissions compares the permissions with what the user holds, directly or
// through others.
func (p *proof) checkPermissions(ctx context.Context, client *ringcentral.Client, wanted []string, subject findings.GrantContext) {
	if wanted == nil {
		return
	}
	missing, err := missingPermissions(ctx, client, slices.Sorted(slices.Values(wanted)), subject.OwnerID)
	if err != nil {
		f := findings.API(err, subject)
		f.Summary = "The permissions of the credential's owner could not be checked: " + f.Summary
		p.problems = append(p.problems, f)
		return
	}
	p.missingPermissions = append([]string{}, missing...)
	p.problems = append(p.problems, findings.PermissionsMissing(missing, displayNames(ctx, client, missing), subject)...)
}

// missingPermissions asks about a single permission, which is cheaper, or reads
// the profile of all. Permissions that the profile does not list may be included
// in others that it does.
func missingPermissions(ctx context.Context, client *ringcentral.Client, wanted []string, ownerID string) ([]string, error) {
	if len(wanted) == 1 {
		held, err := client.CheckPermission(ctx, wanted[0], ownerID)
		if err != nil || held {
			return nil, err
		}
		return wanted, nil
	}
	held, err := client.HeldPermissions(ctx, ownerID)
	if err != nil {
		return nil, err
	}
	missing := without(wanted, held)
	if len(missing) == 0 {
		return nil, nil
	}
	known, err := client.Permissions(ctx)
	if err != nil {
		return nil, err
	}
	return without(missing, slices.Collect(maps.Keys(permission.NewDictionary(known).Closure(held...)))), nil
}

func without(wanted, held []string) []string {
	return slices.DeleteFunc(slices.Clone(wanted), func(id string) bool { return slices.Contains(held, id) })
}

// displayNames returns the permissions as people know them from the Admin Portal,
// as far as the dictionary can be read.
func displayNames(ctx context.Context, client *ringcentral.Client, ids []string) []string {
	if len(ids) == 0 {
		return nil
	}
	known, err := client.Permissions(ctx)
	if err != nil {
		return ids
	}
	dictionary := permission.NewDictionary(known)
	names := make([]string, 0, len(ids))
	for _, id := range ids {
		names = append(names, dictionary.Name(id))
	}
	return names
}
