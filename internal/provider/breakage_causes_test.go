// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// grant proves the integration with everything that it can demand.
func grant(i *providertest.Integration) string { return grantWith(i, "") }

func grantWith(i *providertest.Integration, arguments string) string {
	return fmt.Sprintf(`
provider "ringcentral" {
  max_retries     = 0
  request_timeout = "2s"
}

data "ringcentral_jwt_grant" "test" {
  client_id            = %q
  client_secret_from        = { env = %q }
  jwt_from                  = { env = %q }
  expected_owner_id    = %q
  required_scopes      = ["ReadAccounts", "SMS"]
  required_permissions = ["OutboundSMS", "ReadCompanyInfo"]
  %s
}
`, i.App.ClientID, i.SecretVariable, i.JWTVariable, i.OwnerID, arguments)
}

func withArguments(arguments string) func(*providertest.Integration) string {
	return func(i *providertest.Integration) string { return grantWith(i, arguments) }
}

// app declares the app of the integration.
func app(scopes, arguments string) func(*providertest.Integration) string {
	return func(i *providertest.Integration) string {
		return fmt.Sprintf(`
resource "ringcentral_app" "test" {
  name        = "Orders"
  description = "Sends order updates by SMS."
  scopes      = %s
  %s
}
`, scopes, strings.NewReplacer("CLIENT_ID", i.App.ClientID, "SECRET", i.SecretVariable).Replace(arguments))
	}
}

func credentialOf(arguments string) func(*providertest.Integration) string {
	return func(i *providertest.Integration) string {
		return fmt.Sprintf(`
resource "ringcentral_jwt_credential" "test" {
  label    = "orders"
  owner_id = %q
  %s
}
`, i.OwnerID, strings.NewReplacer("JWT", i.JWTVariable).Replace(arguments))
	}
}

func userWith(arguments string) func(*providertest.Integration) string {
	return func(*providertest.Integration) string {
		return fmt.Sprintf(`
provider "ringcentral" {
  max_retries = 0
}

resource "ringcentral_service_user" "test" {
  first_name = "Another"
  email      = "another@example.com"
  %s
}
`, arguments)
	}
}

func roleWith(permissions, arguments string) func(*providertest.Integration) string {
	return func(*providertest.Integration) string {
		return fmt.Sprintf(`
provider "ringcentral" {
  max_retries = 0
}

resource "ringcentral_user_role" "test" {
  display_name = "Others"
  permissions  = %s
  %s
}
`, permissions, arguments)
	}
}

func edit(change func(*providertest.Integration) error) func(*testing.T, *providertest.Integration) {
	return func(t *testing.T, i *providertest.Integration) {
		t.Helper()
		if err := change(i); err != nil {
			t.Fatal(err)
		}
	}
}

func editApp(change func(*simulator.App)) func(*testing.T, *providertest.Integration) {
	return edit(func(i *providertest.Integration) error { return i.EditApp(i.App.ClientID, change) })
}

func editOwner(change func(*simulator.Extension)) func(*testing.T, *providertest.Integration) {
	return edit(func(i *providertest.Integration) error { return i.EditExtension(i.OwnerID, change) })
}

func editRole(permissions ...string) func(*testing.T, *providertest.Integration) {
	return edit(func(i *providertest.Integration) error {
		return i.EditRole(i.RoleID, func(r *simulator.Role) { r.Permissions = permissions })
	})
}

func jwt(change func(jwt string) string) func(*testing.T, *providertest.Integration) {
	return func(_ *testing.T, i *providertest.Integration) {
		i.ChangeSecret(i.JWTVariable, change(i.Secret(i.JWTVariable)))
	}
}

func fault(path string, f simulator.Fault) func(*testing.T, *providertest.Integration) {
	return func(_ *testing.T, i *providertest.Integration) {
		f.Path = regexp.MustCompile(path)
		i.Inject(f)
	}
}

func refusal(status int, oauthError, code, message string) simulator.Fault {
	return simulator.Fault{Status: status, Body: fmt.Sprintf(
		`{"error":%q,"error_description":%q,"errors":[{"errorCode":%q,"message":%q}]}`, oauthError, message, code, message)}
}

func server(address func(*testing.T) string) func(*testing.T, *providertest.Integration) {
	return func(t *testing.T, i *providertest.Integration) {
		t.Helper()
		i.SetVariable("RINGCENTRAL_SERVER_URL", address(t))
		// Whether the JWT fits another server is not what this is about.
		i.ChangeSecret(i.JWTVariable, jwtFor(t, i, i.Variable("RINGCENTRAL_SERVER_URL")))
	}
}

// jwtFor returns a JWT that says of itself what one of another server would.
func jwtFor(t *testing.T, i *providertest.Integration, serverURL string) string {
	t.Helper()
	return signed(t, fmt.Sprintf(`{"aud":"%s/restapi/oauth/token","sub":%q,"iss":%q,"exp":4000000000,"iat":1700000000,"jti":"AAAAAAAAAAAAAAAAAAAAAA"}`, serverURL, i.OwnerID, serverURL))
}

