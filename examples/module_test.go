// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/consoleuser"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const moduleDirectory = "modules/jwt-integration"

// TestModuleWithoutAPlatform runs the tests that come with the module, with a mock
// of the provider and no credentials.
func TestModuleWithoutAPlatform(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	for _, name := range []string{"RINGCENTRAL_CLIENT_ID", "RINGCENTRAL_CLIENT_SECRET", "RINGCENTRAL_JWT", "RINGCENTRAL_SERVER_URL"} {
		env.SetVariable(name, "")
	}
	w := env.WorkspaceIn(providertest.Provider, copyOf(t, moduleDirectory))
	passes(t, w.Run("test"), "module.tftest.hcl", "validation.tftest.hcl")
	if requests := len(env.Requests()); requests != 0 {
		t.Errorf("the mocked provider made %d requests", requests)
	}
}

// TestModuleOnThePlatform runs the module's journey from pending to proved against
// the simulator. The clicks in its Developer Console are made in between.
func TestModuleOnThePlatform(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.SetVariable("RINGCENTRAL_VERIFICATION", "strict")
	scratch := t.TempDir()
	someone := someoneAtTheConsole(t, env, scratch)
	module := copyOf(t, moduleDirectory)
	if err := os.Symlink(scratch, filepath.Join(module, "scratch")); err != nil { // the search for secrets does not follow it
		t.Fatal(err)
	}
	w := env.WorkspaceIn(providertest.Provider, module, "-test-directory=tests/simulator")
	passes(t, w.Run("test", "-test-directory=tests/simulator", "-var=person="+someone), "journey.tftest.hcl")
	if apps := len(env.Apps()); apps != 3 { // the administrator's, and one for each integration
		t.Errorf("there are %d apps, want 3", apps)
	}
	if open := len(env.OpenSessions()); open != 0 {
		t.Errorf("%d sessions were left open", open)
	}
}

// passes asserts that the test files, and no others, ran and passed.
func passes(t *testing.T, result providertest.Result, files ...string) {
	t.Helper()
	if result.ExitCode != 0 || !result.Says("0 failed.") || result.Says("skip") {
		t.Fatalf("terraform test exited with %d:\n%s", result.ExitCode, result.Output)
	}
	for _, file := range files {
		if !result.Says(file + "... pass") {
			t.Errorf("%s did not pass:\n%s", file, result.Output)
		}
	}
	if ran := result.Count(".tftest.hcl... pass"); ran != len(files) {
		t.Errorf("%d test files ran, want %d:\n%s", ran, len(files), result.Output)
	}
}

var link = regexp.MustCompile("https?://[^\\s`>]+")

// someoneAtTheConsole serves a person who follows the link of a next step and
// stores what the Developer Console shows below a directory.
func someoneAtTheConsole(t *testing.T, env *providertest.Environment, scratch string) (url string) {
	t.Helper()
	someone := consoleuser.New(env.URL)
	store := func(directory, name, value string) error {
		path := filepath.Join(scratch, filepath.Base(directory), name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		return os.WriteFile(path, []byte(value), 0o600)
	}
	tasks := http.NewServeMux()
	respond := func(w http.ResponseWriter, errs ...error) {
		for _, err := range errs {
			if err != nil {
				http.Error(w, err.Error(), http.StatusUnprocessableEntity)
				return
			}
		}
	}
	tasks.HandleFunc("POST /register-app", func(w http.ResponseWriter, r *http.Request) {
		clientID, clientSecret, err := someone.RegisterApp(r.Context(), link.FindString(r.FormValue("step")))
		directory := r.FormValue("directory")
		respond(w, err, store(directory, "client_id", clientID), store(directory, "client_secret", clientSecret))
	})
	tasks.HandleFunc("POST /create-credential", func(w http.ResponseWriter, r *http.Request) {
		directory := r.FormValue("directory")
		jwt, err := someone.CreateCredential(r.Context(), link.FindString(r.FormValue("step")), r.FormValue("owner_id"), directory)
		respond(w, err, store(directory, "jwt", jwt))
	})
	server := httptest.NewServer(tasks)
	t.Cleanup(server.Close)
	return server.URL
}

// copyOf returns a copy of a directory.
func copyOf(t *testing.T, directory string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), filepath.Base(directory))
	if err := os.CopyFS(to, os.DirFS(directory)); err != nil {
		t.Fatal(err)
	}
	return to
}

