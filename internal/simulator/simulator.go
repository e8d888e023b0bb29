// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options configure a simulated platform. The zero value is a fresh
// single-site account with the documented rate limits.
type Options struct {
	// Now is the platform's clock. Nil means time.Now.
	Now func() time.Time
	// Limits holds the requests admitted per Window by usage group ("light",
	// "medium", "heavy", "auth"). A group that is absent has its documented
	// default (50, 40, 10 and 5); a group with 0 is unlimited.
	Limits map[string]int
	// Window is the length of the sliding rate-limit window and of the penalty.
	// Zero means 60 seconds.
	Window time.Duration
	// Dialect is how the platform differs from the documented one.
	Dialect Dialect
	// MultiSite gives the account two sites, which makes the site of a new extension
	// mandatory. It counts only if the dialect has no sites.
	MultiSite bool
	// UnpublishedKey leaves the key that signs JWT credentials out of the published
	// key set: RingCentral does not document whether it is in there.
	UnpublishedKey bool
	// EveryOperation adds the operations that the platform does not implement: they
	// check who may call them, and return nothing. That is less than the OpenAPI
	// document says of their responses.
	EveryOperation bool
	// AccountID is the ID of the account. Empty means a fixed one.
	AccountID string
	// FirstID is the ID of the first extension that is made; zero means one as
	// RingCentral's are today.
	FirstID int64
	// MaxPerPage is how many records of a list the platform serves at once, however
	// many are asked for; zero means the documented 1000.
	MaxPerPage int
	// SecretMarker is put verbatim into every generated client secret, access
	// token and refresh token, so that a leak test can search for it. It must
	// consist of characters that need no escaping in a URL.
	SecretMarker string
}

// Simulator is an in-memory RingCentral platform that holds one account. It is
// an http.Handler and safe for concurrent use.
type Simulator struct {
	now            func() time.Time
	account        AccountFacts
	dialect        Dialect
	marker         string
	unpublishedKey bool
	maxPerPage     int
	operations     []operation

	mutex         sync.Mutex
	baseURL       string
	accountID     string
	accountStatus string
	defaultRoleID string
	administrator administratorIdentity
	apps          collection[*App]
	credentials   collection[*Credential]
	extensions    collection[*Extension]
	roles         collection[*Role]
	sessions      []*session
	auditTrail    []AuditRecord
	// signedIn is who uses the Admin Portal; empty for the administrator.
	signedIn      string
	limiter       limiter
	faults        []*armedFault
	faultsApplied int
	inFlight      map[string]bool
	requests      []Request
	secrets       []string
	nextID        map[string]int64
	// created is when requests created objects.
	created  map[objectKey]time.Time
	releases []release
}

// Administrator is the identity that every fresh account has: a Super Admin, an
// app that has every application scope, and a JWT credential for that app. It
// redacts its secrets when it is printed.
type Administrator struct {
	ExtensionID  string
	ClientID     string
	ClientSecret string
	JWT          string
}

type administratorIdentity struct {
	extensionID, clientID, tokenID string
}

const (
	superAdminRoleID            = "1"
	standardInternationalRoleID = "3"
)

// New returns a platform with one account, its system extension and an
// administrator.
func New(o Options) *Simulator {
	s := &Simulator{
		now:            o.Now,
		account:        o.Dialect.Account,
		dialect:        o.Dialect,
		marker:         o.SecretMarker,
		unpublishedKey: o.UnpublishedKey,
		maxPerPage:     cmp.Or(o.MaxPerPage, maxPerPage),
		baseURL:        "http://127.0.0.1",
		accountID:      cmp.Or(o.AccountID, "809646016"),
		accountStatus:  "Confirmed",
		defaultRoleID:  standardInternationalRoleID,
		limiter:        newLimiter(o.Limits, cmp.Or(o.Window, time.Minute)),
		inFlight:       map[string]bool{},
		created:        map[objectKey]time.Time{},
		nextID:         map[string]int64{"extension": cmp.Or(o.FirstID, 62264425008), "role": 13005},
	}
	if o.MultiSite && !s.isMultiSite() {
		s.account.Sites = twoSites
	}
	if s.now == nil {
		s.now = time.Now
	}
	for _, role := range standardRoles() {
		s.roles.put(role.ID, &role)
	}
	s.seedAccount()
	s.seedExtensions()
	s.operations = operations()
	if o.EveryOperation {
		s.operations = append(s.operations, unimplementedOperations(s.operations)...)
	}
	return s
}

