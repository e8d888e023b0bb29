// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// account is a simulated account with a client of it. meanwhile, if set, runs after
// each request that the platform has processed.
type account struct {
	*simulator.Simulator
	client    *ringcentral.Client
	meanwhile func(*http.Request)
}

func newAccount(t *testing.T) *account {
	t.Helper()
	a := &account{Simulator: simulator.New(simulator.Options{Limits: simulator.GenerousLimits()})}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.ServeHTTP(w, r)
		if a.meanwhile != nil {
			a.meanwhile(r)
		}
	}))
	t.Cleanup(server.Close)
	a.SetBaseURL(server.URL)
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: server.URL, UserAgent: "test/1"})
	if err != nil {
		t.Fatal(err)
	}
	administrator := a.Administrator()
	a.client = platform.NewClient(platform.NewSession(ringcentral.GrantRequest{
		App:       ringcentral.App{ClientID: administrator.ClientID, ClientSecret: administrator.ClientSecret},
		Assertion: administrator.JWT,
	}, ringcentral.SessionOptions{}), "~")
	return a
}

func (a *account) addSeats(n int) (ids []string) {
	for range n {
		ids = append(ids, a.AddExtension(simulator.Extension{Status: "Unassigned", DigitalLines: 1}))
	}
	return ids
}

func newUser(email string) *ringcentral.ExtensionUpdate {
	name, status := "Orders", "Enabled"
	return &ringcentral.ExtensionUpdate{Contact: &ringcentral.ContactUpdate{FirstName: &name, Email: &email}, Status: &status}
}

func TestClaimSeatsTogether(t *testing.T) {
	t.Parallel()
	a := newAccount(t)
	seats := a.addSeats(8)
	var (
		mu      sync.Mutex
		claimed []string
		claims  errgroup.Group
	)
	for n := range 6 {
		claims.Go(func() error {
			user, err := a.client.ClaimSeat(t.Context(), "", newUser(fmt.Sprintf("user-%d@example.com", n)))
			if err == nil {
				mu.Lock()
				defer mu.Unlock()
				claimed = append(claimed, string(user.ID))
			}
			return err
		})
	}
	if err := claims.Wait(); err != nil {
		t.Fatal(err)
	}
	if slices.Sort(claimed); !slices.Equal(claimed, seats[:6]) {
		t.Errorf("claimed %v of %v", claimed, seats)
	}
}

// TestClaimSeatOfOthers loses a seat to somebody else at every instant.
func TestClaimSeatOfOthers(t *testing.T) {
	t.Parallel()
	const mine = "mine@example.com"
	theirs := func(e *simulator.Extension) { e.Status, e.Contact.Email = "Enabled", "theirs@example.com" }
	for name, happens := range map[string]func(*http.Request) bool{
		"after the list": func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/extension") },
		"before the PUT": func(r *http.Request) bool {
			return r.Method == http.MethodGet && !strings.HasSuffix(r.URL.Path, "/extension")
		},
		"after the PUT":   func(r *http.Request) bool { return r.Method == http.MethodPut },
		"deleted by them": nil,
	} {
		a := newAccount(t)
		seats := a.addSeats(2)
		var once sync.Once
		a.meanwhile = func(r *http.Request) {
			switch {
			case !strings.Contains(r.URL.Path, "/extension"):
			case happens == nil:
				once.Do(func() { _ = a.RemoveExtension(seats[0]) })
			case happens(r):
				once.Do(func() { _ = a.EditExtension(seats[0], theirs) })
			}
		}
		user, err := a.client.ClaimSeat(t.Context(), "", newUser(mine))
		switch {
		case name == "before the PUT":
			// The one instant that nobody can see: the last writer has the seat.
			if err != nil || string(user.ID) != seats[0] || user.Contact.Email != mine {
				t.Errorf("%s: got %+v, %v", name, user, err)
			}
		case err != nil || string(user.ID) != seats[1] || user.Contact.Email != mine:
			t.Errorf("%s: got %+v, %v, want seat %s", name, user, err, seats[1])
		default:
			if lost, ok := a.Extension(seats[0]); ok && lost.Contact.Email != "theirs@example.com" {
				t.Errorf("%s: the seat of the others has become %s", name, lost.Contact.Email)
			}
		}
	}
}

func TestNoSeat(t *testing.T) {
	t.Parallel()
	a := newAccount(t)
	seats := a.addSeats(1)
	if _, err := a.client.ClaimSeat(t.Context(), "42", newUser("a@example.com")); !errors.Is(err, ringcentral.ErrNoSeat) {
		t.Errorf("got %v at another site", err)
	}
	taken := newUser("a@example.com")
	number := "101"
	taken.ExtensionNumber = &number
	if _, err := a.client.ClaimSeat(t.Context(), "", taken); err == nil || errors.Is(err, ringcentral.ErrNoSeat) {
		t.Errorf("got %v for an extension number that is taken", err)
	}
	user, err := a.client.ClaimSeat(t.Context(), "main-site", newUser("a@example.com"))
	if err != nil || string(user.ID) != seats[0] {
		t.Errorf("the seat of a refused user: got %+v, %v", user, err)
	}
	if _, err := a.client.ClaimSeat(t.Context(), "", newUser("b@example.com")); !errors.Is(err, ringcentral.ErrNoSeat) {
		t.Errorf("got %v when all seats are taken", err)
	}
	if err := a.client.ReleaseSeat(t.Context(), seats[0]); err != nil {
		t.Fatal(err)
	}
	if user, err = a.client.ClaimSeat(t.Context(), "", newUser("b@example.com")); err != nil || string(user.ID) == seats[0] {
		t.Errorf("a seat that was given back: got %+v, %v", user, err)
	}
}
