// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package origin_test

import (
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/origin"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

const example = "https://platform.ringcentral.com"

func TestParse(t *testing.T) {
	t.Parallel()
	const (
		absolute = "must be absolute, like " + example
		only     = "must have only scheme and host, like " + example
		ascii    = "must be in ASCII"
		invalid  = "must have a valid host name"
		port     = "must have a port"
		https    = "must use https"
	)
	for address, want := range map[string]string{
		"https://platform.ringcentral.com":              "https://platform.ringcentral.com",
		"https://platform.ringcentral.com/":             "https://platform.ringcentral.com",
		"https://platform.ringcentral.com//":            "https://platform.ringcentral.com",
		"https://platform.ringcentral.com.":             "https://platform.ringcentral.com",
		"https://platform.ringcentral.com.:443/":        "https://platform.ringcentral.com",
		"HTTPS://Platform.RingCentral.COM":              "https://platform.ringcentral.com",
		"https://platform.ringcentral.com:8443":         "https://platform.ringcentral.com:8443",
		"https://xn--pltform-8nf.example":               "https://xn--pltform-8nf.example",
		"https://platform_1.example":                    "https://platform_1.example",
		"https://192.0.2.1":                             "https://192.0.2.1",
		"https://[2001:DB8:0::1]:8443":                  "https://[2001:db8::1]:8443",
		"https://[::ffff:192.0.2.1]":                    "https://[::ffff:192.0.2.1]",
		"http://127.0.0.1:8080":                         "http://127.0.0.1:8080",
		"http://127.8.9.10":                             "http://127.8.9.10",
		"http://[::1]:80":                               "http://[::1]",
		"http://[::ffff:127.0.0.1]:8080":                "http://[::ffff:127.0.0.1]:8080",
		"http://LOCALHOST:8080":                         "http://localhost:8080",
		"http://localhost.":                             "http://localhost",
		"":                                              absolute,
		"platform.ringcentral.com":                      absolute,
		"//platform.ringcentral.com":                    https,
		"https:platform.ringcentral.com":                absolute,
		"https:///platform.ringcentral.com":             absolute,
		"https://":                                      absolute,
		"https://a b.example":                           absolute,
		"https://platform.example\x1b[31m":              absolute,
		"https://platform.example\\@evil.example":       absolute,
		"https://platform.example%2eevil.example":       absolute,
		"https://" + strings.Repeat("a.", 200) + "a":    absolute,
		"https://user:password@platform.example":        only,
		"https://platform.example@evil.example":         only,
		"https://@platform.example":                     only,
		"https://platform.ringcentral.com/restapi":      only,
		"https://platform.ringcentral.com?":             only,
		"https://platform.ringcentral.com?a=b":          only,
		"https://platform.ringcentral.com#":             only,
		"https://platform.ringcentral.com#fragment":     only,
		"https://plаtform.ringcentral.com":              ascii, // a Cyrillic letter
		"https://platform.ringcentral.com。evil.example": ascii,
		"https://ｐlatform.example":                      ascii,
		"https://platform\u202e.example":                ascii,
		"https://platform..example":                     invalid,
		"https://.platform.example":                     invalid,
		"https://platform.example..":                    invalid,
		"https://-platform.example":                     invalid,
		"https://platform,evil.example":                 invalid,
		"https://[fe80::1%25eth0]":                      invalid,
		"https://:443":                                  invalid,
		"https://platform.example:0":                    port,
		"https://platform.example:65536":                port,
		"https://platform.example:99999999999999":       port,
		"http://platform.ringcentral.com":               https,
		"http://localhost.example.com":                  https,
		"http://127.0.0.1.example.com":                  https,
		"http://127.1":                                  https,
		"http://2130706433":                             https,
		"http://0.0.0.0":                                https,
		"http://[::]":                                   https,
		"http://192.0.2.1":                              https,
		"ftp://platform.ringcentral.com":                https,
		"javascript://platform.ringcentral.com":         https,
	} {
		got, err := origin.Parse(address, example)
		if strings.HasPrefix(want, "must") {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: got %q, %v, want the error %q", address, got, err, want)
			}
		} else if err != nil || got != want {
			t.Errorf("%q: got %q, %v, want %q", address, got, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"https://platform.ringcentral.com/", "http://localhost:8080", "https://user:hunter2@h", "https://[::1]:443",
		"https://h#", "https://h?", "https://h/..", "https://plаtform.example", "http://127.0.0.1.example.com", "HTTPS://A.:443//",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		got, err := origin.Parse(address, example)
		if err != nil {
			if got != "" || !printable.IsClean(err.Error()) || len(err.Error()) > 300 {
				t.Errorf("%q: %q, %v", address, got, err)
			}
			return
		}
		u, err := url.Parse(got)
		if err != nil || u.Scheme+"://"+u.Host != got || u.Hostname() == "" {
			t.Fatalf("%q became %q, %v", address, got, err)
		}
		if ip, err := netip.ParseAddr(u.Hostname()); u.Scheme != "https" && u.Hostname() != "localhost" && (err != nil || !ip.Unmap().IsLoopback()) {
			t.Errorf("%q became %q, which is not safe", address, got)
		}
		if again, err := origin.Parse(got, example); err != nil || again != got {
			t.Errorf("%q became %q at first and %q, %v then", address, got, again, err)
		}
		given, err := url.Parse(address)
		if err != nil || strings.TrimSuffix(strings.ToLower(given.Hostname()), ".") != strings.ToLower(u.Hostname()) && !sameIP(given.Hostname(), u.Hostname()) {
			t.Errorf("%q became another host: %q", address, got)
		}
	})
}

func sameIP(a, b string) bool {
	x, err := netip.ParseAddr(strings.TrimSuffix(a, "."))
	y, other := netip.ParseAddr(b)
	return err == nil && other == nil && x == y
}
