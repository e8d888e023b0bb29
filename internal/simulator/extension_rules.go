// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// operatorNumber is the extension number of the account's operator.
const operatorNumber = "101"

// reservedNumbers are extension numbers that the brand reserves.
var reservedNumbers = []string{"911", "112"}

func badRequest(code, name, reason string) platformError {
	return platformError{status: http.StatusBadRequest, code: code, message: reason, parameterName: name}
}

// checkAgainstAccount applies the rules of RingCentral's API reference that depend
// on the account. before is the extension as it was; nil if it is new.
func (s *Simulator) checkAgainstAccount(change *extensionChange, before, e *Extension) platformError {
	checks := []func() platformError{
		func() platformError { return s.checkType(before, e) },
		func() platformError { return s.checkContact(change, before, e) },
		func() platformError { return checkRegionalSettings(change, before == nil) },
		func() platformError { return s.checkNumber(before, e) },
		func() platformError { return s.checkEmail(before, e) },
	}
	for _, check := range checks {
		if failure := check(); failure != noError {
			return failure
		}
	}
	if change.Password != nil {
		return checkPassword(*change.Password)
	}
	return noError
}

func (s *Simulator) checkType(before, e *Extension) platformError {
	if before != nil {
		if before.Type != e.Type && (!canLogIn(before.Type) || !canLogIn(e.Type)) {
			return badRequest("EXT-224", "type", "An extension of type "+before.Type+" cannot become "+e.Type)
		}
		return noError
	}
	if slices.Contains(s.account.UnavailableTypes, e.Type) {
		code, known := map[string]string{"Limited": "EXT-352", "PagingOnly": "EXT-354"}[e.Type]
		if !known {
			code = "EXT-351"
		}
		return badRequest(code, "type", "Extensions of type "+e.Type+" are not available to the account")
	}
	if largest, limited := s.account.MaxExtensions[e.Type]; limited && s.countOfType(e.Type) >= largest {
		return badRequest("EXT-355", "type", "The largest number of extensions of type "+e.Type+" is reached")
	}
	return noError
}

func (s *Simulator) countOfType(extensionType string) int {
	count := 0
	for _, e := range s.extensions.all() {
		if e.Type == extensionType {
			count++
		}
	}
	return count
}

func (s *Simulator) checkContact(change *extensionChange, before, e *Extension) platformError {
	switch {
	case before == nil && e.Contact.LastName != "" && !canLogIn(e.Type):
		return badRequest("EXT-356", "contact.lastName", "Extensions of type "+e.Type+" have no last name")
	case change.emailAsLoginNameIsOff() && s.account.EmailIsLoginName:
		return badRequest("EXT-229", "contact.emailAsLoginName", "The account demands the e-mail address as login name")
	case before != nil && before.Contact.BusinessPhone == e.Contact.BusinessPhone || e.Contact.BusinessPhone == "":
		return noError
	case !phoneNumberPattern.MatchString(e.Contact.BusinessPhone):
		return badRequest("EXT-103", "contact.businessPhone", "The business phone is not a telephone number")
	case s.account.isPlatformNumber(e.Contact.BusinessPhone):
		return badRequest("EXT-102", "contact.businessPhone", "The business phone is a number of RingCentral")
	}
	return noError
}

func (c *extensionChange) emailAsLoginNameIsOff() bool {
	var contact struct {
		EmailAsLoginName *bool `json:"emailAsLoginName"`
	}
	_ = json.Unmarshal(c.Contact, &contact) // its schema was checked
	return contact.EmailAsLoginName != nil && !*contact.EmailAsLoginName
}

// lastCountryID is the largest ID of the simulated country dictionary.
const lastCountryID = 300

