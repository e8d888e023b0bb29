// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"strings"
	"testing"
)

func TestNewPlatformChecksTheServer(t *testing.T) {
	t.Parallel()
	for serverURL, ok := range map[string]bool{
		"https://platform.ringcentral.com":          true,
		"https://platform.ringcentral.com/":         true,
		"https://platform.ringcentral.biz":          true,
		"http://127.0.0.1:8080":                     true,
		"http://[::1]:8080":                         true,
		"http://localhost":                          true,
		"http://platform.ringcentral.com":           false,
		"http://127.0.0.1.example.com":              false,
		"https://user:password@platform.example":    false,
		"https://platform.ringcentral.com/restapi":  false,
		"https://platform.ringcentral.com?a=b":      false,
		"https://platform.ringcentral.com#fragment": false,
		"platform.ringcentral.com":                  false,
		"ftp://platform.ringcentral.com":            false,
		"":                                          false,
	} {
		p, err := NewPlatform(PlatformOptions{ServerURL: serverURL})
		if (err == nil) != ok {
			t.Errorf("%q: %v", serverURL, err)
		}
		if err == nil && p.ServerURL() != strings.TrimSuffix(serverURL, "/") {
			t.Errorf("%q became %q", serverURL, p.ServerURL())
		}
	}
}
