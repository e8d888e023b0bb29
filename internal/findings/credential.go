// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"errors"
	"fmt"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

// Expectation is what a JWT credential is declared to be. Zero fields are not checked.
type Expectation struct {
	OwnerID   string
	ServerURL string
	ExpiresAt time.Time
}

// Damaged explains an error of credential.Inspect.
func Damaged(err error, s Subject) Finding {
	detail := err.Error()
	var damage *credential.DamageError
	if errors.As(err, &damage) {
		detail = damage.Detail
	}
	return Finding{
		Code:    CredentialDamaged,
		Summary: "The value is not an intact RingCentral JWT credential",
		Detail:  detail,
		Remedy:  "Copy the JWT again as a whole from the Developer Console, without quotes or line breaks, into the place that the jwt reference names. If it cannot be shown any more, create a new one.",
		URL:     console.CredentialURL(s.ConsoleURL, s.ClientID),
	}
}

// Credential judges the claims of a JWT offline.
func Credential(c credential.Claims, want Expectation, now time.Time, s Subject) []Finding {
	var found []Finding
	if want.ServerURL != "" && !c.IssuedFor(want.ServerURL) {
		found = append(found, Finding{
			Code:    CredentialOtherServer,
			Summary: "The JWT credential was issued for another server",
			Detail:  fmt.Sprintf("The JWT is meant for %s, but the provider talks to %s. RingCentral does not accept a credential of one environment in another.", c.ServerURL(), want.ServerURL),
			Remedy:  "Create a JWT credential in the Developer Console of the environment in use, or correct server_url of the provider.",
			URL:     console.CredentialURL(s.ConsoleURL, s.ClientID),
		})
	}
	if want.OwnerID != "" && c.Subject != want.OwnerID {
		found = append(found, Finding{
			Code:    CredentialOtherOwner,
			Summary: "The JWT credential belongs to another user",
			Detail:  fmt.Sprintf("The JWT belongs to extension %s, but extension %s is declared as its owner. A credential always belongs to the user who was signed in when it was created.", c.Subject, want.OwnerID),
			Remedy:  fmt.Sprintf("Sign in to the Developer Console as extension %s, create the credential there, and put the new JWT where the jwt reference points.", want.OwnerID),
			URL:     console.CredentialURL(s.ConsoleURL, s.ClientID),
		})
	}
	if c.Expired(now) {
		found = append(found, Finding{
			Code:    CredentialExpired,
			Summary: "The JWT credential has expired",
			Detail:  fmt.Sprintf("The JWT expired on %s.", c.ExpiresAt.UTC().Format(time.RFC3339)),
			Remedy:  "Create a new JWT credential as the owner and put it where the jwt reference points.",
			URL:     console.CredentialURL(s.ConsoleURL, s.ClientID),
		})
	}
	if !want.ExpiresAt.IsZero() && (c.ExpiresAt == nil || !sameDay(*c.ExpiresAt, want.ExpiresAt)) {
		actual := "never expires"
		if c.ExpiresAt != nil {
			actual = "expires on " + c.ExpiresAt.UTC().Format(time.RFC3339)
		}
		found = append(found, Finding{
			Code:    CredentialExpiryDiffers,
			Summary: "The JWT credential does not expire when it is declared to",
			Detail:  fmt.Sprintf("The JWT %s, but expires_at declares %s. The expiry of a credential cannot be changed after it was created.", actual, want.ExpiresAt.UTC().Format(time.RFC3339)),
			Remedy:  "Create a new JWT credential with the declared expiration date, or correct expires_at.",
			URL:     console.CredentialURL(s.ConsoleURL, s.ClientID),
		})
	}
	return found
}

// ExpiresSoon reports a JWT that expires within minValidity.
func ExpiresSoon(c credential.Claims, minValidity time.Duration, now time.Time, s Subject) []Finding {
	if minValidity <= 0 || c.ExpiresAt == nil || c.ExpiresAt.Sub(now) >= minValidity {
		return nil
	}
	return []Finding{{
		Code:    CredentialExpiresSoon,
		Summary: "The JWT credential expires soon",
		Detail:  fmt.Sprintf("The JWT expires on %s, which is less than %s away.", c.ExpiresAt.UTC().Format(time.RFC3339), minValidity),
		Remedy:  "Create a new JWT credential as the owner, put it where the jwt reference points, and delete the old one when everything uses the new one.",
		URL:     console.CredentialURL(s.ConsoleURL, s.ClientID),
	}}
}

// sameDay compares by UTC day because the Developer Console asks for a date
// only and lets the credential expire at the end of that day.
func sameDay(a, b time.Time) bool {
	return a.UTC().Format(time.DateOnly) == b.UTC().Format(time.DateOnly)
}
