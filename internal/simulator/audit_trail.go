// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// AuditRecord is the AccountHistoryPublicRecord of the OpenAPI document: one change
// that somebody made.
type AuditRecord struct {
	ID        string         `json:"id"`
	EventTime time.Time      `json:"eventTime"`
	Initiator AuditInitiator `json:"initiator"`
	ActionID  string         `json:"actionId"`
	EventType string         `json:"eventType"`
	AccountID string         `json:"accountId"`
	Target    AuditTarget    `json:"target"`
	Details   AuditDetails   `json:"details"`
}

// AuditInitiator is who made a change.
type AuditInitiator struct {
	ExtensionID     string `json:"extensionId"`
	ExtensionNumber string `json:"extensionNumber"`
	Name            string `json:"name"`
	Role            string `json:"role"`
}

// AuditTarget is the extension that was changed, or the company with the object ID 0.
type AuditTarget struct {
	ObjectID        string `json:"objectId"`
	ObjectType      string `json:"objectType"`
	Name            string `json:"name"`
	ExtensionNumber string `json:"extensionNumber,omitempty"`
}

// AuditDetails say what was changed.
type AuditDetails struct {
	Parameters []AuditParameter `json:"parameters"`
}

// AuditParameter is one of the things that were changed.
type AuditParameter struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

const (
	auditedExtension = "CHANGE_USER_INFO"
	auditedRole      = "CHANGE_ROLE"
	auditPageSize    = 25
	// auditDays and auditRecords are what the platform keeps.
	auditDays    = 180
	auditRecords = 10000
)

var auditedEvents = map[string]string{http.MethodPut: "UPDATE", http.MethodPatch: "UPDATE", http.MethodDelete: "DELETE", http.MethodPost: "UPDATE"}

// auditTarget returns what records that a request changed an existing extension or
// role; nil if it changes neither.
func (s *Simulator) auditTarget(c *call) func() {
	event, changes := auditedEvents[c.request.Method]
	if !changes || c.caller == nil {
		return nil
	}
	if e, exists := s.extensions.get(c.parameters["extensionId"]); exists {
		before := e.clone()
		return func() { s.auditExtension(c.caller, event, &before) }
	}
	if role, exists := s.roles.get(c.parameters["roleId"]); exists {
		before := role.clone()
		return func() { s.auditRole(c.caller, event, &before) }
	}
	return nil
}

// SignIn sets who uses the Admin Portal from now on: the initiator of changes by
// EditExtension, RemoveExtension, EditRole and RemoveRole. At first that is the
// administrator.
func (s *Simulator) SignIn(extensionID string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.signedIn = extensionID
}

// portalUser is who uses the Admin Portal. Somebody who was deleted meanwhile is
// known by ID.
func (s *Simulator) portalUser() *Extension {
	id := cmp.Or(s.signedIn, s.administrator.extensionID)
	if e, exists := s.extensions.get(id); exists {
		return e
	}
	return &Extension{ID: id}
}

// auditExtension records that a user changed an extension.
func (s *Simulator) auditExtension(initiator *Extension, eventType string, e *Extension) {
	s.audit(initiator, eventType, auditedExtension, AuditTarget{ObjectID: e.ID, ObjectType: "Extension", Name: e.Name(), ExtensionNumber: e.ExtensionNumber}, nil)
}

// auditRole records that a user changed a role. A role is no extension, so the
// record's target is the company.
func (s *Simulator) auditRole(initiator *Extension, eventType string, r *Role) {
	s.audit(initiator, eventType, auditedRole, AuditTarget{ObjectID: "0", ObjectType: "Company", Name: "Company"}, []AuditParameter{{"roleName", r.DisplayName}})
}

func (s *Simulator) audit(initiator *Extension, eventType, action string, target AuditTarget, parameters []AuditParameter) {
	role := ""
	if roles := s.rolesOf(initiator); len(roles) > 0 {
		role = roles[0].DisplayName
	}
	s.auditTrail = append(s.auditTrail, AuditRecord{
		ID: "audit-" + strconv.Itoa(len(s.auditTrail)+1), EventTime: s.now().UTC(), ActionID: action, EventType: eventType, AccountID: s.accountID,
		Initiator: AuditInitiator{ExtensionID: initiator.ID, ExtensionNumber: initiator.ExtensionNumber, Name: initiator.Name(), Role: role},
		Target:    target, Details: AuditDetails{Parameters: append([]AuditParameter{}, parameters...)},
	})
}

type auditSearch struct {
	From       *time.Time `json:"eventTimeFrom"`
	To         *time.Time `json:"eventTimeTo"`
	Initiators []string   `json:"initiatorIds"`
	Targets    []string   `json:"targetIds"`
	Actions    []string   `json:"actionIds"`
	Page       int        `json:"page"`
	PerPage    int        `json:"perPage"`
}

type auditPage struct {
	Records []AuditRecord `json:"records"`
	Paging  struct {
		Page       int `json:"page"`
		PerPage    int `json:"perPage"`
		Total      int `json:"total"`
		TotalFound int `json:"totalFound"`
	} `json:"paging"`
}

func auditSearchSchema() property {
	ids, integer := property{kind: kindArray, items: &property{}}, property{kind: kindInteger}
	return property{kind: kindObject, properties: map[string]property{
		"eventTimeFrom": {}, "eventTimeTo": {}, "initiatorIds": ids, "targetIds": ids, "actionIds": ids, "page": integer, "perPage": integer,
	}}
}

// searchAuditTrail returns the newest records first. The body is optional.
func (s *Simulator) searchAuditTrail(c *call) response {
	var search auditSearch
	if len(c.body) > 0 {
		if failure := readJSON(c, auditSearchSchema(), &search); failure != noError {
			return failure.response()
		}
	}
	var found []AuditRecord
	for _, record := range slices.Backward(s.auditTrail[max(0, len(s.auditTrail)-auditRecords):]) {
		if search.selects(record, s.now()) {
			found = append(found, record)
		}
	}
	size, number := min(cmp.Or(search.PerPage, auditPageSize), maxPerPage), max(search.Page, 1)
	start := min((number-1)*size, len(found))
	page := auditPage{Records: append([]AuditRecord{}, found[start:min(start+size, len(found))]...)}
	page.Paging.Page, page.Paging.PerPage, page.Paging.TotalFound = number, size, len(found)
	page.Paging.Total = (len(found) + size - 1) / size
	return success(page)
}

func (a *auditSearch) selects(r AuditRecord, now time.Time) bool {
	from, to := now.AddDate(0, 0, -auditDays), now
	if a.To != nil {
		to = *a.To
	}
	if a.From != nil && a.From.After(from) {
		from = *a.From
	} else if a.From == nil {
		from = to.Add(-24 * time.Hour)
	}
	among := func(ids []string, id string) bool { return len(ids) == 0 || slices.Contains(ids, id) }
	return !r.EventTime.Before(from) && !r.EventTime.After(to) && among(a.Targets, r.Target.ObjectID) && among(a.Initiators, r.Initiator.ExtensionID) && among(
		a.Actions, r.ActionID,
	)
}
