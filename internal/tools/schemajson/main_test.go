// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformcli"
)

// TestAgreesWithTerraform compares everything that the real Terraform prints for
// the built provider with what this command prints.
func TestAgreesWithTerraform(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := run(t.Context(), providerserver.NewProtocol6(provider.New("dev", nil))(), &out); err != nil {
		t.Fatal(err)
	}
	got := decode(t, out.Bytes())
	want := terraformSchemas(t)
	if len(want) < 3 {
		t.Fatalf("Terraform printed only %d kinds of schemas", len(want))
	}
	printed := schemasOf(t, got, provider.TypeName)
	for kind := range want {
		if diff := cmp.Diff(want[kind], printed[kind]); diff != "" {
			t.Errorf("%s differ from Terraform's (-want +got):\n%s", kind, diff)
		}
	}
}

// terraformSchemas returns what "terraform providers schema -json" prints for
// the provider built from this tree.
func terraformSchemas(t *testing.T) map[string]any {
	t.Helper()
	root := filepath.Join("..", "..", "..")
	terraform, err := terraformcli.Find(t.Context(), filepath.Join(root, "build", "terraform"))
	if err != nil {
		t.Fatal(err)
	}
	if terraform, err = filepath.Abs(terraform); err != nil {
		t.Fatal(err)
	}
	const source = "registry.terraform.io/ringcentral-community/ringcentral"
	bin, directory := t.TempDir(), t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(bin, "terraform-provider-ringcentral"), root)
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the provider: %v\n%s", err, output)
	}
	config := filepath.Join(directory, "terraform.tfrc")
	write(t, config, fmt.Sprintf("provider_installation {\n  dev_overrides {\n    %q = %q\n  }\n}\n", source, filepath.ToSlash(bin)))
	write(t, filepath.Join(directory, "main.tf"), fmt.Sprintf("terraform {\n  required_providers {\n    ringcentral = { source = %q }\n  }\n}\n", source))

	command := exec.CommandContext(t.Context(), terraform, "providers", "schema", "-json")
	command.Dir = directory
	command.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+config, "CHECKPOINT_DISABLE=1")
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("terraform providers schema: %v\n%s", err, stderr.String())
	}
	return schemasOf(t, decode(t, output), source)
}

func TestConvertsEveryKindOfSchema(t *testing.T) {
	t.Parallel()
	server := fakeServer{
		schemas: tfprotov6.GetProviderSchemaResponse{
			Provider: &tfprotov6.Schema{Version: 3, Block: everyBlock()},
			EphemeralResourceSchemas: map[string]*tfprotov6.Schema{
				"ringcentral_access_token": {Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{
					{Name: "ttl", Type: tftypes.Number, Optional: true, Computed: true},
				}}},
			},
			ListResourceSchemas: map[string]*tfprotov6.Schema{
				"ringcentral_user_role": {Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{
					{Name: "custom", Type: tftypes.Bool, Optional: true},
				}}},
			},
			Functions: map[string]*tfprotov6.Function{
				"jwt_claims": {
					Parameters:         []*tfprotov6.FunctionParameter{{Name: "jwt", Description: "The JWT.", AllowNullValue: true, Type: tftypes.String}},
					VariadicParameter:  &tfprotov6.FunctionParameter{Name: "claims", Type: tftypes.String},
					Return:             &tfprotov6.FunctionReturn{Type: tftypes.Object{AttributeTypes: map[string]tftypes.Type{"sub": tftypes.String}}},
					Summary:            "Reads claims",
					Description:        "Reads the claims of a JWT.",
					DeprecationMessage: "Gone soon.",
				},
			},
		},
		identities: tfprotov6.GetResourceIdentitySchemasResponse{IdentitySchemas: map[string]*tfprotov6.ResourceIdentitySchema{
			"ringcentral_user_role": {Version: 1, IdentityAttributes: []*tfprotov6.ResourceIdentitySchemaAttribute{
				{Name: "id", Type: tftypes.String, RequiredForImport: true, Description: "ID of the role."},
				{Name: "account_id", Type: tftypes.String, OptionalForImport: true},
			}},
		}},
	}
	var out bytes.Buffer
	if err := run(t.Context(), server, &out); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join("testdata", "every_kind.json"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decode(t, content), decode(t, out.Bytes())); diff != "" {
		t.Errorf("the schemas differ (-want +got):\n%s", diff)
	}
}

