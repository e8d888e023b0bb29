// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

func reference(variable string) types.Object {
	object, err := secretref.ParseImportForm("env:" + variable)
	if err != nil {
		panic(err)
	}
	return object
}

func TestSettings(t *testing.T) {
	t.Parallel()
	complete := map[string]string{"RINGCENTRAL_CLIENT_ID": "id", "RINGCENTRAL_CLIENT_SECRET": "secret", "RINGCENTRAL_JWT": "jwt"}
	with := func(name, value string) map[string]string {
		m := map[string]string{name: value}
		for k, v := range complete {
			if _, ok := m[k]; !ok {
				m[k] = v
			}
		}
		return m
	}
	tests := map[string]struct {
		config      model
		environment map[string]string
		check       func(configured.Settings) bool
		invalid     bool
	}{
		"defaults": {environment: complete, check: func(s configured.Settings) bool {
			return s.Platform.ServerURL == "https://platform.ringcentral.com" && s.ConsoleURL == "https://developers.ringcentral.com" &&
				s.AccountID == "~" && !s.Strict && s.Platform.RequestTimeout == 30*time.Second && s.Platform.MaxRetries == 3 &&
				s.Platform.RateLimitPercent == 100 && len(s.Missing) == 0 && len(s.Unknown) == 0 && s.Credentials.ClientID == "id"
		}},
		"nothing": {check: func(s configured.Settings) bool {
			return slices.Equal(s.Missing, []string{"client_id", "client_secret", "jwt"})
		}},
		"configuration wins": {config: model{ClientID: types.StringValue("configured")}, environment: complete, check: func(s configured.Settings) bool {
			return s.Credentials.ClientID == "configured"
		}},
		"own name wins over the sample's": {environment: with("RC_APP_CLIENT_ID", "sample"), check: func(s configured.Settings) bool {
			return s.Credentials.ClientID == "id"
		}},
		"sample's names": {environment: map[string]string{"RC_SERVER_URL": "https://a.example", "RC_APP_CLIENT_ID": "i", "RC_APP_CLIENT_SECRET": "s", "RC_USER_JWT": "j"}, check: func(s configured.Settings) bool {
			return s.Platform.ServerURL == "https://a.example" && len(s.Missing) == 0 && s.Credentials.JWT.Value == "j" && s.Credentials.Origins.JWT.Place == "the environment variable RC_USER_JWT"
		}},
		"empty variable": {environment: with("RINGCENTRAL_JWT", ""), check: func(s configured.Settings) bool {
			return slices.Equal(s.Missing, []string{"jwt"})
		}},
		"unknown is not replaced": {config: model{JWT: types.StringUnknown()}, environment: complete, check: func(s configured.Settings) bool {
			return slices.Equal(s.Unknown, []string{"jwt"}) && s.Credentials.JWT.IsZero() && len(s.Missing) == 0
		}},
		"references": {config: model{JWTFrom: reference("ORDERS_JWT"), ClientSecretFrom: reference("ORDERS_SECRET")}, environment: complete, check: func(s configured.Settings) bool {
			return len(s.Missing)+len(s.Unknown) == 0 && s.Credentials.JWT.Value == "" &&
				s.Credentials.JWT.Reference.Env == "ORDERS_JWT" && s.Credentials.Origins.ClientSecret.Place == "the environment variable ORDERS_SECRET"
		}},
		"unknown server": {config: model{ServerURL: types.StringUnknown()}, environment: with("RINGCENTRAL_SERVER_URL", "https://a.example"), check: func(s configured.Settings) bool {
			return slices.Equal(s.Unknown, []string{"server_url"}) && s.Platform.ServerURL != "https://a.example"
		}},
		"strict":           {environment: with("RINGCENTRAL_VERIFICATION", "strict"), check: func(s configured.Settings) bool { return s.Strict }},
		"lenient again":    {config: model{Verification: types.StringValue("lenient")}, environment: with("RINGCENTRAL_VERIFICATION", "strict"), check: func(s configured.Settings) bool { return !s.Strict }},
		"commands allowed": {environment: with("RINGCENTRAL_COMMANDS", "allow"), check: func(s configured.Settings) bool { return !s.ForbidCommands }},
		"commands":         {environment: complete, check: func(s configured.Settings) bool { return !s.ForbidCommands }},
		"no commands":      {environment: with("RINGCENTRAL_COMMANDS", "forbid"), check: func(s configured.Settings) bool { return s.ForbidCommands }},
		"unknown policy":   {environment: with("RINGCENTRAL_COMMANDS", "Forbid"), invalid: true},
		"unknown mode":     {environment: with("RINGCENTRAL_VERIFICATION", "STRICT"), invalid: true},
		"numbers": {config: model{MaxRetries: types.Int64Value(0), RateLimitPercent: types.Int64Value(50)}, check: func(s configured.Settings) bool {
			return s.Platform.MaxRetries == 0 && s.Platform.RateLimitPercent == 50
		}},
		"unknown number": {config: model{MaxRetries: types.Int64Unknown()}, check: func(s configured.Settings) bool { return slices.Equal(s.Unknown, []string{"max_retries"}) }},
		"duration":       {config: model{RequestTimeout: timetypes.NewGoDurationValueFromStringMust("5s")}, check: func(s configured.Settings) bool { return s.Platform.RequestTimeout == 5*time.Second }},
		"account and console": {environment: map[string]string{"RINGCENTRAL_ACCOUNT_ID": "7", "RINGCENTRAL_DEVELOPER_CONSOLE_URL": "https://c.example"}, check: func(s configured.Settings) bool {
			return s.AccountID == "7" && s.ConsoleURL == "https://c.example"
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var diags diag.Diagnostics
			s := test.config.settings(t.Context(), func(name string) (string, bool) {
				value, ok := test.environment[name]
				return value, ok
			}, &diags)
			if diags.HasError() != test.invalid || !test.invalid && !test.check(s) {
				t.Errorf("got %+v, %v", s, diags)
			}
		})
	}
}
