// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package person

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// findAll returns the elements below root that match, in document order.
func findAll(root *html.Node, match func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for node := range root.Descendants() {
		if node.Type == html.ElementNode && match(node) {
			found = append(found, node)
		}
	}
	return found
}

func byID(page *html.Node, id string) *html.Node {
	if found := findAll(page, func(n *html.Node) bool { return attribute(n, "id") == id }); len(found) > 0 {
		return found[0]
	}
	return nil
}

func attribute(node *html.Node, name string) string {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(node *html.Node, name string) bool {
	return slices.ContainsFunc(node.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func value(node *html.Node) string {
	if node == nil {
		return ""
	}
	return attribute(node, "value")
}

func text(node *html.Node) string {
	if node == nil {
		return ""
	}
	var b strings.Builder
	for child := range node.Descendants() {
		if child.Type == html.TextNode {
			b.WriteString(child.Data)
		}
	}
	return b.String()
}
