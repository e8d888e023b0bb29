// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const verifyGrant = "ringcentral_verify_grant"

// invoke validates, plans and invokes an action, and returns its progress and its
// diagnostics.
func (p protocol) invoke(t *testing.T, typeName string, values map[string]tftypes.Value) (progress, problems string) {
	t.Helper()
	actions, ok := p.ProviderServer.(tfprotov6.ProviderServerWithActions) //nolint:staticcheck // ProviderServer does not have its methods yet
	if !ok {
		t.Fatal("the provider has no actions")
	}
	config := providertest.Object(t, p.schemas.ActionSchemas[typeName].Schema.ValueType(), values)
	valid, err := actions.ValidateActionConfig(t.Context(), &tfprotov6.ValidateActionConfigRequest{ActionType: typeName, Config: config})
	if err != nil {
		t.Fatal(err)
	}
	if problems := errorsOf(valid.Diagnostics); problems != "" {
		return "", problems
	}
	planned, err := actions.PlanAction(t.Context(), &tfprotov6.PlanActionRequest{ActionType: typeName, Config: config})
	if err != nil || len(planned.Diagnostics) > 0 {
		t.Fatal(err, planned.Diagnostics)
	}
	stream, err := actions.InvokeAction(t.Context(), &tfprotov6.InvokeActionRequest{ActionType: typeName, Config: config})
	if err != nil {
		t.Fatal(err)
	}
	for event := range stream.Events {
		switch e := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			progress += e.Message
		case tfprotov6.CompletedInvokeActionEventType:
			problems += errorsOf(e.Diagnostics)
		}
	}
	return progress, problems
}

func reference(name string) tftypes.Value {
	list := tftypes.List{ElementType: tftypes.String}
	return tftypes.NewValue(tftypes.Object{AttributeTypes: map[string]tftypes.Type{"env": tftypes.String, "file": tftypes.String, "command": list}}, map[string]tftypes.Value{
		"env": text(name), "file": tftypes.NewValue(tftypes.String, nil), "command": tftypes.NewValue(list, nil),
	})
}

func set(elements ...string) tftypes.Value {
	values := make([]tftypes.Value, 0, len(elements))
	for _, element := range elements {
		values = append(values, text(element))
	}
	return tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, values)
}

// TestVerifyGrant proves a grant, and finds what the data source finds.
func TestVerifyGrant(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*testing.T, *providertest.Integration)
		values func(*providertest.Integration) map[string]tftypes.Value
		says   string
		finds  string
	}{
		"operations": {values: func(i *providertest.Integration) map[string]tftypes.Value {
			return map[string]tftypes.Value{"client_secret_from": reference(i.SecretVariable), "jwt_from": reference(i.JWTVariable), "operations": set("createSMSMessage"), "required_scopes": set("ReadAccounts")}
		}, says: "with the scopes ReadAccounts, SMS."},
		"rehearsal": {values: func(i *providertest.Integration) map[string]tftypes.Value {
			return map[string]tftypes.Value{
				"client_secret_from": reference(i.SecretVariable), "jwt_from": reference(i.JWTVariable),
				"rehearse": tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, []tftypes.Value{text("GET /restapi/v1.0/account/~")}),
			}
		}, says: "GET /restapi/v1.0/account/~: HTTP 200"},
		"wrong secret": {change: func(_ *testing.T, i *providertest.Integration) {
			i.ChangeSecret(i.SecretVariable, "LEAKMARKER-wrong-secret-of-forty-characters")
		}, values: func(i *providertest.Integration) map[string]tftypes.Value {
			return map[string]tftypes.Value{"client_secret_from": reference(i.SecretVariable), "jwt_from": reference(i.JWTVariable)}
		}, finds: "client_secret_wrong"},
		"missing scope": {change: editApp(func(a *simulator.App) { a.Scopes = []string{"ReadAccounts"} }), values: func(i *providertest.Integration) map[string]tftypes.Value {
			return map[string]tftypes.Value{"client_secret_from": reference(i.SecretVariable), "jwt_from": reference(i.JWTVariable), "operations": set("createSMSMessage")}
		}, finds: "scope_missing"},
		"no JWT": {change: func(_ *testing.T, i *providertest.Integration) { i.ChangeSecret(i.JWTVariable, "") }, values: func(i *providertest.Integration) map[string]tftypes.Value {
			return map[string]tftypes.Value{"client_secret_from": reference(i.SecretVariable), "jwt_from": reference(i.JWTVariable)}
		}, finds: "secret_not_available"},
		"bad rehearsal": {values: func(i *providertest.Integration) map[string]tftypes.Value {
			return map[string]tftypes.Value{
				"client_secret_from": reference(i.SecretVariable), "jwt_from": reference(i.JWTVariable),
				"rehearse": tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, []tftypes.Value{text("DELETE /restapi/v1.0/account/~")}),
			}
		}, finds: "Cannot rehearse"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := providertest.Integrate(t, simulator.Options{})
			if test.change != nil {
				test.change(t, i)
			}
			values := test.values(i)
			values["client_id"] = text(i.App.ClientID)
			progress, problems := startProtocol(t, i.Variable).invoke(t, verifyGrant, values)
			if (problems == "") != (test.finds == "") || !strings.Contains(problems, test.finds) || !strings.Contains(progress, test.says) || (progress == "") != (test.finds != "") {
				t.Errorf("progress %q, problems %q", progress, problems)
			}
			for _, secret := range i.Secrets() {
				if strings.Contains(progress+problems, secret) {
					t.Error("a secret is in the output")
				}
			}
		})
	}
}
