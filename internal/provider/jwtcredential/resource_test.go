// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtcredential_test

import (
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const address = "ringcentral_jwt_credential.test"

func config(ownerID, variable, rest string) string {
	return fmt.Sprintf(`
resource "ringcentral_jwt_credential" "test" {
  label    = "orders-notifier"
  owner_id = %q
  jwt_from      = { env = %q }
%s
}
`, ownerID, variable, rest)
}

func create(t *testing.T, env *providertest.Environment, expiresOn *time.Time) (simulator.Credential, string) {
	t.Helper()
	c, jwt, err := env.CreateCredential(simulator.CredentialRequest{OwnerID: env.Administrator().ExtensionID, Label: "orders", ExpiresOn: expiresOn})
	if err != nil {
		t.Fatal(err)
	}
	return c, jwt
}

func TestAccPendingThenValid(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.SetVariable("RINGCENTRAL_JWT", "") // no credentials are needed
	owner, variable := env.Administrator().ExtensionID, env.PutSecret("")
	declared := config(owner, variable, `client_ids = ["client-b", "client-a"]`)
	created, jwt := create(t, env, nil)
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{
			Config: declared,
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "status", "pending"),
				resource.TestCheckNoResourceAttr(address, "fingerprint"),
				resource.TestCheckResourceAttr(address, "creation_url", env.URL+"/console/my-credentials/create?client_id=client-a"),
				resource.TestMatchResourceAttr(address, "next_step", regexp.MustCompile(`sign in to the Developer Console as extension `+owner+`.*permit the apps client-a, client-b.*environment variable `+variable)),
			),
		},
		{Config: declared, ConfigPlanChecks: providertest.EmptyPlan()},
		{
			PreConfig:        func() { env.ChangeSecret(variable, jwt) },
			Config:           declared,
			ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionUpdate),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "status", "valid"),
				resource.TestCheckResourceAttr(address, "fingerprint", credential.Fingerprint(jwt)),
				resource.TestCheckResourceAttr(address, "token_id", created.TokenID),
				resource.TestCheckResourceAttr(address, "subject", owner),
				resource.TestCheckResourceAttr(address, "audience", env.URL+"/restapi/oauth/token"),
				resource.TestCheckResourceAttr(address, "issuer", env.URL),
				resource.TestCheckResourceAttr(address, "issued_at", created.IssuedAt.UTC().Format(time.RFC3339)),
				resource.TestCheckNoResourceAttr(address, "actual_expires_at"),
				resource.TestCheckNoResourceAttr(address, "next_step"),
			),
		},
		{Config: config(owner, variable, `client_ids = ["client-a", "client-b"]`), ConfigPlanChecks: providertest.EmptyPlan()},
		{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateId: "env:" + variable, ImportStateVerifyIdentifierAttribute: "token_id",
			// Nothing returns these. The first apply after an import records them.
			ImportStateVerifyIgnore: []string{"label", "client_ids", "creation_url"},
		},
		{ResourceName: address, ImportState: true, ImportStateId: "nonsense", ExpectError: providertest.Message("Invalid import ID of a JWT credential")},
		{ResourceName: address, ImportState: true, ImportStateId: "env:NOT_SET_ANYWHERE", ExpectError: providertest.Message("The JWT is not available from")},
		{
			PreConfig: func() { env.ChangeSecret(variable, "") }, // a machine without the JWT
			Config:    declared, ConfigPlanChecks: providertest.EmptyPlan(),
			Check: resource.TestCheckResourceAttr(address, "status", "valid"),
		},
	}})
	for _, request := range env.Requests() {
		if request.OperationID != "authJwks" || request.ClientID != "" {
			t.Errorf("the result made the request %s %s", request.Method, request.Path)
		}
	}
}

func TestAccEveryAppPermitted(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Test(resource.TestCase{Steps: []resource.TestStep{{
		Config: config("1", env.PutSecret(""), ""),
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr(address, "creation_url", env.URL+"/console/my-credentials/create"),
			resource.TestMatchResourceAttr(address, "next_step", regexp.MustCompile("All apps created by developers within my organization")),
		),
	}}})
}

