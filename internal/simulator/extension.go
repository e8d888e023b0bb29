// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// Extension is an extension of the account. Its password and IVR PIN are kept
// out of it: they can be set, and never read.
type Extension struct {
	ID               string
	ExtensionNumber  string
	Type             string
	SubType          string
	Status           string
	StatusInfo       StatusInfo
	Contact          Contact
	Hidden           bool
	SetupWizardState string
	SiteID           string
	CostCenterID     string
	RoleIDs          []string
	// RolesAutoAssigned means that the roles are the account's default role and
	// were not chosen for this extension.
	RolesAutoAssigned bool
	PartnerID         string
	References        []Reference
	RegionalSettings  RegionalSettings
	// DigitalLines is the number of digital lines, each a device with a phone number.
	DigitalLines int
	HasPassword  bool
	HasIVRPIN    bool
	// WelcomeEmails counts the welcome e-mails that were requested.
	WelcomeEmails int
	CreationTime  time.Time
	// LoginRefusal is the code with which the platform refuses every login of the
	// user, for example OAU-147 for a locked account. Empty refuses none.
	LoginRefusal string
	// PhoneNumbers are the numbers of the user, beside those of the company.
	PhoneNumbers []PhoneNumber
	// UnavailableFeatures are features that this user does not have, and why.
	UnavailableFeatures map[string]FeatureReason
}

// StatusInfo explains why an extension is disabled.
type StatusInfo struct {
	Comment string `json:"comment,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

// Contact is the contact information of an extension.
type Contact struct {
	FirstName        string  `json:"firstName,omitempty"`
	LastName         string  `json:"lastName,omitempty"`
	Company          string  `json:"company,omitempty"`
	JobTitle         string  `json:"jobTitle,omitempty"`
	Department       string  `json:"department,omitempty"`
	Email            string  `json:"email,omitempty"`
	BusinessPhone    string  `json:"businessPhone,omitempty"`
	MobilePhone      string  `json:"mobilePhone,omitempty"`
	BusinessAddress  Address `json:"businessAddress,omitzero"`
	EmailAsLoginName bool    `json:"emailAsLoginName"`
}

// Address is a postal address.
type Address struct {
	Country string `json:"country,omitempty"`
	State   string `json:"state,omitempty"`
	City    string `json:"city,omitempty"`
	Street  string `json:"street,omitempty"`
	Zip     string `json:"zip,omitempty"`
}

// Reference ties an extension to an object of another system.
type Reference struct {
	Ref       string `json:"ref,omitempty"`
	Type      string `json:"type,omitempty"`
	AccountID string `json:"refAccId,omitempty"`
}

// RegionalSettings of an extension refer to RingCentral's dictionaries by ID.
type RegionalSettings struct {
	HomeCountry      DictionaryEntry `json:"homeCountry,omitzero"`
	Timezone         DictionaryEntry `json:"timezone,omitzero"`
	Language         DictionaryEntry `json:"language,omitzero"`
	GreetingLanguage DictionaryEntry `json:"greetingLanguage,omitzero"`
	FormattingLocale DictionaryEntry `json:"formattingLocale,omitzero"`
	TimeFormat       string          `json:"timeFormat,omitempty"`
}

// DictionaryEntry is the ID of an entry of one of RingCentral's dictionaries.
type DictionaryEntry struct {
	ID string `json:"id,omitempty"`
}

func (e *Extension) clone() Extension {
	copied := *e
	copied.RoleIDs = slices.Clone(e.RoleIDs)
	copied.References = slices.Clone(e.References)
	copied.PhoneNumbers = slices.Clone(e.PhoneNumbers)
	copied.UnavailableFeatures = maps.Clone(e.UnavailableFeatures)
	return copied
}

func (e *Extension) addRole(id string) {
	if !slices.Contains(e.RoleIDs, id) {
		e.RoleIDs, e.RolesAutoAssigned = append(e.RoleIDs, id), false
	}
}

func (e *Extension) removeRole(id string) {
	e.RoleIDs = slices.DeleteFunc(e.RoleIDs, func(other string) bool { return other == id })
}

// Name returns the first and the last name.
func (e *Extension) Name() string {
	return strings.TrimSpace(e.Contact.FirstName + " " + e.Contact.LastName)
}

// canLogIn reports whether extensions of this type are people or programs that
// sign in, and therefore have roles.
func canLogIn(extensionType string) bool {
	return slices.Contains([]string{"User", "VirtualUser", "DigitalUser", "FlexibleUser"}, extensionType)
}
