// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"errors"
	"fmt"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

// codesOfDamage says what each kind of damage means to the person who copied the value.
var codesOfDamage = map[credential.DamageKind]Code{
	credential.Empty:          CredentialEmpty,
	credential.HasWhitespace:  CredentialHasWhitespace,
	credential.Quoted:         CredentialQuoted,
	credential.Wrapped:        CredentialQuoted,
	credential.NotAJWT:        CredentialNotJWT,
	credential.Truncated:      CredentialTruncated,
	credential.TooManyParts:   CredentialAltered,
	credential.BadEncoding:    CredentialAltered,
	credential.BadContent:     CredentialAltered,
	credential.BadKeyID:       CredentialAltered,
	credential.BadSignature:   CredentialAltered,
	credential.WrongAlgorithm: CredentialForeign,
	credential.MissingClaim:   CredentialForeign,
	credential.OtherIssuer:    CredentialForeign,
}

// Damaged explains an error of credential.Inspect or credential.VerifySignature.
func Damaged(err error, s GrantContext) Finding {
	var damage *credential.DamageError
	if errors.As(err, &damage) {
		if code, ok := codesOfDamage[damage.Kind]; ok {
			return code.finding(s, "damage", damage.Detail)
		}
	}
	f := CredentialDamaged.finding(s)
	f.Summary, f.Detail = "The value is not a valid RingCentral JWT credential", err.Error()
	return f
}

// DamagedClientID explains an error of credential.InspectClientID.
func DamagedClientID(err error, s GrantContext) Finding {
	s.ClientID = ""
	f := ClientIDDamaged.finding(s, "damage", err.Error())
	f.Hide = true
	return f
}

// DamagedClientSecret explains an error of credential.InspectClientSecret.
func DamagedClientSecret(err error, s GrantContext) Finding {
	return ClientSecretDamaged.finding(s, "damage", err.Error())
}

// Swapped reports a client ID or client secret that has the form of another value.
// The texts do not repeat it.
func Swapped(clientID, clientSecret string, s GrantContext) []Finding {
	inID, inSecret := credential.Identify(clientID), credential.Identify(clientSecret)
	value, what, evidence := clientIDValue, "", ""
	switch {
	case credential.Swapped(clientID, clientSecret):
		what = "client ID and client secret are swapped"
		evidence = "The value in {client_id} looks like a client secret, and the value in {client_secret} looks like a client ID."
	case forms[inID] != "":
		what = "client ID looks like " + forms[inID]
		evidence = "The value in {client_id} looks like " + forms[inID] + ". It was probably swapped with another value."
	case inSecret == credential.JWT || inSecret == credential.AccessToken:
		value, what = clientSecretValue, "client secret has the form of "+forms[inSecret]
		evidence = "The value in {client_secret} looks like " + forms[inSecret] + ". It was probably swapped with another value."
	default:
		return nil
	}
	s.ClientID = ""
	f := ValuesSwapped.finding(s, "what", what, "evidence", filler(s, nil).Replace(evidence))
	f.Argument, f.Hide = s.origin(value).Argument, value == clientIDValue || s.origin(value).Literal
	return []Finding{f}
}

// forms names the secrets that can be recognized.
var forms = map[credential.Kind]string{
	credential.JWT:          "a JWT",
	credential.AccessToken:  "an access token",
	credential.ClientSecret: "a client secret",
}

// OtherServer reports a JWT that was issued for another server.
func OtherServer(c credential.Claims, s GrantContext) []Finding {
	if s.ServerURL == "" || c.IssuedFor(s.ServerURL) {
		return nil
	}
	return []Finding{CredentialOtherServer.finding(s, "audience", c.ServerURL())}
}

// OtherOwner reports a JWT that belongs to another extension than the declared one.
func OtherOwner(c credential.Claims, declared string, s GrantContext) []Finding {
	if declared == "" || c.Subject == declared {
		return nil
	}
	s.OwnerID = c.Subject
	return []Finding{CredentialOtherOwner.finding(s, "declared", declared)}
}

// Expired reports a JWT that has expired.
func Expired(c credential.Claims, now time.Time, s GrantContext) []Finding {
	if !c.Expired(now) {
		return nil
	}
	f := CredentialExpired.finding(s)
	f.Detail = fmt.Sprintf("The JWT expired on %s.", c.ExpiresAt.UTC().Format(time.RFC3339))
	return []Finding{f}
}

// OtherExpiry reports a JWT that does not expire on the declared day.
func OtherExpiry(c credential.Claims, declared time.Time, s GrantContext) []Finding {
	if declared.IsZero() || c.ExpiresAt != nil && sameDay(*c.ExpiresAt, declared) {
		return nil
	}
	expires := "never expires"
	if c.ExpiresAt != nil {
		expires = "expires on " + c.ExpiresAt.UTC().Format(time.RFC3339)
	}
	return []Finding{CredentialExpiryDiffers.finding(s, "expires", expires, "declared", declared.UTC().Format(time.DateOnly))}
}

// WrongClock reports a JWT that looks expired only because the clock of this
// machine is wrong. ahead is how far it is ahead of the platform's.
func WrongClock(ahead time.Duration) Finding {
	direction := "ahead of"
	if ahead < 0 {
		direction, ahead = "behind", -ahead
	}
	return ClockSkewed.finding(GrantContext{}, "by", fmt.Sprintf("%s %s", ahead.Round(time.Second), direction))
}

// ExpiresSoon reports a JWT that expires within minValidity.
func ExpiresSoon(c credential.Claims, minValidity time.Duration, now time.Time, s GrantContext) []Finding {
	if minValidity <= 0 || c.ExpiresAt == nil || c.ExpiresAt.Sub(now) >= minValidity {
		return nil
	}
	return []Finding{CredentialExpiresSoon.finding(s, "date", c.ExpiresAt.UTC().Format(time.RFC3339), "within", inDays(minValidity))}
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

// sameDay compares the day in UTC, because a credential expires at the end of the date
// that was chosen in the Developer Console.
func sameDay(a, b time.Time) bool {
	return a.UTC().Format(time.DateOnly) == b.UTC().Format(time.DateOnly)
}
