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

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/providertest"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/terraformcli"
)

const module = "github.com/ringcentral-community/terraform-provider-ringcentral"

func TestMain(m *testing.M) { providertest.Main(m) }

// notApplied are the blocks that stand on their own, but cannot be applied to a
// simulated platform, by their first line, and why. They are only validated.
var notApplied = map[string]string{
	`variable "jwt" {`: "the validation that it shows demands a JWT of RingCentral's production platform",
}

// installation is how Terraform finds the providers of the documentation.
var installation = sync.OnceValues(func() (config string, err error) {
	directory, err := os.MkdirTemp("", "ringcentral-documentation-")
	if err != nil {
		return "", err
	}
	programs := map[string]string{}
	for name, source := range sources {
		programs[source] = module + "/internal/docs/standin"
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
			for feature, used := range features(c.body) {
				if used {
					providertest.RequireTerraform(t, feature)
				}
			}
			p := prepare(t, b, c)
			w := p.OverriddenWorkspace(config)
			for name, content := range p.files(c) {
				w.WriteFile(name, content)
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

// features tells which features of Terraform a block uses, by the version that
// brought them.
func features(body *hclsyntax.Body) map[providertest.Feature]bool {
	used := map[providertest.Feature]bool{providertest.Queries: isQuery(body)}
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		switch n := node.(type) {
		case *hclsyntax.Block:
			if n.Type == "ephemeral" {
				used[providertest.EphemeralResources] = true
			}
			if _, identified := n.Body.Attributes["identity"]; n.Type == "import" && identified {
				used[providertest.ResourceIdentity] = true
			}
		case *hclsyntax.Attribute:
			if n.Name == "ephemeral" {
				used[providertest.EphemeralResources] = true
			}
			if strings.HasSuffix(n.Name, "_wo") {
				used[providertest.WriteOnlyArguments] = true
			}
		}
		return nil
	})
	return used
}
