// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// LackingFeature is a feature that operations need and their user does not have.
type LackingFeature struct {
	ID     string
	Reason ringcentral.FeatureReason
	// Operations are the IDs of the operations that need it.
	Operations []string
}

// FeaturesMissing reports features that the owner of the credential does not have, one
// finding for each reason.
func FeaturesMissing(lacking []LackingFeature, s GrantContext) []Finding {
	var found []Finding
	for len(lacking) > 0 {
		reason := lacking[0].Reason
		var names, operations []string
		lacking = slices.DeleteFunc(slices.Clone(lacking), func(f LackingFeature) bool {
			if f.Reason.Code != reason.Code || f.Reason.Permission != reason.Permission {
				return false
			}
			names, operations = append(names, f.ID), append(operations, f.Operations...)
			return true
		})
		message := ""
		if reason.Message != "" {
			message = ": " + strings.TrimRight(printable.Line(reason.Message, maxShown), ".")
		}
		f := cmp.Or(codesOfReasons[reason.Code], FeatureUnavailable).finding(s, "names", shownNames(names), "operations", shownNames(operations),
			"message", message, "permission", cmp.Or(printable.Line(reason.Permission, maxShown), "the permission for it"))
		if reason.Code != "" {
			f.Evidence = "reason " + printable.Line(reason.Code, maxShown)
		}
		found = append(found, f)
	}
	return found
}

// FeaturesUnverified reports features about which nothing says whether the owner of
// the credential has them. refused is why the owner's session could not ask; nil if
// nothing was refused.
func FeaturesUnverified(ids, operations []string, refused error, s GrantContext) []Finding {
	if len(ids) == 0 {
		return nil
	}
	why := "RingCentral tells a user of all features, and another user's session only of those that can be delegated."
	var apiError *ringcentral.Error
	if errors.As(refused, &apiError) {
		why = "RingCentral refused the question. " + why
	}
	f := FeatureUnverified.finding(s, "names", shownNames(ids), "operations", shownNames(operations), "why", why)
	if apiError != nil {
		f.Evidence = evidence(apiError)
	}
	return []Finding{f}
}

// maxListed bounds the lines of a list in a finding.
const maxListed = 20

// NumberFeaturesMissing reports features that none of the owner's phone numbers has.
// Phone numbers are masked.
func NumberFeaturesMissing(missing []string, numbers []ringcentral.PhoneNumber, s GrantContext) []Finding {
	if len(missing) == 0 {
		return nil
	}
	var lines strings.Builder
	for _, number := range numbers[:min(len(numbers), maxListed)] {
		fmt.Fprintf(
			&lines, "\n  - %s (%s): %s", masked(number.PhoneNumber), cmp.Or(printable.Line(number.UsageType, maxShown), "unknown type"),
			orNone(shown(number.Features)),
		)
	}
	switch {
	case len(numbers) == 0:
		lines.WriteString(" none.")
	case len(numbers) > maxListed:
		fmt.Fprintf(&lines, "\n  - and %d more", len(numbers)-maxListed)
	}
	return []Finding{NumberFeatureMissing.finding(s, "names", strings.Join(missing, ", "), "numbers", lines.String())}
}

// NumberFeaturesUnverified reports features of phone numbers that nobody could read.
// refused is why the owner's session could not; nil if it was not tried.
func NumberFeaturesUnverified(wanted []string, refused error, s GrantContext) Finding {
	f := NumberFeatureUnverified.finding(s, "names", shownNames(wanted))
	var apiError *ringcentral.Error
	if errors.As(refused, &apiError) {
		f.Evidence = evidence(apiError)
	}
	return f
}

// Unchecked reports that it is not known what the credential's owner has, for example
// permissions.
func Unchecked(what string, err error, s GrantContext) Finding {
	f := API(err, s)
	f.Summary = fmt.Sprintf("Could not check the %s of the credential's owner: %s", what, f.Summary)
	return f
}

// shownDigits is how much of a phone number a finding shows.
const shownDigits = 4

func masked(number string) string {
	digits := []rune(number)
	if len(digits) <= shownDigits {
		return "a number"
	}
	return "a number that ends in " + printable.Line(string(digits[len(digits)-shownDigits:]), maxShown)
}

// Rehearsed is an operation that a grant performed.
type Rehearsed struct {
	// Operation is how the configuration names it.
	Operation string
	// Scope, Permissions and Features are what RingCentral's document says it needs.
	Scope       string
	Permissions []string
	Features    []string
}

// Rehearsal explains why a rehearsed operation failed. It repeats nothing of the
// response's body but error code and parameter name.
func Rehearsal(err error, r Rehearsed, s GrantContext) Finding {
	var apiError *ringcentral.Error
	if !errors.As(err, &apiError) || apiError.Path == tokenEndpointPath {
		f := API(err, s)
		f.Summary = fmt.Sprintf("Could not rehearse %s: %s", r.Operation, f.Summary)
		return f
	}
	cause, remedy := causeOfRefusal(apiError, r)
	f := RehearsalRefused.finding(s, "operation", r.Operation, "cause", cause, "remedy", remedy)
	f.Evidence = evidence(apiError)
	return f
}

func causeOfRefusal(e *ringcentral.Error, r Rehearsed) (cause, remedy string) {
	const asDocumented = " RingCentral's OpenAPI document says that it needs %s."
	switch {
	case e.StatusCode == http.StatusTooManyRequests:
		return "The rate limit of the integration's app and user is exceeded.", "Wait a minute. Check for other programs that use this app and user."
	case e.Code == "CMN-401":
		return "The app lacks a scope." + fmt.Sprintf(asDocumented, cmp.Or(r.Scope, "no scope")), "Open the app in the Developer Console, choose Settings, add the scope to its application scopes, and save."
	case e.Code == "CMN-408", e.Code == "CMN-402", e.Code == "CMN-419":
		return "The credential's owner lacks a permission." + fmt.Sprintf(asDocumented, "one of "+orNone(r.Permissions)), "Add the permission to the user's role: permissions of its ringcentral_user_role, or Admin Portal > Users > Roles."
	case e.Code == "CMN-109":
		return "A feature is not available." + fmt.Sprintf(asDocumented, orNone(r.Features)), "Name the operation in operations: the grant then says why the feature is not available."
	case e.StatusCode == http.StatusNotFound:
		return "RingCentral did not find an object that the path names.", "Check the IDs in the path. Objects of another user or account cannot be found."
	case e.StatusCode >= http.StatusInternalServerError:
		return "RingCentral responded with a server error.", "Try again in a few minutes. If that does not help, give RingCentral's support the RCRequestId below."
	case e.StatusCode == http.StatusBadRequest && e.ParameterName != "":
		return fmt.Sprintf("RingCentral refused the parameter %s.", printable.Line(e.ParameterName, maxShown)), "Correct the path or the query of the operation."
	default:
		return "RingCentral gave a reason that the provider does not know.", "Look up the error code in RingCentral's documentation, or give RingCentral's support the RCRequestId below."
	}
}

func shown(names []string) []string {
	cleaned := make([]string, 0, len(names))
	for _, name := range names {
		cleaned = append(cleaned, printable.Line(name, maxShown))
	}
	return cleaned
}

// shownNames joins names, sorted and each once.
func shownNames(names []string) string {
	return strings.Join(slices.Compact(slices.Sorted(slices.Values(names))), ", ")
}
