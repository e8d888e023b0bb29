// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
)

// Values of the status attribute.
const (
	statusPending    = "pending"
	statusUnverified = "unverified"
	statusRegistered = "registered"
	statusVerified   = "verified"
	statusInvalid    = "invalid"
)

const accessPublic = "public"

type model struct {
	Name                  types.String `tfsdk:"name"`
	Description           types.String `tfsdk:"description"`
	AppType               types.String `tfsdk:"app_type"`
	AuthFlow              types.String `tfsdk:"auth_flow"`
	Access                types.String `tfsdk:"access"`
	IssueRefreshTokens    types.Bool   `tfsdk:"issue_refresh_tokens"`
	Scopes                types.Set    `tfsdk:"scopes"`
	Operations            types.Set    `tfsdk:"operations"`
	ClientID              types.String `tfsdk:"client_id"`
	ClientSecret          types.Object `tfsdk:"client_secret_from"`
	ClientSecretWO        types.String `tfsdk:"client_secret_wo"`
	ClientSecretWOVersion types.Int64  `tfsdk:"client_secret_wo_version"`
	JWT                   types.Object `tfsdk:"jwt_from"`
	JWTWO                 types.String `tfsdk:"jwt_wo"`
	JWTWOVersion          types.Int64  `tfsdk:"jwt_wo_version"`
	Registered            types.Bool   `tfsdk:"registered"`
	Status                types.String `tfsdk:"status"`
	Findings              types.List   `tfsdk:"findings"`
	GrantedScopes         types.Set    `tfsdk:"granted_scopes"`
	RegistrationURL       types.String `tfsdk:"registration_url"`
	SettingsURL           types.String `tfsdk:"settings_url"`
	NextStep              types.String `tfsdk:"next_step"`
}

func (m *model) declaredScopes(ctx context.Context, diags *diag.Diagnostics) []string {
	var scopes []string
	if !m.Scopes.IsNull() {
		diags.Append(m.Scopes.ElementsAs(ctx, &scopes, false)...)
	}
	return scopes
}

// givesSecrets reports whether a configuration holds a secret itself, as a
// write-only argument.
func (m *model) givesSecrets() bool { return !m.ClientSecretWO.IsNull() || !m.JWTWO.IsNull() }

// secretsUnknown reports whether such a secret is known only after apply.
func (m *model) secretsUnknown() bool { return m.ClientSecretWO.IsUnknown() || m.JWTWO.IsUnknown() }

func (m *model) setLinks(consoleURL string, scopes []string) {
	m.SettingsURL = types.StringValue(console.AppsURL(consoleURL))
	m.RegistrationURL = types.StringNull()
	if m.Name.IsNull() { // imported: nothing is declared yet
		return
	}
	m.RegistrationURL = types.StringValue(console.RegistrationURL(consoleURL, console.App{
		Name:        m.Name.ValueString(),
		Description: m.Description.ValueString(),
		Public:      m.Access.ValueString() == accessPublic,
		Scopes:      scopes,
	}))
}

// setResult records what was observed of the app.
func (m *model) setResult(ctx context.Context, v result, diags *diag.Diagnostics) {
	m.Status = types.StringValue(v.status)
	m.Registered = types.BoolValue(v.registered)
	m.Findings = attribute.Findings(ctx, v.problems, diags)
	m.NextStep = types.StringPointerValue(v.nextStep)
	m.GrantedScopes = types.SetNull(types.StringType)
	if v.granted != nil {
		granted, d := types.SetValueFrom(ctx, types.StringType, v.granted)
		diags.Append(d...)
		m.GrantedScopes = granted
	}
}

// setResultUnknown plans the app to be examined again on apply.
func (m *model) setResultUnknown() {
	m.Status = types.StringUnknown()
	m.Findings = types.ListUnknown(attribute.FindingType)
	m.Registered = types.BoolUnknown()
	m.NextStep = types.StringUnknown()
	m.GrantedScopes = types.SetUnknown(types.StringType)
}

// keepResult carries over what was observed earlier. A changed set of scopes
// was not observed, so only the registration stays known then.
func (m *model) keepResult(earlier *model) {
	m.Registered = earlier.Registered
	if !m.Scopes.Equal(earlier.Scopes) {
		return
	}
	m.Status = earlier.Status
	m.Findings = earlier.Findings
	m.NextStep = earlier.NextStep
	m.GrantedScopes = earlier.GrantedScopes
}
