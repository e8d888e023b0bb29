// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

func TestConsoleCredentialLink(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	app := p.register(simulator.AppRegistration{})
	developer := p.user("DevPortalAccess")
	stranger := p.user("ReadExtensions")

	got := p.get(creationPage+"?client_id="+app.ClientID).
		wantShown(t, "Signed in as", `<option value="`+developer+`"`, `value="specific" required checked`, `value="`+app.ClientID+`" checked`)
	if strings.Contains(string(got.body), stranger) || strings.Contains(string(got.body), `id="error"`) {
		t.Errorf("the page is\n%s", got.body)
	}
	if n := strings.Count(string(got.body), " checked"); n != 2 {
		t.Errorf("%d choices are made, want 2", n)
	}
	p.get(creationPage).wantShown(t, `value="all" required checked`)
	p.get(creationPage+"?client_id=bogus").
		wantShown(t, `id="error"`, "there is no app with the Client ID bogus", `value="specific" required checked`)
}

func TestConsoleCreatesCredential(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{Now: func() time.Time { return today }})
	app := p.register(simulator.AppRegistration{Scopes: []string{"ReadAccounts"}, JWTFlow: true})
	form := url.Values{
		"owner_id": {p.Administrator().ExtensionID}, "label": {"orders"}, "apps": {"specific"},
		"client_ids": {app.ClientID}, "expires_on": {"2026-03-05"},
	}
	got := p.submit(creationPage, p.URL, form).wantStatus(t, http.StatusOK)
	created := p.Credentials()[len(p.Credentials())-1]
	if created.OwnerID != form.Get("owner_id") || created.Label != "orders" || !slices.Equal(created.ClientIDs, []string{app.ClientID}) ||
		created.ExpiresAt == nil || !created.ExpiresAt.Equal(time.Date(2026, 3, 5, 23, 59, 59, 0, time.UTC)) {
		t.Errorf("the credential is %+v", created)
	}
	shown := regexp.MustCompile(`<textarea[^>]* id="jwt"[^>]* readonly[^>]*>\s*([^<]+)</textarea>`).FindSubmatch(got.body)
	if shown == nil {
		t.Fatalf("no JWT on the page\n%s", got.body)
	}
	p.wantGrant(app, string(shown[1]))

	form.Set("apps", "all")
	form.Del("expires_on")
	p.submit(creationPage, p.URL, form).wantStatus(t, http.StatusOK)
	if last := p.Credentials()[len(p.Credentials())-1]; last.ClientIDs != nil || last.ExpiresAt != nil {
		t.Errorf("the credential is %+v", last)
	}
}

func TestConsoleRefusedCredentialKeepsWhatWasEntered(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{Now: func() time.Time { return today }})
	app := p.register(simulator.AppRegistration{})
	developer := p.user("DevPortalAccess")
	before := len(p.Credentials())
	tests := map[string]struct {
		field, value, message string
	}{
		"no label":          {"label", " ", "A JWT credential needs a label."},
		"no choice of apps": {"apps", "", "Choose what apps are permitted"},
		"unknown app":       {"client_ids", "bogus", "There is no app with client ID &#34;bogus&#34;."},
		"no app":            {"client_ids", "", "There is no app"},
		"unknown owner":     {"owner_id", "1", "There is no user with extension ID &#34;1&#34;."},
		"past expiry":       {"expires_on", "2026-02-28", "The expiration date 2026-02-28 is in the past."},
		"no date":           {"expires_on", "tomorrow", "YYYY-MM-DD"},
	}
	kept := map[string]string{
		"label": `value="orders"`, "apps": `value="specific" required checked`, "client_ids": `value="` + app.ClientID + `" checked`,
		"owner_id": `value="` + developer + `" selected`, "expires_on": `value="2026-03-05"`,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			form := url.Values{
				"owner_id": {developer}, "label": {"orders"}, "apps": {"specific"},
				"client_ids": {app.ClientID}, "expires_on": {"2026-03-05"},
			}
			form.Set(test.field, test.value)
			got := p.submit(creationPage, "", form).wantStatus(t, http.StatusUnprocessableEntity).wantShown(t, `id="error"`, test.message)
			for field, shown := range kept {
				if field != test.field {
					got.wantShown(t, shown)
				}
			}
			if n := len(p.Credentials()); n != before {
				t.Errorf("there are %d credentials, want %d", n, before)
			}
		})
	}
}

