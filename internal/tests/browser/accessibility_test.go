// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package browser

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axeScript is the library of accessibility checks; make browser installs it.
const axeScript = "node_modules/axe-core/axe.min.js"

// axeRules are what is checked: WCAG 2.2 up to level AA, and the best practices,
// landmarks and heading order among them.
const axeRules = `{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}`

// violation is what the library finds wrong.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// mustBeAccessible checks the page as it is, contrast included, in light and dark
// colors. It also checks that a window of 320 CSS pixels needs no scrolling sideways
// (WCAG 1.4.10).
func (b *tab) mustBeAccessible() {
	b.t.Helper()
	script, err := os.ReadFile(axeScript)
	if err != nil {
		b.t.Fatalf("the accessibility checks are not installed: run make browser: %v", err)
	}
	b.run(string(script))
	b.mustPassAxe()
	b.do(colorScheme("dark"))
	if !evaluate[bool](b, `matchMedia("(prefers-color-scheme: dark)").matches`) {
		b.t.Error("the browser does not emulate dark mode")
	}
	b.mustPassAxe()
	b.do(colorScheme("light"))
	b.do(chromedp.EmulateViewport(320, height))
	if overflow := evaluate[int](b, `document.documentElement.scrollWidth - 320`); overflow > 0 {
		b.t.Errorf("in a window of 320 pixels the page is %d pixels too wide", overflow)
	}
	b.do(chromedp.EmulateViewport(width, height))
}

// colorScheme is the preference of the system that pages follow.
func colorScheme(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		preference := emulation.MediaFeature{Name: "prefers-color-scheme", Value: name}
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{&preference}})
		return err
	})
}

func (b *tab) mustPassAxe() {
	b.t.Helper()
	found := evaluate[struct {
		Violations []violation `json:"violations"`
		Passes     []struct{}  `json:"passes"`
	}](b, "axe.run(document, "+axeRules+")")
	if len(found.Passes) < 10 {
		b.t.Errorf("only %d accessibility checks passed: were they run?", len(found.Passes))
	}
	for _, v := range found.Violations {
		for _, node := range v.Nodes {
			b.t.Errorf("%s: %s\n%s\n%s", v.ID, v.Help, node.HTML, node.Summary)
		}
	}
}

// control is a form control as assistive technology gets to know it.
type control struct {
	role, name, value string
	// required is false for every combobox: Chromium tells assistive technology of
	// no required one.
	checked, required bool
	invalid           bool
	description       string
}

// axNode is a node of the accessibility tree, as far as it is looked at here. The
// driver's own type refuses properties that it does not know.
type axNode struct {
	Ignored bool    `json:"ignored"`
	Role    axValue `json:"role"`
	Name    axValue `json:"name"`
	Value   axValue `json:"value"`
	// Description is the text behind aria-describedby.
	Description axValue `json:"description"`
	Properties  []struct {
		Name  string  `json:"name"`
		Value axValue `json:"value"`
	} `json:"properties"`
}

type axValue struct {
	Value any `json:"value"`
}

func (v axValue) String() string {
	if v.Value == nil {
		return ""
	}
	return fmt.Sprint(v.Value)
}

func (n axNode) property(name string) string {
	for _, p := range n.Properties {
		if p.Name == name {
			return p.Value.String()
		}
	}
	return ""
}

// controls returns the form controls of the page in the accessibility tree.
func (b *tab) controls() []control {
	b.t.Helper()
	type tree struct {
		Nodes []axNode `json:"nodes"`
	}
	shown := get(b, func(ctx context.Context, t *chromedp.Target) (tree, error) {
		var answer tree
		err := t.Call(ctx, accessibility.CommandGetFullAXTree, accessibility.GetFullAXTreeParams{}, &answer)
		return answer, err
	})
	var all []control
	for _, node := range shown.Nodes {
		role := node.Role.String()
		if node.Ignored || !slices.Contains([]string{"textbox", "combobox", "radio", "checkbox", "button", "Date"}, role) {
			continue
		}
		all = append(all, control{
			role: role, name: node.Name.String(), value: node.Value.String(), description: node.Description.String(),
			checked: node.property("checked") == "true", required: node.property("required") == "true",
			invalid: node.property("invalid") == "true",
		})
	}
	return all
}

// control returns the one control with a role and a name.
func (b *tab) control(role, name string) control {
	b.t.Helper()
	all := b.controls()
	found := slices.DeleteFunc(slices.Clone(all), func(c control) bool { return c.role != role || c.name != name })
	if len(found) != 1 {
		b.t.Fatalf("%d controls of the page are a %s %q: %v", len(found), role, name, all)
	}
	return found[0]
}

// checked returns the names of the chosen radio buttons and checkboxes.
func (b *tab) checked() []string {
	b.t.Helper()
	var names []string
	for _, c := range b.controls() {
		if c.checked {
			names = append(names, strings.TrimSpace(c.name))
		}
	}
	return names
}
