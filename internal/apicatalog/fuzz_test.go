// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package apicatalog_test

import (
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
)

// FuzzFind looks for any reference. What is found fits it.
func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"createSMSMessage", " createSMSMessage\n", "GET /restapi/v1.0/account/~/extension", "get  /restapi/v1.0/account/1/extension/2?x=y",
		"DELETE /restapi/v2/accounts/{accountId}/extensions/", "GET /", "GET //", "GET /restapi//account", "PATCH x", "\x1b[31m", "", " ", "GET /restapi/v1.0/account/../extension",
		strings.Repeat("a", 100_000), "GET " + strings.Repeat("/a", 50_000),
	} {
		f.Add(seed)
	}
	known := map[string]apicatalog.Operation{}
	for i, operation := range apicatalog.Operations() {
		known[operation.ID] = operation
		if i%50 == 0 {
			f.Add(operation.Method + " " + operation.Path)
		}
	}
	f.Fuzz(func(t *testing.T, reference string) {
		found, ok := apicatalog.Find(reference)
		method, path, _ := strings.Cut(strings.TrimSpace(reference), " ")
		path, _, _ = strings.Cut(path, "?")
		switch {
		case !ok && found.ID != "":
			t.Errorf("%q: not found, but %+v", reference, found)
		case ok && known[found.ID].Line() != found.Line():
			t.Errorf("%q: found what is not in the catalog: %+v", reference, found)
		case ok && found.ID != strings.TrimSpace(reference):
			want, got := strings.Split(found.Path, "/"), strings.Split(strings.TrimSuffix(strings.TrimSpace(path), "/"), "/")
			if !strings.EqualFold(method, found.Method) || len(want) != len(got) {
				t.Fatalf("%q: found %s %s", reference, found.Method, found.Path)
			}
			for i := range want {
				if want[i] != got[i] && (!strings.HasPrefix(want[i], "{") || strings.TrimSpace(got[i]) == "") {
					t.Errorf("%q: found %s %s", reference, found.Method, found.Path)
				}
			}
		}
		if again, ok := apicatalog.Find(found.Method + " " + found.Path); found.ID != "" && (!ok || again.ID != found.ID) {
			t.Errorf("%s %s finds %s", found.Method, found.Path, again.ID)
		}
	})
}

// FuzzNearest suggests operations for any reference. What is suggested exists. It is
// slow, because every reference is compared with every operation.
func FuzzNearest(f *testing.F) {
	for _, seed := range []string{"createSmsMessage", "GET /restapi/v1.0/account/~/extensions", "", "\x1b[31m", "GET /", strings.Repeat("a", 100_000)} {
		f.Add(seed, 3)
	}
	f.Fuzz(func(t *testing.T, reference string, n int) {
		n = int(uint(n) % 10)
		nearest := apicatalog.Nearest(reference, n)
		if len(nearest) > n || len(nearest) < n && len(reference) < 100 {
			t.Errorf("%d suggestions of %d", len(nearest), n)
		}
		for _, name := range nearest {
			if suggested, ok := apicatalog.Find(name); !ok || name != suggested.ID && name != suggested.Method+" "+suggested.Path {
				t.Errorf("%q is suggested, and is not found", name)
			}
		}
	})
}
