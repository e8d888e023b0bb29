// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// documentedAuthLimit leaves the group Auth its documented limit of 5 requests,
// and the others a generous one.
func documentedAuthLimit() map[string]int {
	limits := simulator.GenerousLimits()
	delete(limits, "auth")
	return limits
}

// authRequests counts the requests to the token endpoint of an app.
type authRequests struct{ grants, revocations, refused int }

func countAuthRequests(platform *simulator.Simulator, clientID string) (n authRequests) {
	for _, request := range platform.Requests() {
		switch {
		case request.ClientID != clientID:
		case request.Path == "/restapi/oauth/token" && request.Status != http.StatusTooManyRequests:
			n.grants++
		case request.Path == "/restapi/oauth/revoke" && request.Status != http.StatusTooManyRequests:
			n.revocations++
		case request.Status == http.StatusTooManyRequests:
			n.refused++
		}
	}
	return n
}

func run(t *testing.T, w *providertest.Workspace, commands ...[]string) {
	t.Helper()
	for _, command := range commands {
		if result := w.Run(command...); result.ExitCode != 0 {
			t.Fatalf("terraform %v ended with %d:\n%s", command, result.ExitCode, result.Output)
		}
	}
}

var commands = [][]string{{"plan"}, {"apply", "-auto-approve"}, {"plan"}, {"apply", "-auto-approve"}, {"destroy", "-auto-approve"}}

// TestAccAuthBudget runs these commands within one window of the documented
// limit: each process that calls the API needs a grant, and none is left for
// revocations.
func TestAccAuthBudget(t *testing.T) {
	t.Parallel()
	synctest.Test(t, authBudget)
}

func authBudget(t *testing.T) {
	t.Helper()
	env := providertest.StartVirtual(t, simulator.Options{Limits: documentedAuthLimit()})
	w := env.Scenario(user)
	start := time.Now()
	run(t, w, commands...)
	if took := time.Since(start); took > time.Minute {
		t.Errorf("the commands took %s, more than one window", took)
	}
	if got, want := countAuthRequests(env.Simulator, env.Administrator().ClientID), (authRequests{grants: 5}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestAccTokenCache shares one grant between all of them.
func TestAccTokenCache(t *testing.T) {
	t.Parallel()
	env := providertest.StartWith(t, simulator.Options{Limits: documentedAuthLimit()})
	cache := filepath.Join(t.TempDir(), "cache")
	env.SetVariable("RINGCENTRAL_TOKEN_CACHE", cache)
	w := env.Scenario(role)
	run(t, w, commands...)
	run(t, w, commands...)
	if got, want := countAuthRequests(env.Simulator, env.Administrator().ClientID), (authRequests{grants: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	err := filepath.WalkDir(cache, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may use %s, whose mode is %o", path, info.Mode().Perm())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if files, found := env.Leaks(t, cache); files == 0 || len(found) > 0 {
		t.Errorf("%d files of the cache were searched, %v", files, found)
	}
}

// TestAccSharedCacheIsRefused does not write a token where others could read it.
func TestAccSharedCacheIsRefused(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	cache := t.TempDir()
	if err := os.Chmod(cache, 0o755); err != nil {
		t.Fatal(err)
	}
	w := env.Scenario(fmt.Sprintf("provider \"ringcentral\" {\n  token_cache = %q\n}\n", cache) + role)
	if result := w.Run("plan"); result.ExitCode != 1 || !result.Says("Invalid token cache") || !result.Says("chmod 700") {
		t.Error(result.Output)
	}
}

// proof checks the integration in two ways that share a session.
func proof(i *providertest.Integration) string {
	return fmt.Sprintf(`
resource "ringcentral_app" "test" {
  name          = "Orders"
  description   = "Sends order updates by SMS."
  scopes        = ["ReadAccounts", "SMS"]
  client_id     = %[1]q
  client_secret_from = { env = %[2]q }
  jwt_from           = { env = %[3]q }
}

data "ringcentral_jwt_grant" "test" {
  client_id     = %[1]q
  client_secret_from = { env = %[2]q }
  jwt_from           = { env = %[3]q }
}
`, i.App.ClientID, i.SecretVariable, i.JWTVariable)
}

// TestAccWindowIsWaitedFor runs commands that need more grants than a window
// has: they take longer, and none fails.
func TestAccWindowIsWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, windowIsWaitedFor)
}

func windowIsWaitedFor(t *testing.T) {
	t.Helper()
	env := providertest.StartVirtual(t, simulator.Options{Limits: documentedAuthLimit()})
	w := env.Scenario(role) // whose permissions are checked while planning
	run(t, w, commands...)
	if got := countAuthRequests(env.Simulator, env.Administrator().ClientID); got.grants != 7 || got.revocations != 0 || got.refused > 2 {
		t.Errorf("got %+v", got)
	}
}

// TestAccProductionSessionSurvives plans 20 times while production has a session
// of the same user and app, both of the checked integration and of the
// administrator's app that the provider runs as. RingCentral would end them if
// the provider left its own sessions open.
func TestAccProductionSessionSurvives(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{})
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: i.URL})
	if err != nil {
		t.Fatal(err)
	}
	administrator := i.Administrator()
	production := []ringcentral.GrantRequest{
		{App: ringcentral.App{ClientID: i.App.ClientID, ClientSecret: i.App.ClientSecret}, Assertion: i.Secret(i.JWTVariable)},
		{App: ringcentral.App{ClientID: administrator.ClientID, ClientSecret: administrator.ClientSecret}, Assertion: administrator.JWT},
	}
	for _, request := range production {
		if _, err := platform.Grant(t.Context(), request); err != nil {
			t.Fatal(err)
		}
	}
	want := i.OpenSessions()
	w := i.Scenario(proof(i) + strings.Replace(role, "Orders", "Others", 1))
	run(t, w, []string{"apply", "-auto-approve"})
	for range 20 {
		run(t, w, []string{"plan"})
		if open := i.OpenSessions(); len(open) != len(want) || open[0] != want[0] || open[1] != want[1] {
			t.Fatalf("the sessions are %v, want production's %v", open, want)
		}
	}
	if got := countAuthRequests(i.Simulator, i.App.ClientID); got.grants-1 != got.revocations || got.grants != 1+2+20 {
		t.Errorf("%+v: every check should share one session with the others of its command", got)
	}
}

// TestAccTightBudget proves an integration again and again within the documented
// limit: commands wait for the window where they must, none fails, and none
// leaves a session open.
func TestAccTightBudget(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{Limits: documentedAuthLimit(), Window: 3 * time.Second})
	w := i.WithoutAdministrator().Model(proof(i)) // Terraform gives a provider two seconds to revoke
	run(t, w, []string{"apply", "-auto-approve"})
	for range 6 {
		run(t, w, []string{"plan"})
		if open := i.OpenSessions(); len(open) > 0 {
			t.Errorf("%d sessions are open", len(open))
		}
	}
	got := countAuthRequests(i.Simulator, i.App.ClientID)
	if got.grants != got.revocations {
		t.Errorf("%+v: every session should be revoked", got)
	}
	// A new process learns of a spent budget by one refusal, and never repeats it
	// inside the penalty.
	if got.refused > 7 {
		t.Errorf("%d requests were refused in 7 commands", got.refused)
	}
}
