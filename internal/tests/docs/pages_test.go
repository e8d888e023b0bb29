// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package docs

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// root is the repository.
const root = "../../.."

// page is a page of Markdown, or the template of one.
type page struct {
	// path is relative to the repository, with slashes.
	path    string
	source  []byte
	content ast.Node
}

// pages reads every page of the repository.
func pages(t *testing.T) []page {
	t.Helper()
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM))
	var all []page
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if name == "build" || name == "node_modules" || name == "testdata" || strings.HasPrefix(name, ".") && path != root && name != ".github" {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(strings.TrimSuffix(name, ".tmpl"), ".md") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		source = withoutFrontMatter(source)
		all = append(all, page{filepath.ToSlash(relative), source, markdown.Parser().Parse(text.NewReader(source))})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 40 {
		t.Fatalf("found only %d pages", len(all))
	}
	return all
}

var frontMatter = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)

// withoutFrontMatter empties the lines of the front matter, so that the others keep
// their numbers.
func withoutFrontMatter(source []byte) []byte {
	matter := frontMatter.Find(source)
	return append(bytes.Repeat([]byte("\n"), bytes.Count(matter, []byte("\n"))), source[len(matter):]...)
}

func (p page) position(offset int) string {
	return fmt.Sprintf("%s:%d", p.path, 1+bytes.Count(p.source[:offset], []byte("\n")))
}

// nodes returns the nodes of one type below a page.
func nodes[N ast.Node](p page) []N {
	var found []N
	_ = ast.Walk(p.content, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if wanted, ok := n.(N); ok && entering {
			found = append(found, wanted)
		}
		return ast.WalkContinue, nil
	})
	return found
}

// fence is a fenced block of code.
type fence struct {
	language, text string
	// position is where its first line stands.
	position string
}

func (p page) fences() []fence {
	var all []fence
	for _, n := range nodes[*ast.FencedCodeBlock](p) {
		lines := n.Lines()
		if lines.Len() == 0 {
			continue
		}
		all = append(all, fence{string(n.Language(p.source)), string(lines.Value(p.source)), p.position(lines.At(0).Start)})
	}
	return all
}

// languages are the languages of a fence that are no Terraform configuration.
var languages = []string{"shell", "text", "yaml", "json", "go", "diff", "make", "mermaid"}

// blocks returns every block of Terraform configuration once, with all the
// positions where it stands.
func blocks(t *testing.T) []block {
	t.Helper()
	var all []block
	for _, p := range pages(t) {
		for _, f := range p.fences() {
			if !slices.Contains([]string{"terraform", "hcl"}, f.language) {
				mustBeNoConfiguration(t, f)
				continue
			}
			if i := slices.IndexFunc(all, func(b block) bool { return b.text == f.text }); i >= 0 {
				all[i].positions = append(all[i].positions, f.position)
				continue
			}
			all = append(all, block{text: f.text, positions: []string{f.position}})
		}
	}
	return all
}

func mustBeNoConfiguration(t *testing.T, f fence) {
	t.Helper()
	if !slices.Contains(languages, f.language) {
		t.Errorf("%s: the language of the block is %q, want terraform or one of %q", f.position, f.language, languages)
	}
	if parsed, err := parse(f.text); err == nil && len(parsed.Blocks) > 0 {
		t.Errorf("%s: the block looks like Terraform configuration, but its language is %q", f.position, f.language)
	}
}
