// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package jwtgrant

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	actionschema "github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/verification"
)

var _ action.ActionWithConfigure = (*verifyGrant)(nil)

// NewAction returns the ringcentral_verify_grant action.
func NewAction() action.Action { return &verifyGrant{now: time.Now} }

// verifyGrant proves a grant when a person or an update asks for it. Its secrets are
// references: terraform-plugin-framework refuses write-only arguments of actions while
// it validates them.
type verifyGrant struct {
	configured.Action
	now func() time.Time
}

func (a *verifyGrant) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_verify_grant"
}

const actionDescription = `Performs the **JWT grant** (RFC 7523) with an app and a JWT credential, makes every check of the data source ` + "`ringcentral_jwt_grant`" + `, and revokes the token. It fails if a check finds something, or if a secret is not available.

Use it for a proof on demand (` + "`terraform apply -invoke=action.ringcentral_verify_grant.orders`" + `), or after an update with ` + "`action_trigger`" + `. The data source proves the grant in every plan instead. Requires Terraform 1.14 or later. Earlier versions and OpenTofu ignore actions of a provider, and can use everything else.`

func (a *verifyGrant) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	attributes := map[string]actionschema.Attribute{}
	for name, argument := range argumentAttributes() {
		attributes[name] = ofAction(argument)
	}
	resp.Schema = actionschema.Schema{MarkdownDescription: actionDescription, Attributes: attributes}
}

// ofAction returns an argument of the data source as one of the action.
func ofAction(argument schema.Attribute) actionschema.Attribute {
	switch a := argument.(type) {
	case schema.StringAttribute:
		return actionschema.StringAttribute{
			Required: a.Required, Optional: a.Optional, CustomType: a.CustomType, MarkdownDescription: a.MarkdownDescription,
			Validators: a.Validators,
		}
	case schema.BoolAttribute:
		return actionschema.BoolAttribute{Required: a.Required, Optional: a.Optional, MarkdownDescription: a.MarkdownDescription, Validators: a.Validators}
	case schema.SetAttribute:
		return actionschema.SetAttribute{
			Required: a.Required, Optional: a.Optional, ElementType: a.ElementType, MarkdownDescription: a.MarkdownDescription,
			Validators: a.Validators,
		}
	case schema.ListAttribute:
		return actionschema.ListAttribute{
			Required: a.Required, Optional: a.Optional, ElementType: a.ElementType, MarkdownDescription: a.MarkdownDescription,
			Validators: a.Validators,
		}
	case schema.SingleNestedAttribute:
		nested := map[string]actionschema.Attribute{}
		for name, member := range a.Attributes {
			nested[name] = ofAction(member)
		}
		return actionschema.SingleNestedAttribute{
			Required: a.Required, Optional: a.Optional, Attributes: nested, MarkdownDescription: a.MarkdownDescription,
			Validators: a.Validators,
		}
	default:
		panic(fmt.Sprintf("jwtgrant: %T is no argument of an action", argument))
	}
}

func (a *verifyGrant) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	var config arguments
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if _, err := a.Provider.Platform(); err != nil {
		a.Provider.AddError(&resp.Diagnostics, "perform the grant", err, nil)
		return
	}
	request := config.request(ctx, a.Provider, a.now(), &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	result := a.Provider.Verify(ctx, request)
	configured.AddFindings(&resp.Diagnostics, path.Root("client_id"), false, append(result.Findings, result.Pending...)...)
	configured.AddFindings(&resp.Diagnostics, path.Root("client_id"), true, result.Unverified...)
	if !resp.Diagnostics.HasError() {
		resp.SendProgress(action.InvokeProgressEvent{Message: proved(request.ClientID, result)})
	}
}

// proved says what a result without findings proves.
func proved(clientID string, r verification.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "The grant works: app %s acts as extension %s", clientID, r.OwnerID)
	if len(r.Scopes) > 0 {
		fmt.Fprintf(&b, " with the scopes %s", strings.Join(r.Scopes, ", "))
	}
	b.WriteString(".")
	for _, outcome := range r.Rehearsed {
		fmt.Fprintf(&b, "\n%s: HTTP %d", outcome.Operation, outcome.Status)
	}
	return b.String()
}
