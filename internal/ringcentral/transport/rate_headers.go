// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	// maxLimit is the largest number of requests in a window that is believed.
	maxLimit = 1_000_000
	// maxBudgets is how many budgets are kept before groups that only responses name
	// are ignored.
	maxBudgets = 1000
)

var groupPattern = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,31}$`)

// PenaltyError reports that a request was not sent, because the penalty of its usage
// group is longer than the provider waits.
type PenaltyError struct {
	// Group is RingCentral's name of the usage group.
	Group string
	Wait  time.Duration
}

func (e *PenaltyError) Error() string {
	return fmt.Sprintf("RingCentral accepts no requests of the usage group %s for the next %s", e.Group, e.Wait.Round(time.Second))
}

// statedGroup returns the usage group that a response names; empty if it names none.
func statedGroup(header http.Header) Group {
	group := strings.ToLower(header.Get("X-Rate-Limit-Group"))
	if !groupPattern.MatchString(group) {
		return ""
	}
	return Group(group)
}

// statedLimit returns the limit that a response names. An implausible one is ignored:
// a window that is too long, or a limit of nothing.
func statedLimit(header http.Header) (limit int, window time.Duration, ok bool) {
	limit, err := strconv.Atoi(header.Get("X-Rate-Limit-Limit"))
	if err != nil || limit < 1 || limit > maxLimit {
		return 0, 0, false
	}
	seconds, err := strconv.Atoi(header.Get("X-Rate-Limit-Window"))
	if err != nil || seconds < 1 || seconds > int(maxRetryAfter/time.Second) {
		return 0, 0, false
	}
	return limit, time.Duration(seconds) * time.Second, true
}

// StatesLimit reports whether a response states a plausible limit of a usage group, and
// how much of it is left.
func StatesLimit(header http.Header) bool {
	_, _, plausible := statedLimit(header)
	return plausible && statedGroup(header) != "" && header.Get("X-Rate-Limit-Remaining") != ""
}

// longestRetryAfter is the longest Retry-After. A longer one is reduced to it.
const longestRetryAfter = 365 * 24 * time.Hour

// RetryAfter reads a Retry-After header in seconds or as a date; 0 if there is none.
func RetryAfter(header http.Header, now time.Time) time.Duration {
	value := header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(value, 10, 64); seconds > 0 && (err == nil || errors.Is(err, strconv.ErrRange)) {
		return time.Duration(min(seconds, int64(longestRetryAfter/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil && at.After(now) {
		return min(at.Sub(now), longestRetryAfter)
	}
	return 0
}

func penaltyOf(resp *http.Response, now time.Time) time.Duration {
	if penalty := RetryAfter(resp.Header, now); penalty > 0 {
		return penalty
	}
	return defaultPenalty
}

// IsOtherLimit reports whether the exceeded limit is not that of a usage group.
func IsOtherLimit(resp *http.Response) bool {
	return resp.StatusCode == http.StatusTooManyRequests && resp.Header.Get("X-Rate-Limit-Limit") == "" && resp.Header.Get("X-Rate-Limit-Group") == ""
}
