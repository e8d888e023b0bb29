// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package configured

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// AddError reports a failed call of the API. action completes the sentence
// "Could not ...". parameters maps the API's parameter names to the attribute
// that the value came from; it may be nil.
func (p *Provider) AddError(diags *diag.Diagnostics, action string, err error, parameters map[string]path.Path) {
	p.addError(diags, action, err, parameters, findings.API)
}

// AddCreationError is AddError for the create of an object.
func (p *Provider) AddCreationError(diags *diag.Diagnostics, action string, err error, object findings.NewObject, parameters map[string]path.Path) {
	p.addError(diags, action, err, parameters, func(err error, s findings.GrantContext) findings.Finding {
		return findings.Creation(err, object, s)
	})
}

func (p *Provider) addError(
	diags *diag.Diagnostics, action string, err error, parameters map[string]path.Path,
	explain func(error, findings.GrantContext) findings.Finding,
) {
	var notConfigured *NotConfiguredError
	switch {
	case errors.As(err, &notConfigured):
		diags.AddError("Could not "+action+": the provider has no credentials", missingCredentials(notConfigured.Missing))
		return
	case errors.Is(err, ErrNotKnown):
		diags.AddError(
			"Could not "+action+": the provider's configuration is unknown during plan",
			fmt.Sprintf("%v depend on values that are known only after apply. Set them from variables or the environment, or first apply the resources that they depend on (-target).", err),
		)
		return
	}
	finding := explain(err, p.OwnContext())
	summary := fmt.Sprintf("Could not %s: %s", action, lowerFirst(finding.Summary))
	if finding.Argument != "" && !finding.Own {
		diags.AddAttributeError(path.Root(finding.Argument), summary, detailOf(finding))
		return
	}
	var apiError *ringcentral.Error
	if errors.As(err, &apiError) {
		if attribute, ok := parameters[apiError.ParameterName]; ok {
			diags.AddAttributeError(attribute, summary, detailOf(finding))
			return
		}
	}
	diags.AddError(summary, detailOf(finding))
}

// ClientFor returns the API client, or reports why there is none. action
// completes the sentence "Could not ...".
func (p *Provider) ClientFor(action string, diags *diag.Diagnostics) *ringcentral.Client {
	client, err := p.Client()
	if err != nil {
		p.AddError(diags, action, err, nil)
	}
	return client
}

// ClientForRead returns the API client for a refresh. While the provider's
// configuration is not known yet it warns and reports false: the state stays as
// it is.
func (p *Provider) ClientForRead(object string, diags *diag.Diagnostics) (client *ringcentral.Client, ok bool) {
	client, err := p.Client()
	if errors.Is(err, ErrNotKnown) {
		AddNotRefreshed(diags, object, err)
		return nil, false
	}
	if err != nil {
		p.AddError(diags, "read "+object, err, nil)
	}
	return client, err == nil
}

// AddNotRefreshed warns that an object could not be looked at while the provider's
// configuration is not known yet: its state stays as it is.
func AddNotRefreshed(diags *diag.Diagnostics, object string, err error) {
	diags.AddWarning("Could not refresh "+object, fmt.Sprintf("The plan uses the values in the state, because %v.", err))
}

// AddFindings reports findings as errors or, with asWarning, as warnings. They
// point at attribute, unless a finding names its argument.
func AddFindings(diags *diag.Diagnostics, attribute path.Path, asWarning bool, found ...findings.Finding) {
	for _, f := range found {
		attribute := attribute
		if f.Argument != "" && !f.Own {
			attribute = path.Root(f.Argument)
		}
		switch {
		case f.Hide && asWarning:
			diags.AddWarning(f.Summary, detailOf(f))
		case f.Hide:
			diags.AddError(f.Summary, detailOf(f))
		case asWarning:
			diags.AddAttributeWarning(attribute, f.Summary, detailOf(f))
		default:
			diags.AddAttributeError(attribute, f.Summary, detailOf(f))
		}
	}
}

// detailOf returns the detail of a diagnostic, which alone may show what a failed
// command wrote.
func detailOf(f findings.Finding) string {
	if output := f.Output.Show(); output != "" {
		return fmt.Sprintf("%s\n\nStandard error of the command (not stored): %s", f.Text(), output)
	}
	return f.Text()
}

// AddRoleConflict warns that the roles of a user are declared in both forms.
func AddRoleConflict(diags *diag.Diagnostics, attribute path.Path, userID string, whole, assigned []string) {
	undone := "The assignments repeat role_ids. If you destroy one of them, the user loses the role of the other."
	if slices.ContainsFunc(assigned, func(id string) bool { return !slices.Contains(whole, id) }) {
		undone = "Each apply of one form undoes the other."
	}
	diags.AddAttributeWarning(attribute, fmt.Sprintf("The roles of user %s are declared in two forms", userID),
		fmt.Sprintf("role_ids of a ringcentral_service_user declares exactly the roles %s, and ringcentral_user_role_assignment adds %s. %s\n\nWhat to do: declare all roles of the user in one form.",
			strings.Join(whole, ", "), strings.Join(assigned, ", "), undone))
}

// AddUnverified reports what could not be verified on this machine: an error
// under strict verification, else a warning, once for each secret.
func (p *Provider) AddUnverified(diags *diag.Diagnostics, attribute path.Path, found ...findings.Finding) {
	for _, f := range found {
		if p.Strict() || !f.Code.ConcernsPlace() || p.First(f.Detail) {
			AddFindings(diags, attribute, !p.Strict(), f)
		}
	}
}

func missingCredentials(missing []string) string {
	var b strings.Builder
	b.WriteString("The RingCentral API needs an app and a JWT credential of an administrator. Missing:\n")
	for _, name := range missing {
		fmt.Fprintf(&b, "  - %s: set it in the provider block, or in the environment variable RINGCENTRAL_%s\n", name, strings.ToUpper(name))
	}
	b.WriteString("\nSee the guide \"Administrator's app\" in the provider's documentation.")
	return b.String()
}

func lowerFirst(s string) string {
	if s == "" || strings.HasPrefix(s, "RingCentral") {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
