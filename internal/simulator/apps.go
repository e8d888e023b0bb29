// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

// App is an app as the Developer Console shows it. It redacts its secret when it
// is printed.
type App struct {
	ClientID     string
	ClientSecret string
	Name         string
	Description  string
	// Public means that every RingCentral customer may use the app. It cannot be
	// edited.
	Public        bool
	Scopes        []string
	JWTFlow       bool
	RefreshTokens bool
	// Blocked apps get no tokens, and lose those they have.
	Blocked bool
}

// AppRegistration is what a person enters in the Console's app creation form.
type AppRegistration struct {
	Name          string
	Description   string
	Public        bool
	Scopes        []string
	JWTFlow       bool
	RefreshTokens bool
}

// app returns the app that is asked for, not yet registered.
func (r AppRegistration) app() App {
	return App{
		Name: r.Name, Description: r.Description, Public: r.Public,
		Scopes: slices.Clone(r.Scopes), JWTFlow: r.JWTFlow, RefreshTokens: r.RefreshTokens,
	}
}

// Format prints the app without its secret under every verb.
func (a App) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "App{ClientID:%s Name:%q}", a.ClientID, a.Name)
}

// MarshalText makes encoders, slog included, print the redacted form.
func (a App) MarshalText() ([]byte, error) { return fmt.Append(nil, a), nil }

func (a App) clone() App {
	a.Scopes = slices.Clone(a.Scopes)
	return a
}

// Validate reports everything that keeps an app from being registered.
func (r AppRegistration) Validate() error { return r.app().validate() }

func (a App) validate() error {
	var wrong []error
	if n := utf8.RuneCountInString(a.Name); n < 1 || n > 64 {
		wrong = append(wrong, FieldErrorf("name", "the app name must have 1 to 64 characters, it has %d", n))
	}
	if n := utf8.RuneCountInString(a.Description); n < 20 || n > 256 {
		wrong = append(wrong, FieldErrorf("description", "the app description must have 20 to 256 characters, it has %d", n))
	}
	for i, scope := range a.Scopes {
		if _, known := applicationScopes[scope]; !known {
			wrong = append(wrong, FieldErrorf("scopes", "%q is not an application scope", scope))
		} else if slices.Contains(a.Scopes[:i], scope) {
			wrong = append(wrong, FieldErrorf("scopes", "the application scope %s is given twice", scope))
		}
	}
	return errors.Join(wrong...)
}

// RegisterApp creates an app as the Developer Console does. It refuses names of
// other than 1 to 64 characters, descriptions of other than 20 to 256 and
// unknown scopes.
func (s *Simulator) RegisterApp(r AppRegistration) (App, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	app := r.app()
	if err := app.validate(); err != nil {
		return App{}, err
	}
	app.ClientID, app.ClientSecret = newClientID(), s.newSecret()
	s.apps.put(app.ClientID, &app)
	return app.clone(), nil
}

// Apps returns the organization's apps in the order of their registration.
func (s *Simulator) Apps() []App {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var apps []App
	for _, app := range s.apps.all() {
		apps = append(apps, app.clone())
	}
	return apps
}

// App returns the app with this client ID.
func (s *Simulator) App(clientID string) (App, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	app, ok := s.apps.get(clientID)
	if !ok {
		return App{}, false
	}
	return app.clone(), true
}

// EditApp changes the settings of an app. The client ID, the secret and the
// access cannot be edited. Tokens that were issued before keep their scopes.
func (s *Simulator) EditApp(clientID string, edit func(*App)) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	app, err := s.registeredApp(clientID)
	if err != nil {
		return err
	}
	edited := app.clone()
	edit(&edited)
	if edited.ClientID != app.ClientID || edited.ClientSecret != app.ClientSecret || edited.Public != app.Public {
		return fmt.Errorf("the client ID, the client secret and the access of app %s cannot be edited", clientID)
	}
	if err := edited.validate(); err != nil {
		return err
	}
	edited.Scopes = slices.Clone(edited.Scopes)
	*app = edited
	if app.Blocked {
		s.endSessions(func(open *session) bool { return open.clientID == clientID })
	}
	return nil
}

// RotateClientSecret replaces the secret of an app. The old one stops working
// at once; tokens that were issued before stay valid.
func (s *Simulator) RotateClientSecret(clientID string) (newSecret string, err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	app, err := s.registeredApp(clientID)
	if err != nil {
		return "", err
	}
	app.ClientSecret = s.newSecret()
	return app.ClientSecret, nil
}

// DeleteApp deletes an app and ends its sessions. Credentials that were
// restricted to the app stay, and permit one app less.
func (s *Simulator) DeleteApp(clientID string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if _, err := s.registeredApp(clientID); err != nil {
		return err
	}
	s.apps.remove(clientID)
	s.endSessions(func(open *session) bool { return open.clientID == clientID })
	for _, c := range s.credentials.all() {
		if c.ClientIDs != nil {
			c.ClientIDs = slices.DeleteFunc(c.ClientIDs, func(id string) bool { return id == clientID })
		}
	}
	return nil
}

func (s *Simulator) registeredApp(clientID string) (*App, error) {
	app, ok := s.apps.get(clientID)
	if !ok {
		return nil, fmt.Errorf("there is no app with client ID %q", clientID)
	}
	return app, nil
}
