// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/accountcheck"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// TestReadOnly sends only GETs, token requests and revocations without -write, at most 60
// of them, and none during a penalty.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	for _, name := range simulator.DialectNames() {
		synctest.Test(t, func(t *testing.T) {
			s := newAccount(simulator.MustDialect(name))
			before := len(s.Extensions()) + len(s.Roles())
			report, err := check(t.Context(), t, s, false, simulator.Transport(s))
			if err != nil || report.Count(accountcheck.AsExpected) == 0 {
				t.Errorf("%s: %v", name, err)
			}
			requests := s.Requests()
			for _, r := range requests {
				if r.Method != http.MethodGet && !strings.HasPrefix(r.Path, "/restapi/oauth/") {
					t.Errorf("%s: it sent %s %s", name, r.Method, r.Path)
				}
				if r.Status == http.StatusTooManyRequests {
					t.Errorf("%s: %s %s was sent during a penalty", name, r.Method, r.Path)
				}
			}
			if len(requests) > 60 {
				t.Errorf("%s: it sent %d requests", name, len(requests))
			}
			if now := len(s.Extensions()) + len(s.Roles()); now != before {
				t.Errorf("%s: there were %d objects, and are %d", name, before, now)
			}
			t.Logf("%s: %d requests", name, len(requests))
		})
	}
}

// ending is a network that a number of requests pass. Then end is called, and, if the
// process dies, no further request leaves it.
type ending struct {
	next http.RoundTripper
	left atomic.Int64
	dies bool
	end  func()
}

var errDead = errors.New("the process was killed")

func (e *ending) RoundTrip(req *http.Request) (*http.Response, error) {
	switch left := e.left.Add(-1); {
	case left < 0 && e.dies:
		return nil, errDead
	case left == 0:
		resp, err := e.next.RoundTrip(req)
		e.end()
		if e.dies { // the process never sees the response
			return nil, errDead
		}
		return resp, err
	}
	return e.next.RoundTrip(req)
}

// writing is how many requests a whole check with -write sends.
func writing(t *testing.T) (n int64) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := newAccount(simulator.MustDialect("documented"))
		if _, err := check(t.Context(), t, s, true, simulator.Transport(s)); err != nil {
			t.Fatal(err)
		}
		n = int64(len(s.Requests()))
	})
	return n
}

// TestKilled kills a check at random moments. The next one finds and deletes everything.
func TestKilled(t *testing.T) {
	t.Parallel()
	all := writing(t)
	for range 20 {
		at := 1 + rand.Int64N(all)
		synctest.Test(t, func(t *testing.T) {
			s := newAccount(simulator.MustDialect("lagging"))
			network := &ending{next: simulator.Transport(s), dies: true, end: func() {}}
			network.left.Store(at)
			_, _ = check(t.Context(), t, s, true, network)
			time.Sleep(time.Minute) // lists show everything
			if _, err := check(t.Context(), t, s, true, simulator.Transport(s)); err != nil {
				t.Errorf("killed at request %d: %v", at, err)
			}
			names := left(s)
			providertest.ReportCheck(t, "killed", true, len(accountcheck.Questions()), len(names))
			if len(names) > 0 {
				t.Errorf("killed at request %d: %v are left", at, names)
			}
		})
	}
}

// TestStopped stops a check at random moments. It deletes everything before it ends.
func TestStopped(t *testing.T) {
	t.Parallel()
	all := writing(t)
	for range 20 {
		at := 1 + rand.Int64N(all)
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			s := newAccount(simulator.MustDialect("documented"))
			network := &ending{next: simulator.Transport(s), end: cancel}
			network.left.Store(at)
			report, err := check(ctx, t, s, true, network)
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("stopped at request %d: %v", at, err)
			}
			if names := left(s); len(names) > 0 {
				t.Errorf("stopped at request %d: %v are left", at, names)
			}
			time.Sleep(11 * time.Minute) // a session whose response was lost has ended
			if open := s.OpenSessions(); len(open) > 0 {
				t.Errorf("stopped at request %d: %d sessions are open", at, len(open))
			}
			expectNothingIdentifying(t, s, report)
		})
	}
}

