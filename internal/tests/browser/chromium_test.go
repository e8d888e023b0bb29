// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package browser

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	// screenshots is where the pictures go.
	screenshots = repository + "/build/browser"
	// pageWait is how long a page may take to appear.
	pageWait = 20 * time.Second
	// width and height of the window in CSS pixels.
	width, height = 1000, 800
)

// tab is a tab of a fresh Chromium.
type tab struct {
	t   *testing.T
	ctx context.Context
	// masks are what screenshots show instead of texts that belong in no picture:
	// secrets, and the paths of this machine.
	masks map[string]string
}

func openTab(t *testing.T) *tab {
	t.Helper()
	options := append([]chromedp.ExecAllocatorOption{
		chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(width, height),
	}, flags("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
		"disable-component-update", "disable-sync", "hide-scrollbars", "force-color-profile=srgb")...)
	if path := os.Getenv("CHROMIUM"); path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	allocated, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocated)
	t.Cleanup(closeTab)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		t.Fatalf("Chromium does not start; install the package chromium, or name the program in CHROMIUM: %v", err)
	}
	return &tab{t: t, ctx: ctx, masks: map[string]string{}}
}

func flags(names ...string) []chromedp.ExecAllocatorOption {
	var options []chromedp.ExecAllocatorOption
	for _, name := range names {
		options = append(options, chromedp.Flag(name, true))
	}
	return options
}

// do performs actions of a person or of the test, and fails the story if they are
// not done in time.
func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	get(b, chromedp.Steps(actions...))
}

// get is do for an action that has a result.
func get[T any](b *tab, action chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, pageWait)
	defer cancel()
	result, err := chromedp.Run(ctx, action)
	if err != nil {
		b.t.Fatalf("in the browser: %v", err)
	}
	return result
}

// open follows a link and waits for its page.
func (b *tab) open(link string, awaited chromedp.CSS) {
	b.t.Helper()
	b.do(chromedp.Navigate(link), chromedp.WaitVisible(awaited))
}

// evaluate runs a script in the page.
func evaluate[T any](b *tab, script string) T {
	b.t.Helper()
	return get(b, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}

// run runs a script that has no result.
func (b *tab) run(script string) {
	b.t.Helper()
	evaluate[chromedp.Void](b, script)
}

// press presses keys, one after the other.
func (b *tab) press(keys ...string) {
	b.t.Helper()
	for _, key := range keys {
		if key == kb.Enter {
			b.do(pressEnter)
			continue
		}
		b.do(chromedp.KeyEvent(key))
	}
}

// pressEnter presses Enter in one event, as a keyboard does. The driver sends the
// key and its character one after the other, so that the character arrives where
// the key has moved the focus to.
func pressEnter(ctx context.Context, t *chromedp.Target) (none chromedp.Void, err error) {
	key := input.DispatchKeyEventParams{
		Type: input.DispatchKeyEventTypeKeyDown, Key: "Enter", Code: "Enter", Text: kb.Enter, WindowsVirtualKeyCode: 13,
	}
	if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, key); err != nil {
		return none, err
	}
	key.Type, key.Text = input.DispatchKeyEventTypeKeyUp, ""
	_, err = cdp.Call(ctx, t, input.DispatchKeyEvent, key)
	return none, err
}

// focused says which element has the focus: its id, else its text.
func (b *tab) focused() string {
	b.t.Helper()
	return evaluate[string](b, `(e => e.id || e.value || e.textContent.trim())(document.activeElement)`)
}

// tabTo presses Tab until an element has the focus, and returns what had it on the
// way there. The focus must be visible everywhere.
func (b *tab) tabTo(wanted string) (passed []string) {
	b.t.Helper()
	for range 100 {
		b.press(kb.Tab)
		at := b.focused()
		if outline := evaluate[string](b, `getComputedStyle(document.activeElement).outlineStyle`); outline == "none" {
			b.t.Errorf("the focus is not visible on %q", at)
		}
		if at == wanted {
			return passed
		}
		passed = append(passed, at)
	}
	b.t.Fatalf("the Tab key does not lead to %q, but to %q", wanted, passed)
	return nil
}

// hide keeps the beginning of a secret in screenshots, and no more.
func (b *tab) hide(secret string) { b.masks[secret] = secret[:8] + "…" }

// mask replaces texts in the whole page, and leaves a function behind that puts them
// back.
const mask = `(masks => {
	const masked = s => Object.entries(masks).reduce((s, [text, shown]) => s.replaceAll(text, shown), s);
	const undo = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node; (node = walker.nextNode());) {
		const changed = node, text = node.data;
		undo.push(() => { changed.data = text; });
		node.data = masked(text);
	}
	for (const control of document.querySelectorAll("input[type=text], textarea")) {
		const value = control.value;
		undo.push(() => { control.value = value; });
		control.value = masked(value);
	}
	window.unmask = () => undo.forEach(put => put());
})`

// screenshot takes a picture of the whole page, masked.
func (b *tab) screenshot(name string) {
	b.t.Helper()
	b.masked(name, chromedp.FullScreenshot(100))
}

// illustrate takes a picture of the upper part of the page for the documentation,
// with a height in CSS pixels.
func (b *tab) illustrate(name string, upTo int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, upTo))
	b.run("document.activeElement.blur(); scrollTo(0, 0)")
	b.masked(filepath.Join("guide", name), chromedp.CaptureScreenshot())
	b.do(chromedp.EmulateViewport(width, height))
}

func (b *tab) masked(name string, capture chromedp.Action[[]byte]) {
	b.t.Helper()
	masks, err := json.Marshal(b.masks)
	if err != nil {
		b.t.Fatal(err)
	}
	b.run(mask + "(" + string(masks) + ")")
	picture := get(b, capture)
	b.run("unmask()")
	path := filepath.Join(screenshots, name+".png")
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o750), os.WriteFile(path, picture, 0o600)); err != nil {
		b.t.Fatal(err)
	}
}
