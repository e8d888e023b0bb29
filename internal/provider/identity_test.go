// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// importByIdentity imports and reads an object. It returns the identity that the
// provider records, by attribute, and the errors.
func (p protocol) importByIdentity(t *testing.T, typeName string, identity map[string]string) (recorded map[string]string, problem string) {
	t.Helper()
	problem, read := p.importAndRead(t, typeName, identity)
	if problem != "" {
		return nil, problem
	}
	return texts(t, attributes(t, read.NewIdentity.IdentityData, p.identities.IdentitySchemas[typeName].ValueType())), ""
}

func (p protocol) importAndRead(t *testing.T, typeName string, identity map[string]string) (problem string, read *tfprotov6.ReadResourceResponse) {
	t.Helper()
	values := map[string]tftypes.Value{}
	for name, value := range identity {
		values[name] = tftypes.NewValue(tftypes.String, value)
	}
	imported, err := p.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{
		TypeName: typeName, Identity: &tfprotov6.ResourceIdentityData{IdentityData: providertest.Object(t, p.identities.IdentitySchemas[typeName].ValueType(), values)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if problem = errorsOf(imported.Diagnostics); problem != "" {
		return problem, nil
	}
	read, err = p.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: typeName, CurrentState: imported.ImportedResources[0].State,
		CurrentIdentity: imported.ImportedResources[0].Identity, Private: imported.ImportedResources[0].Private,
	})
	if err != nil {
		t.Fatal(err)
	}
	return errorsOf(read.Diagnostics), read
}

// TestIdentity imports every resource by its identity and compares what the
// provider records.
func TestIdentity(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{})
	p := startProtocol(t, i.Variable)
	for typeName := range p.schemas.ResourceSchemas {
		if p.identities.IdentitySchemas[typeName] == nil {
			t.Errorf("%s has no identity", typeName)
		}
	}
	for name, test := range map[string]struct {
		typeName string
		given    map[string]string
		recorded map[string]string
		problem  string
	}{
		"user": {"ringcentral_service_user", map[string]string{"id": i.OwnerID},
			map[string]string{"server_url": i.URL, "account_id": i.AccountID(), "id": i.OwnerID}, ""},
		"user, in full": {"ringcentral_service_user", map[string]string{"server_url": i.URL + "/", "account_id": i.AccountID(), "id": i.OwnerID},
			map[string]string{"server_url": i.URL, "account_id": i.AccountID(), "id": i.OwnerID}, ""},
		"user by e-mail": {"ringcentral_service_user", map[string]string{"id": "email:orders@example.com"},
			map[string]string{"server_url": i.URL, "account_id": i.AccountID(), "id": i.OwnerID}, ""},
		"user of another server": {"ringcentral_service_user", map[string]string{"server_url": "https://platform.ringcentral.biz", "id": i.OwnerID}, nil,
			"The identity belongs to another server"},
		"role": {"ringcentral_user_role", map[string]string{"id": i.RoleID},
			map[string]string{"server_url": i.URL, "account_id": i.AccountID(), "id": i.RoleID}, ""},
		"app": {"ringcentral_app", map[string]string{"client_id": i.App.ClientID},
			map[string]string{"server_url": i.URL, "client_id": i.App.ClientID}, ""},
		"credential": {"ringcentral_jwt_credential", map[string]string{"jwt_from": "env:" + i.JWTVariable},
			map[string]string{"server_url": i.URL, "jwt_from": "env:" + i.JWTVariable}, ""},
		"credential by nonsense": {"ringcentral_jwt_credential", map[string]string{"jwt_from": "nonsense"}, nil, "Invalid import ID of a JWT credential"},
	} {
		recorded, problem := p.importByIdentity(t, test.typeName, test.given)
		if !strings.Contains(problem, test.problem) || (problem == "") != (test.problem == "") {
			t.Errorf("%s: got the error %q, want %q", name, problem, test.problem)
		}
		if fmt.Sprint(recorded) != fmt.Sprint(test.recorded) {
			t.Errorf("%s: got %v, want %v", name, recorded, test.recorded)
		}
	}
}

