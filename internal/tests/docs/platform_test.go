// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package docs

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// platform is a simulated platform on which what a block looks up exists, and which
// has a directory with the programs and files that the block names.
type platform struct {
	*providertest.Environment
	t    *testing.T
	text string
	// directory is not searched for secrets, as the workspace is.
	directory string
	ownerID   string
	roleID    string
	// apps are the apps by the client ID that the block writes; that of an app whose
	// client ID is no literal is empty.
	apps map[string]simulator.App
	// first is the first app of the block.
	first simulator.App
}

// prepare makes what a block assumes: the users and sites that it looks up, its apps with the
// scopes that it names, and secrets where its references point. There are no secrets
// if the block creates the service user, who has no credential yet.
func prepare(t *testing.T, b block, c configuration) *platform {
	t.Helper()
	hasSites := slices.ContainsFunc(c.body.Blocks, func(b *hclsyntax.Block) bool { return b.Type == "data" && b.Labels[0] == "ringcentral_site" })
	p := &platform{Environment: providertest.StartWith(t, simulator.Options{MultiSite: hasSites}), t: t, text: b.text, directory: t.TempDir(), apps: map[string]simulator.App{}}
	p.roleID = p.AddRole(simulator.Role{DisplayName: "Integrations", Permissions: []string{
		"BusinessSms", "CompanyInfo", "DevPortalAccess", "ReadCallLog", "ThirdPartyAppAccess",
	}})
	for _, parsed := range c.body.Blocks {
		p.addLookedUp(parsed)
		if _, ok := parsed.Body.Attributes["use_unassigned_seat"]; ok {
			p.AddExtension(simulator.Extension{Type: "User", Status: "Unassigned"})
		}
		if _, ok := parsed.Body.Attributes["client_id"]; ok {
			p.register(parsed.Body)
		}
	}
	p.register(&hclsyntax.Body{}) // if no block has a client ID that is no literal
	p.SetVariable("HOME", p.directory)
	p.SetVariable("PATH", p.directory+string(filepath.ListSeparator)+os.Getenv("PATH"))
	if !slices.ContainsFunc(c.body.Blocks, func(b *hclsyntax.Block) bool { return isResource(b, "ringcentral_service_user") }) {
		p.putSecrets(c.body)
	}
	p.setPasswords(c.body)
	return p
}

func isResource(b *hclsyntax.Block, typeName string) bool {
	return b.Type == "resource" && b.Labels[0] == typeName
}

// setPasswords sets the variables for passwords that the block declares.
func (p *platform) setPasswords(body *hclsyntax.Body) {
	for _, b := range body.Blocks {
		if b.Type == "variable" && strings.HasSuffix(b.Labels[0], "_password") {
			p.SetVariable("TF_VAR_"+b.Labels[0], "Example-Password-4711")
		}
	}
}

// addLookedUp adds the user or the role that a data source looks up.
func (p *platform) addLookedUp(b *hclsyntax.Block) {
	if b.Type != "data" {
		return
	}
	if b.Labels[0] == "ringcentral_user_role" {
		p.AddRole(simulator.Role{DisplayName: valueOf(b.Body, "display_name"), Permissions: []string{"ThirdPartyAppAccess"}})
	}
	if b.Labels[0] != "ringcentral_extension" {
		return
	}
	p.ownerID = p.AddExtension(simulator.Extension{
		Status: "Enabled", ExtensionNumber: valueOf(b.Body, "extension_number"), RoleIDs: []string{p.roleID},
		Contact: simulator.Contact{FirstName: "Looked up", Email: cmp.Or(valueOf(b.Body, "email"), b.Labels[1]+"@example.com")},
	})
}

