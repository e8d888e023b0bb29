// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// RingCentral does not say whether an object can be found as soon as it was created. A
// request that names an object of this run and does not find it is therefore retried for
// a while, and an object counts as created when it can be read.
const (
	// settlingTime is how long a new object may stay invisible.
	settlingTime = time.Minute
	firstRetry   = time.Second
	longestRetry = 8 * time.Second
)

// retryNew repeats a call while it does not find an object that this run has created,
// until the object should be visible or the caller's time is over.
func (c *caller) retryNew(ctx context.Context, call call) (*response, error) {
	for pause := firstRetry; ; pause = min(2*pause, longestRetry) {
		received, err := c.shared(ctx, call)
		if err == nil || !c.missesNew(call, err) || transport.Sleep(ctx, pause) != nil {
			return received, err
		}
	}
}

// missesNew reports whether a call failed because it did not find an object that this run
// has just created.
func (c *caller) missesNew(call call, err error) bool {
	var refused *Error
	if !errors.As(err, &refused) || refused.StatusCode != http.StatusNotFound && refused.Code != codeNotFound {
		return false
	}
	var fresh []ID
	if refused.ParameterName != "roleId" {
		fresh = append(fresh, c.extensionJournal.fresh(settlingTime)...)
	}
	if refused.ParameterName != "extensionId" {
		fresh = append(fresh, c.roleJournal.fresh(settlingTime)...)
	}
	if len(fresh) == 0 {
		return false
	}
	body, err := json.Marshal(call.body)
	if err != nil {
		return false
	}
	named := strings.FieldsFunc(call.path+"/"+string(body), func(r rune) bool { return strings.ContainsRune(`/"{}[]:,`, r) })
	for _, id := range fresh {
		for _, word := range named {
			if word == string(id) {
				return true
			}
		}
	}
	return false
}

// awaitVisible waits until an object of this run can be read. If the first object of its
// kind could be read at once, the others are not waited for. What the read fails with
// is for the next read to report.
func (j *journal) awaitVisible(ctx context.Context, read func(context.Context) error) {
	ctx = transport.WithoutRetries(ctx)
	shows, err := j.shows.Get(ctx, func(ctx context.Context) (*bool, error) {
		start := time.Now()
		atOnce := read(ctx) == nil && time.Since(start) < firstRetry
		return &atOnce, nil
	})
	if err == nil && !*shows {
		_ = read(ctx)
	}
}
