// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

import (
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

// GrantContext is what findings name of the app and credential that they are about.
type GrantContext struct {
	// Own is set for the app and credential that the provider itself runs as.
	Own      bool
	ClientID string
	// ConsoleURL is the origin of the Developer Console.
	ConsoleURL string
	// ServerURL is the origin of the platform.
	ServerURL string
	// OwnerID is the extension that the JWT names; empty when there is no JWT.
	OwnerID string
	// Origins says where the values come from, as far as that is not obvious.
	Origins Origins
}

// Origins names the source of each value that a finding can be about.
type Origins struct {
	ClientID, ClientSecret, JWT, Owner, Scopes, Permissions Origin
}

// Origin is where a value comes from.
type Origin struct {
	// Argument is the argument that gives the value or refers to it.
	Argument string
	// Place is where the value itself is, if not in the argument, for example "the
	// environment variable ORDERS_JWT".
	Place string
	// Literal is set if the argument holds the value itself.
	Literal bool
}

// value is one of the things that a check looks at.
type value int

const (
	noValue value = iota
	clientIDValue
	clientSecretValue
	jwtValue
	ownerValue
	scopesValue
	permissionsValue
	operationsValue
	numberFeaturesValue
	rehearseValue
)

// origin returns where a value comes from. Without more knowledge that is the
// argument of the resources, or that of the provider block.
func (s GrantContext) origin(v value) Origin {
	given, usual, own := Origin{}, "", ""
	switch v {
	case clientIDValue:
		given, usual, own = s.Origins.ClientID, "client_id", "client_id"
	case clientSecretValue:
		given, usual, own = s.Origins.ClientSecret, "client_secret_from", "client_secret"
	case jwtValue:
		given, usual, own = s.Origins.JWT, "jwt_from", "jwt"
	case ownerValue:
		given, usual = s.Origins.Owner, "owner_id"
	case scopesValue:
		given, usual = s.Origins.Scopes, "scopes"
	case permissionsValue:
		given, usual = s.Origins.Permissions, "permissions"
	case operationsValue:
		usual = "operations"
	case numberFeaturesValue:
		usual = "required_number_features"
	case rehearseValue:
		usual = "rehearse"
	case noValue:
	}
	if given.Argument == "" {
		given.Argument = usual
		if s.Own {
			given.Argument = own
		}
	}
	return given
}

// place says in a sentence where a value is.
func (s GrantContext) place(v value) string {
	origin := s.origin(v)
	switch {
	case origin.Literal && !s.Own:
		return "the argument " + origin.Argument
	case origin.Place != "" && s.Own:
		return origin.Place
	case origin.Place != "":
		return origin.Place + " (" + origin.Argument + ")"
	case s.Own:
		return "the argument " + origin.Argument + " of the provider block"
	case v == clientIDValue:
		return "the argument " + origin.Argument
	default:
		return "the place that " + origin.Argument + " refers to"
	}
}

// app names the app in a sentence.
func (s GrantContext) app() string {
	if s.Own {
		return "the provider's own app " + orUnknown(s.ClientID)
	}
	return "app " + orUnknown(s.ClientID)
}

// article turns "the" into a phrase that says whose credentials are meant.
func (s GrantContext) article(the string) string {
	if s.Own {
		return the + " provider's"
	}
	return the
}

type page int

const (
	noPage page = iota
	appsPage
	newCredentialPage
	credentialsPage
)

func (p page) url(s GrantContext) string {
	switch p {
	case appsPage:
		return console.AppsURL(s.ConsoleURL)
	case newCredentialPage:
		return console.CredentialURL(s.ConsoleURL, s.ClientID)
	case credentialsPage:
		return console.CredentialsURL(s.ConsoleURL)
	default:
		return ""
	}
}

func orUnknown(s string) string {
	if s == "" {
		return "(unknown)"
	}
	return printable.Line(s, maxShown)
}

// maxShown bounds what a finding repeats of a client ID or another setting, in
// characters.
const maxShown = 300
