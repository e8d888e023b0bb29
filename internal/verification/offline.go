// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package verification

import (
	"context"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
)

// tolerableSkew is how far two clocks may differ without anybody noticing.
const tolerableSkew = time.Minute

func (r *run) swapped(context.Context) {
	if found := findings.Swapped(r.ClientID, r.ClientSecret.Value, r.Context); len(found) > 0 {
		r.found(found...)
		r.Context.ClientID = "" // it may be a secret
	}
}

func (r *run) clientIDGiven(context.Context) {
	if r.ClientID == "" {
		missing := findings.NoClientID()
		r.pending(&missing)
	}
}

func (r *run) clientSecretAvailable(context.Context) { r.available(r.ClientSecret) }

func (r *run) jwtAvailable(context.Context) { r.available(r.JWT) }

func (r *run) available(secret Secret) {
	switch {
	case secret.Value != "":
	case secret.Unknown:
		r.Unknown = true
		r.skip()
	case r.ClientID == "" && r.Purpose != Credential: // the secrets come after it
		r.skip()
	default:
		r.pending(secret.Problem)
	}
}

func (r *run) clientIDForm(context.Context) {
	if r.ClientID == "" {
		r.skip()
	} else if err := credential.InspectClientID(r.ClientID); err != nil {
		r.found(findings.DamagedClientID(err, r.Context))
	}
}

func (r *run) clientSecretForm(context.Context) {
	if r.ClientSecret.Value == "" {
		r.skip()
	} else if err := credential.InspectClientSecret(r.ClientSecret.Value); err != nil {
		r.found(findings.DamagedClientSecret(err, r.Context))
	}
}

func (r *run) jwtForm(context.Context) {
	if r.JWT.Value == "" {
		r.skip()
		return
	}
	claims, err := credential.Inspect(r.JWT.Value)
	if err != nil {
		r.found(findings.Damaged(err, r.Context))
		return
	}
	r.Claims, r.Fingerprint = &claims, credential.Fingerprint(r.JWT.Value)
	r.Context.OwnerID = claims.Subject
}

func (r *run) server(context.Context) { r.found(findings.OtherServer(*r.Claims, r.Context)...) }

func (r *run) owner(context.Context) {
	r.found(findings.OtherOwner(*r.Claims, r.Want.OwnerID, r.Context)...)
}

// expiry asks the platform for its clock before it blames a JWT that has expired by
// this machine's.
func (r *run) expiry(ctx context.Context) {
	expired := findings.Expired(*r.Claims, r.Now, r.Context)
	if len(expired) > 0 {
		if theirs, err := r.platform.ServerTime(ctx); err == nil && !r.Claims.Expired(theirs) {
			if ahead := r.Now.Sub(theirs); ahead.Abs() > tolerableSkew {
				expired = []findings.Finding{findings.WrongClock(ahead)}
			}
		}
	}
	r.found(expired...)
}

func (r *run) declaredExpiry(context.Context) {
	r.found(findings.OtherExpiry(*r.Claims, r.Want.ExpiresAt, r.Context)...)
}

// signature compares the JWT with the published keys. Keys that cannot be read prove
// nothing, and keep nothing from being checked.
func (r *run) signature(ctx context.Context) {
	keys, err := r.platform.KeySet(ctx)
	if err != nil {
		r.skip()
		return
	}
	status, err := credential.VerifySignature(r.JWT.Value, keys)
	if err != nil {
		r.found(findings.Damaged(err, r.Context))
		return
	}
	r.Signature = status
}

func (r *run) validity(context.Context) {
	if !r.Has(findings.CredentialExpired) {
		r.found(findings.ExpiresSoon(*r.Claims, r.Want.MinValidity, r.Now, r.Context)...)
	}
}
