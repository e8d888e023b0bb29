// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// deletionsPerBatch is how many users RingCentral deletes in one call.
const deletionsPerBatch = 50

// bulkDeletable lists the types for which the bulk operation replaces the deprecated
// single delete.
var bulkDeletable = []string{"User", "Limited"}

// DeleteExtension deletes an extension and keeps its phone numbers and devices
// in the account's inventory. Concurrent deletes share a request. Only ID and Type of
// the extension are used.
func (c *Client) DeleteExtension(ctx context.Context, e Extension) error {
	c.extensionJournal.markDeleted(e.ID)
	defer c.extensionChanged(e.ID)
	remove := c.deletions.Do
	if !slices.Contains(bulkDeletable, e.Type) {
		remove = c.deleteSingle
	}
	_, err := remove(ctx, e)
	c.markFreed()
	return err
}

func (c *Client) deleteSingle(ctx context.Context, e Extension) (struct{}, error) {
	return struct{}{}, c.do(ctx, call{
		method: http.MethodDelete,
		group:  transport.Medium,
		path:   c.accountPath("/extension/%s", e.ID),
		query:  url.Values{"savePhoneLines": {"true"}, "savePhoneNumbers": {"true"}},
	})
}

type (
	bulkDeletion struct {
		KeepAssetsInInventory bool           `json:"keepAssetsInInventory"`
		Records               []PermissionID `json:"records"`
	}
	bulkDeletionResult struct {
		ID         ID    `json:"id"`
		Successful *bool `json:"bulkItemSuccessful"`
		Errors     []struct {
			ErrorCode string `json:"errorCode"`
			Message   string `json:"message"`
		} `json:"bulkItemErrors"`
	}
)

// bulkDelete deletes several users. A successful response may contain failures of some.
func (c *Client) bulkDelete(ctx context.Context, extensions []Extension) []coalesce.Outcome[struct{}] {
	request := bulkDeletion{KeepAssetsInInventory: true}
	for _, e := range extensions {
		request.Records = append(request.Records, PermissionID{ID: string(e.ID)})
	}
	var response struct {
		Records []bulkDeletionResult `json:"records"`
	}
	path := c.accountPathV2("/extensions")
	err := c.do(ctx, call{method: http.MethodDelete, group: transport.Heavy, path: path, body: request, into: &response})
	if err != nil {
		return coalesce.SameOutcome(len(extensions), coalesce.Outcome[struct{}]{Err: unlessRefused(err)})
	}
	outcomes := make([]coalesce.Outcome[struct{}], 0, len(extensions))
	for _, e := range extensions {
		at := slices.IndexFunc(response.Records, func(r bulkDeletionResult) bool { return r.ID == e.ID })
		if at < 0 {
			outcomes = append(outcomes, coalesce.Outcome[struct{}]{Err: &DecodeError{Method: http.MethodDelete, Path: path, Err: errNoResult}})
			continue
		}
		outcomes = append(outcomes, coalesce.Outcome[struct{}]{Err: response.Records[at].failure(path)})
	}
	return outcomes
}

// unlessRefused returns how to continue after a request for several objects has failed.
// Its items may succeed alone, and an operation that the account does not have is not
// tried again.
func unlessRefused(err error) error {
	switch {
	case IsInvalid(err):
		return coalesce.ErrSendSingly
	case isRefusal(err):
		return coalesce.ErrRefused
	}
	return err
}

// errNoResult reports a response about several objects that omits one.
var errNoResult = errors.New("it has no result for this object")

func (r *bulkDeletionResult) failure(path string) error {
	if r.Successful != nil && *r.Successful {
		return nil
	}
	failure := &Error{Method: http.MethodDelete, Path: path, StatusCode: http.StatusOK, Message: "the user was not deleted"}
	if len(r.Errors) > 0 {
		failure.Code, failure.Message = cleaned(r.Errors[0].ErrorCode), cleaned(r.Errors[0].Message)
	}
	if failure.Code == codeNotFound { // what the single operation reports as a 404
		failure.StatusCode = http.StatusNotFound
	}
	return failure
}
