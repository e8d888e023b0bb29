// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"cmp"
	"encoding/json"
	"net/http"
)

// batchProvisioningSchema is the BatchProvisionUsersRequest of the OpenAPI document
// without devices.
func batchProvisioningSchema() property {
	reference := property{kind: kindObject, properties: map[string]property{"id": {required: true, nonEmpty: true}}}
	name := property{required: true, nonEmpty: true, maxLength: 64}
	item := property{kind: kindObject, properties: map[string]property{
		"extensionNumber": {pattern: extensionNumberPattern},
		"status":          {required: true, enum: []string{"Enabled"}},
		"contact": {kind: kindObject, required: true, properties: map[string]property{
			"firstName": name, "lastName": name,
			"email":            {required: true, email: true, maxLength: 64},
			"mobileNumber":     {pattern: phoneNumberPattern},
			"emailAsLoginName": {kind: kindBoolean},
			"transition":       {kind: kindObject, properties: map[string]property{"sendWelcomeEmail": {kind: kindBoolean}}},
		}},
		"costCenter": reference,
		"roles":      {kind: kindArray, maxItems: 1, items: &reference},
	}}
	return property{kind: kindObject, properties: map[string]property{
		"records": {kind: kindArray, required: true, minItems: 1, maxItems: 10, items: &item},
	}}
}

type provisioning struct {
	ExtensionNumber *string `json:"extensionNumber"`
	Status          *string `json:"status"`
	Contact         struct {
		FirstName        string `json:"firstName"`
		LastName         string `json:"lastName"`
		Email            string `json:"email"`
		EmailAsLoginName *bool  `json:"emailAsLoginName"`
		Transition       struct {
			SendWelcomeEmail *bool `json:"sendWelcomeEmail"`
		} `json:"transition"`
	} `json:"contact"`
	CostCenter *DictionaryEntry  `json:"costCenter"`
	Roles      []DictionaryEntry `json:"roles"`
}

// provisioningResult is the BatchProvisionUsersSuccessItem or the
// BatchProvisionErrorItem of the OpenAPI document.
type provisioningResult struct {
	Successful bool             `json:"successful"`
	Extension  *provisionedUser `json:"extension,omitempty"`
	Errors     []errorDetail    `json:"errors,omitempty"`
}

type provisionedUser struct {
	ID      string `json:"id"`
	Devices []any  `json:"devices"`
}

// batchProvisionUsers answers 200 even when items fail. The document names no user
// permission for it; that of the single creation is the stricter choice.
func (s *Simulator) batchProvisionUsers(c *call) reply {
	if s.noBatchProvisioning {
		return platformError{status: http.StatusForbidden, code: "CMN-109", message: "This feature is not available for this account"}.reply()
	}
	var request struct {
		Records []provisioning `json:"records"`
	}
	if failure := readJSON(c, batchProvisioningSchema(), &request); failure != noError {
		return failure.reply()
	}
	results := []provisioningResult{}
	for _, record := range request.Records {
		created, failure := s.provision(record)
		if failure != noError {
			results = append(results, provisioningResult{Errors: []errorDetail{failure.detail()}})
			continue
		}
		results = append(results, provisioningResult{Successful: true, Extension: &provisionedUser{ID: created.ID, Devices: []any{}}})
	}
	return success(map[string]any{"results": results})
}

func (s *Simulator) provision(record provisioning) (*Extension, platformError) {
	if s.multiSite {
		return nil, refused("site.id", "The site of the extension must be specified")
	}
	contact, err := json.Marshal(Contact{
		FirstName: record.Contact.FirstName, LastName: record.Contact.LastName, Email: record.Contact.Email,
		EmailAsLoginName: record.Contact.EmailAsLoginName == nil || *record.Contact.EmailAsLoginName,
	})
	if err != nil {
		return nil, invalidParameter("contact")
	}
	created := &Extension{Type: "User", SiteID: mainSiteID, CostCenterID: rootCostCenterID}
	change := extensionChange{ExtensionNumber: record.ExtensionNumber, Status: record.Status, Contact: contact, CostCenter: record.CostCenter}
	if failure := s.apply(change, created); failure != noError {
		return nil, failure
	}
	for _, role := range record.Roles {
		if _, exists := s.roles.get(role.ID); !exists {
			return nil, notFound("roles[0].id")
		}
		created.RoleIDs = append(created.RoleIDs, role.ID)
	}
	if welcome := record.Contact.Transition.SendWelcomeEmail; welcome == nil || *welcome {
		created.WelcomeEmails++
	}
	s.insertExtension(created)
	return created, noError
}

// bulkRoleAssignmentSchema is the BulkRoleAssignResource of the OpenAPI document.
func bulkRoleAssignmentSchema() property {
	ids := property{kind: kindArray, items: &property{nonEmpty: true}}
	return property{kind: kindObject, properties: map[string]property{
		"siteRestricted": {kind: kindBoolean}, "siteCompatible": {kind: kindBoolean}, "uri": {},
		"addedExtensionIds": ids, "removedExtensionIds": ids,
	}}
}

// assignMultipleUserRoles gives one role to users and takes it from others. It does
// nothing if it cannot do all: the document knows no result for single users. A
// user keeps at least one role.
func (s *Simulator) assignMultipleUserRoles(c *call) reply {
	role, exists := s.roles.get(c.parameters["roleId"])
	if !exists {
		return notFound("roleId").reply()
	}
	var request struct {
		Added   []string `json:"addedExtensionIds"`
		Removed []string `json:"removedExtensionIds"`
	}
	if failure := readJSON(c, bulkRoleAssignmentSchema(), &request); failure != noError {
		return failure.reply()
	}
	changed := map[string]*Extension{}
	for _, change := range []struct {
		ids       []string
		parameter string
		apply     func(*Extension)
	}{
		{request.Added, "addedExtensionIds", func(e *Extension) { e.addRole(role.ID) }},
		{request.Removed, "removedExtensionIds", func(e *Extension) { e.removeRole(role.ID) }},
	} {
		for _, id := range change.ids {
			e, exists := s.extensions.get(id)
			if !exists || !canLogIn(e.Type) {
				return notFound(change.parameter).reply()
			}
			copied := e.clone()
			updated := cmp.Or(changed[id], &copied)
			change.apply(updated)
			if len(updated.RoleIDs) == 0 {
				return refused(change.parameter, "A user must have a role").reply()
			}
			changed[id] = updated
		}
	}
	for id, updated := range changed {
		e, _ := s.extensions.get(id)
		*e = *updated
	}
	return reply{status: http.StatusNoContent}
}
