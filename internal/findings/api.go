// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// tokenEndpointPath is the path whose errors concern the grant and not an API call.
const tokenEndpointPath = "/restapi/oauth/token"

// codesOfEndedSessions are the errors of a request whose token was valid before: it was
// not found, or was revoked.
var codesOfEndedSessions = []string{"OAU-211", "OAU-213"}

// API explains why a request to the REST API failed. The error code distinguishes a
// scope that is missing on the app from a permission that is missing on the role. s says
// whether the provider's own session sent the request.
func API(err error, s GrantContext) Finding {
	var found *Error
	if errors.As(err, &found) {
		return found.Finding
	}
	var apiError *ringcentral.Error
	if !errors.As(err, &apiError) {
		return noResponse(err, s)
	}
	if apiError.Path == tokenEndpointPath {
		return Grant(err, s)
	}
	if isRedirect(apiError) {
		return redirected(apiError, s)
	}
	failure := fmt.Sprintf("%s %s failed. RingCentral says: %s", apiError.Method, apiError.Path, apiError.Message)
	f := RequestRefused.finding(s, "failure", failure)
	user, concernsUser := aboutUser(err, apiError, failure, s)
	switch {
	case concernsUser:
		f = user
	case apiError.StatusCode == http.StatusTooManyRequests:
		f = rateLimited(apiError, s)
		if !apiError.OtherLimit {
			f.Summary = "RingCentral's rate limit is exceeded"
			f.Detail = fmt.Sprintf("%s %s was refused because this app and user sent too many requests.", apiError.Method, apiError.Path)
		}
	case apiError.StatusCode == http.StatusUnauthorized && slices.Contains(codesOfEndedSessions, apiError.Code):
		f = SessionEnded.finding(s, "failure", failure)
	case apiError.StatusCode == http.StatusUnauthorized:
		f = AccessTokenRejected.finding(s, "failure", failure)
	case apiError.Code == "CMN-401" && !s.Own:
		f = scopeOfCheck(failure, s)
	case apiError.Code == "CMN-401":
		f = ApplicationScopeMissing.finding(s, "failure", failure)
	case !s.Own && (apiError.Code == "CMN-408" || apiError.Code == "CMN-402" || apiError.Code == "CMN-419"):
		f = PermissionMissing.finding(s, "ids", orUnknown(apiError.PermissionName), "names", orUnknown(apiError.PermissionName))
		f.Detail = failure + "\n" + f.Detail
	case apiError.Code == "CMN-408", apiError.Code == "CMN-402":
		f = UserPermissionMissing.finding(s, "failure", failure, "which", namedPermission(apiError))
	case apiError.Code == "CMN-419":
		f = PermissionTooNarrow.finding(s, "failure", failure, "which", namedPermission(apiError))
	case apiError.StatusCode == http.StatusNotFound:
		f = ObjectNotFound.finding(s, "failure", failure)
	case apiError.StatusCode >= http.StatusInternalServerError:
		f = PlatformUnavailable.finding(s)
		f.Summary, f.Detail = "RingCentral responded with a server error", failure
		f.Remedy = "Try again in a few minutes. If that does not help, give RingCentral's support the RCRequestId below."
	case apiError.ParameterName != "":
		f.Summary += " because of " + apiError.ParameterName
		f.Remedy = "Correct the argument. RingCentral's message says what is wrong."
	}
	f.Evidence = evidence(apiError)
	return f
}

func namedPermission(refused *ringcentral.Error) string {
	if refused.PermissionName == "" {
		return ""
	}
	return ": " + refused.PermissionName
}

// noResponse explains a failure in which the platform did not refuse anything.
func noResponse(err error, s GrantContext) Finding {
	var found *Error
	if errors.As(err, &found) {
		return found.Finding
	}
	var otherServer *ringcentral.OtherServerError
	if errors.As(err, &otherServer) {
		return CredentialOtherServer.finding(s, "audience", otherServer.Audience)
	}
	var timeout *ringcentral.TimeoutError
	if errors.As(err, &timeout) || errors.Is(err, context.DeadlineExceeded) {
		return timedOut(timeout, err, s)
	}
	if errors.Is(err, context.Canceled) {
		return Cancelled.finding(s, "error", err.Error())
	}
	var decodeError *ringcentral.DecodeError
	if errors.As(err, &decodeError) {
		return ResponseUnreadable.finding(s, "error", err.Error())
	}
	var penalty *ringcentral.PenaltyError
	if errors.As(err, &penalty) {
		f := RateLimited.finding(s)
		f.Summary = "RingCentral's rate limit is exceeded"
		f.Detail = fmt.Sprintf(
			"An earlier request was refused, and %s. The provider sends nothing until then, because each request would restart the penalty.",
			penalty,
		)
		f.Remedy = fmt.Sprintf("Run the command again in %s, and make sure that no other process uses the same app in a loop. If the delay looks implausible, something else responds instead of RingCentral.", penalty.Wait.Round(time.Second))
		return f
	}
	return unreachable(err, s)
}

// timedOut explains an operation that took longer than its resource allows. timeout
// is nil if nothing is known but that.
func timedOut(timeout *ringcentral.TimeoutError, err error, s GrantContext) Finding {
	f := OperationTimedOut.finding(s, "error", err.Error())
	if timeout != nil && timeout.Group != "" {
		f.Summary = "The operation timed out while it was waiting for RingCentral's rate limit"
		f.Detail = fmt.Sprintf(
			"After %s, requests of the usage group %q were still waiting for the rate limit of this app and user. The state records what is known about the object.",
			timeout.Allowed, timeout.Group,
		)
		f.Remedy = "Run the command again. It continues where this one stopped. To wait longer, raise the value in the timeouts block of the resource. To wait less, give Terraform an app and a user of its own, or ask RingCentral for higher limits."
	}
	return f
}
