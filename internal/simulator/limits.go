// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// documentedLimits are the defaults of RingCentral's rate-limit guide, in
// requests per window.
var documentedLimits = map[string]int{groupLight: 50, groupMedium: 40, groupHeavy: 10, groupAuth: 5}

// GenerousLimits are too high to reach. Responses state them like any others.
func GenerousLimits() map[string]int {
	const many = 1_000_000
	return map[string]int{groupLight: many, groupMedium: many, groupHeavy: many, groupAuth: many}
}

const (
	groupLight  = "light"
	groupMedium = "medium"
	groupHeavy  = "heavy"
	groupAuth   = "auth"
)

// limiter counts requests in a sliding window per usage group. A request beyond
// the limit starts a penalty of one window, and every request that is made
// during the penalty restarts it (RingCentral's rate-limit guide).
type limiter struct {
	limits  map[string]int
	window  time.Duration
	buckets map[bucketKey]*bucket
}

// bucketKey is what requests are counted by. The user is empty for the auth
// group, which is counted per app.
type bucketKey struct{ group, clientID, userID string }

type bucket struct {
	admitted     []time.Time
	penaltyUntil time.Time
}

func newLimiter(limits map[string]int, window time.Duration) limiter {
	l := limiter{limits: maps.Clone(documentedLimits), window: window, buckets: map[bucketKey]*bucket{}}
	maps.Copy(l.limits, limits)
	return l
}

// verdict is the limiter's decision about one request.
type verdict struct {
	group            string
	limit, remaining int
	window           time.Duration
	rejected         bool
}

func (l *limiter) admit(key bucketKey, now time.Time) verdict {
	v := verdict{group: key.group, limit: l.limits[key.group], window: l.window}
	if v.limit <= 0 {
		return v
	}
	b, ok := l.buckets[key]
	if !ok {
		b = &bucket{}
		l.buckets[key] = b
	}
	b.admitted = slices.DeleteFunc(b.admitted, func(at time.Time) bool { return !at.After(now.Add(-l.window)) })
	if now.Before(b.penaltyUntil) || len(b.admitted) >= v.limit {
		b.penaltyUntil = now.Add(l.window)
		v.rejected = true
		return v
	}
	b.admitted = append(b.admitted, now)
	v.remaining = v.limit - len(b.admitted)
	return v
}

// describe adds the rate-limit headers. Unlimited groups have none.
func (v verdict) describe(header http.Header) {
	if v.limit <= 0 {
		return
	}
	seconds := strconv.Itoa(int((v.window + time.Second - 1) / time.Second))
	header.Set("X-Rate-Limit-Group", v.group)
	header.Set("X-Rate-Limit-Limit", strconv.Itoa(v.limit))
	header.Set("X-Rate-Limit-Remaining", strconv.Itoa(v.remaining))
	header.Set("X-Rate-Limit-Window", seconds)
	if v.rejected {
		header.Set("Retry-After", seconds)
	}
}
