// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package docs

import (
	"context"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformcli"
)

const module = "github.com/ringcentral-community/terraform-provider-ringcentral"

func TestMain(m *testing.M) { providertest.Main(m) }

// notApplied are the blocks that stand on their own, but cannot be applied to a
// simulated platform, by their first line, and why. They are only validated.
var notApplied = map[string]string{
	`variable "jwt" {`: "the validation that it shows demands a JWT of RingCentral's production platform",
	`provider "ringcentral" {} # production: RINGCENTRAL_* in the environment`: "it needs the administrator's app of a second account",
	`module "integrations" {`: "the JWT that it refers to belongs to a user whom the module creates; the tests of the module apply it step by step",
}

// installation is how Terraform finds the providers of the documentation.
var installation = sync.OnceValues(func() (config string, err error) {
	directory, err := os.MkdirTemp("", "ringcentral-documentation-")
	if err != nil {
		return "", err
	}
	programs := map[string]string{}
	for name, source := range sources {
		programs[source] = module + "/internal/tests/docs/standin"
		if name == "ringcentral" {
			programs[source] = module
		}
	}
	return terraformcli.Override(context.Background(), directory, programs)
})

// TestBlocks validates every block of the documentation with the real Terraform. A
// fragment is completed with what it refers to; a block that stands on its own is
// applied to a simulated platform on which what it looks up exists.
func TestBlocks(t *testing.T) {
	t.Parallel()
	config, err := installation()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(filepath.Dir(config)) })
	all := blocks(t)
	if len(all) < 30 {
		t.Fatalf("found only %d blocks", len(all))
	}
	var applied, validated atomic.Int64
	t.Cleanup(func() {
		t.Logf("%d blocks: %d applied, %d validated, %d of these because they cannot be applied", len(all), applied.Load(), validated.Load(), len(notApplied))
	})
	unused := maps.Clone(notApplied)
	for _, b := range all {
		firstLine, _, _ := strings.Cut(b.text, "\n")
		_, excepted := notApplied[firstLine]
		delete(unused, firstLine)
		t.Run(b.name(), func(t *testing.T) {
			t.Parallel()
			c, err := complete(b.text)
			if err != nil {
				t.Fatal(err)
			}
			if excepted && c.fragment() {
				t.Error("the block is a fragment, which needs no exception")
			}
			checkNames(t, c.body)
			for _, feature := range features(c.body) {
				providertest.RequireTerraform(t, feature)
			}
			p := prepare(t, b, c)
			w := p.OverriddenWorkspace(config)
			for name, content := range p.files(c) {
				w.WriteFile(name, content)
			}
			if usesModules(c.body) {
				if err := os.CopyFS(filepath.Join(w.Directory, "modules"), os.DirFS(root+"/examples/modules")); err != nil {
					t.Fatal(err)
				}
				if result := w.Run("get"); result.ExitCode != 0 {
					t.Fatalf("terraform get: %s", result.Output)
				}
			}
			arguments, counter := []string{"validate"}, &validated
			switch {
			case isQuery(c.body):
				arguments = append(arguments, "-query")
			case !c.fragment() && !excepted:
				arguments, counter = []string{"apply", "-auto-approve"}, &applied
			}
			if result := w.Run(arguments...); result.ExitCode != 0 {
				t.Fatalf("terraform %s: %s", strings.Join(arguments, " "), result.Output)
			}
			counter.Add(1)
		})
	}
	for firstLine := range unused {
		t.Errorf("no block begins with %q", firstLine)
	}
}

// TestBlocksAreFormatted writes the blocks to files whose names say where they stand.
func TestBlocksAreFormatted(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	for _, b := range blocks(t) {
		name := strings.NewReplacer("/", "-", ":", "-line-").Replace(b.name()) + ".tf"
		if err := os.WriteFile(filepath.Join(directory, name), []byte(b.text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), providertest.Terraform(t), "fmt", "-check", "-diff", "-no-color", directory)
	if output, err := command.Output(); err != nil {
		t.Errorf("terraform fmt -check: %v\n%s", err, output)
	}
}

func isQuery(body *hclsyntax.Body) bool {
	return slices.ContainsFunc(body.Blocks, func(b *hclsyntax.Block) bool { return b.Type == "list" })
}

// usesModules reports whether a block calls a module of examples/modules, which the
// documentation assumes in a directory of the reader's.
func usesModules(body *hclsyntax.Body) bool {
	return slices.ContainsFunc(body.Blocks, func(b *hclsyntax.Block) bool {
		return b.Type == "module" && strings.HasPrefix(valueOf(b.Body, "source"), "./modules/")
	})
}

// features returns what a block uses that older versions of Terraform do not have.
func features(body *hclsyntax.Body) []providertest.Feature {
	var used []providertest.Feature
	if isQuery(body) {
		used = append(used, providertest.Queries)
	}
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		switch n := node.(type) {
		case *hclsyntax.Block:
			switch n.Type {
			case "ephemeral":
				used = append(used, providertest.EphemeralResources)
			case "action":
				used = append(used, providertest.Actions)
			}
			if _, identified := n.Body.Attributes["identity"]; n.Type == "import" && identified {
				used = append(used, providertest.ResourceIdentity)
			}
		case *hclsyntax.Attribute:
			if n.Name == "ephemeral" {
				used = append(used, providertest.EphemeralResources)
			}
			if strings.HasSuffix(n.Name, "_wo") {
				used = append(used, providertest.WriteOnlyArguments)
			}
		}
		return nil
	})
	return used
}
