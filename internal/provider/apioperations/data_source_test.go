// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package apioperations_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/conformance"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const (
	address  = "data.ringcentral_api_operations.test"
	typeName = "ringcentral_api_operations"
)

func operations(references ...string) string {
	quoted := make([]string, 0, len(references))
	for _, reference := range references {
		quoted = append(quoted, fmt.Sprintf("%q", reference))
	}
	return fmt.Sprintf("data \"ringcentral_api_operations\" \"test\" {\n  operations = [%s]\n}\n", strings.Join(quoted, ", "))
}

func TestAccOperations(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{Config: operations("createSmsMessage"), ExpectError: providertest.Message("createSMSMessage")},
		{Config: operations("GET /restapi/v1.0/account/~/extensions"), ExpectError: providertest.Message("GET /restapi/v1.0/account/{accountId}/extension")},
		{Config: "data \"ringcentral_api_operations\" \"test\" {\n  operations = []\n}", ExpectError: providertest.Message("set must contain at least 1 elements")},
		{
			Config: operations("createSMSMessage", "readUserCallLog", "GET /restapi/v1.0/account/~/extension/~/message-store"),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "scopes.#", "2"),
				resource.TestCheckTypeSetElemAttr(address, "scopes.*", "SMS"), // includes ReadMessages
				resource.TestCheckTypeSetElemAttr(address, "scopes.*", "ReadCallLog"),
				resource.TestCheckResourceAttr(address, "required_permissions.#", "3"),
				resource.TestCheckTypeSetElemAttr(address, "required_permissions.*", "OutboundSMS"),
				resource.TestCheckResourceAttr(address, "role_permissions.#", "2"),
				resource.TestCheckTypeSetElemAttr(address, "role_permissions.*", "BusinessSms"),
				resource.TestCheckTypeSetElemAttr(address, "role_permissions.*", "ReadCallLog"),
				resource.TestCheckResourceAttr(address, "alternatives.#", "0"),
				resource.TestCheckResourceAttr(address, "details.#", "3"),
				resource.TestCheckResourceAttr(address, "details.0.id", "createSMSMessage"),
				resource.TestCheckResourceAttr(address, "details.0.method", "POST"),
				resource.TestCheckResourceAttr(address, "details.0.path", "/restapi/v1.0/account/{accountId}/extension/{extensionId}/sms"),
				resource.TestCheckResourceAttr(address, "details.0.scope", "SMS"),
				resource.TestCheckResourceAttr(address, "details.0.permissions.#", "1"),
				resource.TestCheckResourceAttr(address, "details.0.usage_group", "Medium"),
			),
		},
		{
			Config: operations("updateExtension"),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "alternatives.#", "1"),
				resource.TestCheckResourceAttr(address, "alternatives.0.#", "2"),
				resource.TestCheckResourceAttr(address, "required_permissions.#", "1"),
				resource.TestCheckResourceAttr(address, "role_permissions.#", "1"),
				resource.TestCheckTypeSetElemAttr(address, "role_permissions.*", "UserInfo"),
			),
		},
	}})
}

// TestAccWithoutCredentials knows all but what depends on the account.
func TestAccWithoutCredentials(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.SetVariable("RINGCENTRAL_JWT", "")
	w := env.Scenario(operations("createSMSMessage") + `
output "needs" {
  value = "${join(" ", data.ringcentral_api_operations.test.scopes)} ${join(" ", data.ringcentral_api_operations.test.required_permissions)} ${data.ringcentral_api_operations.test.role_permissions == null}"
}
`)
	result := w.Run("plan")
	if result.ExitCode != 0 || !result.Says(`needs = "SMS OutboundSMS true"`) || !result.Says("Warning: role_permissions is null") {
		t.Error(result.Output)
	}
	if len(env.Requests()) > 0 {
		t.Errorf("%d requests were made", len(env.Requests()))
	}
}

// TestAccUnreadableAccount fails: with a null, a role would lose its permissions.
func TestAccUnreadableAccount(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.SetVariable("RINGCENTRAL_CLIENT_SECRET", "of-another-app")
	result := env.Scenario(operations("createSMSMessage")).Run("plan")
	if result.ExitCode != 1 || !result.Says("Could not read the account's permissions") || !result.Says("client_secret_wrong") {
		t.Error(result.Output)
	}
}

