// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package functions

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
)

type appRegistrationURL struct{}

func newAppRegistrationURL() function.Function { return appRegistrationURL{} }

func (appRegistrationURL) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "app_registration_url"
}

func (appRegistrationURL) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary:             "Link to the form for a new app",
		MarkdownDescription: "Returns the link to the pre-filled form for a new REST API app with the JWT auth flow in RingCentral's Developer Console. This is the value of `registration_url` of `ringcentral_app`, for use in your own pages and tickets.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "name", MarkdownDescription: "App Name, 1 to 64 characters."},
			function.StringParameter{Name: "description", MarkdownDescription: "App Description, 20 to 256 characters."},
			function.SetParameter{Name: "scopes", ElementType: types.StringType, MarkdownDescription: "Application scopes, for example `ReadAccounts` or `SMS`."},
		},
		VariadicParameter: function.StringParameter{
			Name:                "access",
			MarkdownDescription: "At most one: `private` (default, only users of the account that registers the app) or `public` (any RingCentral customer).",
		},
		Return: function.StringReturn{},
	}
}

func (appRegistrationURL) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var app console.App
	var access []string
	if resp.Error = req.Arguments.Get(ctx, &app.Name, &app.Description, &app.Scopes, &access); resp.Error != nil {
		return
	}
	switch {
	case !hasLength(app.Name, 1, 64):
		resp.Error = function.NewArgumentFuncError(0, fmt.Sprintf("The name must have 1 to 64 characters, not %d", utf8.RuneCountInString(app.Name)))
	case !hasLength(app.Description, 20, 256):
		resp.Error = function.NewArgumentFuncError(1, fmt.Sprintf("The description must have 20 to 256 characters, not %d", utf8.RuneCountInString(app.Description)))
	case attribute.IsBlank(app.Name):
		resp.Error = function.NewArgumentFuncError(0, "The name must not consist of white space")
	case attribute.IsBlank(app.Description):
		resp.Error = function.NewArgumentFuncError(1, "The description must not consist of white space")
	case len(access) > 1:
		resp.Error = function.NewArgumentFuncError(4, "Set at most one access")
	case len(access) == 1 && access[0] != "private" && access[0] != "public":
		resp.Error = function.NewArgumentFuncError(3, fmt.Sprintf("The access must be \"private\" or \"public\", not %q", access[0]))
	default:
		app.Public = len(access) == 1 && access[0] == "public"
		resp.Error = resp.Result.Set(ctx, console.RegistrationURL(console.DefaultURL, app))
	}
}

func hasLength(text string, minimum, maximum int) bool {
	length := utf8.RuneCountInString(text)
	return length >= minimum && length <= maximum
}
