// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package docs

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// block is a block of code in the documentation.
type block struct {
	text      string
	positions []string
}

func (b block) name() string { return b.positions[0] }

func parse(text string) (*hclsyntax.Body, error) {
	file, diagnostics := hclsyntax.ParseConfig([]byte(text), "block", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	return file.Body.(*hclsyntax.Body), nil
}

// companions are patterns of files that declare what fragments refer to. The first
// that declares something counts: the complete example, which most of them are taken
// from, then the example of each resource.
var companions = []string{root + "/examples/complete/main.tf", root + "/examples/resources/*/resource.tf", "testdata/companion.tf"}

// configuration is a block and what completes it.
type configuration struct {
	body *hclsyntax.Body
	// companion declares what the block refers to and does not declare.
	companion string
	// providers are the local names of the providers that both use.
	providers []string
	// ownRequirements means that the block says itself which providers it requires.
	ownRequirements bool
}

// fragment reports whether the block needs anything but the provider.
func (c configuration) fragment() bool { return c.companion != "" }

// complete finds what a block refers to and does not declare, and what that refers
// to, in the companions.
func complete(text string) (configuration, error) {
	body, err := parse(text)
	if err != nil {
		return configuration{}, err
	}
	c := configuration{body: body}
	available, err := declarationsInCompanions()
	if err != nil {
		return c, err
	}
	declared, err := declarationsIn(text)
	if err != nil {
		return c, err
	}
	present := map[string]bool{}
	for address := range declared {
		present[address] = true
	}
	missing := references(body)
	var taken []string
	for len(missing) > 0 {
		address := missing[0]
		missing = missing[1:]
		if present[address] {
			continue
		}
		present[address] = true
		declaration, ok := available[address]
		if !ok {
			return c, fmt.Errorf("it refers to %s, which neither it nor %v declares", address, companions)
		}
		taken = append(taken, declaration)
		parsed, err := parse(declaration)
		if err != nil {
			return c, err
		}
		missing = append(missing, references(parsed)...)
	}
	c.companion = strings.Join(taken, "\n")
	whole, err := parse(text + "\n" + c.companion)
	if err != nil {
		return c, err
	}
	c.providers, c.ownRequirements = providersOf(whole)
	return c, nil
}

func declarationsInCompanions() (map[string]string, error) {
	available := map[string]string{}
	for _, pattern := range slices.Backward(companions) {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			return nil, fmt.Errorf("there is no companion %s: %v", pattern, err)
		}
		for _, path := range paths {
			content, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			declared, err := declarationsIn(string(content))
			if err != nil {
				return nil, err
			}
			maps.Copy(available, declared)
		}
	}
	return available, nil
}

// declarationsIn returns the source of every declaration by its address, such as
// data.ringcentral_extension.orders or local.orders_jwt.
func declarationsIn(source string) (map[string]string, error) {
	body, err := parse(source)
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for _, declared := range body.Blocks {
		text := string(hcl.RangeBetween(declared.TypeRange, declared.CloseBraceRange).SliceBytes([]byte(source)))
		switch declared.Type {
		case "resource":
			found[strings.Join(declared.Labels, ".")] = text
		case "data", "ephemeral", "action":
			found[declared.Type+"."+strings.Join(declared.Labels, ".")] = text
		case "variable":
			found["var."+declared.Labels[0]] = text
		case "module":
			found["module."+declared.Labels[0]] = text
		case "check":
			for _, nested := range declared.Body.Blocks {
				if nested.Type == "data" {
					found["data."+strings.Join(nested.Labels, ".")] = text
				}
			}
		case "locals":
			for name, attribute := range declared.Body.Attributes {
				found["local."+name] = "locals {\n  " + string(attribute.SrcRange.SliceBytes([]byte(source))) + "\n}"
			}
		}
	}
	return found, nil
}

