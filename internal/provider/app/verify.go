// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/verification"
)

// result is what the checks of an app showed.
type result struct {
	status     string
	registered bool
	// granted holds the scopes of an issued token; nil if none was issued.
	granted []string
	// scopes is what the app is observed to hold in terms of the declaration; nil if not observed.
	scopes   []string
	nextStep *string
	// problems are differences between the Developer Console and the declaration.
	problems []findings.Finding
	// unverified says why a check was not possible on this machine.
	unverified []findings.Finding
	// ofOwner is what is wrong with the credential's owner: nothing about the app,
	// and maybe repaired in this very run.
	ofOwner []findings.Finding
	// failure is set if no check could run.
	failure *findings.Finding
}

// examine looks at the app that m declares, as far as client ID, client secret
// and JWT are available here. given holds the secrets, or says where they are: the
// configuration, or the state when that is not at hand.
func examine(ctx context.Context, data *configured.Provider, m, given *model, declared []string, now time.Time, diags *diag.Diagnostics) result {
	consoleURL, _ := data.ConsoleURL()
	clientID := m.ClientID.ValueString()
	if clientID == "" {
		step := fmt.Sprintf("Register the app in the Developer Console: open %s , check the form%s, and create the app. Then set client_id to its Client ID, and %s.",
			m.RegistrationURL.ValueString(), refreshTokensHint(m), storeHint(ctx, given))
		return result{status: statusPending, nextStep: &step}
	}
	source := secretref.SourceOf(given == m, m.Status)
	secret := secretref.ResolveWriteOnly(
		ctx, data, given.ClientSecretWO, given.ClientSecret, secretref.Argument{Name: "client_secret_from", Source: source}, diags,
	)
	if secret.Unknown {
		return result{status: statusUnverified}
	}
	if secret.Problem != nil {
		step := "To let Terraform verify the app, " + storeHint(ctx, given) + ". You find it at " + console.AppsURL(consoleURL) + " ."
		return result{status: statusUnverified, nextStep: &step, unverified: []findings.Finding{*secret.Problem}}
	}
	request := verification.Request{
		Purpose:  verification.App,
		ClientID: clientID,
		Want:     verification.Requirements{Scopes: declared}, // nil for an imported app: nothing is declared yet
		Now:      now,
	}
	origins := &request.Context.Origins
	request.ClientSecret, origins.ClientSecret = secret.ToVerify("client_secret")
	jwt := secretref.ResolveWriteOnly(ctx, data, given.JWTWO, given.JWT, secretref.Argument{Name: "jwt_from", Source: source}, diags)
	request.JWT, origins.JWT = jwt.ToVerify("jwt")
	if !jwt.Configured() {
		request.JWT.Problem = nil
	}
	return judge(data.Verify(ctx, request), declared)
}

// judge says what the outcome of the checks means for the app.
func judge(r verification.Result, declared []string) result {
	v := result{registered: r.ClientProved, granted: r.Scopes}
	for _, f := range r.Findings {
		switch {
		case f.Code.ConcernsOwner():
			v.ofOwner = append(v.ofOwner, f)
		case f.Code.ConcernsApp() || f.Code.ConcernsCredential():
			v.problems = append(v.problems, f)
			v.registered = v.registered || knowsClient(f)
		default:
			v.failure = &f
			return v
		}
	}
	switch {
	case len(v.problems) > 0:
		v.status, v.nextStep = statusInvalid, stepOf(v.problems[0])
	case r.Grant != nil:
		v.status = statusVerified
	default:
		v.status, v.unverified = statusRegistered, r.Pending
	}
	if r.Grant != nil {
		if declared == nil {
			declared = r.Scopes
		}
		v.scopes = observedScopes(declared, r.MissingScopes, r.ExtraScopes)
	}
	return v
}

// knowsClient reports whether a refusal shows that RingCentral knows the client ID.
func knowsClient(f findings.Finding) bool {
	return f.Evidence != "" && f.Code != findings.ClientUnknown && f.Code != findings.ClientAuthenticationFailed
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

// knowsLessThan reports whether the result could not look at something that the
// earlier status is about, for want of a secret on this machine or of a working
// credential. What was observed before then stays true as far as anyone knows.
func (v result) knowsLessThan(ctx context.Context, earlier *model) bool {
	status := earlier.Status.ValueString()
	switch v.status {
	case statusUnverified:
		return status != "" && status != statusPending
	case statusRegistered:
		return status == statusVerified || attribute.HasFinding(ctx, earlier.Findings, findings.ScopeMissing, findings.ScopeExtra)
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
		return "store its Client Secret where client_secret_wo gets its value"
	case where.IsZero():
		return "set client_secret_from to a reference to its Client Secret"
	case len(where.Command) > 0:
		return fmt.Sprintf("store its Client Secret where the command %q reads it", where.Command[0])
	default:
		return fmt.Sprintf("store its Client Secret in the %s", where)
	}
}
