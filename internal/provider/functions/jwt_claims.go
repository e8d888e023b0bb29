// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package functions

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
)

type jwtClaims struct{}

func newJWTClaims() function.Function { return jwtClaims{} }

type claimsModel struct {
	Subject     string  `tfsdk:"subject"`
	Audience    string  `tfsdk:"audience"`
	Issuer      string  `tfsdk:"issuer"`
	TokenID     string  `tfsdk:"token_id"`
	IssuedAt    string  `tfsdk:"issued_at"`
	ExpiresAt   *string `tfsdk:"expires_at"`
	KeyID       string  `tfsdk:"key_id"`
	Algorithm   string  `tfsdk:"algorithm"`
	ServerURL   string  `tfsdk:"server_url"`
	Fingerprint string  `tfsdk:"fingerprint"`
}

var claimsTypes = map[string]attr.Type{
	"subject": types.StringType, "audience": types.StringType, "issuer": types.StringType,
	"token_id": types.StringType, "issued_at": types.StringType, "expires_at": types.StringType,
	"key_id": types.StringType, "algorithm": types.StringType, "server_url": types.StringType,
	"fingerprint": types.StringType,
}

func (jwtClaims) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "jwt_claims"
}

func (jwtClaims) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Claims of a JWT credential",
		MarkdownDescription: "Decodes a RingCentral JWT credential offline and returns an object: `subject` (ID of the extension that owns it), `audience` (token endpoint that accepts it), `issuer`, `token_id`, `issued_at` and `expires_at` (RFC 3339 times in UTC; `expires_at` is null if it never expires), `key_id`, `algorithm`, `server_url` (the origin of the audience) and `fingerprint` (SHA-256 in hexadecimal).\n\n" +
			"If the value is not an intact JWT credential, the function fails and names the cause: cut off, quoted, with a line break, a changed character, an access token, or a JWT from another issuer. The error never shows the value. The function does not verify the signature.\n\n" +
			"If the argument is sensitive or ephemeral, so is the result.",
		Parameters: []function.Parameter{function.StringParameter{
			Name:                "jwt",
			MarkdownDescription: "The JWT of a JWT credential.",
		}},
		Return: function.ObjectReturn{AttributeTypes: claimsTypes},
	}
}

func (jwtClaims) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var jwt string
	if resp.Error = req.Arguments.Get(ctx, &jwt); resp.Error != nil {
		return
	}
	claims, err := credential.Inspect(jwt)
	var damage *credential.DamageError
	if errors.As(err, &damage) {
		resp.Error = function.NewArgumentFuncError(0, "This is not an intact RingCentral JWT credential. "+strings.TrimSuffix(damage.Detail, ".")) // Terraform adds the full stop
		return
	}
	result := claimsModel{
		Subject: claims.Subject, Audience: claims.Audience, Issuer: claims.Issuer, TokenID: claims.TokenID,
		IssuedAt: claims.IssuedAt.Format(time.RFC3339), KeyID: claims.KeyID, Algorithm: claims.Algorithm,
		ServerURL: claims.ServerURL(), Fingerprint: credential.Fingerprint(jwt),
	}
	if claims.ExpiresAt != nil {
		expiresAt := claims.ExpiresAt.Format(time.RFC3339)
		result.ExpiresAt = &expiresAt
	}
	resp.Error = resp.Result.Set(ctx, result)
}
