// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package consoleuser

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// form is a form of a page with the values that a browser would send.
type form struct {
	action string
	fields url.Values
	// names are the fields that the form has, whether they have a value or not.
	names []string
	// offered holds the values of the checkboxes, radio buttons and options by
	// the name of their field.
	offered map[string][]string
	// buttons are the values of the buttons with the name "action".
	buttons []string
}

func readForm(page *url.URL, node *html.Node) (*form, error) {
	action, err := page.Parse(attribute(node, "action"))
	if err != nil {
		return nil, fmt.Errorf("a form of the page %s leads nowhere: %w", page.Path, err)
	}
	f := &form{action: action.String(), fields: url.Values{}, offered: map[string][]string{}}
	for control := range elements(node, "input", "textarea", "select", "button") {
		f.read(control)
	}
	return f, nil
}

func (f *form) read(control *html.Node) {
	name, value := attribute(control, "name"), attribute(control, "value")
	if name == "" {
		return
	}
	if control.Data == "button" {
		if name == "action" {
			f.buttons = append(f.buttons, value)
		}
		return
	}
	f.names = append(f.names, name)
	switch control.Data {
	case "textarea":
		f.fields.Add(name, withBrowserLineBreaks(text(control)))
	case "select":
		f.readOptions(name, control)
	default:
		if kind := attribute(control, "type"); kind != "checkbox" && kind != "radio" {
			f.fields.Add(name, value)
			return
		}
		f.offered[name] = append(f.offered[name], value)
		if hasAttribute(control, "checked") {
			f.fields.Add(name, value)
		}
	}
}

// readOptions takes the selected option, or else the first, as a browser does.
func (f *form) readOptions(name string, control *html.Node) {
	for option := range elements(control, "option") {
		value := attribute(option, "value")
		f.offered[name] = append(f.offered[name], value)
		if hasAttribute(option, "selected") || !f.fields.Has(name) {
			f.fields.Set(name, value)
		}
	}
}

// withBrowserLineBreaks returns the text with the line breaks that browsers send.
func withBrowserLineBreaks(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

func (f *form) hasButton(action string) bool { return slices.Contains(f.buttons, action) }

// choose makes these values, and no others, the field's choice. It fails on a
// value that the form does not offer.
func (f *form) choose(name string, values ...string) error {
	for _, value := range values {
		if !slices.Contains(f.offered[name], value) {
			return fmt.Errorf("the form does not offer %q as %s, it offers %q", value, name, f.offered[name])
		}
	}
	f.fields[name] = slices.Clone(values)
	return nil
}

// enter replaces the text of a field.
func (f *form) enter(name, text string) error {
	if !slices.Contains(f.names, name) {
		return fmt.Errorf("the form has no field %s", name)
	}
	f.fields.Set(name, text)
	return nil
}
