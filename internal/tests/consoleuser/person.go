// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package consoleuser does in the simulated Developer Console what a person does in
// a browser: it opens a link, fills the form in, presses a button and reads the
// page that follows. It knows the pages only as HTML.
package consoleuser

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Person uses one Developer Console. It is safe for concurrent use.
type Person struct {
	consoleURL string
	client     *http.Client
}

// New returns a person who uses the Developer Console at consoleURL, its origin.
func New(consoleURL string) *Person {
	return &Person{consoleURL: strings.TrimRight(consoleURL, "/"), client: &http.Client{}}
}

// RegisterApp opens a registration link, answers that the app is not to be promoted
// in the App Gallery, which no link can say, submits the rest of the form as the
// link filled it in, and returns the Client ID and the Client Secret that the
// Console shows. A message on one of the pages is a *PageError.
func (p *Person) RegisterApp(ctx context.Context, registrationURL string) (clientID, clientSecret string, err error) {
	failed := func(err error) (string, string, error) { return "", "", fmt.Errorf("register an app: %w", err) }
	opened, err := p.open(ctx, registrationURL)
	if err != nil {
		return failed(err)
	}
	form, err := opened.form(nil)
	if err != nil {
		return failed(err)
	}
	if err := form.choose("promote", "no"); err != nil {
		return failed(err)
	}
	shown, err := p.submit(ctx, form, "")
	if err != nil {
		return failed(err)
	}
	if clientID, err = shown.result("client-id"); err != nil {
		return failed(err)
	}
	if clientSecret, err = shown.result("client-secret"); err != nil {
		return failed(err)
	}
	return clientID, clientSecret, nil
}

// CreateCredential opens the link that creates a JWT credential, signs in as the
// user with the extension ID ownerID, enters the label, leaves the rest as the
// link filled it in, and returns the JWT that the Console shows. A message on
// one of the pages is a *PageError.
func (p *Person) CreateCredential(ctx context.Context, creationURL, ownerID, label string) (jwt string, err error) {
	failed := func(err error) (string, error) { return "", fmt.Errorf("create a JWT credential: %w", err) }
	opened, err := p.open(ctx, creationURL)
	if err != nil {
		return failed(err)
	}
	form, err := opened.form(nil)
	if err != nil {
		return failed(err)
	}
	if err := errors.Join(form.choose("owner_id", ownerID), form.enter("label", label)); err != nil {
		return failed(err)
	}
	shown, err := p.submit(ctx, form, "")
	if err != nil {
		return failed(err)
	}
	if jwt, err = shown.result("jwt"); err != nil {
		return failed(err)
	}
	return jwt, nil
}

// EditScopes makes these scopes, and no others, the app's application scopes. A
// message on one of the pages is a *PageError.
func (p *Person) EditScopes(ctx context.Context, clientID string, scopes []string) error {
	if err := p.editApp(ctx, clientID, func(f *form) error { return f.choose("scopes", scopes...) }); err != nil {
		return fmt.Errorf("edit the scopes of app %s: %w", clientID, err)
	}
	return nil
}

// SetJWTFlow selects the app's JWT auth flow, or the authorization code flow in
// its place. A message on one of the pages is a *PageError.
func (p *Person) SetJWTFlow(ctx context.Context, clientID string, enabled bool) error {
	auth := "authorization_code"
	if enabled {
		auth = "jwt"
	}
	if err := p.editApp(ctx, clientID, func(f *form) error { return f.choose("auth", auth) }); err != nil {
		return fmt.Errorf("edit the auth flow of app %s: %w", clientID, err)
	}
	return nil
}

func (p *Person) editApp(ctx context.Context, clientID string, edit func(*form) error) error {
	opened, err := p.open(ctx, p.consoleURL+"/console/apps/"+url.PathEscape(clientID))
	if err != nil {
		return err
	}
	form, err := opened.form(func(f *form) bool { return f.hasButton("save") })
	if err != nil {
		return err
	}
	if err := edit(form); err != nil {
		return err
	}
	_, err = p.submit(ctx, form, "save")
	return err
}

// DeleteCredential deletes the JWT credential with this token ID, the jti of its
// JWT. A message on one of the pages is a *PageError.
func (p *Person) DeleteCredential(ctx context.Context, tokenID string) error {
	failed := func(err error) error { return fmt.Errorf("delete the JWT credential %s: %w", tokenID, err) }
	opened, err := p.open(ctx, p.consoleURL+"/console/my-credentials")
	if err != nil {
		return failed(err)
	}
	form, err := opened.form(func(f *form) bool {
		return f.fields.Get("token_id") == tokenID && f.hasButton("delete")
	})
	if err != nil {
		return failed(err)
	}
	if _, err := p.submit(ctx, form, "delete"); err != nil {
		return failed(err)
	}
	return nil
}

// open loads the page behind a link of this Console.
func (p *Person) open(ctx context.Context, link string) (*page, error) {
	if link != p.consoleURL && !strings.HasPrefix(link, p.consoleURL+"/") {
		return nil, fmt.Errorf("the link %s does not lead to the Developer Console at %s", link, p.consoleURL)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return nil, err
	}
	return p.load(request)
}

// submit sends a form as a browser does when the button with this value is
// pressed. An empty value presses a button that sends none.
func (p *Person) submit(ctx context.Context, f *form, button string) (*page, error) {
	if !strings.HasPrefix(f.action, p.consoleURL+"/") {
		return nil, fmt.Errorf("the form leads to %s, away from the Developer Console at %s", f.action, p.consoleURL)
	}
	if button != "" {
		f.fields.Set("action", button)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, f.action, strings.NewReader(f.fields.Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", p.consoleURL)
	return p.load(request)
}

func (p *Person) load(request *http.Request) (*page, error) {
	response, err := p.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	return readPage(response)
}
