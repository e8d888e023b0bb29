// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// A report never repeats text of the platform, which can name people. It holds only what
// has one of these forms, and words of its own.
var (
	errorCode     = regexp.MustCompile(`^[A-Z]{2,5}-\d{1,4}$`)
	oauthCode     = regexp.MustCompile(`^[a-z_]{1,32}$`)
	parameterName = regexp.MustCompile(`^[A-Za-z][A-Za-z_.]{0,63}(\[\d{1,3}\][A-Za-z_.]{0,63})*$`)
	requestID     = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
)

const unprintable = "(text of unknown form)"

// shown returns a text if it has a form, else a placeholder.
func shown(text string, form *regexp.Regexp) string {
	if text == "" || form.MatchString(text) {
		return text
	}
	return unprintable
}

// errorText says how a request failed, without text of the platform.
func errorText(err error) string {
	var refused *ringcentral.Error
	switch {
	case err == nil:
		return "no error"
	case errors.As(err, &refused):
		return refusalText(refused)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return "the check was stopped, or timed out"
	default:
		return "no usable response"
	}
}

// refusalText is the form in which answers name a refusal: status, codes and parameter.
func refusalText(e *ringcentral.Error) string {
	parts := []string{fmt.Sprintf("HTTP %d", e.StatusCode)}
	if e.OAuthError != "" {
		parts = append(parts, shown(e.OAuthError, oauthCode))
	}
	if e.Code != "" {
		parts = append(parts, shown(e.Code, errorCode))
	}
	if e.ParameterName != "" {
		parts = append(parts, "parameter "+shown(e.ParameterName, parameterName))
	}
	return "refused: " + strings.Join(parts, ", ")
}

// evidenceOf names the request that RingCentral's support can look up.
func evidenceOf(err error) string {
	if refused, ok := isRefused(err); ok && refused.RequestID != "" {
		return "RCRequestId " + shown(refused.RequestID, requestID)
	}
	return ""
}
