// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtcredential

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
)

// inspection is the outcome of looking at the JWT, without any credentials.
type inspection struct {
	status      string
	claims      *credential.Claims
	fingerprint string
	// signature is empty if the published keys could not be read this time.
	signature credential.SignatureStatus
	nextStep  *string
	// problems are differences between the JWT and the declaration.
	problems []findings.Finding
	// expiring warns of an end that is near.
	expiring []findings.Finding
	// unavailable says why the JWT could not be looked at here.
	unavailable *findings.Finding
	// unknown is set while the JWT is known only after apply.
	unknown bool
}

// forbidden reports whether the JWT is the output of a command that may not run here.
func (i inspection) forbidden() bool {
	return i.unavailable != nil && i.unavailable.Code == findings.CommandForbidden
}

// inspect looks at the JWT of the credential that m declares. given holds the
// JWT, or says where it is: the configuration, or the state when that is not at
// hand. What is not known yet is not compared.
func inspect(ctx context.Context, data *configured.Provider, m, given *model, now time.Time, diags *diag.Diagnostics) inspection {
	permitted := m.clients(ctx, diags)
	subject := data.GrantContext(permitted.first(), m.OwnerID.ValueString())
	secret := secretref.ResolveWriteOnly(ctx, data, given.JWTWO, given.JWT, secretref.Argument{Name: "jwt_from", Source: secretref.SourceOf(given == m, m.Status)}, diags)
	switch {
	case secret.Unknown:
		return inspection{unknown: true}
	case secret.Value == "":
		return inspection{status: statusPending, nextStep: creationStep(m, permitted, secret, subject), unavailable: secret.Problem}
	}
	claims, err := credential.Inspect(secret.Value)
	if err != nil {
		return contradicted(nil, "", findings.Damaged(err, subject))
	}
	fingerprint := credential.Fingerprint(secret.Value)
	problems := data.JudgeCredential(ctx, claims, configured.Expectation{
		OwnerID:   m.OwnerID.ValueString(),
		ExpiresAt: m.expiresAt(diags),
	}, now, subject)
	if len(problems) > 0 {
		return contradicted(&claims, fingerprint, problems...)
	}
	signature, err := data.VerifySignature(ctx, secret.Value)
	if err != nil {
		return contradicted(&claims, fingerprint, findings.Damaged(err, subject))
	}
	return inspection{
		status:      statusValid,
		claims:      &claims,
		fingerprint: fingerprint,
		signature:   signature,
		expiring:    findings.ExpiresSoon(claims, m.expiryWarning(), now, subject),
	}
}

func contradicted(claims *credential.Claims, fingerprint string, problems ...findings.Finding) inspection {
	step := fmt.Sprintf("%s %s", problems[0].Remedy, problems[0].URL)
	return inspection{
		status:      string(problems[0].Code),
		claims:      claims,
		fingerprint: fingerprint,
		nextStep:    &step,
		problems:    problems,
	}
}

// creationStep tells a person how to create the credential in the Developer Console.
func creationStep(m *model, permitted clients, secret secretref.Secret, subject findings.GrantContext) *string {
	if permitted.unregistered {
		step := "Register the app first (see next_step of ringcentral_app); the link to create the credential needs its Client ID."
		return &step
	}
	var b strings.Builder
	owner := m.OwnerID.ValueString()
	fmt.Fprintf(&b, "Create the JWT credential: sign in to the Developer Console as extension %s, open %s , set the label to %q", owner, console.CredentialURL(subject.ConsoleURL, permitted.first()), m.Label.ValueString())
	switch {
	case permitted.all:
		b.WriteString(`, choose "All apps created by developers within my organization"`)
	case len(permitted.ids) > 1:
		fmt.Fprintf(&b, ", permit the apps %s", strings.Join(permitted.ids, ", "))
	}
	if !m.ExpiresAt.IsNull() {
		var ignored diag.Diagnostics
		fmt.Fprintf(&b, ", set the expiration date to %s", m.expiresAt(&ignored).UTC().Format(time.DateOnly))
	}
	b.WriteString(", and create it. Then ")
	switch {
	case secret.Reference.IsZero():
		b.WriteString("store the JWT and set jwt to a reference to it.")
	case len(secret.Reference.Command) > 0:
		fmt.Fprintf(&b, "put the JWT where the command %q reads it.", secret.Reference.Command[0])
	default:
		fmt.Fprintf(&b, "put the JWT into the %s.", secret.Reference)
	}
	step := b.String()
	return &step
}

func (m *model) setInspection(i inspection) {
	m.Status = types.StringValue(i.status)
	m.NextStep = types.StringPointerValue(i.nextStep)
	rotated := m.Fingerprint.ValueString() != i.fingerprint
	m.setClaims(i.claims, i.fingerprint)
	switch {
	case i.claims == nil:
	case i.signature != "":
		m.Signature = types.StringValue(string(i.signature))
	case rotated || m.Signature.IsNull() || m.Signature.IsUnknown():
		m.Signature = types.StringValue(string(credential.SignatureNotVerifiable))
	}
}

func (m *model) setCreationURL(consoleURL string, permitted clients) {
	m.CreationURL = types.StringNull()
	if permitted.all || len(permitted.ids) > 0 {
		m.CreationURL = types.StringValue(console.CredentialURL(consoleURL, permitted.first()))
	}
}
