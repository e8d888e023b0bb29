// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// verdict is what is known about the app after it was looked at.
type verdict struct {
	status     string
	registered bool
	// granted holds the scopes of an issued token; nil if none was issued.
	granted []string
	// scopes is what the app is observed to hold in terms of the declaration; nil if not observed.
	scopes   []string
	nextStep *string
	// problems are differences between the Developer Console and the declaration.
	problems []findings.Finding
	// unverified says why something could not be looked at here.
	unverified []findings.Finding
	// ofOwner is what is wrong with the credential's owner: nothing about the app,
	// and maybe repaired in this very run.
	ofOwner []findings.Finding
	// failure means that nothing could be learned, not even what was known before.
	failure *findings.Finding
}

// examine looks at the app that m declares, as far as client ID, client secret
// and JWT are available here. given holds the secrets, or says where they are: the
// configuration, or the state when that is not at hand.
func examine(ctx context.Context, data *configured.Provider, m, given *model, declared []string, diags *diag.Diagnostics) verdict {
	consoleURL, _ := data.ConsoleURL()
	clientID := m.ClientID.ValueString()
	if clientID == "" {
		step := fmt.Sprintf("Register the app in the Developer Console: open %s , check the form%s, and create the app. Then set client_id to its Client ID, and %s.",
			m.RegistrationURL.ValueString(), refreshTokensHint(m), storeHint(ctx, given))
		return verdict{status: statusPending, nextStep: &step}
	}
	source := secretref.SourceOf(given == m, m.Status)
	secret := secretref.ResolveWriteOnly(ctx, data, given.ClientSecretWO, given.ClientSecret, secretref.Argument{Name: "client_secret_from", Source: source}, diags)
	if secret.Unknown {
		return verdict{status: statusUnverified}
	}
	if secret.Problem != nil {
		step := "To let Terraform verify the app, " + storeHint(ctx, given) + "; it is shown under " + console.AppsURL(consoleURL) + " ."
		return verdict{status: statusUnverified, nextStep: &step, unverified: []findings.Finding{*secret.Problem}}
	}
	app := ringcentral.App{ClientID: clientID, ClientSecret: secret.Value}
	jwt := secretref.ResolveWriteOnly(ctx, data, given.JWTWO, given.JWT, secretref.Argument{Name: "jwt_from", Source: source}, diags)
	if jwt.Value == "" {
		v := examineClient(ctx, data, app)
		if jwt.Configured() && jwt.Problem != nil && v.failure == nil && len(v.problems) == 0 {
			v.unverified = append(v.unverified, *jwt.Problem)
		}
		return v
	}
	return examineScopes(ctx, data, app, jwt.Value, declared)
}

// examineClient proves the client ID, the client secret and the JWT auth flow
// without a JWT.
func examineClient(ctx context.Context, data *configured.Provider, app ringcentral.App) verdict {
	platform, err := data.Platform()
	if err == nil {
		err = platform.Probe(ctx, app)
	}
	if err != nil {
		return refused(findings.Grant(err, data.GrantContext(app.ClientID, "")))
	}
	return verdict{status: statusRegistered, registered: true}
}

// examineScopes performs the grant and compares the scopes of the token.
func examineScopes(ctx context.Context, data *configured.Provider, app ringcentral.App, jwt string, declared []string) verdict {
	claims, err := credential.Inspect(jwt)
	subject := data.GrantContext(app.ClientID, claims.Subject)
	if err != nil { // the token endpoint could only say less about it
		v := examineClient(ctx, data, app)
		if v.failure == nil && len(v.problems) == 0 {
			return refused(findings.Damaged(err, subject))
		}
		return v
	}
	_, grant, release, err := data.Validate(ctx, ringcentral.GrantRequest{App: app, Assertion: jwt})
	defer release()
	if err != nil {
		finding := findings.Grant(err, subject)
		if finding.Code.ConcernsOwner() {
			return verdict{status: statusRegistered, registered: true, ofOwner: []findings.Finding{finding}}
		}
		return refused(finding)
	}
	if declared == nil { // imported: nothing is declared yet
		declared = grant.Scopes
	}
	missing, extra := console.CompareScopes(declared, grant.Scopes)
	v := verdict{
		status:     statusVerified,
		registered: true,
		granted:    slices.Sorted(slices.Values(grant.Scopes)),
		scopes:     observedScopes(declared, missing, extra),
		problems:   append(findings.ScopesMissing(missing, subject), findings.ScopesExtra(extra, subject)...),
	}
	if len(v.problems) > 0 {
		v.status = string(v.problems[0].Code)
		v.nextStep = stepOf(v.problems[0])
	}
	return v
}

// refused turns a finding about the app or its credential into a verdict, and a
// finding about the way to the platform into a failure.
func refused(f findings.Finding) verdict {
	if !f.Code.ConcernsApp() && !f.Code.ConcernsCredential() {
		return verdict{failure: &f}
	}
	return verdict{
		status:     string(f.Code),
		registered: f.Code != findings.ClientUnknown && f.Code != findings.ClientAuthenticationFailed,
		nextStep:   stepOf(f),
		problems:   []findings.Finding{f},
	}
}

// observedScopes expresses what was granted in terms of the declaration, so
// that a plan shows exactly the difference: declared scopes that are missing
// are left out, undeclared ones are added.
func observedScopes(declared, missing, extra []string) []string {
	observed := slices.DeleteFunc(slices.Clone(declared), func(scope string) bool {
		return slices.Contains(missing, scope)
	})
	for _, scope := range extra {
		if !slices.Contains(observed, scope) {
			observed = append(observed, scope)
		}
	}
	slices.Sort(observed)
	return observed
}

// knowsLessThan tells whether the verdict could not look at something that the
// earlier status is about, for want of a secret on this machine or of a working
// credential. What was observed before then stays true as far as anyone knows.
func (v verdict) knowsLessThan(earlier string) bool {
	switch v.status {
	case statusUnverified:
		return earlier != "" && earlier != statusPending
	case statusRegistered:
		code := findings.Code(earlier)
		return earlier == statusVerified || code == findings.ScopeMissing || code == findings.ScopeExtra
	}
	return false
}

func stepOf(f findings.Finding) *string {
	step := f.Remedy
	if f.URL != "" {
		step += " " + f.URL
	}
	return &step
}

func refreshTokensHint(m *model) string {
	if m.IssueRefreshTokens.ValueBool() {
		return ` (and set "Issue refresh tokens?" to Yes, which the link cannot do)`
	}
	return ""
}

// storeHint says where the app's client secret has to go.
func storeHint(ctx context.Context, given *model) string {
	where, _ := secretref.ReferenceOf(ctx, given.ClientSecret)
	switch {
	case !given.ClientSecretWO.IsNull():
		return "put its Client Secret where client_secret_wo comes from"
	case where.IsZero():
		return "set client_secret to a reference to its Client Secret"
	case len(where.Command) > 0:
		return fmt.Sprintf("put its Client Secret where the command %q reads it", where.Command[0])
	default:
		return fmt.Sprintf("put its Client Secret into the %s", where)
	}
}
