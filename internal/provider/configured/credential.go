// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"context"
	"slices"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
)

// tolerableSkew is how far the clock of this machine may be off.
// Expectation is what a JWT credential is declared to be. Zero fields are not checked.
type Expectation struct {
	OwnerID   string
	ExpiresAt time.Time
}

const tolerableSkew = time.Minute

// JudgeCredential compares the claims of a JWT with what is wanted. One that looks
// expired is compared with the platform's clock, too, before this machine's is
// believed.
func (p *Provider) JudgeCredential(ctx context.Context, claims credential.Claims, want Expectation, now time.Time, s findings.GrantContext) []findings.Finding {
	found := findings.OtherServer(claims, s)
	if len(found) == 0 {
		found = findings.OtherOwner(claims, want.OwnerID, s)
	}
	if len(found) > 0 {
		return found
	}
	found = append(findings.Expired(claims, now, s), findings.OtherExpiry(claims, want.ExpiresAt, s)...)
	i := slices.IndexFunc(found, func(f findings.Finding) bool { return f.Code == findings.CredentialExpired })
	if i < 0 || p.platform == nil {
		return found
	}
	platformTime, err := p.platform.ServerTime(ctx)
	if err != nil || claims.Expired(platformTime) {
		return found
	}
	if ahead := now.Sub(platformTime); ahead.Abs() > tolerableSkew {
		found[i] = findings.WrongClock(ahead)
	}
	return found
}

// VerifySignature compares a JWT that credential.Inspect has accepted with the
// keys that the platform publishes. Everything else about a JWT is known offline,
// so that keys which cannot be read are no error: the status is empty then. The
// error is a *credential.DamageError.
func (p *Provider) VerifySignature(ctx context.Context, jwt string) (credential.SignatureStatus, error) {
	if p.platform == nil {
		return "", nil
	}
	keys, err := p.platform.KeySet(ctx)
	if err != nil {
		return "", nil //nolint:nilerr // see above
	}
	return credential.VerifySignature(jwt, keys)
}
