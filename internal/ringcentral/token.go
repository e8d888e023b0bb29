// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// Grant is what the platform granted: an access token and the session that it
// belongs to.
type Grant struct {
	// Scopes of the token, in the order in which the platform lists them.
	Scopes []string
	// OwnerID is the ID of the extension that the token acts as.
	OwnerID string
	// ExpiresAt is when the access token expires.
	ExpiresAt time.Time

	accessToken string
}

// AccessToken returns the token itself.
func (g *Grant) AccessToken() string { return g.accessToken }

// String keeps the access token out of formatted output.
func (g *Grant) String() string { return "access token of extension " + g.OwnerID }

// GoString keeps the access token out of formatted output.
func (g *Grant) GoString() string { return g.String() }

// renewBefore is how long before its expiry a token is replaced.
const renewBefore = 60 * time.Second

// maxToken bounds an access token, in bytes: every request carries it.
const maxToken = 8 << 10

// newGrant reads the response of the token endpoint. It requires the fields that
// RingCentral always sends: a token without an expiry would be requested again for every
// request, and one without scopes would look like that of an app without any.
func newGrant(token *oauth2.Token, now time.Time) (*Grant, error) {
	owner := ownerOf(token.Extra("owner_id"))
	scope, hasScope := token.Extra("scope").(string)
	scopes := strings.Fields(scope)
	switch {
	case !strings.EqualFold(token.Type(), "bearer"):
		return nil, errors.New("the token is not a bearer token")
	case !isToken(token.AccessToken):
		return nil, errors.New("the token has characters that a header cannot contain")
	case token.Expiry.Sub(now) <= renewBefore:
		return nil, errors.New("the token has no expiry of more than a minute")
	case !hasScope || !areTokens(scopes):
		return nil, errors.New("it lacks the scopes of the token")
	case owner == "":
		return nil, errors.New("it lacks the owner of the token")
	}
	return &Grant{Scopes: scopes, OwnerID: owner, ExpiresAt: token.Expiry, accessToken: token.AccessToken}, nil
}

// ownerOf returns the ID of an extension, which RingCentral documents as a string. For a
// number, golang.org/x/oauth2 may return a rounded value.
func ownerOf(value any) string {
	var text string
	switch value := value.(type) {
	case string:
		text = value
	case float64:
		text = strconv.FormatFloat(value, 'f', -1, 64)
		if value >= 1<<exactBits {
			return ""
		}
	}
	if text == "" || strings.Trim(text, "0123456789") != "" || len(text) > maxID {
		return ""
	}
	return text
}

// isToken reports whether a text consists of what RFC 6749 permits in a token.
func isToken(text string) bool {
	return text != "" && len(text) <= maxToken && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}

func areTokens(texts []string) bool {
	for _, text := range texts {
		if !isToken(text) {
			return false
		}
	}
	return true
}
