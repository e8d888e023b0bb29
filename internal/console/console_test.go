// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
)

func TestRegistrationURL(t *testing.T) {
	t.Parallel()
	got := console.RegistrationURL("https://developers.ringcentral.com/", console.App{
		Name: "Orders & more", Description: "100% of orders + returns.", Scopes: []string{"SMS", "ReadAccounts"},
	})
	want := "https://developers.ringcentral.com/new-app?name=Orders%20%26%20more&desc=100%25%20of%20orders%20%2B%20returns." +
		"&public=false&type=ServerOther&carriers=7710,7310,3420&permissions=ReadAccounts,SMS&grantType=PersonalJWT&redirectUri="
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestOtherLinks(t *testing.T) {
	t.Parallel()
	const origin = "https://developers.ringcentral.com"
	for got, want := range map[string]string{
		console.CredentialURL(origin, "a b"): origin + "/console/my-credentials/create?client_id=a%20b",
		console.CredentialURL(origin, ""):    origin + "/console/my-credentials/create",
		console.CredentialsURL(origin + "/"): origin + "/console/my-credentials",
		console.AppsURL(origin):              origin + "/console/apps",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestParseURL(t *testing.T) {
	t.Parallel()
	for consoleURL, ok := range map[string]bool{
		"https://developers.ringcentral.com": true, "https://developers.example.com/": true, "http://127.0.0.1:80": true,
		"http://localhost:8080": true, "http://[::1]": true,
		"http://developers.ringcentral.com": false, "https://a:b@example.com": false, "https://example.com/console": false,
		"https://example.com?x": false, "developers.ringcentral.com": false, "": false, "://": false,
	} {
		got, err := console.ParseURL(consoleURL)
		if (err == nil) != ok || ok && got != strings.TrimSuffix(strings.TrimSuffix(consoleURL, "/"), ":80") {
			t.Errorf("%q: %q, %v", consoleURL, got, err)
		}
	}
}

func TestCompareScopes(t *testing.T) {
	t.Parallel()
	list := strings.Fields
	tests := map[string]struct{ declared, granted, missing, extra string }{
		"same":                         {"SMS ReadAccounts", "ReadAccounts SMS", "", ""},
		"missing":                      {"SMS ReadAccounts", "SMS", "ReadAccounts", ""},
		"extra":                        {"SMS", "SMS Faxes", "", "Faxes"},
		"included scope is listed":     {"EditAccounts", "EditAccounts ReadAccounts EditExtensions", "", ""},
		"included scope is not listed": {"EditAccounts ReadAccounts", "EditAccounts", "", ""},
		"more than declared":           {"ReadAccounts", "EditAccounts", "", "EditAccounts"},
		"less than declared":           {"EditAccounts", "ReadAccounts", "EditAccounts", ""},
		"two steps":                    {"Accounts", "Accounts ReadAccounts", "", ""},
		"different":                    {"SMS", "Faxes", "SMS", "Faxes"},
		"both include ReadMessages":    {"SMS", "SMS ReadMessages", "", ""},
		"repeated":                     {"SMS SMS", "Faxes Faxes", "SMS", "Faxes"},
		"unknown scopes":               {"New", "Newer", "New", "Newer"},
		"nothing":                      {"", "", "", ""},
	}
	for name, test := range tests {
		missing, extra := console.CompareScopes(list(test.declared), list(test.granted))
		if strings.Join(missing, " ") != test.missing || strings.Join(extra, " ") != test.extra {
			t.Errorf("%s: missing %v, extra %v", name, missing, extra)
		}
	}
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	if got := console.Implies("Accounts"); !slices.Equal(got, []string{"EditAccounts", "EditExtensions", "ReadAccounts"}) {
		t.Errorf("Accounts implies %v", got)
	}
	for name, want := range map[string]string{"readaccounts": "ReadAccounts", "Read Accounts": "ReadAccounts", "ReadAcounts": "ReadAccounts", "sms": "SMS", "Nonsense": ""} {
		if got := console.NearestScope(name); got != want {
			t.Errorf("nearest to %s is %q, want %q", name, got, want)
		}
	}
	if !console.KnownScope("SMS") || console.KnownScope("sms") {
		t.Error("KnownScope is wrong")
	}
	if !console.NeedsApproval("RoleManagement") || console.NeedsApproval("SMS") || console.NeedsApproval("Unknown") {
		t.Error("NeedsApproval is wrong")
	}
}
