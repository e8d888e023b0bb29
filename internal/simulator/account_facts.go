// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import "slices"

// AccountFacts are properties of an account that decide which requests it accepts.
// The zero value is an account with every type of extension, without sites and
// without limits of its own.
type AccountFacts struct {
	// Sites are the sites of an account with the multi-site feature. A site without
	// an ID is the main site.
	Sites []Site `json:"sites,omitempty"`
	// UnavailableTypes are the types of extensions that the service plan lacks.
	UnavailableTypes []string `json:"unavailableTypes,omitempty"`
	// MaxExtensions is the largest number of extensions by type. A type that is
	// absent has no limit.
	MaxExtensions map[string]int `json:"maxExtensions,omitempty"`
	// MaxExtensionNumberLength is zero for 8 digits.
	MaxExtensionNumberLength int `json:"maxExtensionNumberLength,omitempty"`
	// FirstExtensionNumber and LastExtensionNumber are the range of extension
	// numbers. Zero is no bound.
	FirstExtensionNumber int `json:"firstExtensionNumber,omitempty"`
	LastExtensionNumber  int `json:"lastExtensionNumber,omitempty"`
	// DirectoryNumbers are extension numbers that the company directory occupies.
	DirectoryNumbers []string `json:"directoryNumbers,omitempty"`
	// PhoneNumbers are numbers of RingCentral beside the main number.
	PhoneNumbers []string `json:"phoneNumbers,omitempty"`
	// LoginNamesElsewhere are e-mail addresses that are login names in other accounts.
	LoginNamesElsewhere []string `json:"loginNamesElsewhere,omitempty"`
	// EmailIsLoginName means that users sign in with their e-mail address only.
	EmailIsLoginName bool `json:"emailIsLoginName,omitempty"`
	// SharedEmails means that several extensions may have one e-mail address.
	SharedEmails bool `json:"sharedEmails,omitempty"`
	// MaxKeptLines is how many lines of deleted users can be kept. Zero is no limit.
	MaxKeptLines int `json:"maxKeptLines,omitempty"`
	// UnavailableOperations are the IDs of operations that the account lacks.
	UnavailableOperations []string `json:"unavailableOperations,omitempty"`
	// UnavailableFeatures are features that no user of the account has, and why.
	UnavailableFeatures map[string]FeatureReason `json:"unavailableFeatures,omitempty"`
	// PendingScopes are application scopes that RingCentral has not granted yet. Apps
	// that ask for them get tokens without them.
	PendingScopes []string `json:"pendingScopes,omitempty"`
	// AdministratorScope is the scope of the administrator's role. Empty means that
	// the administrator is a Super Admin.
	AdministratorScope string `json:"administratorScope,omitempty"`
	// SeatsNeedStatus means that a seat stays unassigned unless the request names the
	// status of its user.
	SeatsNeedStatus bool `json:"seatsNeedStatus,omitempty"`
	// NoDefaultRole means that a new user has no role.
	NoDefaultRole bool `json:"noDefaultRole,omitempty"`
	// Extensions are in the account from the start.
	Extensions []SeededExtension `json:"extensions,omitempty"`
}

// SeededExtension is an extension that an account has from the start.
type SeededExtension struct {
	ExtensionNumber string   `json:"extensionNumber"`
	Type            string   `json:"type"`
	Status          string   `json:"status"`
	Contact         Contact  `json:"contact"`
	RoleIDs         []string `json:"roleIds"`
}

const mainNumber = "+16505550100"

func (f *AccountFacts) isPlatformNumber(number string) bool {
	return number == mainNumber || slices.Contains(f.PhoneNumbers, number)
}

func (f *AccountFacts) maxNumberLength() int {
	if f.MaxExtensionNumberLength == 0 {
		return 8
	}
	return f.MaxExtensionNumberLength
}
