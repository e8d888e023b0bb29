// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential

import (
	"encoding/base64"
	"regexp"
)

// Kind is what a value looks like.
type Kind string

// The kinds of values. All but a JWT and an access token are guesses from length and
// mix of characters.
const (
	JWT          Kind = "JWT"
	AccessToken  Kind = "access token"
	ClientSecret Kind = "client secret"
	ClientID     Kind = "client ID"
	Unidentified Kind = "unidentified"
)

func (k Kind) withArticle() string {
	if k == AccessToken {
		return "an access token"
	}
	return "a " + string(k)
}

// shortestLongSecret is the length in characters from which a random value is not
// taken for a client ID any more: those seen have 22.
const shortestLongSecret = 32

var (
	wholeJWT = regexp.MustCompile(`^eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$`)
	oneWord  = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
	// tokenHead starts a decoded access token: the code of a server and a bar.
	tokenHead = regexp.MustCompile(`^[A-Z]{3}[0-9]{2}[A-Z][0-9]{2}[A-Z]{3}[0-9]{2}\|`)
)

// tokenHeadLength is the length in characters of an encoded tokenHead, rounded up.
const tokenHeadLength = 20

// Identify guesses what a value is.
func Identify(value string) Kind {
	switch {
	case wholeJWT.MatchString(value):
		return JWT
	case isAccessToken(value):
		return AccessToken
	case !oneWord.MatchString(value) || !LooksLikeSecret(value):
		return Unidentified
	case len(value) >= shortestLongSecret:
		return ClientSecret
	}
	return ClientID
}

// Swapped reports whether a client ID and a client secret look like each other's value.
func Swapped(clientID, clientSecret string) bool {
	return Identify(clientID) == ClientSecret && oneWord.MatchString(clientSecret) && len(clientSecret) < shortestLongSecret
}

func isAccessToken(value string) bool {
	if len(value) < tokenHeadLength {
		return false
	}
	head, err := base64.StdEncoding.DecodeString(value[:tokenHeadLength])
	return err == nil && tokenHead.Match(head)
}
