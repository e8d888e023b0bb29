// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"net/url"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

// FuzzImportID reads any import ID of an app. What is accepted is a Client ID with
// references; what is refused is not repeated, because it may be a secret.
func FuzzImportID(f *testing.F) {
	for _, seed := range []string{
		"AbCdEf123456", "AbCdEf123456?client_secret_from=env:ORDERS_CLIENT_SECRET&jwt_from=file:/run/secrets/orders", "AbCdEf123456?jwt_from=command:%5B%22op%22%5D",
		"AbCdEf123456?jwt_from=env:A&jwt_from=env:B", "AbCdEf123456?secret=x", "?jwt_from=env:A", "a b", "", "../x", "AbCdEf123456?", "AbCdEf123456?jwt_from=%zz", "AbCdEf123456?%1b=x", "A?jwt_from=env:%1b[31m",
		"A?client_secret_from=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", strings.Repeat("A", 1000),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, key string) {
		clientID, references, err := parseImportID(key)
		if err != nil {
			text := err.Error()
			if clientID != "" || references != nil || !printable.IsClean(text) || len(text) > 300 {
				t.Errorf("%q: %q, %v, %v", key, clientID, references, err)
			}
			for _, word := range strings.FieldsFunc(key, func(r rune) bool { return strings.ContainsRune("?&=: ", r) }) {
				if len(word) > 20 && strings.Contains(text, word) {
					t.Errorf("the error repeats %q: %v", word, err)
				}
			}
			return
		}
		if !attribute.IsClientID(clientID) || !strings.HasPrefix(key, clientID) {
			t.Errorf("%q became %q", key, clientID)
		}
		query := url.Values{}
		for name, reference := range references {
			where, known := secretref.ReferenceOf(t.Context(), reference)
			if name != "client_secret_from" && name != "jwt_from" || !known || where.IsZero() {
				t.Errorf("%q became %s of %v", key, name, reference)
			}
			query.Set(name, secretref.ImportForm(t.Context(), reference))
		}
		again, same, err := parseImportID(clientID + "?" + query.Encode())
		if err != nil || again != clientID || len(same) != len(references) {
			t.Errorf("%q became %q and %v, and then %q, %v, %v", key, clientID, references, again, same, err)
		}
		for name, reference := range references {
			if !same[name].Equal(reference) {
				t.Errorf("%q: %s became %s at first and %s then", key, name, reference, same[name])
			}
		}
	})
}
