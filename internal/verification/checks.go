// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package verification

import (
	"context"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
)

// fact is something that a check has proved, as a bit.
type fact int

const (
	notSwapped fact = 1 << iota
	haveClientID
	haveClientSecret
	haveJWT
	clientIDIntact
	clientSecretIntact
	jwtIntact
	rightServer
	rightOwner
	notExpired
	declaredExpiry
	rightSignature
	granted
)

const (
	// client is needed to present the app to the token endpoint.
	client = haveClientID | haveClientSecret | clientIDIntact | clientSecretIntact
	// usableJWT is needed to present the JWT to the token endpoint.
	usableJWT = haveJWT | jwtIntact | rightServer | rightOwner | notExpired
)

const everything = Form | Credential | App | Grant | Session

// check is a row of the table of checks.
type check struct {
	name string
	// purposes are those for which the check runs.
	purposes Purpose
	// needs are the facts without which the check could only repeat what is known to
	// be wrong, or would send a value where it does not belong.
	needs fact
	// proves is what is proved if the check finds nothing.
	proves fact
	// asks is what the check asks of the platform; empty if it is offline.
	asks  string
	check func(*run, context.Context)
}

// checks is the order in which everything is verified: what is cheap and offline
// comes first, and a check whose needs are not proved does not run. A JWT of another
// server or owner is therefore reported alone: whatever else is wrong with it follows
// from that. To add a check, for example of features or phone numbers, add a row.
var checks = []check{
	// name, for, needs, proves, what it asks the platform, how
	{"swapped values", everything, 0, notSwapped, "", (*run).swapped},
	{"client ID present", App | Grant | Session, 0, haveClientID, "", (*run).clientIDGiven},
	{"client secret present", App | Grant | Session, 0, haveClientSecret, "", (*run).clientSecretAvailable},
	{"JWT present", everything &^ Form, 0, haveJWT, "", (*run).jwtAvailable},
	{"form of the client ID", everything &^ Credential, notSwapped, clientIDIntact, "", (*run).clientIDForm},
	{"form of the client secret", everything &^ Credential, notSwapped, clientSecretIntact, "", (*run).clientSecretForm},
	{"form of the JWT", everything, notSwapped, jwtIntact, "", (*run).jwtForm},
	{"server (aud)", everything &^ Form, jwtIntact, rightServer, "", (*run).server},
	{"owner (sub)", everything &^ Form, rightServer, rightOwner, "", (*run).owner},
	{"expiry (exp)", everything &^ Form, rightOwner, notExpired, "the time, if the JWT has expired", (*run).expiry},
	{"declared expiry", everything &^ Form, rightOwner, declaredExpiry, "", (*run).declaredExpiry},
	{"signature", Credential, notExpired | declaredExpiry, rightSignature, "published keys", (*run).signature},
	{"signature", App | Grant, client | usableJWT, rightSignature, "published keys", (*run).signature},
	{"grant", App | Grant | Session, client | usableJWT, granted, "a grant, or a probe after an unknown error", (*run).grant},
	{"client without a JWT", App, client, 0, "a probe, if there was no grant", (*run).probe},
	{"scopes", App | Grant | Session, granted, 0, "", (*run).scopes},
	{"account", Grant, granted, 0, "one request", (*run).account},
	{"permissions", Grant, granted, 0, "one to three requests", (*run).permissions},
	{"features", Grant, granted, 0, "one request for operations with features", (*run).features},
	{"features of phone numbers", Grant, granted, 0, "one request, if any are required", (*run).numbers},
	{"rehearsal", Grant, granted, 0, "the operations to rehearse, if nothing else was found", (*run).rehearse},
	{"time until expiry", Credential | Grant, usableJWT, 0, "", (*run).validity},
}

// run is one verification under way.
type run struct {
	Request
	Result
	platform Platform
	proved   fact
	// skipped is set by a check that could not look, so that nothing is proved.
	skipped bool
	session Granted
	// failed is set if a check got no response that it can use.
	failed bool
}

func (r *run) found(f ...findings.Finding) { r.Findings = append(r.Findings, f...) }

func (r *run) pending(f *findings.Finding) {
	if f != nil {
		r.Pending = append(r.Pending, *f)
	}
	r.skipped = true
}

// skip reports, once a value is missing, that a check could not look at it.
func (r *run) skip() { r.skipped = true }

// Check describes a row of the table for documentation.
type Check struct {
	Name     string
	Purposes Purpose
	// Asks is what the check asks of the platform; empty if it is offline.
	Asks string
}

// Checks returns the table in its order. A check that runs at two places of it appears
// twice.
func Checks() []Check {
	described := make([]Check, 0, len(checks))
	for _, c := range checks {
		described = append(described, Check{Name: c.name, Purposes: c.purposes, Asks: c.asks})
	}
	return described
}