func TestAccAppNotRegisteredYet(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Test(resource.TestCase{Steps: []resource.TestStep{{
		Config: config("1", env.PutSecret(""), "client_ids = [null]"),
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckNoResourceAttr(address, "creation_url"),
			resource.TestMatchResourceAttr(address, "next_step", regexp.MustCompile("^Register the app first")),
		),
	}}})
}

func TestAccRotation(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	_, first := create(t, env, nil)
	_, second := create(t, env, nil)
	variable := env.PutSecret(first)
	declared := config(env.Administrator().ExtensionID, variable, "") + `
resource "terraform_data" "copy" {
  lifecycle { replace_triggered_by = [ringcentral_jwt_credential.test.fingerprint] }
}
`
	env.TestTerraform(resource.TestCase{Steps: []resource.TestStep{
		{Config: declared},
		{
			PreConfig: func() { env.ChangeSecret(variable, second) },
			Config:    declared,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
				plancheck.ExpectResourceAction("terraform_data.copy", plancheck.ResourceActionReplace),
			}},
			Check: resource.TestCheckResourceAttr(address, "fingerprint", credential.Fingerprint(second)),
		},
		{Config: declared, ConfigPlanChecks: providertest.EmptyPlan()},
	}})
}

// TestAccWrongJWT puts every kind of wrong value in the JWT's place: each is
// refused while planning with its own finding, before and after a credential was
// accepted, and the right JWT heals it.
func TestAccWrongJWT(t *testing.T) {
	t.Parallel()
	yesterday := time.Now().AddDate(0, 0, -1)
	tests := map[string]struct {
		wrong func(t *testing.T, env *providertest.Environment, jwt string) string
		code  string
	}{
		"trailing newline": {func(_ *testing.T, _ *providertest.Environment, jwt string) string { return jwt + "\n" }, "credential_has_whitespace"},
		"quoted":           {func(_ *testing.T, _ *providertest.Environment, jwt string) string { return `"` + jwt + `"` }, "credential_quoted"},
		"truncated":        {func(_ *testing.T, _ *providertest.Environment, jwt string) string { return jwt[:len(jwt)-8] }, "credential_truncated"},
		"part lost": {func(_ *testing.T, _ *providertest.Environment, jwt string) string {
			return jwt[:strings.LastIndex(jwt, ".")]
		}, "credential_truncated"},
		"access token": {func(*testing.T, *providertest.Environment, string) string {
			return "U1BCMDFUMDRKV1MwMXxzLFSvXdw5PHMsVLEn"
		}, "credential_not_a_jwt"},
		"one character of the signature changed": {func(_ *testing.T, _ *providertest.Environment, jwt string) string {
			return changed(jwt, strings.LastIndex(jwt, ".")+9)
		}, "credential_altered"},
		"one character of the claims changed": {func(_ *testing.T, _ *providertest.Environment, jwt string) string {
			return otherClaim(jwt)
		}, "credential_altered"},
		"somebody else's JWT": {func(t *testing.T, _ *providertest.Environment, _ string) string {
			t.Helper()
			return foreign(t)
		}, "credential_not_of_ringcentral"},
		"client secret": {func(t *testing.T, env *providertest.Environment, _ string) string {
			t.Helper()
			return env.Administrator().ClientSecret
		}, "credential_not_a_jwt"},
		"other user": {func(t *testing.T, env *providertest.Environment, _ string) string {
			t.Helper()
			id := env.AddExtension(simulator.Extension{
				Type: "User", Status: "Enabled", RoleIDs: []string{"1"},
				Contact: simulator.Contact{FirstName: "Fax", LastName: "Service", Email: "fax@example.com"},
			})
			_, jwt, err := env.CreateCredential(simulator.CredentialRequest{OwnerID: id, Label: "fax"})
			if err != nil {
				t.Fatal(err)
			}
			return jwt
		}, "credential_of_other_owner"},
		"other environment": {func(t *testing.T, _ *providertest.Environment, _ string) string {
			t.Helper()
			other := simulator.New(simulator.Options{})
			other.SetBaseURL("https://platform.devtest.ringcentral.com")
			return other.Administrator().JWT
		}, "credential_for_other_server"},
		"expired": {func(t *testing.T, env *providertest.Environment, _ string) string {
			t.Helper()
			past := simulator.New(simulator.Options{Now: func() time.Time { return yesterday.AddDate(0, 0, -7) }})
			past.SetBaseURL(env.URL)
			_, jwt, err := past.CreateCredential(simulator.CredentialRequest{OwnerID: past.Administrator().ExtensionID, Label: "old", ExpiresOn: &yesterday})
			if err != nil {
				t.Fatal(err)
			}
			return jwt
		}, "credential_expired"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			_, jwt := create(t, env, nil)
			wrong := test.wrong(t, env, jwt)
			variable := env.PutSecret(wrong)
			declared := config(env.Administrator().ExtensionID, variable, "")
			env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: declared, ExpectError: providertest.Message("Finding: " + test.code)},
				{PreConfig: func() { env.ChangeSecret(variable, jwt) }, Config: declared},
				{PreConfig: func() { env.ChangeSecret(variable, wrong) }, Config: declared, PlanOnly: true, ExpectError: providertest.Message("Finding: " + test.code)},
				{Config: declared, ExpectError: providertest.Message("Finding: " + test.code)},
				{
					PreConfig: func() { env.ChangeSecret(variable, jwt) },
					Config:    declared, ConfigPlanChecks: providertest.PlansAction(address, plancheck.ResourceActionNoop),
					Check: resource.TestCheckResourceAttr(address, "status", "valid"),
				},
			}})
		})
	}
}

