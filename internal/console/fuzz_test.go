// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console_test

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

// follow parses a link as a browser would, and checks that it leads to the Console and
// is one word of harmless text.
func follow(t *testing.T, link, consoleURL, path string) url.Values {
	t.Helper()
	if !printable.IsClean(link) || strings.ContainsAny(link, " \"<>\\^`{|}") || strings.ContainsFunc(link, func(r rune) bool { return r > '~' }) {
		t.Errorf("the link is not one word of ASCII: %q", link)
	}
	u, err := url.Parse(link)
	if err != nil {
		t.Fatalf("%q: %v", link, err)
	}
	if u.Scheme+"://"+u.Host != consoleURL || u.User != nil || u.Fragment != "" || u.Path != path {
		t.Fatalf("%q does not lead to %s of %s", link, path, consoleURL)
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		t.Fatalf("%q: %v", link, err)
	}
	for name, values := range query {
		if len(values) != 1 {
			t.Errorf("%q holds %s %d times", link, name, len(values))
		}
	}
	return query
}

// FuzzRegistrationURL fills in the form for a new app with any text.
func FuzzRegistrationURL(f *testing.F) {
	f.Add(console.DefaultURL, "Orders notifier", "Sends order updates by SMS from the ERP.", true, "SMS", "ReadAccounts")
	f.Add("HTTPS://Console.Example.:443/", "a+b %2C%20&name=c#d?e", "\x1b[31m\u202e\r\n", false, "a,b", "&permissions=")
	f.Add("https://a@b", "é日本\xff", "", false, "", "")
	f.Fuzz(func(t *testing.T, address, name, description string, public bool, scope, other string) {
		consoleURL, err := console.ParseURL(address)
		if err != nil {
			if !printable.IsClean(err.Error()) || len(err.Error()) > 300 {
				t.Errorf("%q: %v", address, err)
			}
			return
		}
		scopes := []string{scope, other}
		query := follow(t, console.RegistrationURL(consoleURL, console.App{Name: name, Description: description, Public: public, Scopes: scopes}), consoleURL, "/new-app")
		slices.Sort(scopes)
		for parameter, want := range map[string]string{
			"name": name, "desc": description, "public": strconv.FormatBool(public), "permissions": strings.Join(scopes, ","),
			"type": "ServerOther", "grantType": "PersonalJWT", "redirectUri": "", "carriers": "7710,7310,3420",
		} {
			if got := query.Get(parameter); got != want {
				t.Errorf("%s became %q, want %q", parameter, got, want)
			}
		}
		if len(query) != 8 {
			t.Errorf("the link has other parameters: %v", query)
		}
	})
}

// FuzzCredentialURL links to the form for a new credential, and to the lists.
func FuzzCredentialURL(f *testing.F) {
	f.Add(console.DefaultURL, "AbCdEf123456")
	f.Add("http://127.0.0.1:8080", "../../&client_id=x#")
	f.Add("https://[::1]", "\x00\u202e é")
	f.Fuzz(func(t *testing.T, address, clientID string) {
		consoleURL, err := console.ParseURL(address)
		if err != nil {
			return
		}
		query := follow(t, console.CredentialURL(consoleURL, clientID), consoleURL, "/console/my-credentials/create")
		if query.Get("client_id") != clientID || len(query) > 1 {
			t.Errorf("%q became %v", clientID, query)
		}
		follow(t, console.CredentialsURL(consoleURL), consoleURL, "/console/my-credentials")
		follow(t, console.AppsURL(consoleURL), consoleURL, "/console/apps")
	})
}

// FuzzScopes compares any lists of scopes.
func FuzzScopes(f *testing.F) {
	f.Add("SMS ReadAccounts", "EditAccounts")
	f.Add("", "Accounts Accounts")
	f.Add("sms SMS New", "SMS \x1b")
	f.Fuzz(func(t *testing.T, declared, granted string) {
		if len(declared)+len(granted) > 10_000 {
			return
		}
		want, have := strings.Fields(declared), strings.Fields(granted)
		missing, extra := console.CompareScopes(want, have)
		for _, scope := range missing {
			if !slices.Contains(want, scope) || slices.Contains(have, scope) {
				t.Errorf("%q is said to be missing", scope)
			}
		}
		for _, scope := range extra {
			if !slices.Contains(have, scope) || slices.Contains(want, scope) {
				t.Errorf("%q is said to be extra", scope)
			}
		}
		if missing, extra := console.CompareScopes(want, want); len(missing)+len(extra) != 0 {
			t.Errorf("%q differs from itself: %q, %q", want, missing, extra)
		}
		if nearest := console.NearestScope(declared); nearest != "" && !console.KnownScope(nearest) {
			t.Errorf("the nearest scope is %q", nearest)
		}
	})
}
