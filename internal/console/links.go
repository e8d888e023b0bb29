// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package console has the links into RingCentral's Developer Console and the list of
// application scopes. It makes no network calls.
package console

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/origin"
)

// DefaultURL is the origin of RingCentral's Developer Console.
const DefaultURL = "https://developers.ringcentral.com"

// App is what a registration link can carry.
type App struct {
	Name        string
	Description string
	Public      bool
	Scopes      []string
}

// RegistrationURL returns the link that opens the form for a new REST API app
// with the JWT auth flow, filled in. Its parameters follow RingCentral's guide
// to the install-app button and the links used throughout that guide.
func RegistrationURL(consoleURL string, a App) string {
	query := []struct{ name, value string }{
		{"name", a.Name},
		{"desc", a.Description},
		{"public", strconv.FormatBool(a.Public)},
		{"type", "ServerOther"},
		{"carriers", "7710,7310,3420"},
		{"permissions", strings.Join(slices.Sorted(slices.Values(a.Scopes)), ",")},
		{"grantType", "PersonalJWT"},
		{"redirectUri", ""},
	}
	pairs := make([]string, 0, len(query))
	for _, parameter := range query {
		pairs = append(pairs, parameter.name+"="+escape(parameter.value))
	}
	return join(consoleURL, "/new-app?"+strings.Join(pairs, "&"))
}

// CredentialURL returns the link that opens the form for a new JWT credential
// with the app selected, as documented by RingCentral. An empty client ID
// selects none.
func CredentialURL(consoleURL, clientID string) string {
	address := join(consoleURL, "/console/my-credentials/create")
	if clientID != "" {
		address += "?client_id=" + escape(clientID)
	}
	return address
}

// CredentialsURL returns the page that lists a user's JWT credentials: the
// parent of the documented page that creates one.
func CredentialsURL(consoleURL string) string {
	return join(consoleURL, "/console/my-credentials")
}

// AppsURL returns the page that lists an organization's apps, as linked in
// public guides; the settings of each app are reached from there.
func AppsURL(consoleURL string) string {
	return join(consoleURL, "/console/apps")
}

// ParseURL returns the origin of a Developer Console in the form of origin.Parse.
func ParseURL(consoleURL string) (string, error) {
	parsed, err := origin.Parse(consoleURL, DefaultURL)
	if err != nil {
		return "", fmt.Errorf("the address %w", err)
	}
	return parsed, nil
}

func join(origin, rest string) string {
	return strings.TrimSuffix(origin, "/") + rest
}

// escape escapes a query value with %20 for spaces, which every form reads, and
// keeps commas readable.
func escape(value string) string {
	return strings.NewReplacer("+", "%20", "%2C", ",").Replace(url.QueryEscape(value))
}
