// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// breakage is one way in which an integration, its configuration or the way to the
// platform breaks.
type breakage struct {
	options simulator.Options
	// cause breaks it; nil if the configuration is what is broken.
	cause func(*testing.T, *providertest.Integration)
	// configuration is grant if it is nil.
	configuration func(*providertest.Integration) string
	// apply runs terraform apply instead of plan.
	apply bool
	// process is set if the environment of the provider's process is what breaks it.
	process bool
	// finding is the code of the one finding that must come out.
	finding string
	// says are texts that the output must hold, the place to click among them.
	says []string
}

const (
	day          = 24 * time.Hour
	appsPage     = "/console/apps"
	creationPage = "/console/my-credentials/create"
)

var breakages = map[string]breakage{
	// The app.
	"app deleted":         {cause: edit(func(i *providertest.Integration) error { return i.DeleteApp(i.App.ClientID) }), finding: "client_unknown", says: []string{appsPage, "OAU-153"}},
	"wrong client secret": {cause: func(_ *testing.T, i *providertest.Integration) { i.ChangeSecret(i.SecretVariable, "wrong-secret") }, finding: "client_secret_wrong", says: []string{appsPage, "OAU-146"}},
	"client secret with a line break": {cause: func(_ *testing.T, i *providertest.Integration) {
		i.ChangeSecret(i.SecretVariable, i.App.ClientSecret+"\n")
	}, finding: "client_secret_damaged", says: []string{appsPage, "line break"}},
	"JWT for a client secret": {cause: func(_ *testing.T, i *providertest.Integration) {
		i.ChangeSecret(i.SecretVariable, i.Administrator().JWT)
	}, finding: "values_swapped", says: []string{appsPage, "has the form of a JWT"}},
	"rotated client secret":     {cause: edit(func(i *providertest.Integration) error { _, err := i.RotateClientSecret(i.App.ClientID); return err }), finding: "client_secret_wrong", says: []string{appsPage}},
	"header dropped on the way": {cause: fault("token$", refusal(400, "invalid_client", "OAU-123", "Client authentication is required")), finding: "client_authentication_failed", says: []string{appsPage, "OAU-123"}},
	"app blocked":               {cause: editApp(func(a *simulator.App) { a.Blocked = true }), finding: "app_not_active", says: []string{appsPage, "the client ID and client secret are accepted"}},
	"sandbox app":               {cause: fault("token$", refusal(400, "invalid_client", "OAU-165", "Sandbox client is not allowed")), finding: "app_not_active", says: []string{appsPage}},
	"JWT flow off":              {cause: editApp(func(a *simulator.App) { a.JWTFlow = false }), finding: "jwt_flow_disabled", says: []string{appsPage, "the app is active"}},
	"scope removed":             {cause: editApp(func(a *simulator.App) { a.Scopes = []string{"ReadAccounts"} }), finding: "scope_missing", says: []string{appsPage, "The JWT stays valid"}},
	"scope added":               {cause: editApp(func(a *simulator.App) { a.Scopes = append(a.Scopes, "Faxes") }), finding: "scope_extra", says: []string{appsPage, "remove Faxes"}},
	"scope asked for without success": {configuration: func(i *providertest.Integration) string {
		return fmt.Sprintf("ephemeral \"ringcentral_access_token\" \"test\" {\n  client_id = %q\n  client_secret_from = { env = %q }\n  jwt_from = { env = %q }\n  scopes = [\"Faxes\"]\n}\n", i.App.ClientID, i.SecretVariable, i.JWTVariable)
	}, finding: "scope_missing", says: []string{appsPage, "request fewer scopes"}},
	"scope included in another":     {configuration: app(`["EditAccounts", "ReadAccounts"]`, ""), finding: "scope_implied", says: []string{"Remove ReadAccounts"}},
	"scope that nothing needs":      {configuration: app(`["ReadAccounts", "SMS"]`, `operations = ["createSMSMessage"]`), finding: "scope_unneeded", says: []string{"Remove ReadAccounts"}},
	"scope that an operation needs": {configuration: app(`["ReadAccounts"]`, `operations = ["readExtension", "createSMSMessage"]`), finding: "scope_insufficient", says: []string{"Add SMS to scopes"}},
	"misspelled scope":              {configuration: app(`["ReadAcounts", "SMS"]`, ""), finding: "scope_unknown", says: []string{`Did you mean "ReadAccounts"?`}},
	"app without client ID": {cause: strict, configuration: func(i *providertest.Integration) string {
		return strings.Replace(grant(i), fmt.Sprintf("%q", i.App.ClientID), "null", 1)
	}, finding: "client_id_missing", says: []string{"registration_url"}},
	"app without a reference": {cause: strict, configuration: app(`["SMS"]`, `client_id = "CLIENT_ID"`), apply: true, finding: "secret_reference_missing", says: []string{`{ env = "NAME_OF_VARIABLE" }`}},

	// The value of the JWT.
	"blank JWT":                  {cause: jwt(func(string) string { return " " }), finding: "credential_empty", says: []string{creationPage}},
	"JWT with a line break":      {cause: jwt(func(j string) string { return j + "\n" }), finding: "credential_has_whitespace", says: []string{"printf"}},
	"JWT in quotation marks":     {cause: jwt(func(j string) string { return `"` + j + `"` }), finding: "credential_quoted", says: []string{"without quotation marks"}},
	"access token for a JWT":     {cause: jwt(func(string) string { return "U1BCMDFUMDRKV1MwMXxzLFSvXdw5PHMsVLEn" }), finding: "credential_not_a_jwt", says: []string{"An access token"}},
	"JWT cut off":                {cause: jwt(func(j string) string { return j[:len(j)-20] }), finding: "credential_truncated", says: []string{"Copy the whole JWT again"}},
	"JWT without signature":      {cause: jwt(func(j string) string { return j[:strings.LastIndex(j, ".")] }), finding: "credential_truncated", says: []string{"3 parts"}},
	"JWT pasted twice":           {cause: jwt(func(j string) string { return j + "." + j }), finding: "credential_altered", says: []string{"Other text was added"}},
	"signature character":        {cause: jwt(func(j string) string { return otherCharacter(j, strings.LastIndex(j, ".")+9) }), finding: "credential_altered", says: []string{"does not match its content"}},
	"character of no alphabet":   {cause: jwt(func(j string) string { return j[:9] + "*" + j[10:] }), finding: "credential_altered", says: []string{"not valid base64url"}},
	"signature, key unpublished": {options: simulator.Options{UnpublishedKey: true}, cause: jwt(func(j string) string { return otherCharacter(j, strings.LastIndex(j, ".")+9) }), finding: "credential_not_accepted", says: []string{"OAU-345", "the JWT auth flow is enabled"}},
	"somebody else's JWT": {cause: func(t *testing.T, i *providertest.Integration) {
		t.Helper()
		i.ChangeSecret(i.JWTVariable, signed(t, `{"aud":"https://api.example.com","sub":"user","iss":"https://login.example.com","exp":4000000000,"iat":1700000000,"jti":"1"}`))
	}, finding: "credential_not_of_ringcentral", says: []string{"not a RingCentral JWT credential"}},
	"damaged on the way": {cause: fault("token$", refusal(400, "invalid_request", "OAU-331", "Malformed assertion")), finding: "credential_damaged", says: []string{"OAU-331", "the JWT auth flow is enabled"}},

	// The JWT credential.
	"credential of another server": {cause: func(_ *testing.T, i *providertest.Integration) {
		other := simulator.New(simulator.Options{SecretMarker: "LEAKMARKER"})
		other.SetBaseURL("https://platform.devtest.ringcentral.com")
		i.ChangeSecret(i.JWTVariable, other.Administrator().JWT)
	}, configuration: func(i *providertest.Integration) string {
		return strings.Replace(grant(i), "expected_owner_id", "# expected_owner_id", 1)
	}, finding: "credential_for_other_server", says: []string{"https://platform.devtest.ringcentral.com"}},
	"credential of another user": {cause: func(_ *testing.T, i *providertest.Integration) {
		i.ChangeSecret(i.JWTVariable, i.Administrator().JWT)
	}, finding: "credential_of_other_owner", says: []string{creationPage}},
	"credential deleted":             {cause: edit(func(i *providertest.Integration) error { return i.DeleteCredential(i.Credential.TokenID) }), finding: "credential_revoked", says: []string{creationPage, "the credential permits this app"}},
	"credential expired":             {cause: expired, finding: "credential_expired", says: []string{creationPage, "The JWT expired on"}},
	"credential expired, slow clock": {cause: fault("token$", refusal(400, "invalid_grant", "OAU-210", "Token expired")), finding: "credential_expired", says: []string{"OAU-210"}},
	"fast clock":                     {options: simulator.Options{Now: clock(-10 * day)}, cause: dated(in(-3)), finding: "clock_skew", says: []string{"ahead of RingCentral's", "time server"}},
	"credential about to expire":     {cause: dated(in(5)), configuration: withArguments(`min_validity = "240h"`), finding: "credential_expires_soon", says: []string{"less than 10 days away"}},
	"credential warned about":        {cause: dated(in(5)), configuration: credentialOf(`jwt_from = { env = "JWT" }`), finding: "credential_expires_soon", says: []string{"less than 30 days away"}},
	"other expiration date":          {cause: dated(in(90)), configuration: credentialOf("jwt_from = { env = \"JWT\" }\n  expires_at = \"2040-01-01T00:00:00Z\""), finding: "credential_expiry_differs", says: []string{"You cannot change the expiry"}},
	"app not permitted": {cause: edit(func(i *providertest.Integration) error {
		return i.EditCredential(i.Credential.TokenID, []string{i.Administrator().ClientID})
	}), finding: "app_not_permitted_by_credential", says: []string{"/console/my-credentials", "the JWT is valid"}},

	// The owner, the account and the role.
	"owner disabled":                {cause: editOwner(func(e *simulator.Extension) { e.Status = "Disabled" }), finding: "owner_disabled", says: []string{`status = "Enabled"`}},
	"owner frozen":                  {cause: editOwner(func(e *simulator.Extension) { e.Status = "Frozen" }), finding: "owner_disabled", says: []string{"disabled or frozen"}},
	"owner not activated":           {cause: editOwner(func(e *simulator.Extension) { e.Status = "NotActivated" }), finding: "owner_not_active", says: []string{"Activate the user"}},
	"owner deleted":                 {cause: edit(func(i *providertest.Integration) error { return i.RemoveExtension(i.OwnerID) }), finding: "owner_not_found", says: []string{"No JWT credential of that user can be used any more"}},
	"owner is a call queue":         {cause: editOwner(func(e *simulator.Extension) { e.Type = "Department" }), finding: "owner_type_cannot_log_in", says: []string{`type "User"`}},
	"account suspended":             {cause: func(_ *testing.T, i *providertest.Integration) { i.SetAccountStatus("Disabled") }, finding: "account_not_active", says: []string{"OAU-142"}},
	"account closed":                {cause: fault("token$", refusal(401, "invalid_grant", "OAU-222", "Account does not exist")), finding: "account_not_found", says: []string{"OAU-222"}},
	"site restriction":              {cause: fault("token$", refusal(403, "invalid_client", "OAU-167", "Site access forbidden")), finding: "access_restricted", says: []string{"administrator"}},
	"role without third-party apps": {cause: editRole("BusinessSms", "CompanyInfo"), finding: "third_party_app_access_missing", says: []string{"ThirdPartyAppAccess"}},
	"role without a permission":     {cause: editRole("ThirdPartyAppAccess", "CompanyInfo"), finding: "permission_missing", says: []string{"OutboundSMS", "not of the app"}},
	"role without one permission": {cause: editRole("ThirdPartyAppAccess"), configuration: func(i *providertest.Integration) string {
		return strings.Replace(grant(i), `"OutboundSMS", "ReadCompanyInfo"`, `"BusinessSms"`, 1)
	}, finding: "permission_missing", says: []string{"BusinessSms"}},
	"role with too much":      {configuration: roleWith(`["AccountAdministration", "BusinessSms", "ThirdPartyAppAccess"]`, `operations = ["createSMSMessage"]`), finding: "permission_unneeded", says: []string{"AccountAdministration", "Set permissions to BusinessSms"}},
	"role with too little":    {configuration: roleWith(`["ThirdPartyAppAccess"]`, `operations = ["createSMSMessage"]`), finding: "permission_insufficient", says: []string{"OutboundSMS", "role_permissions"}},
	"role without the portal": {cause: editRole("BusinessSms", "ThirdPartyAppAccess"), configuration: credentialOf(""), apply: true, finding: "dev_portal_access_missing", says: []string{"DevPortalAccess"}},

	// What the owner can do.
	"feature not in the plan":       {cause: withoutFeature("ServicePlanLimitation", ""), configuration: sendingSMS, finding: "feature_not_in_service_plan", says: []string{"SMSSending", "Billing > Service Plan", "createSMSMessage"}},
	"feature off for the account":   {cause: withoutFeature("AccountLimitation", ""), configuration: sendingSMS, finding: "feature_off_for_account", says: []string{"administrator of the account"}},
	"feature of another type":       {cause: withoutFeature("ExtensionTypeLimitation", ""), configuration: sendingSMS, finding: "feature_not_for_extension_type", says: []string{"user of another type"}},
	"feature of another subtype":    {cause: withoutFeature("ExtensionSubTypeLimitation", ""), configuration: sendingSMS, finding: "feature_not_for_extension_subtype", says: []string{"without that subtype"}},
	"feature without a license":     {cause: withoutFeature("ExtensionLimitation", ""), configuration: sendingSMS, finding: "feature_not_licensed", says: []string{"license"}},
	"feature not permitted":         {cause: withoutFeature("InsufficientPermissions", "OutboundSMS"), configuration: sendingSMS, finding: "feature_not_permitted", says: []string{"Add OutboundSMS to the user's role"}},
	"feature off for the user":      {cause: withoutFeature("ConfigurationLimitation", ""), configuration: sendingSMS, finding: "feature_off_for_user", says: []string{"Admin Portal > Users"}},
	"feature excluded":              {cause: withoutFeature("PermissionLimitation", "Voicemail"), configuration: sendingSMS, finding: "feature_excluded_by_permission", says: []string{"Remove Voicemail from the user's roles"}},
	"feature missing for no reason": {cause: withoutFeature("", ""), configuration: sendingSMS, finding: "feature_unavailable", says: []string{"SMSSending"}},
	"feature that nobody tells of":  {configuration: showingFindings(sendingSMS), finding: "feature_unverified", says: []string{"ReadExtensions", "createSMSMessage", `unverified = "SMSSending"`}},
	"no number for SMS": {cause: edit(func(i *providertest.Integration) error {
		return i.EditExtension(i.OwnerID, func(e *simulator.Extension) {
			e.PhoneNumbers = []simulator.PhoneNumber{{ID: "1", PhoneNumber: "+16505550123", UsageType: "DirectNumber", Features: []string{"CallerId", "MmsSender"}}}
		})
	}), configuration: withArguments(`required_number_features = ["SmsSender", "CallerId"]`), finding: "number_feature_missing", says: []string{"ends in 0123 (DirectNumber): CallerId, MmsSender", "phone number with SmsSender"}},
	"numbers that nobody may read": {cause: func(_ *testing.T, i *providertest.Integration) { i.WithoutAdministrator() }, configuration: withArguments(`required_number_features = ["SmsSender"]`), finding: "number_feature_unverified", says: []string{"ReadUserPhoneNumbers", "CMN-408"}},
	"rehearsal without permission": {configuration: withArguments(`rehearse = ["GET /restapi/v1.0/account/~", "GET /restapi/v1.0/account/~/extension?perPage=1"]`), finding: "rehearsal_refused", says: []string{"needs one of ReadExtensions", "CMN-408", "RCRequestId"}},

	// The secrets' places.
	"variable not set": {cause: func(t *testing.T, i *providertest.Integration) { strict(t, i); i.ChangeSecret(i.JWTVariable, "") }, finding: "secret_not_available", says: []string{"it is not set"}},
	"command that fails": {cause: strict, configuration: func(i *providertest.Integration) string {
		return strings.Replace(grant(i), fmt.Sprintf("{ env = %q }", i.JWTVariable), `{ command = ["/bin/sh", "-c", "echo sealed >&2; exit 2"] }`, 1)
	}, finding: "secret_not_available", says: []string{"exit status 2", "sealed"}},
	"command where none may run": {cause: func(t *testing.T, i *providertest.Integration) {
		t.Helper()
		strict(t, i)
		i.SetVariable("RINGCENTRAL_COMMANDS", "forbid")
	}, configuration: func(i *providertest.Integration) string {
		return strings.Replace(grant(i), fmt.Sprintf("{ env = %q }", i.JWTVariable), `{ command = ["true"] }`, 1)
	}, finding: "command_forbidden", says: []string{"RINGCENTRAL_COMMANDS=forbid", "comes from the configuration"}},
	"file of everybody's": {configuration: readableFile, finding: "secret_file_world_readable", says: []string{"chmod 600"}},

	// The platform and the way to it.
	"rate limit":            {cause: fault("token$", simulator.Fault{Status: 429, Header: http.Header{"Retry-After": {"60"}, "X-Rate-Limit-Group": {"auth"}}}), finding: "rate_limited", says: []string{"Wait 1m0s", "about 5 authentication requests per minute"}},
	"limit of the account":  {cause: fault("token$", simulator.Fault{Status: 429, Header: http.Header{"Retry-After": {"60"}}}), finding: "rate_limited", says: []string{"Wait 1m0s", "names no usage group"}},
	"server error":          {cause: fault("token$", simulator.Fault{Status: 503}), finding: "platform_unavailable", says: []string{"HTTP 503"}},
	"connection refused":    {cause: server(func(t *testing.T) string { t.Helper(); return "http://" + unusedPort(t) }), finding: "platform_unreachable", says: []string{"connection refused"}},
	"unknown host name":     {cause: server(func(*testing.T) string { return "https://" + strings.Repeat("a", 64) + ".example" }), finding: "dns_failure", says: []string{"spelling of server_url"}},
	"untrusted certificate": {cause: server(untrusted), finding: "tls_failure", says: []string{"SSL_CERT_FILE"}},
	"proxy not there": {cause: func(t *testing.T, i *providertest.Integration) {
		t.Helper()
		server(func(*testing.T) string { return "https://platform.example.com" })(t, i)
		i.SetVariable("HTTPS_PROXY", "http://"+unusedPort(t))
		i.SetVariable("NO_PROXY", "127.0.0.1")
	}, process: true, finding: "proxy_failure", says: []string{"HTTPS_PROXY"}},
	"no response":           {cause: fault("token$", simulator.Fault{Delay: time.Hour}), finding: "platform_timeout", says: []string{"request_timeout"}},
	"another web server":    {cause: server(anotherServer), finding: "wrong_server", says: []string{"https://platform.ringcentral.com"}},
	"login page of a proxy": {cause: fault("token$", simulator.Fault{Status: 200, Body: "<html>Sign in</html>", ContentType: "text/html"}), finding: "response_unreadable", says: []string{"proxy or firewall"}},
	"session displaced":     {cause: fault("authz-profile", refusal(401, "", "OAU-213", "Token not found")), finding: "session_ended", says: []string{"sixth parallel session"}},
	"token rejected":        {cause: fault("authz-profile", refusal(401, "", "OAU-149", "OAuth token is invalid")), finding: "access_token_rejected", says: []string{"OAU-149", "RCRequestId"}},
	"error never seen":      {cause: fault("token$", unseen), finding: "unrecognized_error", says: []string{"OAU-999", "RCRequestId", "Something new"}},

	// The provider's own app, user and account.
	"scope of the provider's app": {cause: edit(func(i *providertest.Integration) error {
		return i.EditApp(i.Administrator().ClientID, func(a *simulator.App) { a.Scopes = []string{"ReadAccounts"} })
	}), configuration: roleWith(`["BusinessSms"]`, ""), apply: true, finding: "provider_scope_missing", says: []string{"CMN-401", "not of the user's role"}},
	"permission of provider's user": {cause: edit(func(i *providertest.Integration) error {
		return i.EditExtension(i.Administrator().ExtensionID, func(e *simulator.Extension) { e.RoleIDs = []string{"4"} })
	}), configuration: roleWith(`["BusinessSms"]`, ""), apply: true, finding: "provider_permission_missing", says: []string{"ReadUserRoles", "not of the app"}},
	"provider's own secret": {cause: func(_ *testing.T, i *providertest.Integration) {
		i.SetVariable("RINGCENTRAL_CLIENT_SECRET", "wrong-secret")
	}, configuration: roleWith(`["BusinessSms"]`, ""), finding: "client_secret_wrong", says: []string{"Could not read the list of permissions"}},
	"provider's JWT in quotation marks": {cause: func(_ *testing.T, i *providertest.Integration) {
		i.SetVariable("RINGCENTRAL_JWT", `"`+i.Administrator().JWT+`"`)
	}, finding: "credential_quoted", says: []string{"The provider's JWT", "RINGCENTRAL_JWT"}},
	"provider's client ID in quotation marks": {cause: func(_ *testing.T, i *providertest.Integration) {
		i.SetVariable("RINGCENTRAL_CLIENT_ID", `"`+i.Administrator().ClientID+`"`)
	}, finding: "client_id_damaged", says: []string{"The provider's client ID", "RINGCENTRAL_CLIENT_ID", appsPage}},
	"provider's values swapped": {cause: func(_ *testing.T, i *providertest.Integration) {
		i.SetVariable("RINGCENTRAL_CLIENT_ID", i.Administrator().ClientSecret)
		i.SetVariable("RINGCENTRAL_CLIENT_SECRET", i.Administrator().ClientID)
	}, finding: "values_swapped", says: []string{"client ID and client secret are swapped", "RINGCENTRAL_CLIENT_SECRET", appsPage}},
	"role name taken": {configuration: func(i *providertest.Integration) string {
		return strings.Replace(roleWith(`["BusinessSms"]`, "")(i), "Others", "Orders", 1)
	}, finding: "object_exists", says: []string{"import {", "display_name"}},
	"extension number taken": {cause: refuseUser(400, "EXT-218", "extensionNumber"), configuration: userWith(""), apply: true, finding: "extension_number_refused", says: []string{"another extension has it"}},
	"e-mail address taken":   {cause: refuseUser(409, "EXT-226", "contact.email"), configuration: userWith(""), apply: true, finding: "email_in_use", says: []string{"create_before_destroy"}},
	"type not in the plan":   {cause: refuseUser(400, "EXT-351", "type"), configuration: userWith(""), apply: true, finding: "extension_type_unavailable", says: []string{"buy licenses"}},
	"weak password":          {cause: refuseUser(400, "PWD-002", "password"), configuration: userWith(""), apply: true, finding: "password_refused", says: []string{"it has no digit"}},
	"password needed":        {cause: refuseUser(400, "CMN-101", "password"), configuration: userWith(""), apply: true, finding: "password_required", says: []string{"NotActivated"}},
	"single sign-on":         {cause: refuseUser(400, "EXT-413", ""), configuration: userWith(""), apply: true, finding: "single_sign_on", says: []string{"Remove password_wo"}},
	"permission too narrow":  {cause: refuseUser(403, "CMN-419", ""), configuration: userWith(""), apply: true, finding: "provider_permission_too_narrow", says: []string{"whose scope is the whole account"}},
	"user refused":           {cause: refuseUser(400, "CMN-101", "type"), configuration: userWith(""), apply: true, finding: "request_refused", says: []string{"because of type"}},
	"time for an operation": {
		options:       simulator.Options{Limits: map[string]int{"auth": 1000, "medium": 1}},
		configuration: userWith("timeouts {\n    create = \"5s\"\n  }"), apply: true, finding: "operation_timeout", says: []string{"waiting for RingCentral's rate limit", "timeouts block"},
	},
	"create lost": {cause: func(_ *testing.T, i *providertest.Integration) {
		i.Inject(simulator.Fault{Method: http.MethodPost, Path: regexp.MustCompile("/extension$"), Drop: simulator.BeforeProcessing})
	}, configuration: userWith("timeouts {\n    create = \"5s\"\n  }"), apply: true, finding: "creation_uncertain", says: []string{"Run the command again", "did not send the request again"}},
	"account that is not allowed": {configuration: func(*providertest.Integration) string {
		return "provider \"ringcentral\" { allowed_account_ids = [\"1\", \"2\"] }\n" + `data "ringcentral_account" "test" {}`
	}, finding: "account_not_allowed", says: []string{"permits only 1, 2", "Nothing was read or changed"}},
	"another account": {cause: func(_ *testing.T, i *providertest.Integration) { i.SetVariable("RINGCENTRAL_ACCOUNT_ID", "1") }, configuration: func(*providertest.Integration) string { return `data "ringcentral_account" "test" {}` }, finding: "object_not_found", says: []string{"account_id"}},
}

