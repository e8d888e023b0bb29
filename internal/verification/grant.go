// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package verification

import (
	"context"
	"maps"
	"slices"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/permission"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

func (r *run) app() ringcentral.App {
	return ringcentral.App{ClientID: r.ClientID, ClientSecret: r.ClientSecret.Value}
}

// grant is not attempted with a JWT that is known to be wrong.
func (r *run) grant(ctx context.Context) {
	if len(r.Findings) > 0 {
		r.skip()
		return
	}
	session, err := r.platform.Grant(ctx, ringcentral.GrantRequest{App: r.app(), Assertion: r.JWT.Value, Scopes: r.Narrow, AccessTokenTTL: r.TTL})
	r.session = session
	if err != nil {
		r.Err = err
		r.refused(ctx, findings.Grant(err, r.Context))
		return
	}
	r.ClientProved = true
	r.Grant = session.Grant
	r.OwnerID = session.Grant.OwnerID
	r.Scopes = slices.Sorted(slices.Values(session.Grant.Scopes))
	r.MissingScopes, r.ExtraScopes = []string{}, []string{}
}

// refused reports why there was no grant. A session is obtained without reading the
// published keys, so that the signature is compared only now. Of an error that nobody
// knows, a probe finds out at least whether the app is in order.
func (r *run) refused(ctx context.Context, f findings.Finding) {
	r.ClientProved = f.Code.ConcernsCredential()
	switch {
	case f.Code == findings.CredentialNotAccepted && r.Purpose == Session:
		before := len(r.Findings)
		if r.signature(ctx); len(r.Findings) > before {
			return
		}
	case f.Code == findings.Unrecognized && r.Purpose != Session:
		if _, r.ClientProved = r.probed(ctx); r.ClientProved {
			f.Proved = findings.ProvedByProbe()
		}
	}
	r.found(f)
}

// probe proves the client while there is no JWT to prove it with.
func (r *run) probe(ctx context.Context) {
	if r.Grant != nil || r.Err != nil {
		return
	}
	f, proved := r.probed(ctx)
	if r.ClientProved = proved; !proved {
		r.found(f)
	}
}

func (r *run) probed(ctx context.Context) (findings.Finding, bool) {
	return findings.Probe(r.platform.Probe(ctx, r.app()), r.Context)
}

func (r *run) scopes(context.Context) {
	if r.Want.Scopes == nil {
		return
	}
	missing, extra := console.CompareScopes(r.Want.Scopes, r.Grant.Scopes)
	r.MissingScopes, r.ExtraScopes = append(r.MissingScopes, missing...), append(r.ExtraScopes, extra...)
	r.found(findings.ScopesMissing(missing, r.Context)...)
	if !r.Want.AllowExtraScopes {
		r.found(findings.ScopesExtra(extra, r.Context)...)
	}
}

// account reads which account the token is for, where the app may.
func (r *run) account(ctx context.Context) {
	if !console.Includes(r.Grant.Scopes, "ReadAccounts") {
		return
	}
	if account, err := r.session.Client.Account(ctx); err == nil {
		r.AccountID = string(account.ID)
	}
}

// permissions compares the permissions with what the user holds, directly or through
// others.
func (r *run) permissions(ctx context.Context) {
	if r.Want.Permissions == nil && len(r.Want.AnyPermission) == 0 {
		return
	}
	missing, err := missingPermissions(ctx, r.session.Client, slices.Sorted(slices.Values(r.Want.Permissions)), r.Want.AnyPermission, r.Context.OwnerID)
	if err != nil {
		r.couldNotCheck("permissions", err)
		return
	}
	r.MissingPermissions = append([]string{}, missing...)
	r.found(findings.PermissionsMissing(missing, displayNames(ctx, r.session.Client, missing), r.Context)...)
}

// missingPermissions asks about a single permission, which is cheaper, or reads
// the profile of all. Permissions that the profile does not list may be included
// in others that it does. Of a group of which one is needed, the first is missing.
func missingPermissions(ctx context.Context, client *ringcentral.Client, wanted []string, groups [][]string, ownerID string) ([]string, error) {
	if len(wanted) == 1 && len(groups) == 0 {
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
	missing := without(wanted, groups, held)
	if len(missing) == 0 {
		return nil, nil
	}
	known, err := client.Permissions(ctx)
	if err != nil {
		return nil, err
	}
	return without(wanted, groups, slices.Collect(maps.Keys(permission.NewDictionary(known).Closure(held...)))), nil
}

func without(wanted []string, groups [][]string, held []string) []string {
	isHeld := func(id string) bool { return slices.Contains(held, id) }
	missing := slices.DeleteFunc(slices.Clone(wanted), isHeld)
	for _, group := range groups {
		if !slices.ContainsFunc(group, isHeld) && !slices.Contains(missing, group[0]) {
			missing = append(missing, group[0])
		}
	}
	slices.Sort(missing)
	return missing
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
