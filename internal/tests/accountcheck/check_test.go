// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/accountcheck"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const marker = "LEAKMARKER"

// newAccount is an account of some size, with an unassigned seat.
func newAccount(dialect simulator.Dialect) *simulator.Simulator {
	s := simulator.New(simulator.Options{Dialect: dialect, SecretMarker: marker})
	s.SetBaseURL("http://127.0.0.1")
	if err := s.EditApp(s.Administrator().ClientID, func(a *simulator.App) { a.Scopes = []string{"EditAccounts", "RoleManagement"} }); err != nil {
		panic(err)
	}
	for i := range 3 {
		s.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{"4"}, Contact: simulator.Contact{
			FirstName: "Somebody", LastName: fmt.Sprintf("Identifiable-%d", i), Email: fmt.Sprintf("identifiable-%d@company.example", i), BusinessPhone: "+16505550147",
		}})
	}
	s.AddExtension(simulator.Extension{Type: "User", Status: "Unassigned", Hidden: true, DigitalLines: 1})
	return s
}

func check(ctx context.Context, t *testing.T, s *simulator.Simulator, write bool, transport http.RoundTripper) (*accountcheck.Report, error) {
	t.Helper()
	return checkWith(ctx, t, s, transport, accountcheck.Options{Write: write})
}

func checkWith(ctx context.Context, t *testing.T, s *simulator.Simulator, transport http.RoundTripper, o accountcheck.Options) (*accountcheck.Report, error) {
	t.Helper()
	complete := options(t, s, io.Discard)
	complete.Platform = platformOf(t, s, transport)
	complete.Write, complete.Confirm, complete.Guide = o.Write, o.Confirm, o.Guide
	return accountcheck.Run(ctx, complete)
}

func platformOf(t *testing.T, s *simulator.Simulator, transport http.RoundTripper) *ringcentral.Platform {
	t.Helper()
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: s.BaseURL(), UserAgent: "account-check", MaxRetries: 3, Transport: transport})
	if err != nil {
		t.Fatal(err)
	}
	return platform
}

// options are those of a check that changes nothing.
func options(t *testing.T, s *simulator.Simulator, progress io.Writer) accountcheck.Options {
	t.Helper()
	administrator := s.Administrator()
	return accountcheck.Options{
		Platform: platformOf(t, s, simulator.Transport(s)), Assertion: administrator.JWT,
		App:      ringcentral.App{ClientID: administrator.ClientID, ClientSecret: administrator.ClientSecret},
		Progress: progress, Version: "test",
	}
}

// compared is the part of the answers that two equal accounts have in common.
func compared(r *accountcheck.Report) (answers []string) {
	for _, a := range r.Answers {
		answers = append(answers, fmt.Sprintf("%s: %s: %s", a.ID, a.Verdict, a.Seen))
	}
	return answers
}

// left returns what the check has left in the account.
func left(s *simulator.Simulator) (names []string) {
	for _, e := range s.Extensions() {
		if strings.HasPrefix(e.Contact.FirstName, "tf-check-") && e.Status != "Unassigned" {
			names = append(names, e.Contact.FirstName)
		}
	}
	for _, r := range s.Roles() {
		if strings.HasPrefix(r.DisplayName, "tf-check-") {
			names = append(names, r.DisplayName)
		}
	}
	return names
}

// checked checks an account, and expects that nothing is left of it.
func checked(t *testing.T, dialect simulator.Dialect) (report *accountcheck.Report) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := newAccount(dialect)
		var err error
		if report, err = check(t.Context(), t, s, true, simulator.Transport(s)); err != nil {
			t.Error(err)
		}
		if names := left(s); len(names) > 0 {
			t.Errorf("left behind: %v", names)
		}
		if open := s.OpenSessions(); len(open) > 0 {
			t.Errorf("%d sessions are open", len(open))
		}
		expectNothingIdentifying(t, s, report)
	})
	return report
}

func load(t *testing.T, r *accountcheck.Report) simulator.Dialect {
	t.Helper()
	content, err := r.Dialect()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "report.json")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	dialect, err := simulator.LoadDialect(path)
	if err != nil {
		t.Fatalf("%v\n%s", err, content)
	}
	return dialect
}

// deserved are the questions whose answers differ in a dialect.
var deserved = map[string][]string{
	"documented":      nil,
	"activates-later": {"user-status"},
	"lagging":         {"user-visible", "role-visible", "role-released"},
	"legacy":          {"old-values", "user-default-role"},
	"narrow-admin":    {"scopes-granted", "reach", "administrator"},
	"other-codes":     {"assertion-two-parts", "assertion-three-parts", "wrong-secret", "unknown-client"},
	"seats":           {"seat"},
	"sites":           {"sites", "main-site"},
	"sparse":          {"extension-direct", "extension-list", "user-status", "user-login-name", "user-attributes"},
	"sso":             {"user-status", "user-enable", "password"},
}

// TestRoundTrip checks an account in every dialect, and then one that speaks the dialect
// that the check has found. Both reports are equal.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for _, name := range simulator.DialectNames() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() { providertest.ReportCheck(t, name, !t.Failed(), len(accountcheck.Questions()), 0) }()
			report := checked(t, simulator.MustDialect(name))
			again := checked(t, load(t, report))
			if got, want := compared(again), compared(report); !slices.Equal(got, want) {
				for i := range want {
					if i >= len(got) || got[i] != want[i] {
						t.Errorf("the account answered %q, and the one that speaks its dialect %q", want[i], got[i])
					}
				}
			}
			var differing []string
			for _, a := range report.Answers {
				if a.Verdict == accountcheck.Differs {
					differing = append(differing, a.ID)
					t.Logf("%s: %s", a.ID, a.Seen)
				}
				if a.Verdict == accountcheck.NotAsked {
					t.Logf("not asked: %s: %s", a.ID, a.Seen)
				}
			}
			if !slices.Equal(differing, deserved[name]) {
				t.Errorf("%v differ, want %v", differing, deserved[name])
			}
		})
	}
}
