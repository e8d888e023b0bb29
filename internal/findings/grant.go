// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// Grant explains why the token endpoint did not issue a token. err is what
// ringcentral.Platform.Grant or Probe returned; it must not be nil.
func Grant(err error, s GrantContext) Finding {
	var apiError *ringcentral.Error
	if !errors.As(err, &apiError) {
		return noResponse(err, s)
	}
	if isRedirect(apiError) {
		return redirected(apiError, s)
	}
	if apiError.Code != "" {
		known, ok := find(func(r row) bool {
			return slices.Contains(r.errorCodes, apiError.Code) && (r.parameter == "" || r.parameter == apiError.ParameterName)
		})
		if ok {
			return known.refusal(s, apiError)
		}
	}
	f := Unrecognized.finding(s, "failure", apiError.Message)
	switch {
	case apiError.StatusCode == http.StatusTooManyRequests:
		return rateLimited(apiError, s)
	case apiError.StatusCode == http.StatusNotFound, apiError.StatusCode == http.StatusMethodNotAllowed:
		f = WrongServer.finding(s)
	case apiError.StatusCode >= http.StatusInternalServerError:
		f = PlatformUnavailable.finding(s)
	case apiError.Code == "" && apiError.OAuthError != "": // an unknown code may mean anything
		if known, ok := find(func(r row) bool { return r.oauthError == apiError.OAuthError }); ok {
			return known.refusal(s, apiError)
		}
	}
	f.Evidence = evidence(apiError)
	return f
}

// Probe evaluates the response to a malformed assertion. ok reports whether it proves
// the client ID, the client secret and the JWT auth flow: any refusal that is not about
// client, app or flow does. Otherwise the finding says what is wrong.
func Probe(err error, s GrantContext) (f Finding, ok bool) {
	if err == nil {
		return Finding{}, true
	}
	f = Grant(err, s)
	var apiError *ringcentral.Error
	if f.Code.ConcernsApp() || !errors.As(err, &apiError) {
		return f, false
	}
	if f.Code.ConcernsCredential() {
		return Finding{}, true
	}
	aboutClient := apiError.OAuthError == "invalid_client" || apiError.OAuthError == "unauthorized_client" || apiError.StatusCode == http.StatusUnauthorized
	if f.Code == Unrecognized && !aboutClient {
		return Finding{}, true
	}
	return f, false
}

// ProvedByProbe says what an accepted probe proves.
func ProvedByProbe() []string { return provedBefore(stageAssertion) }

func find(matches func(row) bool) (row, bool) {
	if i := slices.IndexFunc(table, matches); i >= 0 {
		return table[i], true
	}
	return row{}, false
}

// refusal is the finding of an error of the token endpoint.
func (r row) refusal(s GrantContext, e *ringcentral.Error) Finding {
	f := r.code.finding(s, "permission", orUnknown(e.PermissionName))
	if r.code == ScopeMissing {
		f = scopeRefused(s)
	}
	f.Proved = provedBefore(r.stage)
	f.Evidence = evidence(e)
	return f
}

func isRedirect(e *ringcentral.Error) bool { return e.StatusCode >= 300 && e.StatusCode <= 399 }

// redirected reports a redirect, which RingCentral's API never sends.
func redirected(e *ringcentral.Error, s GrantContext) Finding {
	to := "another path"
	if e.RedirectTo != "" {
		to = e.RedirectTo
	}
	f := WrongServer.finding(s)
	f.Summary = "The server sent a redirect"
	f.Detail = fmt.Sprintf("%s responded with a redirect to %s. RingCentral's API does not redirect, so this is something else. The provider does not follow redirects, because that would send credentials to another server.", s.ServerURL, to)
	f.Remedy += " If a proxy or a login page of the network responds instead of RingCentral, allow requests to the platform."
	f.Evidence = evidence(e)
	return f
}

func rateLimited(e *ringcentral.Error, s GrantContext) Finding {
	wait := "a minute"
	if e.RetryAfter > 0 {
		wait = e.RetryAfter.String()
	}
	f := RateLimited.finding(s, "wait", wait)
	f.Evidence = evidence(e)
	if e.OtherLimit {
		f.Summary = "A rate limit of the account or of this address is exceeded"
		f.Detail = "The response names no usage group, so this is not the limit of the app and user. RingCentral also limits accounts, addresses and single services. Each request during the penalty restarts it."
		f.Remedy = fmt.Sprintf(
			"Wait %s. Check for other programs that use RingCentral with this account or from this address. RingCentral's support can find out which limit it was.",
			wait,
		)
	}
	return f
}

// evidence names what RingCentral's support asks for.
func evidence(e *ringcentral.Error) string {
	parts := []string{fmt.Sprintf("HTTP %d", e.StatusCode)}
	if e.Code != "" {
		parts = append(parts, "errorCode "+e.Code)
	}
	if e.OAuthError != "" {
		parts = append(parts, e.OAuthError)
	}
	if e.RequestID != "" {
		parts = append(parts, "RCRequestId "+e.RequestID)
	}
	return strings.Join(parts, ", ")
}