// changed replaces one character of a JWT by another one of the same alphabet.
func changed(jwt string, position int) string {
	other := "A"
	if jwt[position] == 'A' {
		other = "B"
	}
	return jwt[:position] + other + jwt[position+1:]
}

// otherClaim changes one character of the last claim, the token ID, so that the claims
// remain JSON: the lowest bit of a byte, whatever the length of the claims.
func otherClaim(jwt string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	start, position := strings.Index(jwt, ".")+1, strings.LastIndex(jwt, ".")-9
	for (position-start)%4 != 3 {
		position--
	}
	other := alphabet[strings.IndexByte(alphabet, jwt[position])^1]
	return jwt[:position] + string(other) + jwt[position+1:]
}

// foreign returns an RS256 JWT like those that other services issue.
func foreign(t *testing.T) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: key}, nil)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign([]byte(`{"aud":"https://api.example.com","sub":"user-1","iss":"https://login.example.com/","jti":"1","iat":1700000000,"exp":4000000000}`))
	if err != nil {
		t.Fatal(err)
	}
	jwt, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return jwt
}

// TestAccSignature tells a verified signature from one that cannot be verified
// because RingCentral does not publish its key, or cannot be reached.
func TestAccSignature(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		options simulator.Options
		fault   *simulator.Fault
		want    string
	}{
		"key published":     {simulator.Options{}, nil, "valid"},
		"key not published": {simulator.Options{UnpublishedKey: true}, nil, "not verifiable"},
		"keys not readable": {simulator.Options{}, &simulator.Fault{Path: regexp.MustCompile("/jwks$"), Status: 503}, "not verifiable"},
		"keys damaged":      {simulator.Options{}, &simulator.Fault{Path: regexp.MustCompile("/jwks$"), Status: 200, Body: `{"keys":[{"kty":"new"`}, "not verifiable"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.StartWith(t, test.options)
			if test.fault != nil {
				env.Inject(*test.fault)
			}
			_, jwt := create(t, env, nil)
			declared := config(env.Administrator().ExtensionID, env.PutSecret(jwt), "")
			env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: declared, Check: resource.TestCheckResourceAttr(address, "signature", test.want)},
				{Config: declared, ConfigPlanChecks: providertest.EmptyPlan()},
			}})
		})
	}
}

