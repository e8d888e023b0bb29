// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package consoleuser

import (
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// PageError is a message that the Developer Console shows instead of doing what
// it was asked for.
type PageError struct {
	// Path is the page's path.
	Path string
	// Status is the page's HTTP status.
	Status int
	// Message is the text of the message. It is empty when the response has an
	// error status and no message.
	Message string
}

func (e *PageError) Error() string {
	if e.Message == "" {
		return fmt.Sprintf("the Developer Console responded to %s with HTTP status %d and no message", e.Path, e.Status)
	}
	return "the Developer Console says: " + e.Message
}

// page is a loaded page.
type page struct {
	address *url.URL
	root    *html.Node
}

// readPage parses a page and returns its message, if it shows one, as an error.
func readPage(response *http.Response) (*page, error) {
	address := response.Request.URL
	root, err := html.Parse(response.Body)
	if err != nil {
		return nil, fmt.Errorf("read the page %s: %w", address.Path, err)
	}
	loaded := &page{address: address, root: root}
	message := loaded.byID("error")
	if message == nil && response.StatusCode == http.StatusOK {
		return loaded, nil
	}
	shown := &PageError{Path: address.Path, Status: response.StatusCode}
	if message != nil {
		shown.Message = messages(message)
	}
	return nil, shown
}

// messages returns what the entries of a message's list say, without the title above it.
func messages(message *html.Node) string {
	var entries []string
	for entry := range elements(message, "li") {
		entries = append(entries, strings.TrimSpace(text(entry)))
	}
	return strings.Join(entries, " ")
}

func (p *page) byID(id string) *html.Node {
	for node := range elements(p.root) {
		if attribute(node, "id") == id {
			return node
		}
	}
	return nil
}

// result reads the value of the input or textarea with this id.
func (p *page) result(id string) (string, error) {
	shown := ""
	if node := p.byID(id); node != nil && node.Data == "textarea" {
		shown = text(node)
	} else if node != nil {
		shown = attribute(node, "value")
	}
	if shown == "" {
		return "", fmt.Errorf("the page %s shows no %s", p.address.Path, id)
	}
	return shown, nil
}

// form returns the first form that is wanted; nil wants any.
func (p *page) form(wanted func(*form) bool) (*form, error) {
	for node := range elements(p.root, "form") {
		candidate, err := readForm(p.address, node)
		if err != nil {
			return nil, err
		}
		if wanted == nil || wanted(candidate) {
			return candidate, nil
		}
	}
	return nil, fmt.Errorf("the page %s offers no such form", p.address.Path)
}

// elements yields the elements below root in document order, all or those with
// one of the names.
func elements(root *html.Node, names ...string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for node := range root.Descendants() {
			if node.Type != html.ElementNode {
				continue
			}
			matches := len(names) == 0
			for _, name := range names {
				matches = matches || node.Data == name
			}
			if matches && !yield(node) {
				return
			}
		}
	}
}

func attribute(node *html.Node, name string) string {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(node *html.Node, name string) bool {
	for _, a := range node.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func text(node *html.Node) string {
	var content strings.Builder
	for child := range node.Descendants() {
		if child.Type == html.TextNode {
			content.WriteString(child.Data)
		}
	}
	return content.String()
}
