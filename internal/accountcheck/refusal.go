// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"errors"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

func isRefused(err error) (*ringcentral.Error, bool) {
	var refused *ringcentral.Error
	return refused, errors.As(err, &refused)
}

// failed turns an error into the answer to a question that it prevents.
func failed(err error) seen {
	return seen{skipped: "the request failed: " + errorText(err), evidence: evidenceOf(err)}
}

// declined is the answer about a request that failed. rule, if any, makes the simulated
// platform refuse it in the same way.
func declined(err error, rule func(*ringcentral.Error) fragment) seen {
	refused, ok := isRefused(err)
	if !ok {
		return failed(err)
	}
	s := seen{text: refusalText(refused), evidence: evidenceOf(err)}
	if rule != nil {
		s.differs = rule(refused)
	}
	return s
}

// refusal is the answer about a request that should be refused as documented.
func refusal(err error, operation string, documented documentedError) seen {
	if err == nil {
		return seen{text: "accepted"}
	}
	return declined(err, func(refused *ringcentral.Error) fragment { return errorRule(operation, documented, refused) })
}

// accepted is the answer about a request that should be accepted. rule makes the
// simulated platform refuse it.
func accepted(err error, rule func(*ringcentral.Error) fragment) seen {
	if err == nil {
		return seen{text: "yes"}
	}
	return declined(err, rule)
}

// documentedError is the error that the simulated platform gives.
type documentedError struct {
	code   string
	status int
	oauth  string
}

// errorRule replaces the documented error by the one that was seen.
func errorRule(operation string, documented documentedError, refused *ringcentral.Error) fragment {
	rule := object{"operations": []string{operation}, "code": documented.code}
	if refused.StatusCode != documented.status {
		rule["status"] = refused.StatusCode
	}
	if refused.OAuthError != "" && refused.OAuthError != documented.oauth {
		rule["error"] = shown(refused.OAuthError, oauthCode)
	}
	switch {
	case refused.Code == "":
		rule["withoutCodes"] = true
		return fragment{Errors: []object{rule}, Exceptions: []object{{"operations": []string{operation}, "problem": "body /errors is required"}}}
	case refused.Code != documented.code:
		rule["newCode"] = shown(refused.Code, errorCode)
	}
	if len(rule) == 2 {
		return fragment{}
	}
	return fragment{Errors: []object{rule}}
}