// TestLeftoversAreOffered deletes nothing of an earlier check that the person wants to
// keep.
func TestLeftoversAreOffered(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newAccount(simulator.MustDialect("documented"))
		s.AddExtension(simulator.Extension{Status: "Enabled", Contact: simulator.Contact{FirstName: "tf-check-abc-one", Email: "tf-check-abc-one@example.com"}})
		s.AddExtension(simulator.Extension{Status: "Enabled", Contact: simulator.Contact{FirstName: "tf-check-person", Email: "person@company.example"}})
		var asked []string
		refuse := func(question string) bool { asked = append(asked, question); return false }
		if _, err := checkWith(t.Context(), t, s, simulator.Transport(s), accountcheck.Options{Write: true, Confirm: refuse}); err != nil || len(asked) != 1 || !strings.Contains(asked[0], "1 users and 0 roles") {
			t.Errorf("asked %q: %v", asked, err)
		}
		if names := left(s); !slices.Equal(names, []string{"tf-check-abc-one", "tf-check-person"}) {
			t.Errorf("left: %v", names)
		}
		if _, err := check(t.Context(), t, s, true, simulator.Transport(s)); err != nil {
			t.Error(err)
		}
		if names := left(s); !slices.Equal(names, []string{"tf-check-person"}) { // not an address of the check
			t.Errorf("left: %v", names)
		}
	})
}

// TestGuided follows the instructions in the simulated Developer Console.
func TestGuided(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newAccount(simulator.MustDialect("documented"))
		guide := func(instruction string) (string, bool) {
			if !strings.Contains(instruction, "delete the credential") {
				return "", true
			}
			administrator := s.Administrator()
			credential, jwt, err := s.CreateCredential(simulator.CredentialRequest{OwnerID: administrator.ExtensionID, Label: "check", ClientIDs: []string{administrator.ClientID}})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.DeleteCredential(credential.TokenID); err != nil {
				t.Fatal(err)
			}
			return jwt + "\n", true
		}
		report, err := checkWith(t.Context(), t, s, simulator.Transport(s), accountcheck.Options{Guide: guide})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range report.Answers {
			if a.ID == "deleted-jwt" && a.Verdict != accountcheck.AsExpected || a.ID == "expired-jwt" && a.Seen != "nothing was entered" {
				t.Errorf("%s: %s: %s", a.ID, a.Verdict, a.Seen)
			}
		}
		expectNothingIdentifying(t, s, report)
	})
}

// TestWithoutSession asks what needs no session if the administrator's JWT does not work.
func TestWithoutSession(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newAccount(simulator.MustDialect("documented"))
		if err := s.EditExtension(s.Administrator().ExtensionID, func(e *simulator.Extension) { e.Status = "Disabled" }); err != nil {
			t.Fatal(err)
		}
		report, err := check(t.Context(), t, s, true, simulator.Transport(s))
		if err != nil || report.Count(accountcheck.AsExpected) < 5 || !strings.Contains(report.Markdown(), "there is no session: refused: HTTP 401, invalid_grant, OAU-236") {
			t.Errorf("%v\n%s", err, report.Markdown())
		}
	})
}

// TestUnreachable asks nothing if no response comes: nothing would be about the account.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newAccount(simulator.MustDialect("documented"))
		s.Inject(simulator.Fault{Connect: errors.New("connection refused")})
		report, err := check(t.Context(), t, s, true, simulator.Transport(s))
		if err == nil || report != nil {
			t.Errorf("got %v and a report: %v", err, report != nil)
		}
	})
}

// TestUsedOperations compares the requests that the check judges with those that the
// provider sends.
func TestUsedOperations(t *testing.T) {
	t.Parallel()
	own := []string{"auditTrailSearch", "authJwks", "getToken", "readAPIVersions", "revokeToken"} // optional, or without a scope
	want := slices.DeleteFunc(slices.Clone(providertest.Operations), func(id string) bool { return slices.Contains(own, id) })
	if got := accountcheck.Used(); !slices.Equal(got, want) {
		t.Errorf("the check judges %v, and the provider sends %v", got, want)
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newAccount(simulator.MustDialect("documented"))
		var progress bytes.Buffer
		if _, err := accountcheck.Run(t.Context(), options(t, s, &progress)); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(progress.String()), "\n")
		if len(lines) != len(accountcheck.Questions()) || !strings.HasPrefix(lines[0], "[1/") || !strings.Contains(lines[0], " left)") {
			t.Errorf("got %q", progress.String())
		}
	})
}
