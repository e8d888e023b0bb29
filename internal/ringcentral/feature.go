// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// Feature is a feature of the platform as one user has it.
type Feature struct {
	ID        string `json:"id"`
	Available bool   `json:"available"`
	// Reason says why the feature is not available.
	Reason FeatureReason `json:"reason"`
}

// FeatureReason says why a feature is not available.
type FeatureReason struct {
	// Code is one of the Reason constants, or one that is newer than this client.
	Code    string `json:"code"`
	Message string `json:"message"`
	// Permission is the permission that the caller or the user lacks, if that is the reason.
	Permission string `json:"permission"`
}

// The documented reasons for which a feature is not available.
const (
	ReasonServicePlan             = "ServicePlanLimitation"
	ReasonAccount                 = "AccountLimitation"
	ReasonExtensionType           = "ExtensionTypeLimitation"
	ReasonExtensionSubType        = "ExtensionSubTypeLimitation"
	ReasonExtension               = "ExtensionLimitation"
	ReasonInsufficientPermissions = "InsufficientPermissions"
	ReasonConfiguration           = "ConfigurationLimitation"
	ReasonPermission              = "PermissionLimitation"
)

// Features reads which of the given features a user has; "~" is the session's owner.
// For other users, RingCentral returns only features that can be delegated, so the
// result may lack some of the given ones.
func (c *Client) Features(ctx context.Context, extensionID string, ids []string) ([]Feature, error) {
	var features struct {
		Records records[Feature] `json:"records"`
	}
	request := call{
		method: http.MethodGet,
		group:  transport.Medium,
		path:   c.accountPath("/extension/%s/features", extensionID),
		query:  url.Values{"featureId": ids},
		into:   &features,
	}
	if err := c.do(ctx, request); err != nil {
		return nil, err
	}
	if features.Records == nil {
		return nil, &DecodeError{Method: request.method, Path: request.path, Err: errNoFeatures}
	}
	for _, feature := range features.Records {
		if feature.ID == "" {
			return nil, &DecodeError{Method: request.method, Path: request.path, Err: errNoFeatureID}
		}
	}
	return features.Records, nil
}

var (
	errNoFeatures  = errors.New("it has no list of features")
	errNoFeatureID = errors.New("one of its features has no ID")
)