// TestEveryOperation compares what the data source says of each operation with
// the OpenAPI document, when that is at hand.
func TestEveryOperation(t *testing.T) {
	t.Parallel()
	path, err := conformance.Locate()
	if err != nil {
		t.Fatal(err)
	}
	if path == "" {
		t.Skipf("RingCentral's OpenAPI document is not at hand: set %s to its path", conformance.Variable)
	}
	document, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		t.Fatal(err)
	}
	server := configuredServer(t, nil)
	compared := 0
	for _, item := range document.Paths.Map() {
		for _, operation := range item.Operations() {
			needs := read(t, server, operation.OperationID)
			var scopes, permissions []string
			if scope, _ := operation.Extensions["x-app-permission"].(string); scope != "" {
				scopes = []string{scope}
			}
			if text, _ := operation.Extensions["x-user-permission"].(string); text != "" {
				permissions = strings.Split(text, " OR ")
			}
			if !slices.Equal(needs.scopes, scopes) || !slices.Equal(needs.detail, slices.Sorted(slices.Values(permissions))) ||
				len(permissions) == 1 && !slices.Equal(needs.permissions, permissions) {
				t.Errorf("%s: got %+v, want %v and %v", operation.OperationID, needs, scopes, permissions)
			}
			checkFeatures(t, operation, needs)
			compared++
		}
	}
	if compared != len(apicatalog.Operations()) {
		t.Errorf("%d operations were compared, the catalog has %d", compared, len(apicatalog.Operations()))
	}
}

// checkFeatures compares what the data source says of one operation with the document,
// which joins features with AND or OR.
func checkFeatures(t *testing.T, operation *openapi3.Operation, got needs) {
	t.Helper()
	text, _ := operation.Extensions["x-feature"].(string)
	var needed, groups, choices []string
	switch {
	case text == "":
	case strings.Contains(text, " OR "):
		names := strings.Split(text, " OR ")
		slices.Sort(names)
		choices = []string{strings.Join(names, "|")}
		groups = choices
	default:
		needed = strings.Split(text, " AND ")
		groups = needed
		needed = slices.Sorted(slices.Values(needed))
	}
	if !slices.Equal(got.features, needed) || !slices.Equal(got.featureChoices, choices) || !slices.Equal(got.featureGroups, groups) {
		t.Errorf("%s: got features %v, choices %v and groups %v, want those of %q", operation.OperationID, got.features, got.featureChoices, got.featureGroups, text)
	}
}

// needs is the part of the data source's state that tests look at, sorted.
type needs struct {
	scopes, permissions, role, detail       []string
	features, featureChoices, featureGroups []string
}

func configuredServer(t *testing.T, variables map[string]string) tfprotov6.ProviderServer {
	t.Helper()
	p := provider.New("test", func(name string) (string, bool) {
		value, ok := variables[name]
		return value, ok
	})
	t.Cleanup(func() { _ = p.Close(context.WithoutCancel(t.Context())) })
	server := providerserver.NewProtocol6(p)()
	schema, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: providertest.Object(t, schema.Provider.ValueType(), nil)})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatal(err, resp.Diagnostics)
	}
	return server
}

// read asks the data source what operations need.
func read(t *testing.T, server tfprotov6.ProviderServer, references ...string) needs {
	t.Helper()
	schema, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	objectType := schema.DataSourceSchemas[typeName].ValueType()
	elements := make([]tftypes.Value, 0, len(references))
	for _, reference := range references {
		elements = append(elements, tftypes.NewValue(tftypes.String, reference))
	}
	resp, err := server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: typeName,
		Config: providertest.Object(t, objectType, map[string]tftypes.Value{
			"operations": tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, elements),
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range resp.Diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			t.Fatalf("%s: %s", d.Summary, d.Detail)
		}
	}
	state, err := resp.State.Unmarshal(objectType)
	if err != nil {
		t.Fatal(err)
	}
	var attributes map[string]tftypes.Value
	if err := state.As(&attributes); err != nil {
		t.Fatal(err)
	}
	response := needs{scopes: texts(t, attributes["scopes"]), permissions: texts(t, attributes["required_permissions"]), role: texts(t, attributes["role_permissions"]), features: texts(t, attributes["features"]), featureChoices: groupsOf(t, attributes["feature_alternatives"])}
	var details []tftypes.Value
	if err := attributes["details"].As(&details); err != nil {
		t.Fatal(err)
	}
	for _, detail := range details {
		var fields map[string]tftypes.Value
		if err := detail.As(&fields); err != nil {
			t.Fatal(err)
		}
		response.detail = append(response.detail, texts(t, fields["permissions"])...)
		response.featureGroups = append(response.featureGroups, groupsOf(t, fields["features"])...)
	}
	return response
}

// groupsOf returns each set of a list, joined with bars.
func groupsOf(t *testing.T, list tftypes.Value) []string {
	t.Helper()
	var sets []tftypes.Value
	if err := list.As(&sets); err != nil {
		t.Fatal(err)
	}
	var groups []string
	for _, set := range sets {
		groups = append(groups, strings.Join(texts(t, set), "|"))
	}
	return groups
}

func texts(t *testing.T, set tftypes.Value) []string {
	t.Helper()
	var elements []tftypes.Value
	if set.IsNull() {
		return nil
	}
	if err := set.As(&elements); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, element := range elements {
		var text string
		if err := element.As(&text); err != nil {
			t.Fatal(err)
		}
		all = append(all, text)
	}
	slices.Sort(all)
	return all
}
