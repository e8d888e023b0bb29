// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
)

// FeatureReason is the ReasonInfo of the OpenAPI document: why a feature is not
// available to a user.
type FeatureReason struct {
	Code       string `json:"code,omitempty"`
	Message    string `json:"message,omitempty"`
	Permission string `json:"permission,omitempty"`
}

type featureInfo struct {
	ID        string         `json:"id"`
	Available bool           `json:"available"`
	Reason    *FeatureReason `json:"reason,omitempty"`
}

type featureList struct {
	Records []featureInfo `json:"records"`
}

// featureIDs returns the features that operations of the OpenAPI document name, sorted.
var featureIDs = sync.OnceValue(func() []string {
	known := map[string]bool{}
	for _, operation := range apicatalog.Operations() {
		for _, group := range operation.Features {
			for _, id := range group {
				known[id] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(known))
})

// featuresOf returns the features of each operation: one of each group is needed.
var featuresOf = sync.OnceValue(func() map[string][][]string {
	features := map[string][][]string{}
	for _, operation := range apicatalog.Operations() {
		features[operation.ID] = operation.Features
	}
	return features
})

// canBeDelegated reports whether another user may be told of a feature. That there are
// such features is documented, and which ones is not. So these are a plausible choice.
func canBeDelegated(id string) bool {
	return strings.HasPrefix(id, "Read") || strings.HasPrefix(id, "Edit")
}

func (s *Simulator) readExtensionFeatures(c *call) response {
	e, failure := s.requestedExtension(c)
	if failure != noError {
		return failure.response()
	}
	availableOnly, _, failure := c.booleanQuery("availableOnly")
	if failure != noError {
		return failure.response()
	}
	list := featureList{Records: []featureInfo{}}
	for _, id := range featureIDs() {
		if wanted := c.query["featureId"]; len(wanted) > 0 && !slices.Contains(wanted, id) {
			continue
		}
		if e.ID != c.caller.ID && !canBeDelegated(id) {
			continue
		}
		info := featureInfo{ID: id, Available: true}
		if reason, unavailable := s.unavailable(e, id); unavailable {
			info.Available, info.Reason = false, &reason
		}
		if info.Available || !availableOnly {
			list.Records = append(list.Records, info)
		}
	}
	return success(list)
}

// unavailable returns why a user does not have a feature.
func (s *Simulator) unavailable(e *Extension, id string) (FeatureReason, bool) {
	if reason, ok := s.account.UnavailableFeatures[id]; ok {
		return reason, true
	}
	reason, ok := e.UnavailableFeatures[id]
	return reason, ok
}

// checkFeatures refuses an operation whose feature the caller does not have (CMN-109 of
// RingCentral's error guide).
func (s *Simulator) checkFeatures(c *call, op *operation) platformError {
	for _, group := range featuresOf()[op.id] {
		if !slices.ContainsFunc(group, func(id string) bool { _, unavailable := s.unavailable(c.caller, id); return !unavailable }) {
			return platformError{status: http.StatusForbidden, code: "CMN-109", message: "Feature [" + group[0] + "] is not available"}
		}
	}
	return noError
}