var findingCode = regexp.MustCompile(`Finding:[\s│]+([a-z_]+)`)

// TestAccBreakages causes each breakage. Exactly one finding must come out, with
// the expected code, the remedy and the page.
func TestAccBreakages(t *testing.T) {
	t.Parallel()
	providertest.RequireTerraform(t, providertest.EphemeralResources)
	for name, b := range breakages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := providertest.Integrate(t, b.options)
			if b.cause != nil {
				b.cause(t, i)
			}
			configuration := grant
			if b.configuration != nil {
				configuration = b.configuration
			}
			start := inModel
			if b.process {
				start = realTerraform
			}
			w := start(i, configuration(i))
			command := []string{"plan"}
			if b.apply {
				command = []string{"apply", "-auto-approve"}
			}
			result := w.Run(command...)
			var codes []string
			for _, found := range findingCode.FindAllStringSubmatch(result.Output, -1) {
				codes = append(codes, found[1])
			}
			if len(codes) != 1 || codes[0] != b.finding {
				t.Errorf("found %v, want %s", codes, b.finding)
			}
			for _, text := range append(b.says, "What to do:") {
				if !result.Says(text) {
					t.Errorf("the output does not say %q", text)
				}
			}
			if t.Failed() {
				t.Log(result.Output)
			}
			providertest.ReportFinding(t, b.finding, !t.Failed())
		})
	}
}

