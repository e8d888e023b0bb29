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

// damages tells what each kind of damage means to the person who copied the value.
var damages = map[credential.DamageKind]struct {
	code            Code
	summary, remedy string
}{
	credential.Empty:          {CredentialEmpty, "The JWT is empty", copyAgain},
	credential.HasWhitespace:  {CredentialHasWhitespace, "The JWT has a line break or a space around or in it", `Store the JWT without it. When a shell adds a line break, use printf "%s" instead of echo; a file reference ignores one line break at the end.`},
	credential.Quoted:         {CredentialQuoted, "The JWT is wrapped in quotation marks", "Store the JWT without quotation marks. Tools that print JSON add them; jq -r does not."},
	credential.Wrapped:        {CredentialQuoted, "The JWT is wrapped in something else", "Store the JWT alone, without what is around it."},
	credential.NotAJWT:        {CredentialNotJWT, "The value is not a JWT", "Put the JWT of a JWT credential there, as the Developer Console shows it once after the credential was created. An access token, a Client ID or a Client Secret is something else."},
	credential.Truncated:      {CredentialTruncated, "The JWT was cut off or its end was doubled", copyAgain},
	credential.TooManyParts:   {CredentialAltered, "The JWT was altered when it was copied", copyAgain},
	credential.BadEncoding:    {CredentialAltered, "The JWT was altered when it was copied", copyAgain},
	credential.BadContent:     {CredentialAltered, "The JWT was altered when it was copied", copyAgain},
	credential.BadKeyID:       {CredentialAltered, "The JWT was altered when it was copied", copyAgain},
	credential.BadSignature:   {CredentialAltered, "The JWT was altered when it was copied", copyAgain},
	credential.WrongAlgorithm: {CredentialForeign, "The JWT is not a RingCentral JWT credential", otherJWT},
	credential.MissingClaim:   {CredentialForeign, "The JWT is not a RingCentral JWT credential", otherJWT},
	credential.OtherIssuer:    {CredentialForeign, "The JWT is not a RingCentral JWT credential", otherJWT},
}

const (
	copyAgain = "Copy the JWT again as a whole from the Developer Console, without quotation marks or line breaks, into the place that the jwt_from reference names. If it cannot be shown any more, create a new one."
	otherJWT  = "Put the JWT of a RingCentral JWT credential into the place that the jwt_from reference names."
)

// Damaged explains an error of credential.Inspect or credential.VerifySignature.
func Damaged(err error, s GrantContext) Finding {
	f := Finding{
		Code:    CredentialDamaged,
		Summary: "The value is not an intact RingCentral JWT credential",
		Detail:  err.Error(),
		Remedy:  copyAgain,
		URL:     console.CredentialURL(s.ConsoleURL, s.ClientID),
	}
	var damage *credential.DamageError
	if !errors.As(err, &damage) {
		return f
	}
	f.Detail = damage.Detail
	if known, ok := damages[damage.Kind]; ok {
		f.Code, f.Summary, f.Remedy = known.code, known.summary, known.remedy
	}
	return f
}

// Credential judges the claims of a JWT offline.
func Credential(c credential.Claims, want Expectation, now time.Time, s GrantContext) []Finding {
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
			Remedy:  fmt.Sprintf("Sign in to the Developer Console as extension %s, create the credential there, and put the new JWT where the jwt_from reference points.", want.OwnerID),
			URL:     console.CredentialURL(s.ConsoleURL, s.ClientID),
		})
	}
	if c.Expired(now) {
		found = append(found, Finding{
			Code:    CredentialExpired,
			Summary: "The JWT credential has expired",
			Detail:  fmt.Sprintf("The JWT expired on %s.", c.ExpiresAt.UTC().Format(time.RFC3339)),
			Remedy:  "Create a new JWT credential as the owner and put it where the jwt_from reference points.",
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

// WrongClock reports a JWT that looks expired only because the clock of this
// machine is wrong. ahead is how far it is ahead of the platform's.
func WrongClock(ahead time.Duration) Finding {
	direction := "ahead of"
	if ahead < 0 {
		direction, ahead = "behind", -ahead
	}
	return Finding{
		Code:    ClockSkewed,
		Summary: "The clock of this machine is wrong",
		Detail:  fmt.Sprintf("It is %s %s RingCentral's. By RingCentral's clock the JWT has not expired.", ahead.Round(time.Second), direction),
		Remedy:  "Set the clock of the machine that runs Terraform, or let it follow a time server.",
	}
}

// ExpiresSoon reports a JWT that expires within minValidity.
func ExpiresSoon(c credential.Claims, minValidity time.Duration, now time.Time, s GrantContext) []Finding {
	if minValidity <= 0 || c.ExpiresAt == nil || c.ExpiresAt.Sub(now) >= minValidity {
		return nil
	}
	return []Finding{{
		Code:    CredentialExpiresSoon,
		Summary: "The JWT credential expires soon",
		Detail:  fmt.Sprintf("The JWT expires on %s, which is less than %s away.", c.ExpiresAt.UTC().Format(time.RFC3339), inDays(minValidity)),
		Remedy:  "Create a new JWT credential as the owner, put it where the jwt_from reference points, and delete the old one when everything uses the new one.",
		URL:     console.CredentialURL(s.ConsoleURL, s.ClientID),
	}}
}

// inDays writes a duration of whole days as such.
func inDays(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d == day:
		return "a day"
	case d%day == 0:
		return fmt.Sprintf("%d days", d/day)
	}
	return d.String()
}

// sameDay compares by UTC day because the Developer Console asks for a date
// only and lets the credential expire at the end of that day.
func sameDay(a, b time.Time) bool {
	return a.UTC().Format(time.DateOnly) == b.UTC().Format(time.DateOnly)
}