// TestIdentityOfAnotherAccount refuses an identity of an account that the provider
// does not manage.
func TestIdentityOfAnotherAccount(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{})
	ids := map[string]string{
		"ringcentral_user_role": i.RoleID, "ringcentral_service_user": i.OwnerID, "ringcentral_user_role_assignment": i.OwnerID + "/" + i.RoleID,
	}
	for typeName, id := range ids {
		_, problem := startProtocol(t, i.Variable).importByIdentity(t, typeName, map[string]string{"account_id": "1", "id": id})
		if !strings.Contains(problem, "belongs to another RingCentral account") || !strings.Contains(problem, "account 1") {
			t.Errorf("%s: got %q", typeName, problem)
		}
	}
	remove := i.Inject(simulator.Fault{Rewrite: func(body []byte) []byte {
		return regexp.MustCompile(`"uri":"[^"]*"`).ReplaceAll(body, []byte(`"uri":""`))
	}})
	for typeName, id := range ids {
		_, problem := startProtocol(t, i.Variable).importByIdentity(t, typeName, map[string]string{"account_id": "1", "id": id})
		if !strings.Contains(problem, "belongs to another RingCentral account") {
			t.Errorf("%s without an address: got %q", typeName, problem)
		}
	}
	remove()
	i.SetVariable("RINGCENTRAL_ACCOUNT_ID", i.AccountID())
	_, problem := startProtocol(t, i.Variable).importByIdentity(t, "ringcentral_user_role", map[string]string{"account_id": "1", "id": i.RoleID})
	if !strings.Contains(problem, "The identity belongs to another account") {
		t.Errorf("got %q", problem)
	}
}

// TestImportOfNothing imports objects that do not exist: nobody has deleted them.
func TestImportOfNothing(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{})
	p := startProtocol(t, i.Variable)
	for typeName, id := range map[string]string{
		"ringcentral_service_user":         "62264425999",
		"ringcentral_user_role":            "13999",
		"ringcentral_user_role_assignment": "62264425999/" + i.RoleID,
	} {
		_, problem := p.importByIdentity(t, typeName, map[string]string{"id": id})
		if !strings.Contains(problem, "Nothing to import") || !strings.Contains(problem, "999") {
			t.Errorf("%s: got %q", typeName, problem)
		}
	}
	_, problem := p.importByIdentity(t, "ringcentral_user_role_assignment", map[string]string{"id": i.OwnerID + "/4"})
	if !strings.Contains(problem, "Nothing to import") {
		t.Errorf("a role that the user does not have: got %q", problem)
	}
}

// TestAccImportByName imports by what a person knows.
func TestAccImportByName(t *testing.T) {
	t.Parallel()
	i := providertest.Integrate(t, simulator.Options{})
	i.AddRole(simulator.Role{DisplayName: "Twice", Custom: true, Permissions: []string{"BusinessSms"}})
	i.AddRole(simulator.Role{DisplayName: "Twice", Custom: true, Permissions: []string{"BusinessSms"}})
	var number string
	for _, e := range i.Extensions() {
		if e.ID == i.OwnerID {
			number = e.ExtensionNumber
		}
	}
	const (
		user = `resource "ringcentral_service_user" "test" {
  first_name = "Orders"
  email      = "orders@example.com"
}`
		role = `resource "ringcentral_user_role" "test" {
  display_name = "Orders"
  permissions  = ["BusinessSms"]
}`
		userAddress, roleAddress = "ringcentral_service_user.test", "ringcentral_user_role.test"
	)
	imports := func(config, address, id, problem string) resource.TestStep {
		step := resource.TestStep{Config: config, ResourceName: address, ImportState: true, ImportStateId: id}
		if problem != "" {
			step.ExpectError = providertest.Message(problem)
		}
		return step
	}
	i.Test(resource.TestCase{Steps: []resource.TestStep{
		imports(user, userAddress, "email:Orders@example.com", ""),
		imports(user, userAddress, "extension_number:"+number, ""),
		imports(user, userAddress, "email:nobody@example.com", "User not found"),
		imports(user, userAddress, "extension_number:abc", "Invalid import ID of a user"),
		imports(user, userAddress, "orders@example.com", "email:orders-notifier@example.com"),
		imports(role, roleAddress, "name:Orders", ""),
		imports(role, roleAddress, "name:orders", "Role not found"),
		imports(role, roleAddress, "name:Twice", "Several roles match"),
	}})
}
