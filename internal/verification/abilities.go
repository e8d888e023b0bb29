// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package verification

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// Feature is a feature of the platform that an integration needs.
type Feature struct {
	// AnyOf are features of which one is enough.
	AnyOf []string
	// Operations are the IDs of the operations that need it.
	Operations []string
}

// Rehearsal is a GET request that the integration must be able to send.
type Rehearsal struct {
	findings.Rehearsed
	Group transport.Group
	Path  string
	Query url.Values
}

// Outcome is what RingCentral responded to a rehearsal.
type Outcome struct {
	Operation string
	// Status is the HTTP status; 0 without a response.
	Status int
	// ErrorCode is RingCentral's; empty for a success.
	ErrorCode string
}

// asked is who responded to a question about the credential's owner.
type asked int

const (
	nobody asked = iota
	theOwner
	// theProvider is the provider's own session, whose response can lack what concerns
	// only the owner.
	theProvider
)

// askOwner asks in the session of the credential's owner. If that may not ask, it asks in
// the provider's own session. refused is why the owner's session could not ask; nil if it
// could, or was not tried. err is any other failure of the owner's session. A failure of
// the provider's own is not about this integration, so it counts as no response.
func (r *run) askOwner(question func(client *ringcentral.Client, extensionID string) error) (who asked, refused, err error) {
	if console.Includes(r.Grant.Scopes, "ReadAccounts") {
		err = question(r.session.Client, "~")
		switch {
		case err == nil:
			return theOwner, nil, nil
		case !cannotAsk(err):
			return nobody, nil, err
		}
		refused = err
	}
	if administrator := r.platform.Administrator(); administrator != nil && question(administrator, r.Grant.OwnerID) == nil {
		return theProvider, refused, nil
	}
	return nobody, refused, nil
}

// cannotAsk reports whether RingCentral refused a question to a session, or has no
// response to it.
func cannotAsk(err error) bool {
	var refused *ringcentral.Error
	return errors.As(err, &refused) && slices.Contains([]int{http.StatusForbidden, http.StatusNotFound, http.StatusNotImplemented}, refused.StatusCode)
}

// couldNotCheck reports that the platform did not tell what the owner has. Later checks
// would only repeat the cause.
func (r *run) couldNotCheck(what string, err error) {
	r.failed = true
	r.found(findings.Unchecked(what, err, r.Context))
}

func (r *run) features(ctx context.Context) {
	if len(r.Want.Features) == 0 || r.failed {
		return
	}
	var ids []string
	for _, wanted := range r.Want.Features {
		ids = append(ids, wanted.AnyOf...)
	}
	ids = once(ids)
	var known []ringcentral.Feature
	who, refused, err := r.askOwner(func(client *ringcentral.Client, extensionID string) (err error) {
		known, err = client.Features(ctx, extensionID, ids)
		return err
	})
	if err != nil {
		r.couldNotCheck("features", err)
		return
	}
	r.MissingFeatures, r.UnverifiedFeatures = []string{}, []string{}
	var lacking []findings.LackingFeature
	var doubtful []string
	for _, wanted := range r.Want.Features {
		missing, verdict := judge(wanted, known, who)
		switch verdict {
		case available:
		case unverified:
			r.UnverifiedFeatures, doubtful = append(r.UnverifiedFeatures, missing.ID), append(doubtful, missing.Operations...)
		case unavailable:
			r.MissingFeatures, lacking = append(r.MissingFeatures, missing.ID), append(lacking, missing)
		}
	}
	r.MissingFeatures, r.UnverifiedFeatures = once(r.MissingFeatures), once(r.UnverifiedFeatures)
	r.found(findings.FeaturesMissing(lacking, r.Context)...)
	r.Unverified = append(r.Unverified, findings.FeaturesUnverified(r.UnverifiedFeatures, doubtful, refused, r.Context)...)
}

// once returns names sorted and each once.
func once(names []string) []string {
	return append([]string{}, slices.Compact(slices.Sorted(slices.Values(names)))...)
}

type verdict int

const (
	available verdict = iota
	unverified
	unavailable
)

// judge decides whether one of the features that are enough is available. A feature that
// is not mentioned may be: another user's session is told only of those that can be
// delegated, and only of what its own permissions allow.
func judge(wanted Feature, known []ringcentral.Feature, who asked) (findings.LackingFeature, verdict) {
	first, doubtful := findings.LackingFeature{Operations: wanted.Operations}, ""
	for _, id := range wanted.AnyOf {
		i := slices.IndexFunc(known, func(f ringcentral.Feature) bool { return f.ID == id })
		switch {
		case i >= 0 && known[i].Available:
			return findings.LackingFeature{}, available
		case i < 0, who != theOwner && known[i].Reason.Code == ringcentral.ReasonInsufficientPermissions:
			doubtful = cmp.Or(doubtful, id)
		case first.ID == "":
			first.ID, first.Reason = id, known[i].Reason
		}
	}
	if doubtful != "" {
		return findings.LackingFeature{ID: doubtful, Operations: wanted.Operations}, unverified
	}
	return first, unavailable
}

func (r *run) numbers(ctx context.Context) {
	if len(r.Want.NumberFeatures) == 0 || r.failed {
		return
	}
	var numbers []ringcentral.PhoneNumber
	who, refused, err := r.askOwner(func(client *ringcentral.Client, extensionID string) (err error) {
		numbers, err = client.PhoneNumbers(ctx, extensionID)
		return err
	})
	if err != nil {
		r.couldNotCheck("phone numbers", err)
		return
	}
	if who == nobody {
		r.found(findings.NumberFeaturesUnverified(r.Want.NumberFeatures, refused, r.Context))
		return
	}
	r.MissingNumberFeatures = []string{}
	for _, feature := range slices.Sorted(slices.Values(r.Want.NumberFeatures)) {
		if !slices.ContainsFunc(numbers, func(n ringcentral.PhoneNumber) bool { return slices.Contains(n.Features, feature) }) {
			r.MissingNumberFeatures = append(r.MissingNumberFeatures, feature)
		}
	}
	r.found(findings.NumberFeaturesMissing(r.MissingNumberFeatures, numbers, r.Context)...)
}

// rehearse performs operations with the token. After another finding it would only
// repeat that one.
func (r *run) rehearse(ctx context.Context) {
	if len(r.Want.Rehearse) == 0 || len(r.Findings) > 0 {
		return
	}
	r.Rehearsed = []Outcome{}
	for _, rehearsal := range r.Want.Rehearse {
		status, err := r.session.Client.Rehearse(ctx, rehearsal.Group, rehearsal.Path, rehearsal.Query)
		outcome := Outcome{Operation: rehearsal.Operation, Status: status}
		if err != nil {
			var refused *ringcentral.Error
			if errors.As(err, &refused) {
				outcome.Status, outcome.ErrorCode = refused.StatusCode, refused.Code
			}
			r.found(findings.Rehearsal(err, rehearsal.Rehearsed, r.Context))
		}
		r.Rehearsed = append(r.Rehearsed, outcome)
		if ctx.Err() != nil {
			return
		}
	}
}