func checkRegionalSettings(change *extensionChange, isNew bool) platformError {
	var settings map[string]json.RawMessage
	_ = json.Unmarshal(change.RegionalSettings, &settings)
	given := 0
	for _, name := range []string{"language", "greetingLanguage", "formattingLocale"} {
		if settings[name] != nil {
			given++
		}
	}
	if !isNew && given != 0 && given != 3 {
		return badRequest("EXT-225", "regionalSettings", "The language, the greeting language and the formatting locale are to be given together")
	}
	var country DictionaryEntry
	_ = json.Unmarshal(settings["homeCountry"], &country)
	if id, err := strconv.Atoi(country.ID); settings["homeCountry"] != nil && (err != nil || id < 1 || id > lastCountryID) {
		return notFoundInBody("regionalSettings.homeCountry.id")
	}
	return noError
}

// checkNumber judges an extension number that is new or has changed.
func (s *Simulator) checkNumber(before, e *Extension) platformError {
	number := e.ExtensionNumber
	if number == "" || before != nil && before.ExtensionNumber == number {
		return noError
	}
	refuse := func(code, reason string) platformError {
		return badRequest(code, "extensionNumber", "Extension number "+number+" "+reason)
	}
	value, _ := strconv.Atoi(number)
	first, last := s.account.FirstExtensionNumber, s.account.LastExtensionNumber
	site := s.siteWithID(e.SiteID)
	switch {
	case slices.Contains(reservedNumbers, number):
		return refuse("EXT-217", "is reserved")
	case strings.HasPrefix(number, "0"):
		return refuse("EXT-215", "begins with 0")
	case len(number) < 3, len(number) > s.account.maxNumberLength(), first > 0 && value < first, last > 0 && value > last:
		return refuse("EXT-219", "is outside the range that the account allows")
	case number == operatorNumber:
		return refuse("EXT-214", "is used by the operator")
	case slices.Contains(s.account.DirectoryNumbers, number):
		return refuse("EXT-216", "conflicts with the company directory")
	case slices.ContainsFunc(s.extensions.all(), func(other *Extension) bool { return other.ID != e.ID && other.ExtensionNumber == number }):
		return refuse("EXT-218", "is used by another extension")
	case before != nil && site != nil && !strings.HasPrefix(number, site.Code):
		return refuse("EXT-361", "does not begin with the code "+site.Code+" of the site")
	}
	return noError
}

// checkEmail judges an e-mail address, or its use as login name, that is new or has
// changed. Addresses are unique unless the account allows otherwise. Login names are
// unique among all accounts.
func (s *Simulator) checkEmail(before, e *Extension) platformError {
	email, isLoginName := e.Contact.Email, e.Contact.EmailAsLoginName
	if email == "" || before != nil && strings.EqualFold(before.Contact.Email, email) && before.Contact.EmailAsLoginName == isLoginName {
		return noError
	}
	same := func(other string) bool { return strings.EqualFold(other, email) }
	taken := isLoginName && slices.ContainsFunc(s.account.LoginNamesElsewhere, same)
	for _, other := range s.extensions.all() {
		if other.ID == e.ID || !same(other.Contact.Email) {
			continue
		}
		if !s.account.SharedEmails {
			return platformError{
				status: http.StatusConflict, code: "EXT-226", message: "The e-mail address is used by another extension of the account",
				parameterName: "contact.email",
			}
		}
		taken = taken || isLoginName && other.Contact.EmailAsLoginName
	}
	if taken {
		return platformError{status: http.StatusConflict, code: "EXT-227", message: "The login name is taken", parameterName: "contact.email"}
	}
	return noError
}

// nextExtensionNumber returns the lowest free number of a site, or an empty string
// if none is left.
func (s *Simulator) nextExtensionNumber(siteID string) string {
	taken := map[string]bool{}
	for _, e := range s.extensions.all() {
		taken[e.ExtensionNumber] = true
	}
	for _, number := range s.account.DirectoryNumbers {
		taken[number] = true
	}
	prefix := ""
	if site := s.siteWithID(siteID); site != nil {
		prefix = site.Code
	}
	number := max(101, s.account.FirstExtensionNumber)
	for {
		candidate := prefix + strconv.Itoa(number)
		if last := s.account.LastExtensionNumber; last > 0 && number > last || len(candidate) > s.account.maxNumberLength() {
			return ""
		}
		if !taken[candidate] && !slices.Contains(reservedNumbers, candidate) {
			return candidate
		}
		number++
	}
}