func (s *Simulator) seedAccount() {
	s.insertExtension(&Extension{
		ID: s.accountID, ExtensionNumber: "101", Type: "User", Status: "Enabled",
		Contact:          Contact{FirstName: "System", LastName: "Extension", Email: "system@example.com", EmailAsLoginName: true},
		SetupWizardState: "Completed", RoleIDs: []string{superAdminRoleID}, HasPassword: true,
	})
	administrator := &Extension{
		ExtensionNumber: "102", Type: "User", Status: "Enabled",
		Contact:          Contact{FirstName: "Example", LastName: "Admin", Email: "admin@example.com", EmailAsLoginName: true},
		SetupWizardState: "Completed", RoleIDs: []string{s.administratorRole()}, HasPassword: true,
	}
	s.insertExtension(administrator)
	app := &App{
		ClientID: newClientID(), ClientSecret: s.newSecret(), Name: "Administration",
		Description: "Administers the account as code.", Scopes: Scopes(), JWTFlow: true,
	}
	s.apps.put(app.ClientID, app)
	credential := &Credential{
		TokenID: newTokenID(), OwnerID: administrator.ID, Label: "administration",
		ClientIDs: []string{app.ClientID}, IssuedAt: s.now().UTC().Truncate(time.Second),
	}
	s.credentials.put(credential.TokenID, credential)
	s.administrator = administratorIdentity{administrator.ID, app.ClientID, credential.TokenID}
}

// administratorRole returns the ID of the role of the administrator.
func (s *Simulator) administratorRole() string {
	if s.account.AdministratorScope == "" {
		return superAdminRoleID
	}
	role := &Role{DisplayName: "Narrow administrator", Scope: s.account.AdministratorScope, Custom: true, Permissions: AssignablePermissions()}
	s.insertRole(role)
	return role.ID
}

// seedExtensions adds the extensions that the account has from the start, also those
// that nobody could create.
func (s *Simulator) seedExtensions() {
	for _, seed := range s.account.Extensions {
		e := &Extension{ExtensionNumber: seed.ExtensionNumber, Type: seed.Type, Status: seed.Status, Contact: seed.Contact}
		s.insertExtension(e)
		e.RoleIDs, e.RolesAutoAssigned = slices.Clone(seed.RoleIDs), false
	}
}

// SetBaseURL sets the origin that appears in uri fields and in the aud and iss
// claims of the JWT credentials issued from now on. Start calls it.
func (s *Simulator) SetBaseURL(u string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.baseURL = strings.TrimRight(u, "/")
}

// Administrator returns the administrator's identity. Its JWT is issued for the
// present base URL.
func (s *Simulator) Administrator() Administrator {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	a := Administrator{ExtensionID: s.administrator.extensionID, ClientID: s.administrator.clientID}
	if app, ok := s.apps.get(a.ClientID); ok {
		a.ClientSecret = app.ClientSecret
	}
	if c, ok := s.credentials.get(s.administrator.tokenID); ok {
		a.JWT = s.issueJWT(c)
	}
	return a
}

// Format prints the identity without its secrets under every verb.
func (a Administrator) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "Administrator{ExtensionID:%s ClientID:%s}", a.ExtensionID, a.ClientID)
}

// MarshalText makes encoders, slog included, print the redacted form.
func (a Administrator) MarshalText() ([]byte, error) { return fmt.Append(nil, a), nil }

// Format prints the platform's address, and none of the secrets it holds.
func (s *Simulator) Format(f fmt.State, _ rune) { fmt.Fprint(f, "Simulator of account ", s.accountID) }

// AccountID returns the account's ID, which is also the ID of its system
// extension.
func (s *Simulator) AccountID() string { return s.accountID }

// Now returns the platform's time.
func (s *Simulator) Now() time.Time { return s.now() }

// BaseURL returns the origin that SetBaseURL has set.
func (s *Simulator) BaseURL() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.baseURL
}
