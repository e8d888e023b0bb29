// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package person does in the simulated Developer Console what a person does in
// a browser: it opens the links that the provider hands out, submits the forms
// as they are filled in, and reads what the pages show.
package person

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Person works in one Developer Console.
type Person struct {
	consoleURL string
	http       *http.Client
}

// New returns a person in front of the Console at consoleURL.
func New(consoleURL string) *Person {
	return &Person{consoleURL: strings.TrimSuffix(consoleURL, "/"), http: &http.Client{Timeout: 30 * time.Second}}
}

// RegisterApp opens a registration link, submits the form unchanged, and returns
// what the Console shows.
func (p *Person) RegisterApp(ctx context.Context, registrationURL string) (clientID, clientSecret string, err error) {
	form, err := p.open(ctx, registrationURL, "")
	if err != nil {
		return "", "", err
	}
	created, err := p.submit(ctx, form)
	if err != nil {
		return "", "", err
	}
	clientID, clientSecret = value(byID(created, "client-id")), value(byID(created, "client-secret"))
	if clientID == "" || clientSecret == "" {
		return "", "", errors.New("the Console showed no client ID and client secret")
	}
	return clientID, clientSecret, nil
}

// CreateCredential opens a creation link as the given user, enters the label,
// and returns the JWT that the Console shows.
func (p *Person) CreateCredential(ctx context.Context, creationURL, ownerID, label string) (jwt string, err error) {
	form, err := p.open(ctx, creationURL, "")
	if err != nil {
		return "", err
	}
	if !form.offers("owner_id", ownerID) {
		return "", fmt.Errorf("extension %s may not sign in to the Developer Console", ownerID)
	}
	form.fields.Set("owner_id", ownerID)
	form.fields.Set("label", label)
	created, err := p.submit(ctx, form)
	if err != nil {
		return "", err
	}
	jwt = text(byID(created, "jwt"))
	if jwt == "" {
		return "", errors.New("the Console showed no JWT")
	}
	return jwt, nil
}

// EditScopes replaces the application scopes of an app.
func (p *Person) EditScopes(ctx context.Context, clientID string, scopes []string) error {
	return p.editApp(ctx, clientID, func(fields url.Values) { fields["scopes"] = scopes })
}

// SetJWTFlow enables or disables the JWT auth flow of an app.
func (p *Person) SetJWTFlow(ctx context.Context, clientID string, enabled bool) error {
	return p.editApp(ctx, clientID, func(fields url.Values) {
		fields.Set("auth", "authorization_code")
		if enabled {
			fields.Set("auth", "jwt")
		}
	})
}

func (p *Person) editApp(ctx context.Context, clientID string, edit func(url.Values)) error {
	form, err := p.open(ctx, p.consoleURL+"/console/apps/"+url.PathEscape(clientID), "save")
	if err != nil {
		return err
	}
	edit(form.fields)
	form.fields.Set("action", "save")
	_, err = p.submit(ctx, form)
	return err
}

// DeleteCredential deletes a JWT credential.
func (p *Person) DeleteCredential(ctx context.Context, tokenID string) error {
	address := p.consoleURL + "/console/my-credentials"
	_, err := p.submit(ctx, &form{action: address, fields: url.Values{"token_id": {tokenID}, "action": {"delete"}}})
	return err
}

// open loads a page and returns its form; with button, the form that has it.
func (p *Person) open(ctx context.Context, address, button string) (*form, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("opening the link: %w", err)
	}
	page, err := p.load(req)
	if err != nil {
		return nil, err
	}
	forms := findAll(page, func(n *html.Node) bool {
		return n.Data == "form" && (button == "" || len(findAll(n, func(b *html.Node) bool { return b.Data == "button" && attribute(b, "value") == button })) > 0)
	})
	if len(forms) == 0 {
		return nil, fmt.Errorf("the page %s has no such form", req.URL.Path)
	}
	return readForm(req.URL, forms[0])
}

func (p *Person) submit(ctx context.Context, f *form) (*html.Node, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, f.action, strings.NewReader(f.fields.Encode()))
	if err != nil {
		return nil, fmt.Errorf("submitting the form: %w", err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return p.load(req)
}

// load returns a page, or the message that it shows as an error.
func (p *Person) load(req *http.Request) (*html.Node, error) {
	resp, err := p.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("opening the Developer Console: %w", err)
	}
	defer resp.Body.Close()
	page, err := html.Parse(resp.Body)
	if err != nil {
		return nil, fmt.Errorf("reading the page: %w", err)
	}
	if message := text(byID(page, "error")); message != "" {
		return nil, fmt.Errorf("the Developer Console says: %s", message)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the Developer Console answered %s: %s", resp.Status, strings.TrimSpace(text(page)))
	}
	return page, nil
}

// form is a form as a browser would submit it.
type form struct {
	action  string
	fields  url.Values
	choices map[string][]string
}

func (f *form) offers(field, value string) bool { return slices.Contains(f.choices[field], value) }

func readForm(page *url.URL, node *html.Node) (*form, error) {
	action, err := page.Parse(attribute(node, "action"))
	if err != nil {
		return nil, fmt.Errorf("the form has no valid address: %w", err)
	}
	f := &form{action: action.String(), fields: url.Values{}, choices: map[string][]string{}}
	for _, input := range findAll(node, func(n *html.Node) bool {
		return attribute(n, "name") != "" && n.Data != "button"
	}) {
		f.read(input)
	}
	return f, nil
}

func (f *form) read(input *html.Node) {
	name := attribute(input, "name")
	switch input.Data {
	case "textarea":
		f.fields.Add(name, text(input))
	case "select":
		for _, option := range findAll(input, func(n *html.Node) bool { return n.Data == "option" }) {
			f.choices[name] = append(f.choices[name], attribute(option, "value"))
		}
		if len(f.choices[name]) > 0 {
			f.fields.Set(name, f.choices[name][0])
		}
	case "input":
		if kind := attribute(input, "type"); (kind == "radio" || kind == "checkbox") && !has(input, "checked") {
			return
		}
		f.fields.Add(name, attribute(input, "value"))
	}
}