// everyBlock returns a block with everything that a block can hold.
func everyBlock() *tfprotov6.SchemaBlock {
	return &tfprotov6.SchemaBlock{
		Description:     "A *block*.",
		DescriptionKind: tfprotov6.StringKindMarkdown,
		Deprecated:      true,
		Attributes: []*tfprotov6.SchemaAttribute{
			{Name: "required", Type: tftypes.String, Required: true, Description: "Plain & simple."},
			{Name: "secret", Type: tftypes.String, Optional: true, Sensitive: true, WriteOnly: true, Deprecated: true},
			{Name: "scopes", Type: tftypes.Set{ElementType: tftypes.String}, Optional: true, Computed: true, DescriptionKind: tfprotov6.StringKindMarkdown},
			{Name: "references", Optional: true, NestedType: &tfprotov6.SchemaObject{
				Nesting: tfprotov6.SchemaObjectNestingModeMap,
				Attributes: []*tfprotov6.SchemaAttribute{
					{Name: "env", Type: tftypes.String, Optional: true},
					{Name: "command", Optional: true, NestedType: &tfprotov6.SchemaObject{
						Nesting:    tfprotov6.SchemaObjectNestingModeSingle,
						Attributes: []*tfprotov6.SchemaAttribute{{Name: "arguments", Type: tftypes.List{ElementType: tftypes.String}, Required: true}},
					}},
				},
			}},
		},
		BlockTypes: []*tfprotov6.SchemaNestedBlock{{
			TypeName: "limits",
			Nesting:  tfprotov6.SchemaNestedBlockNestingModeList,
			MinItems: 1,
			MaxItems: 4,
			Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{
				{Name: "heavy", Type: tftypes.Number, Optional: true},
			}},
		}},
	}
}

func TestRefusesFaultySchemas(t *testing.T) {
	t.Parallel()
	fault := []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError, Summary: "Invalid schema", Detail: "An attribute has no type."}}
	for name, server := range map[string]fakeServer{
		"of resources":  {schemas: tfprotov6.GetProviderSchemaResponse{Diagnostics: fault}},
		"of identities": {identities: tfprotov6.GetResourceIdentitySchemasResponse{Diagnostics: fault}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := run(t.Context(), server, io.Discard)
			if err == nil || !strings.Contains(err.Error(), "Invalid schema: An attribute has no type.") {
				t.Errorf("run returned %v, want the diagnostic", err)
			}
		})
	}
}

// fakeServer serves only the calls that run makes.
type fakeServer struct {
	tfprotov6.ProviderServer
	schemas    tfprotov6.GetProviderSchemaResponse
	identities tfprotov6.GetResourceIdentitySchemasResponse
}

func (f fakeServer) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &f.schemas, nil
}

func (f fakeServer) GetResourceIdentitySchemas(context.Context, *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &f.identities, nil
}

func decode(t *testing.T, content []byte) map[string]any {
	t.Helper()
	var decoded map[string]any
	if err := json.Unmarshal(content, &decoded); err != nil {
		t.Fatal(err)
	}
	return decoded
}

// schemasOf returns the schemas of the one provider in a document.
func schemasOf(t *testing.T, document map[string]any, name string) map[string]any {
	t.Helper()
	all, _ := document["provider_schemas"].(map[string]any)
	schemas, ok := all[name].(map[string]any)
	if !ok || document["format_version"] != formatVersion {
		t.Fatalf("no schemas of %s in format version %s", name, formatVersion)
	}
	return schemas
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