// register registers the app with the client ID of a block and the scopes that the
// block names.
func (p *platform) register(body *hclsyntax.Body) {
	p.t.Helper()
	clientID := valueOf(body, "client_id")
	if _, registered := p.apps[clientID]; registered {
		return
	}
	var operations []apicatalog.Operation
	for _, text := range literals(body) {
		if operation, known := apicatalog.Find(text); known {
			operations = append(operations, operation)
		}
	}
	scopes := append(apicatalog.NeedsOf(operations).Scopes, literals(body)...)
	scopes = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(scopes))), func(text string) bool { return !slices.Contains(p.Scopes(), text) })
	if len(scopes) == 0 {
		scopes = []string{"ReadCallLog", "SMS"}
	}
	app, err := p.RegisterApp(simulator.AppRegistration{
		Name: "Integration", Description: "An app that the documentation mentions.", JWTFlow: true, Scopes: scopes,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.apps[clientID] = app
	if p.first.ClientID == "" {
		p.first = app
	}
}

// newJWT creates a credential of the user that is looked up, or of another one, that
// expires when the resource in a block says.
func (p *platform) newJWT(body *hclsyntax.Body) string {
	p.t.Helper()
	if p.ownerID == "" {
		p.ownerID = p.AddExtension(simulator.Extension{
			Status: "Enabled", RoleIDs: []string{p.roleID}, Contact: simulator.Contact{FirstName: "Integrations", Email: "integrations@example.com"},
			PhoneNumbers: []simulator.PhoneNumber{{ID: "809646118", PhoneNumber: "+16505550101", UsageType: "DirectNumber", Features: []string{"CallerId", "SmsSender"}}},
		})
	}
	request := simulator.CredentialRequest{OwnerID: p.ownerID, Label: "integrations"}
	for _, b := range body.Blocks {
		if at, err := time.Parse(time.RFC3339, valueOf(b.Body, "expires_at")); err == nil {
			request.ExpiresOn = &at
		}
	}
	_, jwt, err := p.CreateCredential(request)
	if err != nil {
		p.t.Fatal(err)
	}
	return jwt
}

var (
	environmentReference = regexp.MustCompile(`env\s*=\s*"([A-Z_]+)"`)
	fileReference        = regexp.MustCompile(`file\s*=\s*"([^"]+)"`)
	commandReference     = regexp.MustCompile(`command\s*=\s*\["([^"]+)"`)
	localScript          = regexp.MustCompile(`command\s*=\s*"\./([^"]+)"`)
)

// putSecrets puts secrets where the references of every block point, and gives values
// to its input variables.
func (p *platform) putSecrets(body *hclsyntax.Body) {
	p.t.Helper()
	jwt := p.newJWT(body)
	// Stand-ins of secret managers read these.
	p.SetVariable("ORDERS_CLIENT_SECRET", p.first.ClientSecret)
	p.SetVariable("ORDERS_JWT", jwt)
	for _, b := range body.Blocks {
		source := string(hcl.RangeBetween(b.TypeRange, b.CloseBraceRange).SliceBytes([]byte(p.text)))
		secret := func(place string) string {
			if strings.Contains(filepath.Base(strings.ToLower(place)), "secret") {
				return p.apps[valueOf(b.Body, "client_id")].ClientSecret
			}
			return jwt
		}
		for _, match := range environmentReference.FindAllStringSubmatch(source, -1) {
			p.SetVariable(match[1], secret(match[1]))
		}
		for _, match := range fileReference.FindAllStringSubmatch(source, -1) {
			p.write(filepath.Base(match[1]), secret(match[1]), 0o600)
		}
		for _, match := range commandReference.FindAllStringSubmatch(source, -1) {
			p.write(match[1], fmt.Sprintf("#!/bin/sh\ncase \"$*\" in *client[-_]secret*) printf '%%s' '%s' ;; *) printf '%%s' '%s' ;; esac\n", secret("secret"), jwt), 0o700)
		}
		if b.Type == "variable" {
			value := secret(b.Labels[0])
			if strings.Contains(b.Labels[0], "client_id") {
				value = p.apps[""].ClientID
			}
			p.SetVariable("TF_VAR_"+b.Labels[0], value)
		}
	}
}

// write writes a file that the block names.
func (p *platform) write(name, content string, mode os.FileMode) {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(p.directory, name), []byte(content), mode); err != nil {
		p.t.Fatal(err)
	}
}

// files returns the configuration as Terraform gets it: the block, in which client
// IDs and paths of secrets are those that there are, and what completes it.
func (p *platform) files(c configuration) map[string]string {
	p.t.Helper()
	text := p.text
	for written, app := range p.apps {
		if written != "" {
			text = strings.ReplaceAll(text, fmt.Sprintf("%q", written), fmt.Sprintf("%q", app.ClientID))
		}
	}
	for _, match := range fileReference.FindAllStringSubmatch(p.text, -1) {
		text = strings.ReplaceAll(text, fmt.Sprintf("%q", match[1]), fmt.Sprintf("%q", filepath.Join(p.directory, filepath.Base(match[1]))))
	}
	for _, match := range localScript.FindAllStringSubmatch(p.text, -1) {
		p.write(match[1], "#!/bin/sh\n", 0o700)
		text = strings.ReplaceAll(text, `"./`+match[1]+`"`, fmt.Sprintf("%q", filepath.Join(p.directory, match[1])))
	}
	files := map[string]string{"block.tf": text, "companion.tf": c.companion}
	if isQuery(c.body) {
		files = map[string]string{"block.tfquery.hcl": text, "companion.tf": c.companion}
	}
	if requirements := c.requirements(p.t); requirements != "" {
		files["requirements.tf"] = requirements
	}
	return files
}

// literals returns the texts in the expressions of a body.
func literals(body *hclsyntax.Body) []string {
	var texts []string
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		if value, ok := node.(*hclsyntax.LiteralValueExpr); ok && value.Val.Type() == cty.String {
			texts = append(texts, value.Val.AsString())
		}
		return nil
	})
	return texts
}

// valueOf returns the text of an argument; empty if it is none or no literal.
func valueOf(body *hclsyntax.Body, argument string) string {
	attribute, ok := body.Attributes[argument]
	if !ok {
		return ""
	}
	value, _ := attribute.Expr.Value(nil)
	if value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		return ""
	}
	return value.AsString()
}
