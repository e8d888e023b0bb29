// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"slices"
	"strings"
)

// row is everything that is constant about a finding. To add a finding, add a
// row: the catalog page, the argument and the texts follow from it.
//
// Texts may hold {The} and {the} (whose credentials: "the" or "the provider's"),
// {app}, {client}, {owner}, {server}, {client_secret} and {jwt} (where the value
// is), and further placeholders that the function fills that reports the finding.
type row struct {
	code    Code
	section section
	// about is what the cause lies in.
	about about
	// value is what the finding points at.
	value value
	page  page

	summary, detail, remedy string
	// ownRemedy replaces remedy for the provider's own credentials.
	ownRemedy string

	// stage is how far the token endpoint has come when it responds with this.
	stage stage
	// errorCodes are the error codes of the token endpoint, and oauthError is the
	// OAuth error class that means the same if there is no error code.
	errorCodes []string
	// parameter is the parameter that the error must name; empty for any.
	parameter  string
	oauthError string

	// The catalog page.
	meaning, detection, advice string
}

// about is what a cause lies in.
type about int

const (
	_ about = iota
	// aboutPlace: the place of a secret on this machine.
	aboutPlace
	// aboutApp: client ID, client secret, status, auth flow or scopes.
	aboutApp
	// aboutCredential: the JWT. The app has passed all checks before that.
	aboutCredential
	// aboutOwner: the credential's owner, the owner's role or their account, which
	// Terraform may be about to repair.
	aboutOwner
)

// stage is how far the token endpoint has come when it responds with an error.
// The order is derived from errors that hide others. RingCentral does not document it,
// so it is used only in explanations.
type stage int

const (
	stageClient stage = iota
	stageApp
	stageFlow
	stageAssertion
	stagePermitted
	stageCredential
	stageOwner
)

var provedByStage = []string{
	stageClient:     "the client ID and client secret are accepted",
	stageApp:        "the app is active",
	stageFlow:       "the JWT auth flow is enabled on the app",
	stageAssertion:  "the JWT is valid and was issued by this platform",
	stagePermitted:  "the credential permits this app",
	stageCredential: "the credential is neither revoked nor expired",
}

func provedBefore(s stage) []string {
	return append([]string(nil), provedByStage[:min(int(s), len(provedByStage))]...)
}

// table holds all rows, in the order in which they are defined.
var table []row

func define(r row) Code {
	table = append(table, r)
	return r.code
}

func (c Code) row() row {
	for _, r := range table {
		if r.code == c {
			return r
		}
	}
	return row{code: c}
}

// ConcernsApp reports whether the cause lies in the app's registration: its
// client ID, client secret, status, auth flow or scopes.
func (c Code) ConcernsApp() bool { return c.row().about == aboutApp }

// ConcernsCredential reports whether the cause lies in the JWT credential, its
// owner or their account.
func (c Code) ConcernsCredential() bool { return c.row().about >= aboutCredential }

// ConcernsPlace reports whether a secret cannot be read from its place on this machine,
// which is one cause for everything that refers to it.
func (c Code) ConcernsPlace() bool { return c.row().about == aboutPlace }

// ConcernsOwner reports whether the cause lies in the owner of the credential,
// the owner's role or their account, which Terraform may be about to repair.
func (c Code) ConcernsOwner() bool { return c.row().about == aboutOwner }

// finding returns the finding of a row. values are pairs of a placeholder without
// braces and its text.
func (c Code) finding(s GrantContext, values ...string) Finding {
	r := c.row()
	fill := filler(s, values)
	remedy := r.remedy
	if s.Own && r.ownRemedy != "" {
		remedy = r.ownRemedy
	}
	f := Finding{
		Code:    c,
		Own:     s.Own,
		Summary: fill.Replace(r.summary),
		Detail:  fill.Replace(r.detail),
		Remedy:  fill.Replace(remedy),
		URL:     r.page.url(s),
	}
	if r.value != noValue {
		origin := s.origin(r.value)
		f.Argument, f.Hide = origin.Argument, origin.Literal
	}
	return f
}

func filler(s GrantContext, values []string) *strings.Replacer {
	pairs := []string{
		"{The}", s.article("The"), "{the}", s.article("the"),
		"{app}", s.app(), "{client}", orUnknown(s.ClientID), "{owner}", orUnknown(s.OwnerID), "{server}", s.ServerURL,
		"{client_id}", s.place(clientIDValue), "{client_secret}", s.place(clientSecretValue), "{jwt}", s.place(jwtValue),
	}
	for pair := range slices.Chunk(values, 2) {
		pairs = append(pairs, "{"+pair[0]+"}", pair[1])
	}
	return strings.NewReplacer(pairs...)
}
