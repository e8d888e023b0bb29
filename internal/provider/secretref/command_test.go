// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package secretref_test

import (
	"archive/zip"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// consumer is an object with references: its block, and the name of one.
type consumer struct {
	kind, name string
	// reference is the argument that the block has twice in everyReference.
	attributes []string
}

// consumers are all of them; TestConsumersAreComplete compares them with the schemas.
var consumers = []consumer{
	{"resource", "ringcentral_app", []string{"client_secret_from", "jwt_from"}},
	{"resource", "ringcentral_jwt_credential", []string{"jwt_from"}},
	{"data", "ringcentral_jwt_grant", []string{"client_secret_from", "jwt_from"}},
	{"ephemeral", "ringcentral_access_token", []string{"client_secret_from", "jwt_from"}},
	{"provider", "ringcentral", []string{"client_secret_from", "jwt_from"}},
}

// TestConsumersAreComplete looks for references in the schemas of everything that
// the provider has.
func TestConsumersAreComplete(t *testing.T) {
	t.Parallel()
	server, err := providerserver.NewProtocol6WithError(func() frameworkprovider.Provider { return provider.New("test", nil) }())()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, c := range consumers {
		for _, attribute := range c.attributes {
			known[fmt.Sprintf("%s %s.%s", c.kind, c.name, attribute)] = true
		}
	}
	look := func(object string, schema *tfprotov6.Schema) {
		for _, attribute := range schema.Block.Attributes {
			if key := object + "." + attribute.Name; isReference(attribute) {
				if !known[key] {
					t.Errorf("%s is a reference that these tests leave out", key)
				}
				delete(known, key)
			}
		}
	}
	look("provider ringcentral", schemas.Provider)
	for kind, all := range map[string]map[string]*tfprotov6.Schema{
		"resource": schemas.ResourceSchemas, "data": schemas.DataSourceSchemas,
		"ephemeral": schemas.EphemeralResourceSchemas, "list": schemas.ListResourceSchemas,
	} {
		for name, schema := range all {
			look(kind+" "+name, schema)
		}
	}
	for key := range known {
		t.Errorf("%s is no reference", key)
	}
}

func isReference(attribute *tfprotov6.SchemaAttribute) bool {
	if attribute.NestedType == nil {
		return false
	}
	for _, nested := range attribute.NestedType.Attributes {
		if nested.Name == "command" {
			return true
		}
	}
	return false
}

// configurationOf gives the references of one consumer, and refers to the others'
// secrets by variables.
func configurationOf(i *providertest.Integration, c consumer, references map[string]string) string {
	arguments := map[string]string{"client_secret_from": env(i.SecretVariable), "jwt_from": env(i.JWTVariable)}
	for name, reference := range references {
		arguments[name] = reference
	}
	var b strings.Builder
	label := ` "test"`
	if c.kind == "provider" {
		label = ""
	}
	fmt.Fprintf(&b, "%s %q%s {\n", c.kind, c.name, label)
	for _, name := range c.attributes {
		fmt.Fprintf(&b, "  %s = %s\n", name, arguments[name])
	}
	switch c.name {
	case "ringcentral_app":
		fmt.Fprintf(&b, "  client_id = %q\n  name = \"Orders\"\n  description = \"Sends order updates by SMS.\"\n  scopes = [\"ReadAccounts\", \"SMS\"]\n}\n", i.App.ClientID)
	case "ringcentral_jwt_credential":
		fmt.Fprintf(&b, "  label = \"orders\"\n  owner_id = %q\n}\n", i.OwnerID)
	case "ringcentral_jwt_grant":
		fmt.Fprintf(&b, "  client_id = %q\n  on_finding = \"report\"\n}\n\noutput \"findings\" {\n  value = data.ringcentral_jwt_grant.test.findings\n}\n", i.App.ClientID)
	case "ringcentral":
		fmt.Fprintf(&b, "  client_id = %q\n}\n\ndata \"ringcentral_account\" \"test\" {}\n", i.App.ClientID)
	default:
		fmt.Fprintf(&b, "  client_id = %q\n}\n\nresource \"terraform_data\" \"test\" {\n  provisioner \"local-exec\" {\n    command = \"true\"\n    environment = { T = ephemeral.ringcentral_access_token.test.access_token }\n  }\n}\n", i.App.ClientID)
	}
	return b.String()
}

// eachReference runs a test for each reference of each consumer.
func eachReference(t *testing.T, test func(t *testing.T, c consumer, attribute string)) {
	t.Helper()
	providertest.RequireTerraform(t, providertest.EphemeralResources)
	for _, c := range consumers {
		for _, attribute := range c.attributes {
			t.Run(c.name+"."+attribute, func(t *testing.T) {
				t.Parallel()
				test(t, c, attribute)
			})
		}
	}
}

// TestAccForbiddenCommands lets no consumer run a command that its configuration or
// its state names.
func TestAccForbiddenCommands(t *testing.T) {
	t.Parallel()
	eachReference(t, func(t *testing.T, c consumer, attribute string) {
		t.Helper()
		i := integrate(t)
		variable := map[string]string{"client_secret_from": i.SecretVariable, "jwt_from": i.JWTVariable}[attribute]
		ran := filepath.Join(t.TempDir(), "ran")
		withCommand := configurationOf(i, c, map[string]string{attribute: command("touch " + ran + "; echo $" + variable)})
		w := i.Workspace(providertest.Provider, withCommand)
		i.SetVariable("RINGCENTRAL_COMMANDS", "forbid")
		expectForbidden(t, ran, w.Run("apply", "-auto-approve"), "the configuration", c.kind != "data") // a data source reports in its value
		if c.kind != "resource" {
			return
		}
		i.SetVariable("RINGCENTRAL_COMMANDS", "")
		if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
			t.Fatal(result.Output)
		}
		if err := os.Remove(ran); err != nil {
			t.Fatal(err)
		}
		i.SetVariable("RINGCENTRAL_COMMANDS", "forbid")
		w.Write(configurationOf(i, c, nil))
		expectForbidden(t, ran, w.Run("plan"), "the state", true)
		if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
			t.Errorf("an apply should replace the command in the state:\n%s", result.Output)
		}
		if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 || result.Says("Warning") {
			t.Errorf("the state should not name the command any more:\n%s", result.Output)
		}
	})
}