// TestModuleIsDocumented compares the module's README with its variables, the
// attributes of an integration, and its outputs.
func TestModuleIsDocumented(t *testing.T) {
	t.Parallel()
	readme := read(t, filepath.Join(moduleDirectory, "README.md"))
	for _, declared := range []struct {
		kind, file string
		pattern    *regexp.Regexp
	}{
		{"variable", "variables.tf", regexp.MustCompile(`(?m)^variable "(\w+)"`)},
		{"attribute", "variables.tf", regexp.MustCompile(`(?m)^    (\w+) += (?:string|set|optional)`)},
		{"output", "outputs.tf", regexp.MustCompile(`(?m)^output "(\w+)"`)},
	} {
		names := declared.pattern.FindAllStringSubmatch(read(t, filepath.Join(moduleDirectory, declared.file)), -1)
		if len(names) < 2 {
			t.Errorf("%s declares only the %ss %v", declared.file, declared.kind, names)
		}
		for _, name := range names {
			if !strings.Contains(readme, "| `"+name[1]+"` |") {
				t.Errorf("the README does not list the %s %s", declared.kind, name[1])
			}
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// modular is a configuration that uses the module for two integrations. Attributes
// are what a person has filled in for each.
func modular(orders, billing, arguments string) string {
	return fmt.Sprintf(`
module "integrations" {
  source = "./jwt-integration"
  %[3]s

  integrations = {
    orders = {
      name        = "Orders notifier"
      description = "Sends order updates by SMS from the ERP."
      operations  = ["createSMSMessage"]
      email       = "orders-notifier@example.com"
      %[1]s
    }
    billing = {
      name         = "Billing export"
      description  = "Reads call records for the monthly bills."
      operations   = ["GET /restapi/v1.0/account/~/call-log"]
      email        = "billing-export@example.com"
      min_validity = "336h"
      %[2]s
    }
  }
}

output "findings" {
  value = module.integrations.findings
}
`, orders, billing, arguments)
}

// TestModuleFindsAndRepairs breaks integrations of the module, and has Terraform
// repair what it can.
func TestModuleFindsAndRepairs(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	w := env.Workspace(providertest.Provider, "")
	if err := os.CopyFS(filepath.Join(w.Directory, "jwt-integration"), os.DirFS(moduleDirectory)); err != nil {
		t.Fatal(err)
	}
	expect := func(exitCode int, says string, arguments ...string) {
		t.Helper()
		if result := w.Run(arguments...); result.ExitCode != exitCode || !result.Says(says) {
			t.Fatalf("terraform %s exited with %d, want %d and %q:\n%s", strings.Join(arguments, " "), result.ExitCode, exitCode, says, result.Output)
		}
	}
	w.Write(modular("", "", ""))
	expect(0, "successfully initialized", "init")
	expect(0, "8 added", "apply", "-auto-approve")

	nextWeek := time.Now().AddDate(0, 0, 7)
	filledIn := func(name, email string, scopes []string, expiresOn *time.Time) string {
		t.Helper()
		app, err := env.RegisterApp(simulator.AppRegistration{Name: name, Description: "An integration of the module.", Scopes: scopes, JWTFlow: true})
		if err != nil {
			t.Fatal(err)
		}
		owner := slices.IndexFunc(env.Extensions(), func(e simulator.Extension) bool { return e.Contact.Email == email })
		_, jwt, err := env.CreateCredential(simulator.CredentialRequest{OwnerID: env.Extensions()[owner].ID, Label: name, ClientIDs: []string{app.ClientID}, ExpiresOn: expiresOn})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("client_id = %q\nclient_secret_from = { env = %q }\njwt_from = { env = %q }", app.ClientID, env.PutSecret(app.ClientSecret), env.PutSecret(jwt))
	}
	orders := filledIn("Orders notifier", "orders-notifier@example.com", []string{"SMS"}, nil)
	billing := filledIn("Billing export", "billing-export@example.com", []string{"ReadCallLog"}, &nextWeek)

	w.Write(modular(orders, billing, ""))
	expect(1, "The JWT credential expires soon", "apply", "-auto-approve")
	w.Write(modular(orders, billing, `on_finding = "report"`))
	expect(0, `"code" = "credential_expires_soon"`, "apply", "-auto-approve")
	expect(0, "No changes.", "plan", "-detailed-exitcode")

	for _, role := range env.Roles() {
		if role.DisplayName == "Orders notifier" {
			if err := env.EditRole(role.ID, func(r *simulator.Role) { r.Permissions = []string{"ThirdPartyAppAccess", "DevPortalAccess"} }); err != nil {
				t.Fatal(err)
			}
		}
	}
	drift := w.Run("plan", "-detailed-exitcode")
	if drift.ExitCode != 2 || !drift.Says("0 to add, 1 to change, 0 to destroy") || drift.Count("will be read during apply") != 2 {
		t.Errorf("plan exited with %d, and must put off both proofs until the role is repaired:\n%s", drift.ExitCode, drift.Output)
	}
	expect(0, "1 changed", "apply", "-auto-approve")
	expect(0, "No changes.", "plan", "-detailed-exitcode")
}
