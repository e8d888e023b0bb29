// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

const (
	sampleSecret   = "8dKq2Vx_TfyR5mZcW0uJ3Ahs1PgEoN-Bb7iQrL9tXkYv"
	sampleClientID = "iKlPC1nTheWo3nvToqYsjw"
	sampleToken    = "U1BCMDFUMDRKV1MwMXxzLFSvXdw5PHMsVLEn"
)

// TestForm wraps every secret in everything that people copy along with it. Each
// inspection reports the same kind of damage, and never repeats the value.
func TestForm(t *testing.T) {
	t.Parallel()
	values := map[string]struct {
		value   string
		inspect func(string) error
	}{
		"JWT":           {genuine(t), func(v string) error { _, err := credential.Inspect(v); return err }},
		"client secret": {sampleSecret, credential.InspectClientSecret},
		"client ID":     {sampleClientID, credential.InspectClientID},
	}
	wrappings := map[string]struct {
		before, after string
		kind          credential.DamageKind
	}{
		"line break":      {"", "\n", credential.HasWhitespace},
		"CRLF":            {"", "\r\n", credential.HasWhitespace},
		"space before":    {" ", "", credential.HasWhitespace},
		"line inside":     {"first\n", "", credential.HasWhitespace},
		"byte order mark": {"\ufeff", "", credential.HasWhitespace},
		"zero width":      {"", "\u200b", credential.HasWhitespace},
		"quotes":          {`"`, `"`, credential.Quoted},
		"single quotes":   {"'", "'", credential.Quoted},
		"backticks":       {"`", "`", credential.Quoted},
		"Bearer":          {"Bearer ", "", credential.Wrapped},
		"Basic":           {"basic ", "", credential.Wrapped},
		"header":          {"Authorization: Bearer ", "\n", credential.Wrapped},
		"JSON object":     {`{"value": "`, `"}`, credential.Wrapped},
		"JSON list":       {`["`, `"]` + "\n", credential.Wrapped},
		"env file":        {"ORDERS_SECRET=", "\n", credential.Wrapped},
		"export":          {`export ORDERS_SECRET="`, `"`, credential.Wrapped},
	}
	for name, v := range values {
		if err := v.inspect(v.value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for wrapping, w := range wrappings {
			err := v.inspect(w.before + v.value + w.after)
			var damage *credential.DamageError
			if !errors.As(err, &damage) || damage.Kind != w.kind {
				t.Errorf("%s with %s: got %v, want %s", name, wrapping, err, w.kind)
			} else if strings.Contains(damage.Detail, v.value) || !strings.Contains(damage.Detail, name) {
				t.Errorf("%s with %s: %s", name, wrapping, damage.Detail)
			}
		}
		for _, empty := range []string{"", " ", "\n", "\ufeff"} {
			var damage *credential.DamageError
			if err := v.inspect(empty); !errors.As(err, &damage) || damage.Kind != credential.Empty {
				t.Errorf("%s: %q: got %v", name, empty, err)
			}
		}
	}
}

func TestIdentify(t *testing.T) {
	t.Parallel()
	jwt := genuine(t)
	for value, want := range map[string]credential.Kind{
		jwt: credential.JWT, sampleSecret: credential.ClientSecret, sampleClientID: credential.ClientID, sampleToken: credential.AccessToken,
		"": credential.Unidentified, "ORDERS_CLIENT_SECRET": credential.Unidentified, "wrong-secret": credential.Unidentified,
		"orders-notifier-production-2027-application": credential.Unidentified, "/run/secrets/" + sampleSecret: credential.Unidentified,
		sampleSecret + "\n": credential.Unidentified, "12345678901234567890123456789012": credential.Unidentified,
	} {
		if got := credential.Identify(value); got != want {
			t.Errorf("%.30q is identified as %s, want %s", value, got, want)
		}
	}
	for _, test := range []struct {
		clientID, clientSecret string
		want                   bool
	}{{sampleClientID, sampleSecret, false}, {sampleSecret, sampleClientID, true}, {sampleClientID, sampleClientID, false}, {sampleSecret, sampleSecret, false}, {"", "", false}} {
		if got := credential.Swapped(test.clientID, test.clientSecret); got != test.want {
			t.Errorf("got %v, want %v", got, test.want)
		}
	}
}

// TestOtherSecret puts each value in the place of the others.
func TestOtherSecret(t *testing.T) {
	t.Parallel()
	jwt := genuine(t)
	for name, err := range map[string]error{
		"JWT as client secret":          credential.InspectClientSecret(jwt),
		"access token as client secret": credential.InspectClientSecret(sampleToken),
		"JWT as client ID":              credential.InspectClientID(jwt),
		"access token as client ID":     credential.InspectClientID(sampleToken),
		"client secret as client ID":    credential.InspectClientID(sampleSecret),
	} {
		var damage *credential.DamageError
		if !errors.As(err, &damage) || damage.Kind != credential.OtherSecret || strings.Contains(damage.Detail, jwt) || strings.Contains(damage.Detail, sampleToken) || strings.Contains(damage.Detail, sampleSecret) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