func signed(t *testing.T, claims string) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: key}, nil)
	if err != nil {
		t.Fatal(err)
	}
	object, err := signer.Sign([]byte(claims))
	if err != nil {
		t.Fatal(err)
	}
	compact, err := object.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return compact
}

func otherCharacter(jwt string, position int) string {
	other := "A"
	if jwt[position] == 'A' {
		other = "B"
	}
	return jwt[:position] + other + jwt[position+1:]
}

func in(days int) *time.Time {
	at := time.Now().AddDate(0, 0, days)
	return &at
}

// dated replaces the credential by one with an expiration date.
func dated(day *time.Time) func(*testing.T, *providertest.Integration) {
	return func(t *testing.T, i *providertest.Integration) {
		t.Helper()
		_, jwt, err := i.CreateCredential(simulator.CredentialRequest{OwnerID: i.OwnerID, Label: "dated", ClientIDs: []string{i.App.ClientID}, ExpiresOn: day})
		if err != nil {
			t.Fatal(err)
		}
		i.ChangeSecret(i.JWTVariable, jwt)
	}
}

// clock lets the platform's clock run apart from this machine's.
func clock(ahead time.Duration) func() time.Time {
	return func() time.Time { return time.Now().Add(ahead) }
}

// unseen is an error that RingCentral has never documented.
var unseen = refusal(400, "invalid_request", "OAU-999", "Something new")

func strict(_ *testing.T, i *providertest.Integration) {
	i.SetVariable("RINGCENTRAL_VERIFICATION", "strict")
}

// expired replaces the JWT by one of the same owner that ended three days ago.
func expired(t *testing.T, i *providertest.Integration) {
	t.Helper()
	past := providertest.Integrate(t, simulator.Options{Now: clock(-10 * day)})
	past.SetBaseURL(i.URL)
	if past.OwnerID != i.OwnerID {
		t.Fatalf("the past platform numbers its users differently: %s, not %s", past.OwnerID, i.OwnerID)
	}
	_, jwt, err := past.CreateCredential(simulator.CredentialRequest{OwnerID: past.OwnerID, Label: "old", ExpiresOn: in(-3)})
	if err != nil {
		t.Fatal(err)
	}
	i.ChangeSecret(i.JWTVariable, jwt)
}

func readableFile(i *providertest.Integration) string {
	return strings.Replace(grant(i), fmt.Sprintf("{ env = %q }", i.JWTVariable), fmt.Sprintf("{ file = %q }", i.WorldReadableFile(i.Secret(i.JWTVariable))), 1)
}

// untrusted starts a server with an untrusted certificate.
func untrusted(t *testing.T) string {
	t.Helper()
	s := httptest.NewTLSServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	t.Cleanup(s.Close)
	return s.URL
}

// anotherServer starts a web server that is no RingCentral platform.
func anotherServer(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(s.Close)
	return s.URL
}

// refuseUser refuses to create users.
func refuseUser(status int, code, parameter string) func(*testing.T, *providertest.Integration) {
	return func(_ *testing.T, i *providertest.Integration) {
		i.Inject(simulator.Fault{
			Method: http.MethodPost, Path: regexp.MustCompile("/extension$"), Status: status,
			Body: fmt.Sprintf(`{"errorCode":%q,"message":"refused","errors":[{"errorCode":%q,"message":"refused","parameterName":%q}]}`, code, code, parameter),
		})
	}
}

// sendingSMS demands what it takes to send an SMS.
func sendingSMS(i *providertest.Integration) string {
	return grantWith(i, `operations = ["createSMSMessage"]`)
}

// withoutFeature takes the feature of SMS from the owner, whose session may ask why.
func withoutFeature(reason, permission string) func(*testing.T, *providertest.Integration) {
	return func(t *testing.T, i *providertest.Integration) {
		t.Helper()
		editRole("BusinessSms", "ThirdPartyAppAccess", "CompanyInfo", "UserInfo")(t, i)
		editOwner(func(e *simulator.Extension) {
			e.UnavailableFeatures = map[string]simulator.FeatureReason{"SMSSending": {Code: reason, Message: "It is not available.", Permission: permission}}
		})(t, i)
	}
}

// showingFindings adds outputs with what is no diagnostic.
func showingFindings(configuration func(*providertest.Integration) string) func(*providertest.Integration) string {
	return func(i *providertest.Integration) string {
		return configuration(i) + `
output "findings" {
  value = join("", [for f in data.ringcentral_jwt_grant.test.findings : "Finding: ${f.code} ${f.detail} What to do: ${f.remedy}"])
}

output "unverified" {
  value = join(" ", data.ringcentral_jwt_grant.test.unverified_features)
}
`
	}
}
