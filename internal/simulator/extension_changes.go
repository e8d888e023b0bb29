// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
)

// extensionChange is the body of a create or of an update. Absent properties
// are nil and leave the extension as it is.
type extensionChange struct {
	Type             *string           `json:"type"`
	SubType          *string           `json:"subType"`
	Status           *string           `json:"status"`
	StatusInfo       *StatusInfo       `json:"statusInfo"`
	ExtensionNumber  *string           `json:"extensionNumber"`
	Contact          json.RawMessage   `json:"contact"`
	RegionalSettings json.RawMessage   `json:"regionalSettings"`
	SetupWizardState *string           `json:"setupWizardState"`
	PartnerID        *string           `json:"partnerId"`
	Hidden           *bool             `json:"hidden"`
	Password         *string           `json:"password"`
	IVRPIN           *string           `json:"ivrPin"`
	Site             *DictionaryEntry  `json:"site"`
	CostCenter       *DictionaryEntry  `json:"costCenter"`
	References       *[]Reference      `json:"references"`
	CustomFields     []json.RawMessage `json:"customFields"`
	CallQueueInfo    json.RawMessage   `json:"callQueueInfo"`
	Transition       *struct {
		ToUsers bool `json:"sendWelcomeEmailsToUsers"`
		Send    bool `json:"sendWelcomeEmail"`
	} `json:"transition"`
}

func (s *Simulator) createExtension(c *call) response {
	var change extensionChange
	if failure := readJSON(c, extensionCreationSchema(), &change); failure != noError {
		return failure.response()
	}
	created := &Extension{Type: "User", Status: "NotActivated", SiteID: mainSiteID, CostCenterID: rootCostCenterID}
	created.Hidden = change.Status != nil && *change.Status == statusUnassigned
	if s.isMultiSite() && change.Site == nil {
		return refused("site.id", "The site of the extension must be specified").response()
	}
	if failure := s.apply(&change, nil, created); failure != noError {
		return failure.response()
	}
	if created.ExtensionNumber == "" && created.Status != statusUnassigned {
		if created.ExtensionNumber = s.nextExtensionNumber(created.SiteID); created.ExtensionNumber == "" {
			return platformError{status: http.StatusForbidden, code: "EXT-250", message: "No extension number is left in the account", parameterName: "extensionNumber"}.response()
		}
	}
	if change.Hidden != nil && created.Type != "User" {
		return invalidParameter("hidden").response()
	}
	s.insertExtension(created)
	s.markCreated(objectExtension, created.ID)
	return success(s.extensionInfo(created, c.caller))
}

// updateExtension changes what is sent and nothing else (observed in production,
// although the general guide says that PUT replaces).
func (s *Simulator) updateExtension(c *call) response {
	e, failure := s.requestedExtension(c)
	if failure != noError {
		return failure.response()
	}
	var change extensionChange
	if failure := readJSON(c, extensionUpdateSchema(), &change); failure != noError {
		return failure.response()
	}
	updated := e.clone()
	if failure := s.apply(&change, e, &updated); failure != noError {
		return failure.response()
	}
	if e.Status == statusUnassigned && change.Contact != nil {
		s.assignSeat(&change, &updated)
	}
	if failure := s.checkStatus(&change, e, &updated, c.caller); failure != noError {
		return failure.response()
	}
	if e.Status == statusUnassigned && welcomes(&change, &updated) {
		updated.WelcomeEmails++
	}
	*e = updated
	if change.Password != nil {
		s.endSessions(func(open *session) bool { return open.ownerID == e.ID })
	}
	s.endSessionsUnlessEnabled(e)
	return success(s.extensionInfo(e, c.caller))
}

func (s *Simulator) checkStatus(change *extensionChange, before, e, caller *Extension) platformError {
	switch {
	case e.ID == s.accountID && e.Status != before.Status:
		return platformError{status: http.StatusForbidden, code: "EXT-222", message: "The status of the system extension cannot be changed", parameterName: "status"}
	case e.ID == caller.ID && e.Status != "Enabled":
		return refused("status", "This user cannot be disabled")
	case change.CallQueueInfo != nil && e.Type != "Department":
		return badRequest("EXT-231", "callQueueInfo", "Only call queues have this information")
	case change.Transition != nil && e.Status != "NotActivated" && (before.Status != statusUnassigned || e.Status != "Disabled"):
		return refused("transition", "A welcome e-mail can be sent to NotActivated extensions only")
	}
	return noError
}

