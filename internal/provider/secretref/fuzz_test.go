// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package secretref_test

import (
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

// FuzzParseImportForm reads any import ID as a reference to a secret. What is accepted names one
// place, and is written as it was read; what is refused is not repeated.
func FuzzParseImportForm(f *testing.F) {
	for _, seed := range []string{
		"env:ORDERS_JWT", "file:/run/secrets/orders", `command:["op","read","op://vault/orders/jwt"]`, "file:a:b", "env:", ":", "", "ORDERS_JWT",
		`command:[]`, `command:[""]`, `command:["a",null]`, `command:["a"]x`, `command:[["a"]]`, "env:\x1b[31m", "env:a\xff", "file:\u202e",
		"env:eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "env:aB3aB3aB3aB3aB3aB3aB3aB3",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, short string) {
		object, err := secretref.ParseImportForm(short)
		if err != nil {
			text := err.Error()
			if !object.IsNull() || !printable.IsClean(text) || len(text) > 300 || len(short) > 20 && strings.Contains(text, short) {
				t.Errorf("%q: %v, %v", short, object, err)
			}
			return
		}
		where, known := secretref.ReferenceOf(t.Context(), object)
		places := 0
		for _, set := range []bool{where.Env != "", where.File != "", len(where.Command) > 0} {
			if set {
				places++
			}
		}
		if !known || places != 1 {
			t.Fatalf("%q became %#v", short, where)
		}
		if text := where.Env + where.File; !printable.IsClean(text) || credential.LooksLikeSecret(text) || !printable.IsClean(where.String()) {
			t.Errorf("%q became %#v", short, where)
		}
		again, err := secretref.ParseImportForm(secretref.ImportForm(t.Context(), object))
		if err != nil || !again.Equal(object) {
			t.Errorf("%q became %s at first, and %s, %v then", short, object, again, err)
		}
	})
}
