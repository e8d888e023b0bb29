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

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// Further causes that only calls of the REST API meet.
const (
	ApplicationScopeMissing Code = "provider_scope_missing"
	UserPermissionMissing   Code = "provider_permission_missing"
	AccessTokenRejected     Code = "access_token_rejected"
	RequestRefused          Code = "request_refused"
	ObjectNotFound          Code = "object_not_found"
	ResponseUnreadable      Code = "response_unreadable"
	SessionEnded            Code = "session_ended"
	OperationTimedOut       Code = "operation_timeout"
	Cancelled               Code = "cancelled"
)

// tokenEndpointPath is the path whose errors concern the grant and not an API call.
const tokenEndpointPath = "/restapi/oauth/token"

// codesOfEndedSessions answer a call with a token that was good before: it is not
// found any more, or was revoked.
var codesOfEndedSessions = []string{"OAU-211", "OAU-213"}

// API explains why a call of the REST API failed that the provider made as its
// own identity. The two look-alikes, a scope missing on the provider's app and
// a permission missing on its user's role, are told apart by error code.
func API(err error, s GrantContext) Finding {
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
	f := Finding{
		Detail:   fmt.Sprintf("%s %s failed. RingCentral says: %s", apiError.Method, apiError.Path, apiError.Message),
		Evidence: evidence(apiError),
	}
	switch {
	case apiError.StatusCode == http.StatusTooManyRequests:
		f = rateLimited(apiError)
		if !apiError.OtherLimit {
			f.Summary = "RingCentral's rate limit is used up"
			f.Detail = fmt.Sprintf("%s %s was refused because too many requests were made for this app and user.", apiError.Method, apiError.Path)
		}
	case apiError.StatusCode == http.StatusUnauthorized && slices.Contains(codesOfEndedSessions, apiError.Code):
		f.Code, f.Summary = SessionEnded, "RingCentral ended the session in the middle of the run"
		f.Remedy = "More than five parallel sessions of a user and app end the oldest; a changed password or an administrator ends all of them. Look for other programs with the same app and credential, and give Terraform an app and a user of its own. Then run the command again."
	case apiError.StatusCode == http.StatusUnauthorized:
		f.Code, f.Summary = AccessTokenRejected, "RingCentral rejected the provider's access token"
		f.Remedy = "Run the command again. If it goes on, give RingCentral's support the RCRequestId below."
	case apiError.Code == "CMN-401":
		f.Code, f.Summary = ApplicationScopeMissing, "The provider's app lacks a scope"
		f.Detail += fmt.Sprintf("\nThis is a setting of app %s, which the provider runs as. The user's role has no part in it.", orUnknown(s.ClientID))
		f.Remedy = "Open that app in the Developer Console, choose Settings, add the scope that the message names, and save. The JWT stays valid."
		f.URL = console.AppsURL(s.ConsoleURL)
	case apiError.Code == "CMN-408", apiError.Code == "CMN-402":
		f.Code, f.Summary = UserPermissionMissing, "The provider's user lacks a permission"
		if apiError.PermissionName != "" {
			f.Summary += ": " + apiError.PermissionName
		}
		f.Detail += fmt.Sprintf("\nThis is a setting of the role of extension %s, which the provider runs as. The app's scopes have no part in it.", orUnknown(s.OwnerID))
		f.Remedy = "Give that user a role with the permission: Admin Portal > Users > Roles."
	case apiError.StatusCode == http.StatusNotFound:
		f.Code, f.Summary = ObjectNotFound, "RingCentral could not find what the request is about"
		f.Remedy = "Check the ID and account_id."
	case apiError.StatusCode >= http.StatusInternalServerError:
		f.Code, f.Summary = PlatformUnavailable, "RingCentral answered with a server error"
		f.Remedy = "Try again in a few minutes; if it goes on, give RingCentral's support the RCRequestId below."
	default:
		f.Code, f.Summary = RequestRefused, "RingCentral refused the request"
		f.Remedy = "Look up the error code in RingCentral's documentation, or give RingCentral's support the RCRequestId below."
		if apiError.ParameterName != "" {
			f.Summary += " because of " + apiError.ParameterName
			f.Remedy = "Correct the argument; RingCentral's message says what is wrong with it."
		}
	}
	return f
}

// noResponse explains a failure in which the platform did not refuse anything.
func noResponse(err error, s GrantContext) Finding {
	var timeout *ringcentral.TimeoutError
	if errors.As(err, &timeout) || errors.Is(err, context.DeadlineExceeded) {
		return timedOut(timeout, err)
	}
	if errors.Is(err, context.Canceled) {
		return Finding{
			Code:    Cancelled,
			Summary: "The operation was cancelled",
			Detail:  err.Error(),
			Remedy:  "Run the same command again before you change the configuration. It completes what was left undone, and tells what it finds.",
		}
	}
	var decodeError *ringcentral.DecodeError
	if errors.As(err, &decodeError) {
		return Finding{
			Code:    ResponseUnreadable,
			Summary: "RingCentral's answer could not be read",
			Detail:  err.Error(),
			Remedy:  "Try again. If a proxy or firewall answers in RingCentral's place, let requests to the platform pass.",
		}
	}
	var penalty *ringcentral.PenaltyError
	if errors.As(err, &penalty) {
		return Finding{
			Code:    RateLimited,
			Summary: "RingCentral's rate limit is used up",
			Detail:  fmt.Sprintf("An earlier request was refused, and %s. The provider sends none meanwhile, because each would prolong that.", penalty),
			Remedy:  fmt.Sprintf("Run the command again in %s, and make sure that no other process uses the same app in a loop. If the time is absurd, something else answers in RingCentral's place.", penalty.Wait.Round(time.Second)),
		}
	}
	return unreachable(err, s)
}

// timedOut explains an operation that took longer than its resource allows. timeout
// is nil if nothing is known but that.
func timedOut(timeout *ringcentral.TimeoutError, err error) Finding {
	f := Finding{
		Code:    OperationTimedOut,
		Summary: "The time that the resource allows for this was over",
		Detail:  fmt.Sprintf("It was stopped: %v. The state holds what is known of the object.", err),
		Remedy:  "Run the command again. If it goes on, allow more time in the timeouts block of the resource.",
	}
	if timeout != nil && timeout.Group != "" {
		f.Summary = "The time that the resource allows for this was spent waiting for RingCentral's rate limit"
		f.Detail = fmt.Sprintf("After %s the requests of the usage group %q still had to wait: so many are made, or were made by others with the same app and user. The state holds what is known of the object.", timeout.Allowed, timeout.Group)
		f.Remedy = "Run the command again, it goes on where this one stopped. To let it wait longer, raise the value in the timeouts block of the resource; to wait less, give Terraform an app and a user of its own, or ask RingCentral for higher limits."
	}
	return f
}
