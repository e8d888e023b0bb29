// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console

import (
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

type scope struct {
	name string
	// includes lists the scopes that RingCentral's guide names as included.
	includes []string
	// needsApproval is set for scopes that RingCentral grants on request only.
	needsApproval bool
}

// catalog holds every application scope that RingCentral's API reference and
// developer guide name. RingCentral may have more.
var catalog = []scope{
	{name: "A2PSMS"},
	{name: "AI"},
	{name: "Accounts", includes: []string{"EditAccounts"}},
	{name: "Analytics"},
	{name: "CallControl"},
	{name: "Contacts", includes: []string{"ReadContacts"}},
	{name: "ControlWebinars"},
	{name: "DirectRingOut", needsApproval: true},
	{name: "EditAccounts", includes: []string{"ReadAccounts", "EditExtensions"}, needsApproval: true},
	{name: "EditCallLog", includes: []string{"ReadCallLog"}, needsApproval: true},
	{name: "EditCustomData", needsApproval: true},
	{name: "EditExtensions"},
	{name: "EditMessages", includes: []string{"ReadMessages"}},
	{name: "EditPaymentInfo"},
	{name: "EditPresence", includes: []string{"ReadPresence"}},
	{name: "EditReportingSettings", needsApproval: true},
	{name: "EditUserCredentials", needsApproval: true},
	{name: "EditWebinars"},
	{name: "Faxes", includes: []string{"ReadMessages"}},
	{name: "Glip"},
	{name: "InternalMessages", includes: []string{"ReadMessages"}},
	{name: "Meetings"},
	{name: "ReadAccounts"},
	{name: "ReadAuditTrail"},
	{name: "ReadCallLog"},
	{name: "ReadCallRecording", includes: []string{"ReadCallLog"}},
	{name: "ReadClientInfo"},
	{name: "ReadContacts"},
	{name: "ReadMessages"},
	{name: "ReadPresence"},
	{name: "ReadWebinars"},
	{name: "RingOut"},
	{name: "RingSense"},
	{name: "RoleManagement", needsApproval: true},
	{name: "SMS", includes: []string{"ReadMessages"}},
	{name: "SubscriptionWebhook"},
	{name: "TeamMessaging"},
	{name: "Video"},
	{name: "Voicemail"},
	{name: "VoipCalling"},
	{name: "WebSocket"},
	{name: "WebSocketsSubscriptions"},
}

func find(name string) (scope, bool) {
	i := slices.IndexFunc(catalog, func(s scope) bool { return s.name == name })
	if i < 0 {
		return scope{}, false
	}
	return catalog[i], true
}

// KnownScope reports whether RingCentral's documentation names the scope.
func KnownScope(name string) bool {
	_, ok := find(name)
	return ok
}

// NeedsApproval reports whether RingCentral grants the scope only on request.
func NeedsApproval(name string) bool {
	s, _ := find(name)
	return s.needsApproval
}

// Implies returns the scopes that a scope includes, directly or through others, sorted.
func Implies(name string) []string {
	var reached []string
	s, _ := find(name)
	for _, included := range s.includes {
		reached = append(reached, included)
		reached = append(reached, Implies(included)...)
	}
	slices.Sort(reached)
	return slices.Compact(reached)
}

// IncludedBy returns the first of some scopes that includes another one; "" if
// none does.
func IncludedBy(name string, scopes []string) string {
	for _, other := range scopes {
		if other != name && slices.Contains(Implies(other), name) {
			return other
		}
	}
	return ""
}

// Includes reports whether a scope is among some scopes, or one of them includes it.
func Includes(scopes []string, name string) bool {
	return slices.Contains(scopes, name) || IncludedBy(name, scopes) != ""
}

// CompareScopes returns the declared scopes that were not granted and the
// granted ones that were not declared, both sorted. A scope counts for those
// that it includes: one that a granted scope includes is not missing, one that
// a declared scope includes is not extra.
func CompareScopes(declared, granted []string) (missing, extra []string) {
	return uncovered(declared, granted), uncovered(granted, declared)
}

func uncovered(wanted, available []string) []string {
	rest := slices.DeleteFunc(slices.Clone(wanted), func(name string) bool { return Includes(available, name) })
	slices.Sort(rest)
	return slices.Compact(rest)
}

// maxScope bounds what is compared with the known scopes, in bytes: the longest has 23.
const maxScope = 100

// NearestScope returns the known scope that name was probably meant to be, or
// "" if none is near.
func NearestScope(name string) string {
	if len(name) > maxScope {
		return ""
	}
	nearest, best := "", 3
	for _, s := range catalog {
		if strings.EqualFold(s.name, strings.ReplaceAll(name, " ", "")) {
			return s.name
		}
		if d := levenshtein.Distance(s.name, name, nil); d < best {
			nearest, best = s.name, d
		}
	}
	return nearest
}