// welcomes reports whether a change that assigns a seat sends a welcome e-mail. It
// is sent when the status changes from Unassigned to NotActivated or Disabled, and
// never otherwise (OpenAPI document). That it is the default is the stricter choice:
// the document says so of other requests.
func welcomes(change *extensionChange, e *Extension) bool {
	return slices.Contains([]string{"NotActivated", "Disabled"}, e.Status) && (change.Transition == nil || change.Transition.Send)
}

// assignSeat turns an unassigned seat, which has a license and no user, into a user.
func (s *Simulator) assignSeat(change *extensionChange, e *Extension) {
	if change.Status == nil && !s.account.SeatsNeedStatus {
		e.Status = "NotActivated"
	}
	if e.Status == statusUnassigned {
		return
	}
	e.Hidden = false
	e.ExtensionNumber = cmp.Or(e.ExtensionNumber, s.nextExtensionNumber(e.SiteID))
}

// apply merges a change into an extension that is not stored yet, and checks the
// outcome against the account. before is the extension as it was; nil if it is new.
func (s *Simulator) apply(change *extensionChange, before, e *Extension) platformError {
	assign(&e.Type, change.Type)
	assign(&e.SubType, change.SubType)
	assign(&e.ExtensionNumber, change.ExtensionNumber)
	assign(&e.SetupWizardState, change.SetupWizardState)
	assign(&e.PartnerID, change.PartnerID)
	assign(&e.Hidden, change.Hidden)
	assign(&e.References, change.References)
	if change.Status != nil && *change.Status != e.Status {
		e.Status, e.StatusInfo = *change.Status, StatusInfo{}
	}
	assign(&e.StatusInfo, change.StatusInfo)
	if change.StatusInfo != nil && e.Status != "Disabled" {
		return invalidParameter("statusInfo")
	}
	if failure := merge("contact", change.Contact, &e.Contact); failure != noError {
		return failure
	}
	if failure := merge("regionalSettings", change.RegionalSettings, &e.RegionalSettings); failure != noError {
		return failure
	}
	if len(change.CustomFields) > 0 {
		return notFoundInBody("customFields[0].id")
	}
	if change.Site != nil {
		if s.siteWithID(change.Site.ID) == nil {
			return notFoundInBody("site.id")
		}
		e.SiteID = change.Site.ID
	}
	if change.CostCenter != nil {
		if !slices.ContainsFunc(costCenters, func(known costCenter) bool { return known.idText() == change.CostCenter.ID }) {
			return notFoundInBody("costCenter.id")
		}
		e.CostCenterID = change.CostCenter.ID
	}
	if before == nil && s.account.EmailIsLoginName {
		e.Contact.EmailAsLoginName = !change.emailAsLoginNameIsOff()
	}
	if failure := s.checkAgainstAccount(change, before, e); failure != noError {
		return failure
	}
	if change.Password != nil {
		e.HasPassword = true
		s.rememberSecret(*change.Password)
	}
	if change.IVRPIN != nil {
		e.HasIVRPIN = true
		s.rememberSecret(*change.IVRPIN)
	}
	return noError
}

func assign[T any](into *T, value *T) {
	if value != nil {
		*into = *value
	}
}

// merge decodes an object over the present values, so that absent members keep
// theirs.
func merge(name string, raw json.RawMessage, into any) platformError {
	if raw != nil && json.Unmarshal(raw, into) != nil {
		return invalidParameter(name)
	}
	return noError
}

// fillDefaults sets what is empty to the values of an account in the United States.
func (r *RegionalSettings) fillDefaults() {
	r.HomeCountry.ID = cmp.Or(r.HomeCountry.ID, "1")
	r.Timezone.ID = cmp.Or(r.Timezone.ID, "58")
	for _, entry := range []*DictionaryEntry{&r.Language, &r.GreetingLanguage, &r.FormattingLocale} {
		entry.ID = cmp.Or(entry.ID, "1033")
	}
	r.TimeFormat = cmp.Or(r.TimeFormat, "12h")
}
