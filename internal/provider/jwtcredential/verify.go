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
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/verification"
)

// result is what the checks of a JWT showed, without any app.
type result struct {
	verification.Result
	// nextStep is what a person has to do; nil if there is nothing.
	nextStep *string
	// expiring warns of an end that is near. It contradicts nothing.
	expiring []findings.Finding
}

// forbidden reports whether the JWT is the output of a command that may not run here.
func (i result) forbidden() bool {
	return len(i.Pending) > 0 && i.Pending[0].Code == findings.CommandForbidden
}

func (i result) status() string {
	switch {
	case len(i.Pending) > 0:
		return statusPending
	case len(i.Findings) > 0:
		return statusInvalid
	default:
		return statusValid
	}
}

// inspect looks at the JWT of the credential that m declares. given holds the
// JWT, or says where it is: the configuration, or the state when that is not at
// hand. What is not known yet is not compared.
func verify(ctx context.Context, data *configured.Provider, m, given *model, now time.Time, diags *diag.Diagnostics) result {
	permitted := m.clients(ctx, diags)
	secret := secretref.ResolveWriteOnly(
		ctx, data, given.JWTWO, given.JWT, secretref.Argument{Name: "jwt_from", Source: secretref.SourceOf(given == m, m.Status)}, diags,
	)
	request := verification.Request{
		Purpose:  verification.Credential,
		ClientID: permitted.first(),
		Want:     verification.Requirements{OwnerID: m.OwnerID.ValueString(), ExpiresAt: m.expiresAt(diags), MinValidity: m.expiryWarning()},
		Now:      now,
	}
	request.JWT, request.Context.Origins.JWT = secret.ToVerify("jwt")
	i := result{Result: data.Verify(ctx, request)}
	i.expiring, i.Findings = splitExpiring(i.Findings)
	switch {
	case len(i.Pending) > 0:
		i.nextStep = creationStep(data, m, permitted, secret)
	case len(i.Findings) > 0:
		step := fmt.Sprintf("%s %s", i.Findings[0].Remedy, i.Findings[0].URL)
		i.nextStep = &step
	}
	return i
}

func splitExpiring(found []findings.Finding) (expiring, others []findings.Finding) {
	for _, f := range found {
		if f.Code == findings.CredentialExpiresSoon {
			expiring = append(expiring, f)
		} else {
			others = append(others, f)
		}
	}
	return expiring, others
}

// creationStep describes how to create the credential in the Developer Console.
func creationStep(data *configured.Provider, m *model, permitted clients, secret secretref.Secret) *string {
	consoleURL, _ := data.ConsoleURL()
	if permitted.unregistered {
		step := "Register the app first (see next_step of ringcentral_app). The link for the credential needs its Client ID."
		return &step
	}
	var b strings.Builder
	owner := m.OwnerID.ValueString()
	fmt.Fprintf(
		&b, "Create the JWT credential: sign in to the Developer Console as extension %s, open %s , set the label to %q", owner,
		console.CredentialURL(consoleURL, permitted.first()), m.Label.ValueString(),
	)
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
		b.WriteString("store the JWT and set jwt_from to a reference to it.")
	case len(secret.Reference.Command) > 0:
		fmt.Fprintf(&b, "store the JWT where the command %q reads it.", secret.Reference.Command[0])
	default:
		fmt.Fprintf(&b, "store the JWT in the %s.", secret.Reference)
	}
	step := b.String()
	return &step
}

func (m *model) setResult(ctx context.Context, i result, diags *diag.Diagnostics) {
	m.Status = types.StringValue(i.status())
	m.Findings = attribute.Findings(ctx, i.Findings, diags)
	m.NextStep = types.StringPointerValue(i.nextStep)
	rotated := m.Fingerprint.ValueString() != i.Fingerprint
	m.setClaims(i.Claims, i.Fingerprint)
	switch {
	case i.Claims == nil:
	case i.Signature != "":
		m.Signature = types.StringValue(string(i.Signature))
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
