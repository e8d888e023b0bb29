// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// auditPageSize is how many records one search of the audit trail returns at most. It is
// the largest page of the OpenAPI document.
const auditPageSize = 1000

// AuditRecord is one change that somebody made.
type AuditRecord struct {
	ID        string         `json:"id"`
	Time      time.Time      `json:"eventTime"`
	ActionID  string         `json:"actionId"`
	EventType string         `json:"eventType"`
	Initiator AuditInitiator `json:"initiator"`
	Target    AuditTarget    `json:"target"`
	Details   AuditDetails   `json:"details"`
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

// AuditInitiator is who made a change.
type AuditInitiator struct {
	ExtensionID     string `json:"extensionId"`
	ExtensionNumber string `json:"extensionNumber"`
	Name            string `json:"name"`
	Role            string `json:"role"`
}

// AuditTarget is what was changed.
type AuditTarget struct {
	ObjectID        string `json:"objectId"`
	ObjectType      string `json:"objectType"`
	Name            string `json:"name"`
	ExtensionNumber string `json:"extensionNumber"`
}

// SearchAuditTrail reads the first page of the records since a time. It costs one request
// of the Heavy group, of which an app and user have few, so it reads no further pages.
func (c *Client) SearchAuditTrail(ctx context.Context, since time.Time) ([]AuditRecord, error) {
	var found struct {
		Records records[AuditRecord] `json:"records"`
	}
	request := call{
		method: http.MethodPost,
		group:  transport.Heavy,
		path:   c.accountPath("/audit-trail/search"),
		body: struct {
			From    time.Time `json:"eventTimeFrom"`
			Page    int       `json:"page"`
			PerPage int       `json:"perPage"`
		}{since.UTC().Truncate(time.Second), 1, auditPageSize},
		into: &found,
	}
	if err := c.do(ctx, request); err != nil {
		return nil, err
	}
	if found.Records == nil {
		return nil, &DecodeError{Method: request.method, Path: request.path, Err: errNoAuditRecords}
	}
	return found.Records, nil
}

var errNoAuditRecords = errors.New("it has no list of records")
