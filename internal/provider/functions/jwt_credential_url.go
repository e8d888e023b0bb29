// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package functions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
)

type jwtCredentialURL struct{}

func newJWTCredentialURL() function.Function { return jwtCredentialURL{} }

func (jwtCredentialURL) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "jwt_credential_url"
}

func (jwtCredentialURL) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary:             "Link to the form for a new JWT credential",
		MarkdownDescription: "Returns the link to the form for a new JWT credential in RingCentral's Developer Console, with an app selected. This is the value of `creation_url` of `ringcentral_jwt_credential`. The credential belongs to the user who is signed in.",
		VariadicParameter: function.StringParameter{
			Name:                "client_id",
			AllowNullValue:      true,
			MarkdownDescription: "Client ID of the app to permit, at most one. Without it, or with null, no app is selected. OpenTofu cannot pass null to a provider function.",
		},
		Return: function.StringReturn{},
	}
}

func (jwtCredentialURL) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var clientIDs []*string
	if resp.Error = req.Arguments.Get(ctx, &clientIDs); resp.Error != nil {
		return
	}
	selected := ""
	switch {
	case len(clientIDs) > 1:
		resp.Error = function.NewArgumentFuncError(1, "Set at most one client ID")
		return
	case len(clientIDs) == 1 && clientIDs[0] != nil:
		selected = *clientIDs[0]
	}
	resp.Error = resp.Result.Set(ctx, console.CredentialURL(console.DefaultURL, selected))
}