// TestAccForbiddenCommandsOnImport imports by references to commands.
func TestAccForbiddenCommandsOnImport(t *testing.T) {
	t.Parallel()
	for _, c := range consumers[:2] {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			i := integrate(t)
			i.SetVariable("RINGCENTRAL_COMMANDS", "forbid")
			ran := filepath.Join(t.TempDir(), "ran")
			id := fmt.Sprintf(`command:["touch",%q]`, ran)
			if c.name == "ringcentral_app" {
				id = i.App.ClientID + "?jwt_from=env:" + i.JWTVariable + "&client_secret_from=" + id
			}
			w := i.Workspace(providertest.Provider, configurationOf(i, c, nil))
			expectForbidden(t, ran, w.Run("import", c.name+".test", id), "the import ID", true)
		})
	}
}

func expectForbidden(t *testing.T, ran string, result providertest.Result, source string, diagnosed bool) {
	t.Helper()
	if _, err := os.Stat(ran); err == nil {
		t.Error("the command ran")
	}
	if diagnosed && (!result.Says("forbidden on this machine") || !result.Says("The reference comes from "+source) || !result.Says("Finding: command_forbidden")) {
		t.Error(result.Output)
	}
	if !diagnosed && !result.Says(`code = "command_forbidden"`) {
		t.Error(result.Output)
	}
}

// TestAccCommandOutputIsNotStored lets a command fail in every consumer, after it
// has written to both of its outputs: nothing of that is in state, plan or private
// data.
func TestAccCommandOutputIsNotStored(t *testing.T) {
	t.Parallel()
	const result, message = "RESULTMARKER-1f7", "MESSAGEMARKER-93b"
	eachReference(t, func(t *testing.T, c consumer, attribute string) {
		t.Helper()
		i := integrate(t)
		// The command itself is in the configuration, and so in the state.
		script := file(t, "echo "+result+"; echo "+message+" "+result+" >&2; exit 3", 0o600)
		failing := strings.Replace(strings.Replace(script, "{ file = ", `{ command = ["/bin/sh", `, 1), " }", "] }", 1)
		w := i.Workspace(providertest.Provider, configurationOf(i, c, map[string]string{attribute: failing}))
		w.Run("plan", "-out=saved.tfplan")
		w.Run("show", "-json", "saved.tfplan")
		shown := w.Run("apply", "-auto-approve")
		quiet := c.kind == "data" || c.name == "ringcentral_jwt_credential" // which only waits for its JWT
		if !quiet && !shown.Says(message+" (secret)") {
			t.Errorf("the person at the terminal should see what the command wrote:\n%s", shown.Output)
		}
		w.Run("plan", "-refresh-only", "-out=refresh.tfplan")
		w.Run("show", "-json")
		searched := 0
		err := filepath.WalkDir(w.Directory, func(path string, entry os.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			content := contentOf(t, path)
			searched++
			if strings.Contains(content, result) {
				t.Errorf("%s holds what the command printed", path)
			}
			stored := strings.HasSuffix(path, "-show.out") || !strings.HasSuffix(path, ".out") && !strings.HasSuffix(path, ".log")
			if stored && strings.Contains(content, message) {
				t.Errorf("%s holds what the command wrote as errors", path)
			}
			if c.kind == "data" && strings.HasSuffix(path, "tfstate") && !strings.Contains(content, "failed with exit status 3") {
				t.Errorf("%s does not say that the command failed: %s", path, content)
			}
			return nil
		})
		if err != nil || searched < 6 {
			t.Errorf("%d files were searched, %v", searched, err)
		}
	})
}

var privateData = regexp.MustCompile(`"private": "([^"]+)"`)

// contentOf returns the content of a file, private data decoded, or of all files in
// an archive.
func contentOf(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, encoded := range privateData.FindAllSubmatch(content, -1) {
		decoded, err := base64.StdEncoding.DecodeString(string(encoded[1]))
		if err != nil {
			t.Fatal(err)
		}
		content = append(content, decoded...)
	}
	archive, err := zip.OpenReader(path)
	if err != nil {
		return string(content)
	}
	defer archive.Close()
	var b strings.Builder
	for _, member := range archive.File {
		reader, err := member.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&b, io.LimitReader(reader, 1<<24)); err != nil {
			t.Fatal(err)
		}
		reader.Close()
	}
	return b.String()
}