func TestConsoleCredentialList(t *testing.T) {
	t.Parallel()
	now := today
	p := start(t, simulator.Options{Now: func() time.Time { return now }})
	orders, invoices := p.register(simulator.AppRegistration{}), p.register(simulator.AppRegistration{Name: "Invoices"})
	c := p.credential(p.Administrator().ExtensionID, orders.ClientID)
	tomorrow := now.AddDate(0, 0, 1)
	if _, _, err := p.CreateCredential(simulator.CredentialRequest{OwnerID: p.Administrator().ExtensionID, Label: "short-lived", ExpiresOn: &tomorrow}); err != nil {
		t.Fatal(err)
	}
	now = now.Add(72 * time.Hour)
	p.get(credentialsPage).
		wantShown(t, "Orders notifier", "Example Admin", "2026-03-02 23:59:59 UTC", "<td>Expired</td>", "<td>Never</td>", "All apps from your organization")

	permitted := func() []string {
		t.Helper()
		for _, listed := range p.Credentials() {
			if listed.TokenID == c.TokenID {
				return listed.ClientIDs
			}
		}
		t.Fatal("the credential is not listed")
		return nil
	}
	press := func(action string, form url.Values) received {
		t.Helper()
		form.Set("token_id", c.TokenID)
		form.Set("action", action)
		return p.submit(credentialsPage, p.URL, form)
	}
	press("save", url.Values{"apps": {"specific"}, "client_ids": {invoices.ClientID}}).wantStatus(t, http.StatusSeeOther)
	if got := permitted(); !slices.Equal(got, []string{invoices.ClientID}) {
		t.Errorf("permitted apps %v", got)
	}

	// A form without a permitted app must not permit them all.
	for _, form := range []url.Values{{"apps": {"specific"}}, {}, {"apps": {"specific"}, "client_ids": {invoices.ClientID, "bogus"}}} {
		press("save", form).wantStatus(t, http.StatusUnprocessableEntity).wantShown(t, `id="error"`, "<details open>")
		if got := permitted(); !slices.Equal(got, []string{invoices.ClientID}) {
			t.Errorf("a refused form changed the permitted apps to %v", got)
		}
	}

	press("save", url.Values{"apps": {"all"}, "client_ids": {invoices.ClientID}}).wantStatus(t, http.StatusSeeOther)
	if got := permitted(); got != nil {
		t.Errorf("permitted apps %v, want all", got)
	}
	press("bogus", url.Values{}).wantStatus(t, http.StatusUnprocessableEntity).wantShown(t, "unknown action")

	deleted := press("delete", url.Values{}).wantStatus(t, http.StatusSeeOther)
	p.get(deleted.header.Get("Location")).wantShown(t, `id="notice"`, "<td>Deleted</td>")
	press("delete", url.Values{}).wantStatus(t, http.StatusUnprocessableEntity).wantShown(t, "There is no JWT credential")
}

func TestConsoleListsCredentialOfDeletedThings(t *testing.T) {
	t.Parallel()
	p := start(t, simulator.Options{})
	app, owner := p.register(simulator.AppRegistration{}), p.user("DevPortalAccess")
	p.credential(owner, app.ClientID)
	if err := p.DeleteApp(app.ClientID); err != nil {
		t.Fatal(err)
	}
	if err := p.RemoveExtension(owner); err != nil {
		t.Fatal(err)
	}
	p.get(credentialsPage).wantShown(t, "Deleted user", "None: the apps it permitted are deleted")
}