// references returns the addresses that the expressions of a body refer to.
func references(body *hclsyntax.Body) []string {
	found := map[string]bool{}
	for name, attribute := range body.Attributes {
		if name == "ignore_changes" || name == "provider" {
			continue // names arguments of its own resource, or a provider block
		}
		for _, traversal := range attribute.Expr.Variables() {
			if address := addressOf(traversal); address != "" {
				found[address] = true
			}
		}
	}
	for _, nested := range body.Blocks {
		for _, address := range references(nested.Body) {
			found[address] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// addressOf returns the address of what a traversal refers to, and nothing for what
// Terraform itself provides.
func addressOf(traversal hcl.Traversal) string {
	names := []string{traversal.RootName()}
	for _, step := range traversal[1:] {
		attribute, ok := step.(hcl.TraverseAttr)
		if !ok {
			break
		}
		names = append(names, attribute.Name)
	}
	length := 2
	switch names[0] {
	case "each", "count", "self", "path", "terraform":
		return ""
	case "data", "ephemeral", "action":
		length = 3
	}
	if len(names) < length {
		return ""
	}
	return strings.Join(names[:length], ".")
}

// sources are the addresses of the providers that the documentation uses, by their
// local names. Those of secret managers have a stand-in.
var sources = map[string]string{
	"ringcentral": "ringcentral-community/ringcentral",
	"vault":       "hashicorp/vault",
	"aws":         "hashicorp/aws",
	"google":      "hashicorp/google",
	"onepassword": "1Password/onepassword",
}

// providersOf returns the local names of the providers that a body uses, and whether
// it requires them itself.
func providersOf(body *hclsyntax.Body) (names []string, required bool) {
	used := map[string]bool{}
	for _, b := range body.Blocks {
		switch b.Type {
		case "terraform":
			for _, nested := range b.Body.Blocks {
				required = required || nested.Type == "required_providers"
			}
		case "provider":
			used[b.Labels[0]] = true
		case "resource", "data", "ephemeral", "list", "action":
			name, _, _ := strings.Cut(b.Labels[0], "_")
			used[name] = true
		case "check":
			nested, _ := providersOf(b.Body)
			for _, name := range nested {
				used[name] = true
			}
		}
	}
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		if call, ok := node.(*hclsyntax.FunctionCallExpr); ok {
			if name, isProviders := strings.CutPrefix(call.Name, "provider::"); isProviders {
				name, _, _ = strings.Cut(name, "::")
				used[name] = true
			}
		}
		return nil
	})
	delete(used, "terraform") // built in
	return slices.Sorted(maps.Keys(used)), required
}

// requirements returns the required_providers block for a configuration; empty if
// it has one.
func (c configuration) requirements(t *testing.T) string {
	t.Helper()
	if c.ownRequirements {
		return ""
	}
	var entries strings.Builder
	for _, name := range c.providers {
		source, ok := sources[name]
		if !ok {
			t.Fatalf("the provider %s has no source and no stand-in", name)
		}
		fmt.Fprintf(&entries, "    %s = { source = %q }\n", name, source)
	}
	return "terraform {\n  required_providers {\n" + entries.String() + "  }\n}\n"
}

func TestCompletion(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		text string
		// companion and providers are what completes the text.
		companion []string
		providers []string
	}{
		"on its own":     {`data "ringcentral_account" "a" {}`, nil, []string{"ringcentral"}},
		"a resource":     {`output "a" { value = ringcentral_user_role.orders.id }`, []string{`resource "ringcentral_user_role" "orders"`, `data "ringcentral_api_operations" "orders"`}, []string{"ringcentral"}},
		"a local value":  {`output "a" { value = local.orders_jwt }`, []string{"orders_jwt"}, nil},
		"what it loops":  {`output "a" { value = [for x in [1] : x] }`, nil, nil},
		"its own":        {"locals {\n a = 1\n b = local.a\n}", nil, nil},
		"an import":      {"import {\n to = ringcentral_user_role.orders\n id = \"1\"\n}", []string{`resource "ringcentral_user_role" "orders"`}, []string{"ringcentral"}},
		"a function":     {`output "a" { value = provider::ringcentral::jwt_claims("x") }`, nil, []string{"ringcentral"}},
		"an alias":       {"provider \"ringcentral\" {\n alias = \"b\"\n}\ndata \"ringcentral_account\" \"a\" {\n provider = ringcentral.b\n}", nil, []string{"ringcentral"}},
		"a check":        {"check \"a\" {\n data \"ringcentral_account\" \"a\" {}\n assert {\n condition = data.ringcentral_account.a.id != \"\"\n error_message = \"x\"\n}\n}", nil, []string{"ringcentral"}},
		"other managers": {`ephemeral "vault_kv_secret_v2" "a" {}`, nil, []string{"vault"}},
		"built in":       {"resource \"terraform_data\" \"a\" {\n lifecycle {\n ignore_changes = [input]\n}\n}", nil, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := complete(test.text)
			if err != nil {
				t.Fatal(err)
			}
			if c.fragment() != (test.companion != nil) {
				t.Errorf("it is completed with\n%s", c.companion)
			}
			for _, part := range test.companion {
				if !strings.Contains(c.companion, part) {
					t.Errorf("%s is not completed, it has\n%s", part, c.companion)
				}
			}
			if !slices.Equal(c.providers, test.providers) {
				t.Errorf("it uses the providers %q, want %q", c.providers, test.providers)
			}
		})
	}
	for name, text := range map[string]string{
		"undeclared":    `output "a" { value = ringcentral_user_role.nowhere.id }`,
		"no variable":   `output "a" { value = var.nowhere }`,
		"not parseable": `resource "a" {`,
	} {
		if _, err := complete(text); err == nil {
			t.Errorf("%s: it counts as complete", name)
		}
	}
}
