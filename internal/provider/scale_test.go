// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// limitedEnvironment is a platform with the documented limits of every group but
// Auth, whose budget has tests of its own.
func limitedEnvironment(t *testing.T) *providertest.Environment {
	t.Helper()
	return providertest.StartVirtual(t, simulator.Options{
		Limits: map[string]int{"light": 50, "medium": 40, "heavy": 10, "auth": simulator.GenerousLimits()["auth"]},
	})
}

// countRequests runs commands and counts what they cost by usage group.
func countRequests(t *testing.T, env *providertest.Environment, commands func()) map[string]int {
	t.Helper()
	time.Sleep(time.Minute) // in virtual time: the window is over
	before := len(env.Requests())
	commands()
	counts := map[string]int{}
	for _, request := range env.Requests()[before:] {
		counts[request.Group]++
		if request.Status == http.StatusTooManyRequests {
			t.Errorf("%s %s met the rate limit", request.Method, request.Path)
		}
	}
	return counts
}

func expectAtMost(t *testing.T, what string, counts map[string]int, light, medium, heavy int) {
	t.Helper()
	if counts["light"] > light || counts["medium"] > medium || counts["heavy"] > heavy {
		t.Errorf("%s took %v requests, want at most %d light, %d medium, %d heavy", what, counts, light, medium, heavy)
	}
}

// TestAccHundredUsers creates, refreshes and destroys many users with a role under
// the documented limits.
func TestAccHundredUsers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, hundredUsers)
}

func hundredUsers(t *testing.T) {
	t.Helper()
	env := limitedEnvironment(t)
	before := len(env.Extensions())
	w := env.Scenario(`
locals {
  users = { for n in range(100) : format("user-%03d", n) => n }
}

resource "ringcentral_service_user" "user" {
  for_each   = local.users
  first_name = "User"
  last_name  = each.key
  email      = "${each.key}@example.com"
  role_ids   = ["3"]
}
`)
	counts := countRequests(t, env, func() {
		want(t, w, 0, "100 to add, 0 to change, 0 to destroy", "plan", "-out=create.tfplan", "-parallelism=100")
	})
	expectAtMost(t, "planning 100 users", counts, 0, 2, 0)
	counts = countRequests(t, env, func() {
		want(t, w, 0, "100 added, 0 changed, 0 destroyed", "apply", "-parallelism=100", "create.tfplan")
	})
	expectAtMost(t, "creating 100 users", counts, 1, 103, 0) // the first one is read back
	counts = countRequests(t, env, func() { want(t, w, 0, "No changes.", "plan", "-detailed-exitcode") })
	expectAtMost(t, "refreshing 100 users", counts, 2, 1, 0)
	counts = countRequests(t, env, func() {
		want(t, w, 0, "100 destroyed", "destroy", "-auto-approve", "-parallelism=100", "-refresh=false")
	})
	expectAtMost(t, "destroying 100 users", counts, 1, 0, 2)
	if left := len(env.Extensions()); left != before {
		t.Errorf("%d extensions are left of %d", left, before)
	}
}

// TestAccOneUserOfALargeAccount does not page through an account for one user.
func TestAccOneUserOfALargeAccount(t *testing.T) {
	t.Parallel()
	synctest.Test(t, oneUserOfALargeAccount)
}

func oneUserOfALargeAccount(t *testing.T) {
	t.Helper()
	env := limitedEnvironment(t)
	var managed string
	for n := range 20_000 {
		managed = env.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"3"}, ExtensionNumber: fmt.Sprint(1_000_000 + n),
			Contact: simulator.Contact{FirstName: "User", LastName: fmt.Sprint(n), Email: fmt.Sprintf("user-%d@example.com", n)}})
	}
	w := env.Scenario(fmt.Sprintf(`
import {
  to = ringcentral_service_user.one
  id = %q
}

resource "ringcentral_service_user" "one" {
  first_name = "User"
  last_name  = "19999"
  email      = "user-19999@example.com"
  role_ids   = ["3"]
}
`, managed))
	run(t, w, []string{"apply", "-auto-approve"})
	counts := countRequests(t, env, func() { want(t, w, 0, "No changes.", "plan", "-detailed-exitcode") })
	expectAtMost(t, "refreshing one user", counts, 2, 0, 0)
}

// TestAccSharedGrants proves five apps and credentials ten times each, with one
// session for each pair.
func TestAccSharedGrants(t *testing.T) {
	t.Parallel()
	const pairs, each = 5, 10
	env := providertest.Start(t)
	roleID := env.AddRole(simulator.Role{DisplayName: "Orders", Custom: true, Permissions: []string{"DevPortalAccess", "ThirdPartyAppAccess"}})
	var configuration strings.Builder
	apps := map[string]bool{}
	for pair := range pairs {
		ownerID := env.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{roleID},
			Contact: simulator.Contact{FirstName: "Owner", Email: fmt.Sprintf("owner-%d@example.com", pair)}})
		app, err := env.RegisterApp(simulator.AppRegistration{Name: fmt.Sprint("App ", pair), Description: "Sends order updates by SMS.", Scopes: []string{"SMS"}, JWTFlow: true})
		if err != nil {
			t.Fatal(err)
		}
		_, jwt, err := env.CreateCredential(simulator.CredentialRequest{OwnerID: ownerID, Label: "orders", ClientIDs: []string{app.ClientID}})
		if err != nil {
			t.Fatal(err)
		}
		apps[app.ClientID] = true
		fmt.Fprintf(&configuration, `
data "ringcentral_jwt_grant" "pair_%d" {
  count             = %d
  client_id         = %q
  client_secret_from     = { env = %q }
  jwt_from               = { env = %q }
  expected_owner_id = %q
  required_scopes   = ["SMS"]
}
`, pair, each, app.ClientID, env.PutSecret(app.ClientSecret), env.PutSecret(jwt), ownerID)
	}
	w := env.Scenario(configuration.String())
	before := len(env.Requests())
	want(t, w, 0, "No changes.", "plan", "-detailed-exitcode")
	counts := map[string]int{}
	for _, request := range env.Requests()[before:] {
		if apps[request.ClientID] {
			counts[request.Path]++
		}
	}
	if counts["/restapi/oauth/token"] != pairs || counts["/restapi/oauth/revoke"] != pairs {
		t.Errorf("%d proofs of %d pairs took %v, want one grant and one revocation for each pair", pairs*each, pairs, counts)
	}
	if open := env.OpenSessions(); len(open) > 0 {
		t.Errorf("%d sessions are left", len(open))
	}
}
