// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// manager is a secret manager's provider, as far as it hands out secrets.
type manager struct {
	address string
	// typeName is the ephemeral resource; its attributes are those of the page of the
	// same name in the provider's documentation.
	typeName   string
	attributes map[string]schema.Attribute
	// named is the argument that names the secret, and value the attribute that holds it.
	named, value string
}

var managers = map[string]manager{
	"vault": {
		address: "hashicorp/vault", typeName: "vault_kv_secret_v2", named: "name", value: "data",
		attributes: map[string]schema.Attribute{
			"mount": required, "name": required, "mount_id": optional, "namespace": optional, "version": schema.Int64Attribute{Optional: true},
			"data": schema.MapAttribute{ElementType: types.StringType, Computed: true}, "data_json": computed, "created_time": computed,
			"custom_metadata": schema.MapAttribute{ElementType: types.StringType, Computed: true},
			"deletion_time":   computed, "destroyed": schema.BoolAttribute{Computed: true},
		},
	},
	"aws": {
		address: "hashicorp/aws", typeName: "aws_secretsmanager_secret_version", named: "secret_id", value: "secret_string",
		attributes: map[string]schema.Attribute{
			"secret_id": required, "region": optional, "version_stage": optional,
			"version_id": schema.StringAttribute{Optional: true, Computed: true},
			"arn":        computed, "created_date": computed, "id": computed, "secret_binary": computed, "secret_string": computed,
		},
	},
	"google": {
		address: "hashicorp/google", typeName: "google_secret_manager_secret_version", named: "secret", value: "secret_data",
		attributes: map[string]schema.Attribute{
			"secret": required, "project": optional, "version": optional, "is_secret_data_base64": schema.BoolAttribute{Optional: true},
			"secret_data": computed, "name": computed, "create_time": computed, "destroy_time": computed, "enabled": schema.BoolAttribute{Computed: true},
		},
	},
	"onepassword": {
		address: "1Password/onepassword", typeName: "onepassword_item", named: "title", value: "credential",
		attributes: map[string]schema.Attribute{
			"vault": required, "title": schema.StringAttribute{Optional: true, Computed: true}, "uuid": schema.StringAttribute{Optional: true, Computed: true},
			"category": computed, "credential": computed, "database": computed, "expires": computed, "filename": computed, "hostname": computed,
			"id": computed, "note_value": computed, "password": computed, "port": computed, "private_key": computed, "private_key_openssh": computed,
			"public_key": computed, "tags": schema.ListAttribute{ElementType: types.StringType, Computed: true}, "type": computed, "url": computed,
			"username": computed, "valid_from": computed,
		},
	},
}

var (
	required = schema.StringAttribute{Required: true}
	optional = schema.StringAttribute{Optional: true}
	computed = schema.StringAttribute{Computed: true}
)

// secretVersion is the ephemeral resource of a manager.
type secretVersion struct{ manager manager }

func (s secretVersion) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = s.manager.typeName
}

func (s secretVersion) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: s.manager.attributes}
}

// Open returns what the secret's name stands for: the JWT, the client secret,
// or both if it is neither's alone.
func (s secretVersion) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	resp.Result.Raw = req.Config.Raw
	var name types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(s.manager.named), &name)...)
	both := map[string]string{"client_secret": os.Getenv("ORDERS_CLIENT_SECRET"), "jwt": os.Getenv("ORDERS_JWT")}
	var value any = both
	if _, isText := s.manager.attributes[s.manager.value].(schema.StringAttribute); isText {
		switch {
		case strings.Contains(name.ValueString(), "jwt"):
			value = both["jwt"]
		case strings.Contains(name.ValueString(), "secret"):
			value = both["client_secret"]
		default:
			text, err := json.Marshal(both)
			if err != nil {
				resp.Diagnostics.AddError("The stand-in has no secrets", err.Error())
			}
			value = string(text)
		}
	}
	resp.Diagnostics.Append(resp.Result.SetAttribute(ctx, path.Root(s.manager.value), value)...)
}
