// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package docs

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
)

// served are the names that the provider serves where only a newer Terraform looks
// at them.
type served struct {
	// identities are the attributes of the identities, by resource.
	identities map[string][]string
	// lists are the arguments of the list resources.
	lists map[string][]string
}

var names = sync.OnceValues(func() (served, error) {
	s := served{map[string][]string{}, map[string][]string{}}
	server := providerserver.NewProtocol6(provider.New("test", nil))()
	schemas, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return s, err
	}
	for name, schema := range schemas.ListResourceSchemas {
		s.lists[name] = []string{}
		for _, attribute := range schema.Block.Attributes {
			s.lists[name] = append(s.lists[name], attribute.Name)
		}
	}
	identities, err := server.GetResourceIdentitySchemas(context.Background(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return s, err
	}
	for name, schema := range identities.IdentitySchemas {
		for _, attribute := range schema.IdentityAttributes {
			s.identities[name] = append(s.identities[name], attribute.Name)
		}
	}
	return s, nil
})

// checkNames checks the names in list blocks and identities, whatever the version of
// Terraform: an older one validates neither.
func checkNames(t *testing.T, body *hclsyntax.Body) {
	t.Helper()
	known, err := names()
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range body.Blocks {
		switch b.Type {
		case "list":
			arguments, ok := known.lists[b.Labels[0]]
			if !ok {
				t.Errorf("there is no list resource %s", b.Labels[0])
			}
			for _, nested := range b.Body.Blocks {
				for name := range nested.Body.Attributes {
					if nested.Type == "config" && !slices.Contains(arguments, name) {
						t.Errorf("the list resource %s has no argument %s, it has %q", b.Labels[0], name, arguments)
					}
				}
			}
		case "import":
			if identity, ok := b.Body.Attributes["identity"]; ok {
				checkIdentity(t, known.identities, b.Body.Attributes["to"].Expr, identity.Expr)
			}
		}
	}
}

func checkIdentity(t *testing.T, identities map[string][]string, to, identity hcl.Expression) {
	t.Helper()
	traversal, diagnostics := hcl.AbsTraversalForExpr(to)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	attributes := identities[traversal.RootName()]
	value, diagnostics := identity.Value(nil)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	for name := range value.AsValueMap() {
		if !slices.Contains(attributes, name) {
			t.Errorf("the identity of %s has no attribute %s, it has %q", traversal.RootName(), name, attributes)
		}
	}
}
