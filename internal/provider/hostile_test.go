// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// escapes clears the screen, sets the title of the window, and turns the text around.
const escapes = "\x1b[2J\x1b]0;hacked\x07\u202egnorw\u2066\u200b\u009b1m"

// TestAccHostileNames lets somebody name users and roles so that they would do something
// to the terminal of whoever runs Terraform.
func TestAccHostileNames(t *testing.T) {
	t.Parallel()
	roleOf := func(id string) string {
		return fmt.Sprintf(`
resource "ringcentral_user_role" "test" {
  display_name = "Orders"
  permissions  = ["BusinessSms", "DevPortalAccess", "ThirdPartyAppAccess", "CompanyInfo"]
}

import {
  to = ringcentral_user_role.test
  id = %q
}
`, id)
	}
	tests := map[string]struct {
		prepare       func(t *testing.T, i *providertest.Integration)
		configuration func(i *providertest.Integration) string
		commands      [][]string
		says          []string // of the last command
	}{
		"names of roles in an error": {
			prepare: func(_ *testing.T, i *providertest.Integration) {
				for n := range 50 {
					i.AddRole(simulator.Role{DisplayName: strconv.Itoa(n) + escapes, Custom: true, Permissions: []string{"BusinessSms"}})
				}
			},
			configuration: func(*providertest.Integration) string {
				return `data "ringcentral_user_role" "test" { display_name = "nobody's" }`
			},
			commands: [][]string{{"plan"}},
			says:     []string{"No such role", "[2J]0;hackedgnorw1m", "more."},
		},
		"names of users who hold a role": {
			prepare: func(t *testing.T, i *providertest.Integration) {
				if err := i.EditExtension(i.OwnerID, func(e *simulator.Extension) { e.Contact.FirstName, e.Contact.LastName = escapes, escapes }); err != nil {
					t.Fatal(err)
				}
			},
			configuration: func(i *providertest.Integration) string { return roleOf(i.RoleID) },
			commands:      [][]string{{"apply", "-auto-approve"}, {"destroy", "-auto-approve"}},
			says:          []string{"still assigned", "[2J]0;hackedgnorw1m"},
		},
		"a name in an output": {
			prepare: func(_ *testing.T, i *providertest.Integration) {
				i.AddRole(simulator.Role{DisplayName: escapes, Custom: true, Permissions: []string{"BusinessSms"}})
			},
			configuration: func(i *providertest.Integration) string {
				return fmt.Sprintf(`
data "ringcentral_extension" "test" { id = %q }
output "name" { value = data.ringcentral_extension.test.name }
`, i.OwnerID)
			},
			commands: [][]string{{"apply", "-auto-approve"}, {"output"}},
			says:     []string{"name ="},
		},
		"RingCentral's message": {
			prepare: func(_ *testing.T, i *providertest.Integration) {
				i.Inject(simulator.Fault{
					Path: regexp.MustCompile("/account/"), Status: 403, Header: http.Header{"X-Rate-Limit-Group": {"\u202e"}, "Rcrequestid": {"request\u202e\u2066"}},
					Body: fmt.Sprintf(`{"errorCode":"CMN-408","message":%q,"permissionName":%q}`, "no\u202e\u2066", "Users\u202e"),
				})
			},
			configuration: func(*providertest.Integration) string { return `data "ringcentral_account" "test" {}` },
			commands:      [][]string{{"plan"}},
			says:          []string{"provider_permission_missing", "RCRequestId"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			providertest.RequireTerraform(t, providertest.EphemeralResources)
			i := providertest.Integrate(t, simulator.Options{})
			test.prepare(t, i)
			w := i.Scenario(test.configuration(i))
			var result providertest.Result
			for _, command := range test.commands {
				result = w.Run(command...)
			}
			for _, text := range test.says {
				if !result.Says(text) {
					t.Errorf("the output does not say %q\n%s", text, result.Output)
				}
			}
			wantHarmlessFiles(t, w.Directory)
		})
	}
}

// wantHarmlessFiles searches what Terraform wrote to the terminal and to the log for
// characters that steer a terminal.
func wantHarmlessFiles(t *testing.T, directory string) {
	t.Helper()
	searched := 0
	for _, pattern := range []string{"*.out", "*.log"} {
		files, err := filepath.Glob(filepath.Join(directory, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			searched++
			for line := range strings.Lines(string(content)) {
				if strings.ContainsFunc(strings.TrimSuffix(line, "\n"), func(r rune) bool {
					return unicode.IsControl(r) && r != '\t' || unicode.Is(unicode.Cf, r)
				}) {
					t.Errorf("%s: %.500q", filepath.Base(file), line)
				}
			}
		}
	}
	if searched < 2 {
		t.Errorf("only %d files were searched", searched)
	}
}

// TestAccRedirect lets the platform send the provider elsewhere, at every kind of
// request.
func TestAccRedirect(t *testing.T) {
	t.Parallel()
	for name, path := range map[string]string{"token": "token$", "read": "/account/"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				t.Errorf("the redirect was followed, with credentials: %v", r.Header.Get("Authorization") != "")
			}))
			defer elsewhere.Close()
			e := providertest.Start(t)
			e.Inject(simulator.Fault{Path: regexp.MustCompile(path), Status: http.StatusTemporaryRedirect, Header: http.Header{"Location": {elsewhere.URL + "/restapi"}}})
			result := e.Scenario(`data "ringcentral_account" "test" {}`).Run("plan")
			for _, text := range []string{"sent a redirect", elsewhere.URL, "does not follow redirects", "Finding: wrong_server (HTTP 307"} {
				if !result.Says(text) {
					t.Errorf("the output does not say %q\n%s", text, result.Output)
				}
			}
		})
	}
}

// TestAccLongPenalty refuses a request for an hour. The ones after it do not wait.
func TestAccLongPenalty(t *testing.T) {
	t.Parallel()
	e := providertest.Start(t)
	e.Inject(simulator.Fault{Path: regexp.MustCompile("/extension/"), Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"3600"}}})
	result := e.Scenario(`
data "ringcentral_extension" "first" { id = "1" }
data "ringcentral_extension" "second" { id = "2" }
`).InAnyOrder().Run("plan", "-parallelism=1") // requests in flight when the penalty begins are not sent into it
	if result.Count("Finding: rate_limited") == 0 || !result.Says("1h0m0s") {
		t.Errorf("the output is %s", result.Output)
	}
	refused := 0
	for _, request := range e.Requests() {
		if strings.Contains(request.Path, "/extension/") {
			refused++
		}
	}
	if refused != 1 {
		t.Errorf("%d requests were sent into the penalty", refused)
	}
}
