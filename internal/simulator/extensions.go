// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"net/http"
	"slices"
	"strings"
)

func (s *Simulator) listExtensions(c *call) response {
	number := c.query.Get("extensionNumber")
	if len(number) > 8 {
		return invalidParameter("extensionNumber").response()
	}
	for _, status := range c.query["status"] {
		if !slices.Contains(extensionStatuses, status) {
			return invalidParameter("status").response()
		}
	}
	var found []*Extension
	for _, e := range s.visibleExtensions() {
		if number != "" && e.ExtensionNumber != number ||
			!selected(c.query["status"], e.Status) || !selected(c.query["type"], e.Type) || !selected(c.query["email"], e.Contact.Email) {
			continue
		}
		found = append(found, e)
	}
	result, failure := paginate(s, c, found, defaultPerPage)
	if failure != noError {
		return failure.response()
	}
	return success(described(result, s.extensionRecord))
}

// selected applies a repeatable filter. A value that no extension has, such as a
// comma-separated list, matches nothing and is no error (observed in production).
func selected(filter []string, value string) bool {
	return len(filter) == 0 || slices.ContainsFunc(filter, func(wanted string) bool { return strings.EqualFold(wanted, value) })
}

// requestedExtension returns the extension of the path.
func (s *Simulator) requestedExtension(c *call) (*Extension, platformError) {
	return s.extensionInView(c, viewDirect)
}

func (s *Simulator) extensionInView(c *call, view string) (*Extension, platformError) {
	e, exists := s.extensions.get(c.parameters["extensionId"])
	if !exists || !s.isVisible(objectExtension, e.ID, view) {
		return nil, notFound("extensionId")
	}
	return e, noError
}

func (s *Simulator) readExtension(c *call) response {
	e, failure := s.requestedExtension(c)
	if failure != noError {
		return failure.response()
	}
	return success(s.extensionInfo(e, c.caller))
}

// deleteExtension deletes an extension. With savePhoneLines, each of its digital
// lines becomes an unassigned extension (OpenAPI document).
func (s *Simulator) deleteExtension(c *call) response {
	keepLines, _, failure := c.booleanQuery("savePhoneLines")
	if failure == noError {
		_, _, failure = c.booleanQuery("savePhoneNumbers")
	}
	if failure != noError {
		return failure.response()
	}
	e, failure := s.requestedExtension(c)
	if failure == noError {
		failure = s.checkDeletable(e, c.caller)
	}
	if failure != noError {
		return failure.response()
	}
	if keepLines && s.account.MaxKeptLines > 0 && s.keptLines()+e.DigitalLines > s.account.MaxKeptLines {
		return platformError{status: http.StatusBadRequest, code: "EXT-340", message: "The number of lines that may be kept is reached"}.response()
	}
	s.deleteExtensionRecord(e.ID)
	if keepLines {
		for range e.DigitalLines {
			s.insertExtension(&Extension{Type: e.Type, Status: statusUnassigned, Hidden: true, SiteID: e.SiteID, CostCenterID: e.CostCenterID, DigitalLines: 1})
		}
	}
	return response{status: http.StatusNoContent}
}

// keptLines counts the lines of unassigned seats.
func (s *Simulator) keptLines() int {
	kept := 0
	for _, e := range s.extensions.all() {
		if e.Status == statusUnassigned {
			kept += e.DigitalLines
		}
	}
	return kept
}

var extensionStatuses = []string{"Enabled", "Disabled", "Frozen", "NotActivated", statusUnassigned}

// statusUnassigned is that of a seat: an extension with a license and no user.
const statusUnassigned = "Unassigned"

func (s *Simulator) checkDeletable(e, caller *Extension) platformError {
	switch e.ID {
	case s.accountID:
		return refused("extensionId", "The system extension cannot be deleted")
	case caller.ID:
		return refused("extensionId", "A user cannot delete itself")
	}
	return noError
}

type bulkDeletion struct {
	Records []struct {
		ID string `json:"id"`
	} `json:"records"`
}

type bulkDeletionResult struct {
	Records []bulkDeletionItem `json:"records"`
}

type bulkDeletionItem struct {
	ID         string        `json:"id"`
	Successful bool          `json:"bulkItemSuccessful"`
	Errors     []errorDetail `json:"bulkItemErrors,omitempty"`
}

// bulkDeleteUsers responds 200 even when items fail.
func (s *Simulator) bulkDeleteUsers(c *call) response {
	item := referenceSchema()
	var request bulkDeletion
	if failure := readJSON(c, property{kind: kindObject, properties: map[string]property{
		"keepAssetsInInventory": {kind: kindBoolean},
		"records":               {kind: kindArray, required: true, minItems: 1, maxItems: 50, items: &item},
	}}, &request); failure != noError {
		return failure.response()
	}
	var result bulkDeletionResult
	for _, record := range request.Records {
		outcome := bulkDeletionItem{ID: record.ID, Successful: true}
		if failure := s.deleteUser(record.ID, c.caller); failure != noError {
			outcome.Successful, outcome.Errors = false, []errorDetail{failure.detail()}
		}
		result.Records = append(result.Records, outcome)
	}
	return success(result)
}

func (s *Simulator) deleteUser(id string, caller *Extension) platformError {
	e, exists := s.extensions.get(id)
	if !exists || !s.isVisible(objectExtension, id, viewDirect) {
		return notFound("id")
	}
	if failure := s.checkDeletable(e, caller); failure != noError {
		return failure
	}
	if e.Type != "User" && e.Type != "Limited" {
		return refused("id", "Extensions of type "+e.Type+" cannot be deleted in bulk")
	}
	s.deleteExtensionRecord(id)
	return noError
}
