// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"net/http"
	"net/url"
	"slices"
)

// Extension is a user, a call queue or another addressable part of an account.
type Extension struct {
	ID              ID                   `json:"id"`
	Name            string               `json:"name"`
	ExtensionNumber string               `json:"extensionNumber"`
	Type            string               `json:"type"`
	Status          string               `json:"status"`
	Hidden          *bool                `json:"hidden"`
	Contact         Contact              `json:"contact"`
	Site            *SiteReference       `json:"site"`
	CostCenter      *CostCenterReference `json:"costCenter"`
	// Roles is nil if the response did not hold them.
	Roles []AssignedRole `json:"roles"`
}

// Contact is the contact information of an extension.
type Contact struct {
	FirstName  string `json:"firstName"`
	LastName   string `json:"lastName"`
	Email      string `json:"email"`
	Department string `json:"department"`
	JobTitle   string `json:"jobTitle"`
}

// SiteReference names a site; "main-site" is the main one.
type SiteReference struct {
	ID ID `json:"id"`
}

// CostCenterReference names a cost center.
type CostCenterReference struct {
	ID ID `json:"id"`
}

// ExtensionFilter selects extensions; empty fields select all.
type ExtensionFilter struct {
	Email           []string
	Status          []string
	Type            []string
	ExtensionNumber string
}

// ContactCreate is the contact information of a new extension.
type ContactCreate struct {
	FirstName  string `json:"firstName"`
	LastName   string `json:"lastName,omitempty"`
	Email      string `json:"email"`
	Department string `json:"department,omitempty"`
	JobTitle   string `json:"jobTitle,omitempty"`
}

// ExtensionCreate describes a new extension.
type ExtensionCreate struct {
	Contact         ContactCreate        `json:"contact"`
	ExtensionNumber string               `json:"extensionNumber,omitempty"`
	Status          string               `json:"status,omitempty"`
	Type            string               `json:"type,omitempty"`
	Hidden          *bool                `json:"hidden,omitempty"`
	Site            *SiteReference       `json:"site,omitempty"`
	CostCenter      *CostCenterReference `json:"costCenter,omitempty"`
}

// ContactUpdate changes contact information; nil fields stay as they are.
type ContactUpdate struct {
	FirstName  *string `json:"firstName,omitempty"`
	LastName   *string `json:"lastName,omitempty"`
	Email      *string `json:"email,omitempty"`
	Department *string `json:"department,omitempty"`
	JobTitle   *string `json:"jobTitle,omitempty"`
}

// ExtensionUpdate changes an extension; nil fields stay as they are.
type ExtensionUpdate struct {
	Contact         *ContactUpdate  `json:"contact,omitempty"`
	ExtensionNumber *string         `json:"extensionNumber,omitempty"`
	Status          *string         `json:"status,omitempty"`
	Type            *string         `json:"type,omitempty"`
	Site            *SiteReference  `json:"site,omitempty"`
	Transition      *UserTransition `json:"transition,omitempty"`
}

// UserTransition says what follows a change of a user in the status NotActivated.
type UserTransition struct {
	SendWelcomeEmail bool `json:"sendWelcomeEmail"`
}

// ListExtensions reads the extensions that a filter selects, page by page.
func (c *Client) ListExtensions(ctx context.Context, filter ExtensionFilter) ([]Extension, error) {
	query := url.Values{}
	for name, values := range map[string][]string{"email": filter.Email, "status": filter.Status, "type": filter.Type} {
		if len(values) > 0 {
			query[name] = values
		}
	}
	if filter.ExtensionNumber != "" {
		query.Set("extensionNumber", filter.ExtensionNumber)
	}
	return list[Extension](ctx, c, groupMedium, c.accountPath("/extension"), query)
}

// Extension reads one extension.
func (c *Client) Extension(ctx context.Context, id string) (*Extension, error) {
	var extension Extension
	err := c.doIdentified(ctx, call{method: http.MethodGet, group: groupLight, path: c.accountPath("/extension/%s", id), into: &extension}, &extension.ID)
	if err != nil {
		return nil, err
	}
	return &extension, nil
}

// CreateExtension creates an extension. It is not repeated when its answer is lost.
func (c *Client) CreateExtension(ctx context.Context, request *ExtensionCreate) (*Extension, error) {
	var extension Extension
	err := c.doIdentified(ctx, call{method: http.MethodPost, group: groupMedium, path: c.accountPath("/extension"), body: request, into: &extension}, &extension.ID)
	if err != nil {
		return nil, err
	}
	return &extension, nil
}

// UpdateExtension changes what the request names.
func (c *Client) UpdateExtension(ctx context.Context, id string, request *ExtensionUpdate) (*Extension, error) {
	var extension Extension
	err := c.doIdentified(ctx, call{method: http.MethodPut, group: groupMedium, path: c.accountPath("/extension/%s", id), body: request, into: &extension}, &extension.ID)
	if err != nil {
		return nil, err
	}
	return &extension, nil
}

// bulkDeletable lists the types that RingCentral deletes through the bulk
// operation, which replaces the deprecated single one for them.
var bulkDeletable = []string{"User", "Limited"}

// DeleteExtension deletes an extension and keeps its phone numbers and devices
// in the account's inventory. Only ID and Type of the extension are used.
func (c *Client) DeleteExtension(ctx context.Context, e Extension) error {
	if slices.Contains(bulkDeletable, e.Type) {
		return c.bulkDelete(ctx, e.ID)
	}
	return c.do(ctx, call{
		method: http.MethodDelete,
		group:  groupMedium,
		path:   c.accountPath("/extension/%s", e.ID),
		query:  url.Values{"savePhoneLines": {"true"}, "savePhoneNumbers": {"true"}},
	})
}

func (c *Client) bulkDelete(ctx context.Context, id ID) error {
	type reference struct {
		ID ID `json:"id"`
	}
	request := struct {
		KeepAssetsInInventory bool        `json:"keepAssetsInInventory"`
		Records               []reference `json:"records"`
	}{true, []reference{{id}}}
	var response struct {
		Records []struct {
			ID         ID   `json:"id"`
			Successful bool `json:"bulkItemSuccessful"`
			Errors     []struct {
				ErrorCode string `json:"errorCode"`
				Message   string `json:"message"`
			} `json:"bulkItemErrors"`
		} `json:"records"`
	}
	path := c.accountPathV2("/extensions")
	if err := c.do(ctx, call{method: http.MethodDelete, group: groupHeavy, path: path, body: request, into: &response}); err != nil {
		return err
	}
	for _, record := range response.Records {
		if record.ID != id || record.Successful {
			continue
		}
		failure := &Error{Method: http.MethodDelete, Path: path, StatusCode: http.StatusOK, Message: "the user was not deleted"}
		if len(record.Errors) > 0 {
			failure.Code, failure.Message = cleaned(record.Errors[0].ErrorCode), cleaned(record.Errors[0].Message)
		}
		if failure.Code == codeNotFound { // what the single operation answers with a 404
			failure.StatusCode = http.StatusNotFound
		}
		return failure
	}
	return nil
}
