// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package docs

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// hosts are where the documentation may lead to.
var hosts = []string{
	"developer.hashicorp.com",
	"developers.ringcentral.com",
	"github.com",
	"keepachangelog.com",
	"netstorage.ringcentral.com",
	"raw.githubusercontent.com",
	"semver.org",
}

// ownFiles are the addresses of this repository's files on its default branch. The
// Registry shows images and files of the repository only by such an address.
var ownFiles = []string{
	"https://raw.githubusercontent.com/ringcentral-community/terraform-provider-ringcentral/main/",
	"https://github.com/ringcentral-community/terraform-provider-ringcentral/blob/main/",
	"https://github.com/ringcentral-community/terraform-provider-ringcentral/tree/main/",
}

// link is where a page leads to, or an image that it shows.
type link struct {
	destination, position string
	isImage               bool
	// text is that of the link, or describes the image.
	text string
}

var htmlAttribute = regexp.MustCompile(`(?:href|src|srcset)="([^"]*)"`)

func (p page) links() []link {
	var all []link
	for _, n := range nodes[*ast.Link](p) {
		all = append(all, link{destination: string(n.Destination), position: p.positionOf(n), text: p.textOf(n)})
	}
	for _, n := range nodes[*ast.Image](p) {
		all = append(all, link{destination: string(n.Destination), position: p.positionOf(n), isImage: true, text: p.textOf(n)})
	}
	for _, n := range nodes[*ast.AutoLink](p) {
		all = append(all, link{destination: string(n.URL(p.source)), position: p.positionOf(n), text: string(n.Label(p.source))})
	}
	for _, match := range htmlAttribute.FindAllStringSubmatch(p.html(), -1) {
		all = append(all, link{destination: match[1], position: p.path, text: "HTML"})
	}
	return all
}

// html returns the HTML in the page.
func (p page) html() string {
	var content strings.Builder
	for _, n := range nodes[*ast.HTMLBlock](p) {
		content.Write(n.Lines().Value(p.source))
	}
	for _, n := range nodes[*ast.RawHTML](p) {
		content.Write(n.Segments.Value(p.source))
	}
	return content.String()
}

func (p page) positionOf(n ast.Node) string {
	for ; n != nil; n = n.Parent() {
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return p.position(n.Lines().At(0).Start)
		}
	}
	return p.path
}

// textOf returns the text below a node.
func (p page) textOf(n ast.Node) string {
	var content strings.Builder
	_ = ast.Walk(n, func(child ast.Node, entering bool) (ast.WalkStatus, error) {
		if text, ok := child.(*ast.Text); ok && entering {
			content.Write(text.Segment.Value(p.source))
		}
		return ast.WalkContinue, nil
	})
	return content.String()
}

// anchors returns what a link to the page can lead to: its headings, by the rule of
// GitHub and the Registry, and the ids in its HTML.
func (p page) anchors() []string {
	var found []string
	for _, heading := range nodes[*ast.Heading](p) {
		anchor := slug(p.textOf(heading))
		if n := len(slices.DeleteFunc(slices.Clone(found), func(other string) bool { return other != anchor })); n > 0 {
			anchor = fmt.Sprintf("%s-%d", anchor, n)
		}
		found = append(found, anchor)
	}
	for _, match := range regexp.MustCompile(`id="([^"]+)"`).FindAllStringSubmatch(p.html(), -1) {
		found = append(found, match[1])
	}
	return found
}

func slug(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

// TestLinks follows every link of every page that people read: one inside the
// repository leads to a file and a heading that are there, one outside to a host
// that is known. Templates are left out: their pages are checked.
func TestLinks(t *testing.T) {
	t.Parallel()
	all := map[string]page{}
	for _, p := range pages(t) {
		all[p.path] = p
	}
	checked := 0
	for _, p := range all {
		if strings.HasPrefix(p.path, "templates/") {
			continue
		}
		for _, l := range p.links() {
			checked++
			if strings.TrimSpace(l.text) == "" {
				t.Errorf("%s: the link to %s has no text", l.position, l.destination)
			}
			if err := follow(all, p, l); err != nil {
				t.Errorf("%s: the link to %s: %v", l.position, l.destination, err)
			}
		}
	}
	if checked < 80 {
		t.Errorf("checked only %d links", checked)
	}
	t.Logf("%d links lead somewhere", checked)
}

func follow(all map[string]page, from page, l link) error {
	target, err := url.Parse(l.destination)
	if err != nil {
		return err
	}
	if target.Scheme != "" || target.Host != "" {
		return followOutside(target)
	}
	isRegistryPage := strings.HasPrefix(from.path, "docs/")
	if l.isImage && isRegistryPage {
		return fmt.Errorf("the Registry shows no image by a relative address; use %s", ownFiles[0])
	}
	file := from.path
	if target.Path != "" {
		file = path.Join(path.Dir(from.path), target.Path)
	}
	if isRegistryPage && !strings.HasPrefix(file, "docs/") {
		return fmt.Errorf("the Registry has no page %s", file)
	}
	if _, err := os.Stat(filepath.Join(root, file)); err != nil {
		return err
	}
	if target.Fragment != "" && !slices.Contains(all[file].anchors(), target.Fragment) {
		return fmt.Errorf("%s has no heading #%s, it has %q", file, target.Fragment, all[file].anchors())
	}
	return nil
}

func followOutside(target *url.URL) error {
	if target.Scheme != "https" || target.User != nil {
		return fmt.Errorf("it must use https, without credentials")
	}
	if !slices.Contains(hosts, target.Host) {
		return fmt.Errorf("the host %s is not among %q", target.Host, hosts)
	}
	for _, prefix := range ownFiles {
		if file, ok := strings.CutPrefix(target.String(), prefix); ok {
			_, err := os.Stat(filepath.Join(root, file))
			return err
		}
	}
	return nil
}

func TestBrokenLinksAreFound(t *testing.T) {
	t.Parallel()
	all := map[string]page{}
	for _, p := range pages(t) {
		all[p.path] = p
	}
	for destination, from := range map[string]string{
		"docs/nowhere.md":                       "README.md",
		"#nowhere":                              "README.md",
		"docs/index.md#nowhere":                 "README.md",
		"../README.md":                          "docs/index.md",
		"guides/nowhere.md":                     "docs/index.md",
		"http://github.com/":                    "README.md",
		"https://user:password@github.com/":     "README.md",
		"https://example.com/":                  "README.md",
		"https://example.com/%zz":               "README.md",
		ownFiles[0] + "images/nowhere.svg":      "docs/index.md",
		ownFiles[1] + "nowhere/CONTRIBUTING.md": "docs/index.md",
	} {
		if follow(all, all[from], link{destination: destination}) == nil {
			t.Errorf("%s leads from %s somewhere", destination, from)
		}
	}
	if follow(all, all["docs/index.md"], link{destination: "../images/two-clicks.svg", isImage: true}) == nil {
		t.Error("a page of the Registry may show an image by a relative address")
	}
	if err := follow(all, all["docs/index.md"], link{destination: "guides/verification.md#exit-codes"}); err != nil {
		t.Error(err)
	}
}