// TestEveryFindingIsCaused asserts that the table leaves no finding out.
func TestEveryFindingIsCaused(t *testing.T) {
	t.Parallel()
	caused := map[findings.Code]bool{findings.Cancelled: true} // TestSessionsEndWithTerraform interrupts
	for _, b := range breakages {
		caused[findings.Code(b.finding)] = true
	}
	for _, section := range findings.Catalog() {
		for _, entry := range section.Entries {
			if !caused[entry.Code] {
				t.Errorf("nothing causes %s", entry.Code)
			}
			delete(caused, entry.Code)
		}
	}
	for code := range caused {
		t.Errorf("%s is not in the catalog", code)
	}
}

// lookAlikes are breakages that people take for each other.
var lookAlikes = [][2]string{
	{"scope removed", "role without a permission"},
	{"scope of the provider's app", "permission of provider's user"},
	{"credential expired", "credential deleted"},
	{"credential expired, slow clock", "credential deleted"},
	{"wrong client secret", "app deleted"},
	{"app not permitted", "JWT flow off"},
	{"owner disabled", "owner deleted"},
	{"owner disabled", "owner not activated"},
	{"signature character", "somebody else's JWT"},
	{"JWT cut off", "access token for a JWT"},
	{"role without third-party apps", "role without a permission"},
	{"account suspended", "owner disabled"},
	{"server error", "connection refused"},
	{"credential expired", "fast clock"},
	{"command that fails", "command where none may run"},
	{"feature not permitted", "role without a permission"},
	{"feature not permitted", "feature excluded"},
	{"feature not in the plan", "feature off for the account"},
	{"feature off for the account", "feature off for the user"},
	{"feature without a license", "feature off for the user"},
	{"feature of another type", "feature of another subtype"},
	{"feature off for the user", "feature that nobody tells of"},
	{"feature off for the user", "no number for SMS"},
	{"scope removed", "rehearsal without permission"},
	{"no number for SMS", "numbers that nobody may read"},
}

