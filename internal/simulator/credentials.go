// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// CredentialRequest is what a person enters in the Console's form for a JWT
// credential.
type CredentialRequest struct {
	// OwnerID is the extension ID of the user the credential acts for.
	OwnerID string
	Label   string
	// ClientIDs are the permitted apps. Nil permits all apps of the organization.
	ClientIDs []string
	// ExpiresOn is a date; the credential expires on that day at 23:59:59 UTC.
	// Nil means never.
	ExpiresOn *time.Time
}

// Credential is a JWT credential as the Console lists it, without its JWT.
type Credential struct {
	TokenID   string
	OwnerID   string
	Label     string
	ClientIDs []string
	IssuedAt  time.Time
	ExpiresAt *time.Time
	// Revoked credentials were deleted in the Console.
	Revoked bool
}

// Developer is a user who may sign in to the Developer Console.
type Developer struct {
	ExtensionID string
	Name        string
	Email       string
}

func (c *Credential) clone() Credential {
	copied := *c
	copied.ClientIDs = slices.Clone(c.ClientIDs)
	if c.ExpiresAt != nil {
		expiresAt := *c.ExpiresAt
		copied.ExpiresAt = &expiresAt
	}
	return copied
}

// CreateCredential creates a JWT credential and returns its JWT. The owner must
// be enabled and hold the Developer Portal Access permission.
func (s *Simulator) CreateCredential(r CredentialRequest) (c Credential, jwt string, err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	created, err := s.newCredential(r)
	if err != nil {
		return Credential{}, "", err
	}
	s.credentials.put(created.TokenID, created)
	return created.clone(), s.issueJWT(created), nil
}

// CheckCredential reports everything that keeps a credential from being created.
func (s *Simulator) CheckCredential(r CredentialRequest) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	_, err := s.newCredential(r)
	return err
}

func (s *Simulator) newCredential(r CredentialRequest) (*Credential, error) {
	created := &Credential{
		TokenID: newTokenID(), OwnerID: r.OwnerID, Label: strings.TrimSpace(r.Label),
		ClientIDs: slices.Clone(r.ClientIDs), IssuedAt: s.now().UTC().Truncate(time.Second),
	}
	if r.ExpiresOn != nil {
		day := r.ExpiresOn.UTC()
		expiresAt := time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 59, 0, time.UTC)
		created.ExpiresAt = &expiresAt
	}
	return created, errors.Join(s.checkOwner(r.OwnerID), created.validate(), s.checkPermittedApps(r.ClientIDs))
}

func (c *Credential) validate() error {
	var wrong []error
	if c.Label == "" {
		wrong = append(wrong, FieldErrorf("label", "a JWT credential needs a label"))
	}
	if c.ExpiresAt != nil && !c.ExpiresAt.After(c.IssuedAt) {
		wrong = append(wrong, FieldErrorf("expires_on", "the expiration date %s is in the past", c.ExpiresAt.Format(time.DateOnly)))
	}
	return errors.Join(wrong...)
}

func (s *Simulator) checkOwner(ownerID string) error {
	owner, ok := s.extensions.get(ownerID)
	switch {
	case ownerID == "":
		return FieldErrorf("owner_id", "choose the user who is signed in")
	case !ok:
		return FieldErrorf("owner_id", "there is no user with extension ID %q", ownerID)
	case !s.isDeveloper(owner):
		return FieldErrorf("owner_id",
			"user %s cannot own a JWT credential: the user must be Enabled (is %s) and have a role with the Developer Portal Access permission",
			owner.ID, owner.Status)
	}
	return nil
}

// Credentials returns every credential in the order they were created, the revoked
// ones included.
func (s *Simulator) Credentials() []Credential {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var credentials []Credential
	for _, c := range s.credentials.all() {
		credentials = append(credentials, c.clone())
	}
	return credentials
}

// EditCredential replaces the permitted apps, the one thing about a credential
// that can be edited. Nil permits all apps of the organization.
func (s *Simulator) EditCredential(tokenID string, clientIDs []string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	c, err := s.activeCredential(tokenID)
	if err != nil {
		return err
	}
	if err := s.checkPermittedApps(clientIDs); err != nil {
		return err
	}
	c.ClientIDs = slices.Clone(clientIDs)
	return nil
}

// DeleteCredential revokes a credential. Access tokens that were obtained with
// it stay valid until they expire.
func (s *Simulator) DeleteCredential(tokenID string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	c, err := s.activeCredential(tokenID)
	if err != nil {
		return err
	}
	c.Revoked = true
	return nil
}

// Developers returns the users who may sign in to the Developer Console.
func (s *Simulator) Developers() []Developer {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var developers []Developer
	for _, e := range s.extensions.all() {
		if s.isDeveloper(e) {
			developers = append(developers, Developer{ExtensionID: e.ID, Name: e.Name(), Email: e.Contact.Email})
		}
	}
	return developers
}

func (s *Simulator) isDeveloper(e *Extension) bool {
	return e.Status == "Enabled" && canLogIn(e.Type) && s.holds(e, "DevPortalAccess")
}

func (s *Simulator) activeCredential(tokenID string) (*Credential, error) {
	c, ok := s.credentials.get(tokenID)
	if !ok || c.Revoked {
		return nil, fmt.Errorf("there is no JWT credential with token ID %q", tokenID)
	}
	return c, nil
}

func (s *Simulator) checkPermittedApps(clientIDs []string) error {
	if clientIDs == nil {
		return nil
	}
	if len(clientIDs) == 0 {
		return FieldErrorf("client_ids", "a JWT credential that is restricted to specific apps needs at least one")
	}
	for _, clientID := range clientIDs {
		if _, err := s.registeredApp(clientID); err != nil {
			return FieldErrorf("client_ids", "%v", err)
		}
	}
	return nil
}

// issueJWT returns the JWT of a credential. RS256 is deterministic, so the same
// credential has the same JWT for as long as the base URL does not change.
func (s *Simulator) issueJWT(c *Credential) string {
	expiresAt := c.IssuedAt.Unix() + neverExpires
	if c.ExpiresAt != nil {
		expiresAt = c.ExpiresAt.Unix()
	}
	jwt := platformKey().sign(jwtClaims{
		Audience: s.tokenEndpoint(), Subject: c.OwnerID, Issuer: s.baseURL,
		ExpiresAt: expiresAt, IssuedAt: c.IssuedAt.Unix(), TokenID: c.TokenID,
	})
	s.rememberSecret(jwt)
	return jwt
}

func (s *Simulator) tokenEndpoint() string { return s.baseURL + "/restapi/oauth/token" }
