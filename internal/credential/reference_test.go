// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

func resolve(ctx context.Context, reference credential.Reference) (credential.Resolution, error) {
	return credential.NewResolver(false).Resolve(ctx, reference)
}

func TestResolve(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("REFERENCE_SET", "from the environment")
	t.Setenv("REFERENCE_EMPTY", "")
	write := func(name, content string) string {
		path := filepath.Join(home, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tests := map[string]struct {
		reference     credential.Reference
		value, reason string
	}{
		"variable":         {credential.Reference{Env: "REFERENCE_SET"}, "from the environment", ""},
		"variable empty":   {credential.Reference{Env: "REFERENCE_EMPTY"}, "", "it is empty"},
		"variable not set": {credential.Reference{Env: "REFERENCE_NOT_SET"}, "", "it is not set"},
		"file":             {credential.Reference{File: write("plain", "value")}, "value", ""},
		"newline at end":   {credential.Reference{File: write("newline", "value\n")}, "value", ""},
		"CRLF at end":      {credential.Reference{File: write("crlf", "value\r\n")}, "value", ""},
		"only one newline": {credential.Reference{File: write("two", "value\n\n")}, "value\n", ""},
		"file empty":       {credential.Reference{File: write("empty", "\n")}, "", "it is empty"},
		"file in home":     {credential.Reference{File: "~/plain"}, "value", ""},
		"largest file":     {credential.Reference{File: write("large", strings.Repeat("x", 64<<10))}, strings.Repeat("x", 64<<10), ""},
		"file too large":   {credential.Reference{File: write("larger", strings.Repeat("x", 64<<10+1))}, "", "it is larger than 64 KiB"},
		"no such file":     {credential.Reference{File: filepath.Join(home, "missing")}, "", "it does not exist"},
		"directory":        {credential.Reference{File: home}, "", "it is a directory"},
		"nothing":          {credential.Reference{}, "", "the reference names nothing"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			found, err := resolve(t.Context(), test.reference)
			var unresolved *credential.UnresolvedError
			if test.reason == "" {
				if err != nil || found.Value != test.value || found.WorldReadable {
					t.Errorf("got %q, %v", found.Value, err)
				}
			} else if !errors.As(err, &unresolved) || unresolved.Reason != test.reason || !reflect.DeepEqual(unresolved.Reference, test.reference) {
				t.Errorf("got %v, want %s", err, test.reason)
			}
		})
	}
}

func TestResolveUnreadableFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte("x"), 0o000); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile(path); err == nil {
		t.Skip("this user may read every file")
	}
	if _, err := resolve(t.Context(), credential.Reference{File: path}); err == nil || !strings.Contains(err.Error(), "may not read") {
		t.Errorf("got %v", err)
	}
}

func TestResolveEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := resolve(ctx, credential.Reference{Env: "PATH"}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestReferenceNamesThePlace(t *testing.T) {
	t.Parallel()
	for want, reference := range map[string]credential.Reference{
		"environment variable ORDERS_JWT": {Env: "ORDERS_JWT"},
		"file /run/secrets/orders-jwt":    {File: "/run/secrets/orders-jwt"},
		`output of the command "op"`:      {Command: []string{"op", "read", "op://vault/orders/jwt"}},
	} {
		if reference.String() != want || reference.IsZero() {
			t.Errorf("got %s", reference)
		}
	}
}

func TestWorldReadableFile(t *testing.T) {
	t.Parallel()
	for mode, want := range map[os.FileMode]bool{0o600: false, 0o640: false, 0o604: true, 0o644: true} {
		path := filepath.Join(t.TempDir(), "secret")
		if err := os.WriteFile(path, []byte("value"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		found, err := resolve(t.Context(), credential.Reference{File: path})
		if err != nil || found.WorldReadable != want {
			t.Errorf("%o: got %v, %v", mode, found.WorldReadable, err)
		}
	}
}

func TestResolutionRedactsItself(t *testing.T) {
	t.Parallel()
	found := credential.Resolution{Value: "hunter2-hunter2"}
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		if text := fmt.Sprintf(format, found); strings.Contains(text, "hunter2") {
			t.Errorf("%s prints the value", format)
		}
	}
}

func TestLooksLikeSecret(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"ORDERS_JWT": false, "RINGCENTRAL_ORDERS_CLIENT_SECRET_PRODUCTION_2027": false, "orders_jwt": false,
		"/run/secrets/Orders-JWT-2027-production": false, "AbCdEf0123456789GhIjKl": true,
		"OrdersNotifierJwt2027": false, "hH9snwsHPQD3447Q7gugzg": true, "xK7pQ2mZ9vR4tB6nW1yH8c": true,
		"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln": true, "path/eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0": true,
	} {
		if got := credential.LooksLikeSecret(text); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}
