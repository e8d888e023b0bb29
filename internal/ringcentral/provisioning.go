// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

const (
	// usersPerBatch is how many users RingCentral creates in one call.
	usersPerBatch = 10
	// maxBatchEmail is the longest e-mail address that it accepts there, in characters.
	maxBatchEmail = 64
)

// errAlone tells the one who waits for a batch that nothing was done for its item,
// and to do it alone. errNotInBatch is an errAlone of an item that the platform
// refused as a part of a batch.
var (
	errAlone      = errors.New("not part of a batch")
	errNotInBatch = fmt.Errorf("refused: %w", errAlone)
)

// fitsBatch tells whether the batch can create the user, and saves requests. It knows
// fewer properties than the single request; department and job title have to be added
// later, which costs no more than to assign the role of a single user.
func (u *NewUser) fitsBatch() bool {
	return u.Type == "User" && u.Status == "Enabled" && u.Contact.LastName != "" && len(u.Contact.Email) <= maxBatchEmail &&
		(u.RoleID != "" || u.Contact.Department == "" && u.Contact.JobTitle == "") &&
		u.Hidden == nil && u.Site == nil && u.Password == "" && u.IVRPIN == ""
}

type (
	provisionRequest struct {
		Records []provisionRecord `json:"records"`
	}
	provisionRecord struct {
		ExtensionNumber string               `json:"extensionNumber,omitempty"`
		Status          string               `json:"status"`
		Contact         provisionContact     `json:"contact"`
		CostCenter      *CostCenterReference `json:"costCenter,omitempty"`
		Roles           []PermissionID       `json:"roles,omitempty"`
	}
	// provisionContact says what the single request leaves at its default, because
	// the defaults differ.
	provisionContact struct {
		FirstName        string         `json:"firstName"`
		LastName         string         `json:"lastName"`
		Email            string         `json:"email"`
		EmailAsLoginName bool           `json:"emailAsLoginName"`
		Transition       UserTransition `json:"transition"`
	}
	provisionResponse struct {
		Results []struct {
			Successful *bool `json:"successful"`
			Extension  struct {
				ID ID `json:"id"`
			} `json:"extension"`
		} `json:"results"`
	}
)

func (u *NewUser) record() provisionRecord {
	record := provisionRecord{
		ExtensionNumber: u.ExtensionNumber, Status: u.Status, CostCenter: u.CostCenter,
		Contact: provisionContact{FirstName: u.Contact.FirstName, LastName: u.Contact.LastName, Email: u.Contact.Email},
	}
	if u.RoleID != "" {
		record.Roles = []PermissionID{{ID: u.RoleID}}
	}
	return record
}

// provision creates users together. RingCentral's answer holds the IDs of the new
// users and does not say in which order, so that each is read back and recognised
// by its e-mail address.
func (c *Client) provision(ctx context.Context, users []*NewUser) []outcome[*Extension] {
	alone := repeated(len(users), outcome[*Extension]{err: errAlone})
	if len(users) == 1 || c.batchRefused.Load() || sameEmail(users) {
		return alone
	}
	var request provisionRequest
	for _, user := range users {
		request.Records = append(request.Records, user.record())
	}
	var response provisionResponse
	path := c.accountPathV2("/batch-provisioning/users")
	c.creating.Add(1)
	err := c.do(ctx, call{method: http.MethodPost, group: groupHeavy, path: path, body: request, into: &response})
	c.creating.Add(-1)
	if isRefusal(err) {
		// A request that does not fit as a whole may fit in its parts; an operation that
		// is not there for this account is not tried again.
		if !isInvalid(err) {
			c.batchRefused.Store(true)
		}
		return repeated(len(users), outcome[*Extension]{err: errNotInBatch})
	}
	if err == nil && len(response.Results) != len(users) {
		err = &DecodeError{Method: http.MethodPost, Path: path, Err: errors.New("it does not hold one result for each user")}
	}
	if err != nil {
		return repeated(len(users), outcome[*Extension]{err: err})
	}
	wanted := readBack{}
	for _, user := range users {
		wanted.emails = append(wanted.emails, user.Contact.Email)
	}
	for _, result := range response.Results {
		if result.Successful == nil || *result.Successful && result.Extension.ID == "" {
			return repeated(len(users), outcome[*Extension]{err: &DecodeError{Method: http.MethodPost, Path: path, Err: errNoID}})
		}
		if *result.Successful {
			wanted.ids = append(wanted.ids, result.Extension.ID)
			c.extensionReads.wrote(string(result.Extension.ID))
		}
	}
	return c.recognise(ctx, users, wanted)
}

// creates tells whether more new users are about to be read back.
func (c *Client) creates() bool { return c.creating.Load() > 0 || c.creations.isCollecting() }

// recognise finds the user of each request among those that were created. The
// single request is left to tell why a user was not created: nothing was done for
// that one.
func (c *Client) recognise(ctx context.Context, users []*NewUser, created readBack) []outcome[*Extension] {
	if len(created.ids) == 0 {
		return repeated(len(users), outcome[*Extension]{err: errNotInBatch})
	}
	ctx, cancel := outliving(ctx)
	defer cancel()
	read, err := c.readWritten(ctx, created)
	outcomes := make([]outcome[*Extension], 0, len(users))
	matched := 0
	for _, user := range users {
		found := outcome[*Extension]{err: errAlone}
		for _, id := range created.ids {
			if e := read[id]; e != nil && strings.EqualFold(e.Contact.Email, user.Contact.Email) {
				found = outcome[*Extension]{value: e}
				matched++
			}
		}
		outcomes = append(outcomes, found)
	}
	if matched == len(created.ids) {
		return outcomes
	}
	// Some of the new users could not be read, so that nobody knows whose they are.
	for i := range outcomes {
		if outcomes[i].value == nil {
			outcomes[i].err = &UnreadError{IDs: slices.Clone(created.ids), Err: err}
		}
	}
	return outcomes
}

// UnreadError reports users that were created and that could not be read afterwards.
type UnreadError struct {
	// IDs holds those of all users that were created together.
	IDs []ID
	Err error // nil if the platform did not know them yet
}

func (e *UnreadError) Error() string {
	text := "users were created, but could not be read afterwards"
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *UnreadError) Unwrap() error { return e.Err }

func sameEmail(users []*NewUser) bool {
	seen := map[string]bool{}
	for _, user := range users {
		email := strings.ToLower(user.Contact.Email)
		if seen[email] {
			return true
		}
		seen[email] = true
	}
	return false
}

// isRefusal tells whether the platform has refused a request, so that it had no effect.
func isRefusal(err error) bool {
	var refused *Error
	return errors.As(err, &refused) && refused.StatusCode >= 400 && refused.StatusCode < 500 &&
		refused.StatusCode != http.StatusUnauthorized && refused.StatusCode != http.StatusTooManyRequests && refused.StatusCode != http.StatusRequestTimeout
}

// isInvalid tells whether a request was refused for what is in it.
func isInvalid(err error) bool {
	var refused *Error
	return errors.As(err, &refused) && (refused.StatusCode == http.StatusBadRequest || refused.StatusCode == http.StatusConflict ||
		refused.StatusCode == http.StatusNotFound && refused.Code == codeNotFound)
}
