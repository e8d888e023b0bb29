// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"errors"
	"maps"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// What RingCentral refuses about a user, by the error codes of its API reference.
var (
	EmailInUse = define(row{
		code: "email_in_use", section: ownRequests,
		summary:   "The e-mail address is in use",
		detail:    "{failure}",
		remedy:    "Give each user a different e-mail address. If the user replaces one that Terraform manages, remove create_before_destroy from its lifecycle block: RingCentral cannot have both at the same time.",
		meaning:   "Another user has this e-mail address or login name.",
		detection: "EXT-226 and EXT-227, or the account's list while planning.",
		advice:    "Choose an address that no other user has.",
	})
	ExtensionNumberRefused = define(row{
		code: "extension_number_refused", section: ownRequests,
		summary: "RingCentral refused the extension number: {rule}",
		detail:  "{failure}",
		remedy:  "Choose another extension_number. If you remove it, RingCentral chooses one.",
		meaning: "The extension number cannot be used.", detection: "EXT-214 to EXT-219, EXT-250 and EXT-361.", advice: "Choose another one, or remove it.",
	})
	ExtensionTypeUnavailable = define(row{
		code: "extension_type_unavailable", section: ownRequests,
		summary:   "The account cannot have this user: {rule}",
		detail:    "{failure}",
		remedy:    "Choose a type that the account's plan includes, or buy licenses in the Admin Portal. With use_unassigned_seat = true, the user gets a seat that is already licensed.",
		meaning:   "The plan or the licenses of the account do not allow this type of user.",
		detection: "EXT-351, EXT-352, EXT-354, EXT-355 and EXT-224.",
		advice:    "Choose another type, or buy licenses.",
	})
	PasswordRefused = define(row{
		code: "password_refused", section: ownRequests,
		summary: "RingCentral refused the password: {rule}",
		detail:  "{failure} The password is not shown.",
		remedy:  "Choose a password that follows the rule.",
		meaning: "The password breaks one of RingCentral's rules.", detection: "PWD-001 to PWD-014.", advice: "Choose another password.",
	})
	PasswordRequired = define(row{
		code: "password_required", section: ownRequests,
		summary:   "An enabled user needs a password in this account",
		detail:    "{failure} The request had no password.",
		remedy:    "Set password_wo, or set status = \"NotActivated\" and let the user set a password from the welcome e-mail.",
		meaning:   "The account does not enable a user without a password.",
		detection: "An error that names the parameter `password` of a request without one.",
		advice:    "Set `password_wo`, or `status = \"NotActivated\"`.",
	})
	SingleSignOn = define(row{
		code: "single_sign_on", section: ownRequests,
		summary: "The account uses single sign-on, which does not allow passwords",
		detail:  "{failure}",
		remedy:  "Remove password_wo. The user signs in through single sign-on.",
		meaning: "The account uses single sign-on, so passwords cannot be set.", detection: "EXT-413.", advice: "Remove `password_wo`.",
	})
)

// userRule is what an error code of the API reference says about an argument of a user.
type userRule struct {
	finding  Code
	argument string
	rule     string
}

var userRules = map[string]userRule{
	"EXT-226": {EmailInUse, "email", ""},
	"EXT-227": {EmailInUse, "email", ""},
	"EXT-214": {ExtensionNumberRefused, "extension_number", "the operator uses it"},
	"EXT-215": {ExtensionNumberRefused, "extension_number", "it begins with 0"},
	"EXT-216": {ExtensionNumberRefused, "extension_number", "it conflicts with the company directory"},
	"EXT-217": {ExtensionNumberRefused, "extension_number", "it is reserved, like 911 and 112"},
	"EXT-218": {ExtensionNumberRefused, "extension_number", "another extension has it"},
	"EXT-219": {ExtensionNumberRefused, "extension_number", "it is outside the account's range"},
	"EXT-250": {ExtensionNumberRefused, "extension_number", "no number is left in the account"},
	"EXT-361": {ExtensionNumberRefused, "extension_number", "it does not begin with the site's code"},
	"EXT-224": {ExtensionTypeUnavailable, "type", "the type of this extension cannot be changed"},
	"EXT-351": {ExtensionTypeUnavailable, "type", "its service plan does not include the type"},
	"EXT-352": {ExtensionTypeUnavailable, "type", "it has no limited extensions"},
	"EXT-354": {ExtensionTypeUnavailable, "type", "it has no paging-only extensions"},
	"EXT-355": {ExtensionTypeUnavailable, "type", "it has reached its maximum of extensions of this type"},
	"EXT-413": {SingleSignOn, "password_wo", ""},
	"PWD-001": {PasswordRefused, "password_wo", "it has no letter"},
	"PWD-002": {PasswordRefused, "password_wo", "it has no digit"},
	"PWD-003": {PasswordRefused, "password_wo", "it has neither an upper-case letter nor a special character"},
	"PWD-004": {PasswordRefused, "password_wo", "it has more than 3 characters in a row that ascend or descend"},
	"PWD-005": {PasswordRefused, "password_wo", "it has fewer than 8 characters"},
	"PWD-006": {PasswordRefused, "password_wo", "it has more than 32 characters"},
	"PWD-007": {PasswordRefused, "password_wo", "it has more than 2 repeated characters"},
	"PWD-014": {PasswordRefused, "password_wo", "it has a character that is not allowed"},
}

// UserRuleCodes returns the error codes that concern an argument of a user, with that
// argument.
func UserRuleCodes() map[string]string {
	arguments := map[string]string{}
	for code, rule := range maps.All(userRules) {
		arguments[code] = rule.argument
	}
	return arguments
}

// aboutUser explains an error that concerns an argument of a user.
func aboutUser(err error, refused *ringcentral.Error, failure string, s GrantContext) (Finding, bool) {
	s.Own = false // the cause is in the resource, not in the provider's credentials
	if rule, ok := userRules[refused.Code]; ok {
		f := rule.finding.finding(s, "failure", failure, "rule", rule.rule)
		f.Argument = rule.argument
		return f, true
	}
	var required *ringcentral.PasswordRequiredError
	if errors.As(err, &required) {
		f := PasswordRequired.finding(s, "failure", failure)
		f.Argument = "password_wo"
		return f, true
	}
	return Finding{}, false
}

// EmailTaken warns before a user is created that other users have the e-mail address.
func EmailTaken(email string, ids []ringcentral.ID) Finding {
	f := EmailInUse.finding(GrantContext{}, "failure", "Extension "+ringcentral.JoinIDs(ids)+" has the e-mail address "+email+". RingCentral refuses a second user with the same address, unless the account was changed to allow it.")
	f.Argument = "email"
	return f
}