// TestAccSignatureStaysKnown keeps what was verified while the keys cannot be read.
func TestAccSignatureStaysKnown(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	_, jwt := create(t, env, nil)
	declared := config(env.Administrator().ExtensionID, env.PutSecret(jwt), "")
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: declared},
		{
			PreConfig:        func() { env.Inject(simulator.Fault{Path: regexp.MustCompile("/jwks$"), Status: 500}) },
			Config:           declared,
			ConfigPlanChecks: providertest.EmptyPlan(),
			Check:            resource.TestCheckResourceAttr(address, "signature", "valid"),
		},
	}})
}

// TestAccExpiryWarning reads the warnings of real commands.
func TestAccExpiryWarning(t *testing.T) {
	t.Parallel()
	const warning = "Warning: The JWT credential expires soon"
	env := providertest.Start(t)
	inTwentyDays := time.Now().AddDate(0, 0, 20)
	_, jwt := create(t, env, &inTwentyDays)
	owner, variable := env.Administrator().ExtensionID, env.PutSecret(jwt)
	w := env.Scenario(config(owner, variable, ""))
	for _, step := range []struct {
		arguments []string
		days      string
		warnings  int
	}{
		{[]string{"plan"}, "", 1},
		{[]string{"apply", "-auto-approve"}, "", 1}, // Terraform sums up those of plan and apply
		{[]string{"plan"}, "", 1},
		{[]string{"plan", "-refresh-only"}, "", 1},
		{[]string{"plan", "-refresh=false"}, "", 1},
		{[]string{"apply", "-auto-approve"}, "expiry_warning_days = 10", 1}, // the refresh knows the old number
		{[]string{"plan"}, "expiry_warning_days = 10", 0},
		{[]string{"plan"}, "expiry_warning_days = 0", 0},
		{[]string{"plan"}, "expiry_warning_days = 60", 1},
	} {
		w.Write(config(owner, variable, step.days))
		result := w.Run(step.arguments...)
		if got := result.Count(warning); result.ExitCode != 0 || got != step.warnings {
			t.Errorf("%v %s: exit code %d, %d warnings, want %d\n%s", step.arguments, step.days, result.ExitCode, got, step.warnings, result.Output)
		}
	}
}

func TestAccExpiry(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	inAYear := time.Now().AddDate(1, 0, 0)
	_, jwt := create(t, env, &inAYear)
	owner, variable := env.Administrator().ExtensionID, env.PutSecret(jwt)
	day := inAYear.UTC().Format(time.DateOnly)
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{
			Config:      config(owner, variable, `expires_at = "2020-01-01T00:00:00Z"`),
			ExpectError: providertest.Message("The JWT credential does not expire on the declared day"),
		},
		{
			Config: config(owner, variable, fmt.Sprintf("expires_at = %q", day)),
			Check:  resource.TestCheckResourceAttr(address, "actual_expires_at", day+"T23:59:59Z"),
		},
	}})
}

func TestAccBadInput(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ config, message string }{
		"extension number with letters": {config("abc", "X", ""), "owner_id must be the ID of an extension"},
		"no apps":                       {config("1", "X", "client_ids = []"), "client_ids set must contain at least 1 elements"},
		"expiry without a time":         {config("1", "X", `expires_at = "30.06.2027"`), "must be a date such as 2027-06-30"},
		"negative days":                 {config("1", "X", "expiry_warning_days = -1"), "expiry_warning_days value must be between 0 and 3650"},
		"no label":                      {strings.Replace(config("1", "X", ""), `"orders-notifier"`, `""`, 1), "label string length must be at least 1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			env.Test(resource.TestCase{Steps: []resource.TestStep{{Config: test.config, ExpectError: providertest.Message(test.message)}}})
		})
	}
}
