// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzImportID reads any import ID of a user. What is accepted names a user in one way.
func FuzzImportID(f *testing.F) {
	for _, seed := range []string{
		"62288329016", "email:orders-notifier@example.com", "extension_number:4711", "email:", "email:a@b", "email:a@b.c\n", "extension_number:-1", "..", "~", "5/../6", "name:x",
		"99999999999999999999", "６２２８", "email:a\x1b@b.c", "extension_number:", "", ":", "EMAIL:a@b.c",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, key string) {
		id, filter, ok := parseImportID(key)
		ways := len(filter.Email) + len(filter.Status) + len(filter.Type)
		for _, text := range []string{id, filter.ExtensionNumber} {
			if text != "" {
				ways++
			}
			if strings.Trim(text, "0123456789") != "" || len(text) > 19 {
				t.Errorf("%q became %q", key, text)
			}
		}
		if ok != (ways == 1) || ways > 1 {
			t.Errorf("%q became %q, %+v, %v", key, id, filter, ok)
		}
		if id != "" && (id != key || url.PathEscape(id) != id) {
			t.Errorf("%q became %q", key, id)
		}
		for _, email := range filter.Email {
			if "email:"+email != key || strings.ContainsAny(email, " \t\r\n") || strings.Count(email, "@") != 1 {
				t.Errorf("%q became %q", key, email)
			}
		}
	})
}
