// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package identity

import (
	"strings"
	"testing"
)

func TestIsServer(t *testing.T) {
	t.Parallel()
	const server = "https://platform.ringcentral.com"
	for address, want := range map[string]bool{
		server:                                  true,
		"https://platform.ringcentral.com/":     true,
		"HTTPS://Platform.RingCentral.com.:443": true,
		"https://platform.ringcentral.com:8443": false,
		"https://platform.ringcentral.biz":      false,
		"http://platform.ringcentral.com":       false,
		"https://a@platform.ringcentral.com":    false,
		"https://plаtform.ringcentral.com":      false, // a Cyrillic letter
		"platform.ringcentral.com":              false,
		"":                                      false,
	} {
		if got := isServer(address, server); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}

// FuzzAccountOf takes the account from any address that a server gives an object.
func FuzzAccountOf(f *testing.F) {
	for _, seed := range []string{
		"https://platform.ringcentral.com/restapi/v1.0/account/400131426008/extension/62288329016", "/account/", "/account/~/extension", "/account/5", "/account/5/account/6",
		"/account/\x1b[31m/", "/account/５/", "https://elsewhere.example/account/1?x=/account/2/", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, uri string) {
		account := accountOf(uri)
		if strings.Trim(account, "0123456789") != "" || account != "" && !strings.Contains(uri, "/account/"+account) {
			t.Errorf("%q names the account %q", uri, account)
		}
	})
}