func TestLookAlikesDiffer(t *testing.T) {
	t.Parallel()
	for _, pair := range lookAlikes {
		first, firstKnown := breakages[pair[0]]
		second, secondKnown := breakages[pair[1]]
		if !firstKnown || !secondKnown || first.finding == second.finding {
			t.Errorf("%q and %q are not distinguished: %q, %q", pair[0], pair[1], first.finding, second.finding)
		}
	}
}

// TestAccTwoAtATime breaks the app and the role at the same time: both are found.
func TestAccTwoAtATime(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"scope removed", "role without a permission"},
		{"scope added", "role without a permission"},
		{"scope removed", "credential about to expire"},
	} {
		t.Run(pair[0]+" and "+pair[1], func(t *testing.T) {
			t.Parallel()
			i := providertest.Integrate(t, simulator.Options{})
			configuration := grant
			for _, name := range pair {
				breakages[name].cause(t, i)
				if breakages[name].configuration != nil {
					configuration = breakages[name].configuration
				}
			}
			result := i.Scenario(configuration(i)).Run("plan")
			for _, name := range pair {
				if !result.Says("Finding: " + breakages[name].finding) {
					t.Errorf("%s was not found:\n%s", breakages[name].finding, result.Output)
				}
			}
		})
	}
}

// TestAccWorkingIntegration is the test of the test: with nothing broken nothing
// is found.
func TestAccWorkingIntegration(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{})
	if result := i.Scenario(grant(i)).Run("plan"); result.ExitCode != 0 || findingCode.MatchString(result.Output) {
		t.Error(result.Output)
	}
}

// TestAccNothingIsHidden asserts that an unknown error lists the checks that passed, as
// far as a probe can find out.
func TestAccNothingIsHidden(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{})
	once := unseen
	once.Times = 1
	fault("token$", once)(t, i)
	result := i.Scenario(grant(i)).Run("plan")
	for _, text := range []string{"OAU-999", "RCRequestId", "Something new", "Already verified:", "the JWT auth flow is enabled on the app"} {
		if !result.Says(text) {
			t.Errorf("the output does not say %q:\n%s", text, result.Output)
		}
	}
}
