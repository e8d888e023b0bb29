// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"crypto/sha256"
	"maps"
	"slices"
	"strings"
)

// applicationScopes holds every application scope and the scopes that it
// includes (RingCentral's permissions guide; the names without an entry in its
// table come from the OpenAPI document).
var applicationScopes = map[string][]string{
	"A2PSMS":                  nil,
	"AI":                      nil,
	"Accounts":                {"EditAccounts"},
	"Analytics":               nil,
	"CallControl":             nil,
	"Contacts":                {"ReadContacts"},
	"ControlWebinars":         nil,
	"DirectRingOut":           nil,
	"EditAccounts":            {"ReadAccounts", "EditExtensions"},
	"EditCallLog":             {"ReadCallLog"},
	"EditCustomData":          nil,
	"EditExtensions":          nil,
	"EditMessages":            {"ReadMessages"},
	"EditPaymentInfo":         nil,
	"EditPresence":            {"ReadPresence"},
	"EditReportingSettings":   nil,
	"EditUserCredentials":     nil,
	"EditWebinars":            nil,
	"Faxes":                   {"ReadMessages"},
	"Glip":                    nil,
	"InternalMessages":        {"ReadMessages"},
	"Meetings":                nil,
	"ReadAccounts":            nil,
	"ReadAuditTrail":          nil,
	"ReadCallLog":             nil,
	"ReadCallRecording":       {"ReadCallLog"},
	"ReadClientInfo":          nil,
	"ReadContacts":            nil,
	"ReadMessages":            nil,
	"ReadPresence":            nil,
	"ReadWebinars":            nil,
	"RingOut":                 nil,
	"RingSense":               nil,
	"RoleManagement":          nil,
	"SMS":                     {"ReadMessages"},
	"SubscriptionWebhook":     nil,
	"TeamMessaging":           nil,
	"Video":                   nil,
	"Voicemail":               nil,
	"VoipCalling":             nil,
	"WebSocket":               nil,
	"WebSocketsSubscriptions": nil,
}

// Scopes returns every application scope the platform knows, sorted.
func (s *Simulator) Scopes() []string { return Scopes() }

// Scopes returns every application scope that a platform knows, sorted.
func Scopes() []string { return slices.Sorted(maps.Keys(applicationScopes)) }

// includesScope reports whether the granted scopes contain the scope, directly
// or through the inclusion hierarchy.
func includesScope(granted []string, scope string) bool {
	return slices.ContainsFunc(granted, func(candidate string) bool {
		return candidate == scope || includesScope(applicationScopes[candidate], scope)
	})
}

// shuffledScopes returns the scopes in an order that is stable for a client and
// otherwise arbitrary, as the order in RingCentral's token responses is.
func shuffledScopes(clientID string, scopes []string) []string {
	rank := func(scope string) string {
		digest := sha256.Sum256([]byte(clientID + scope))
		return string(digest[:])
	}
	return slices.SortedFunc(slices.Values(scopes), func(a, b string) int {
		return strings.Compare(rank(a), rank(b))
	})
}
