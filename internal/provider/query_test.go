// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/querycheck"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// query is what a list block asks for.
type query struct {
	typeName string
	config   map[string]tftypes.Value
	include  bool
	limit    int64
}

type queryResult struct {
	name     string
	identity map[string]string
	object   map[string]tftypes.Value
	problem  string
}

// query validates and runs a list block.
func (p protocol) query(t *testing.T, q query) []queryResult {
	t.Helper()
	lists, ok := p.ProviderServer.(tfprotov6.ProviderServerWithListResource) //nolint:staticcheck // ProviderServer does not have its methods yet
	if !ok {
		t.Fatal("the provider has no list resources")
	}
	config := providertest.Object(t, p.schemas.ListResourceSchemas[q.typeName].ValueType(), q.config)
	valid, err := lists.ValidateListResourceConfig(t.Context(), &tfprotov6.ValidateListResourceConfigRequest{
		TypeName: q.typeName, Config: config,
	})
	if err != nil {
		t.Fatal(err)
	}
	if problem := errorsOf(valid.Diagnostics); problem != "" {
		return []queryResult{{problem: problem}}
	}
	stream, err := lists.ListResource(t.Context(), &tfprotov6.ListResourceRequest{TypeName: q.typeName, Config: config, IncludeResource: q.include, Limit: q.limit})
	if err != nil {
		t.Fatal(err)
	}
	var results []queryResult
	for found := range stream.Results {
		result := queryResult{name: found.DisplayName, problem: errorsOf(found.Diagnostics)}
		if result.problem == "" {
			result.identity = texts(t, attributes(t, found.Identity.IdentityData, p.identities.IdentitySchemas[q.typeName].ValueType()))
		}
		if found.Resource != nil {
			result.object = attributes(t, found.Resource, p.schemas.ResourceSchemas[q.typeName].ValueType())
		}
		results = append(results, result)
	}
	return results
}

func names(results []queryResult) string {
	var all []string
	for _, result := range results {
		all = append(all, result.name+result.problem)
	}
	return strings.Join(all, ", ")
}

func text(value string) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }

func textList(values ...string) tftypes.Value {
	elements := make([]tftypes.Value, 0, len(values))
	for _, value := range values {
		elements = append(elements, text(value))
	}
	return tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, elements)
}

func addUser(env *providertest.Environment, first, email, status, kind string, roleIDs ...string) (id string) {
	return env.AddExtension(simulator.Extension{
		Type: kind, Status: status, RoleIDs: roleIDs, Contact: simulator.Contact{FirstName: first, LastName: "Bot", Email: email},
	})
}

// TestQueryUsers lists users by everything that they can be selected by.
func TestQueryUsers(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	roleID := env.AddRole(simulator.Role{DisplayName: "Bots", Custom: true, Permissions: []string{"BusinessSms"}})
	addUser(env, "A", "a@example.com", "Enabled", "User", roleID)
	addUser(env, "B", "b@EXAMPLE.com", "Disabled", "User", "3", roleID)
	addUser(env, "C", "c@sub.example.com", "Enabled", "VirtualUser", "3")
	addUser(env, "D", "d@example.org", "NotActivated", "User", roleID)
	addUser(env, "Seat", "", "Unassigned", "User")
	addUser(env, "Queue", "queue@example.com", "Enabled", "Department")
	const (
		a, b, c, d = "A Bot <a@example.com>", "B Bot <b@EXAMPLE.com>", "C Bot <c@sub.example.com>", "D Bot <d@example.org>"
		typeName   = "ringcentral_service_user"
	)
	p := startProtocol(t, env.Variable)
	for name, test := range map[string]struct {
		query query
		want  string
	}{
		"all":               {query{}, strings.Join([]string{a, b, c, d}, ", ")},
		"domain":            {query{config: map[string]tftypes.Value{"email_domain": text("Example.com")}}, a + ", " + b},
		"role":              {query{config: map[string]tftypes.Value{"role_id": text(roleID)}}, strings.Join([]string{a, b, d}, ", ")},
		"statuses":          {query{config: map[string]tftypes.Value{"statuses": textList("Disabled", "NotActivated")}}, b + ", " + d},
		"types":             {query{config: map[string]tftypes.Value{"types": textList("VirtualUser")}}, c},
		"all filters":       {query{config: map[string]tftypes.Value{"email_domain": text("example.com"), "role_id": text(roleID), "statuses": textList("Enabled"), "types": textList("User")}}, a},
		"limit":             {query{limit: 2}, a + ", " + b},
		"nobody":            {query{config: map[string]tftypes.Value{"role_id": text("none")}}, ""},
		"with an @":         {query{config: map[string]tftypes.Value{"email_domain": text("@example.com")}}, "must be a domain like example.com"},
		"no such status":    {query{config: map[string]tftypes.Value{"statuses": textList("Unassigned")}}, "value must be one of"},
		"no type":           {query{config: map[string]tftypes.Value{"types": textList()}}, "list must contain at least 1 elements"},
		"with the resource": {query{include: true, limit: 1}, a},
	} {
		test.query.typeName = typeName
		got := names(p.query(t, test.query))
		if got != test.want && (test.want == "" || !strings.Contains(got, test.want) || !strings.Contains(got, "Attribute")) {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

// TestQueryResults checks that a result is what an import of it would read.
func TestQueryResults(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	roleID := env.AddRole(simulator.Role{DisplayName: "Bots", Description: "For bots.", Custom: true, Permissions: []string{"BusinessSms", "ReadCallLog"}})
	addUser(env, "A", "a@example.com", "Enabled", "User", roleID)
	p := startProtocol(t, env.Variable)
	for _, typeName := range []string{"ringcentral_service_user", "ringcentral_user_role"} {
		results := p.query(t, query{typeName: typeName, include: true})
		if len(results) != 1 || results[0].problem != "" {
			t.Fatalf("%s: got %+v", typeName, results)
		}
		imported, read := p.importAndRead(t, typeName, results[0].identity)
		if imported != "" {
			t.Fatalf("%s: %s", typeName, imported)
		}
		for name, value := range attributes(t, read.NewState, p.schemas.ResourceSchemas[typeName].ValueType()) {
			if !value.Equal(results[0].object[name]) {
				t.Errorf("%s: the list says %s = %s, an import %s", typeName, name, results[0].object[name], value)
			}
		}
	}
}

// TestQueryRoles lists custom roles, or all.
func TestQueryRoles(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	env.AddRole(simulator.Role{DisplayName: "Zebra", Custom: true, Permissions: []string{"BusinessSms"}})
	env.AddRole(simulator.Role{DisplayName: "Ant", Custom: true, Permissions: []string{"ReadCallLog"}})
	p := startProtocol(t, env.Variable)
	if got := names(p.query(t, query{typeName: "ringcentral_user_role"})); got != "Zebra, Ant" {
		t.Errorf("got %q", got)
	}
	all := p.query(t, query{typeName: "ringcentral_user_role", config: map[string]tftypes.Value{"include_predefined": tftypes.NewValue(tftypes.Bool, true)}})
	if len(all) != len(env.Roles()) || !slices.ContainsFunc(all, func(r queryResult) bool { return r.name == "Super Admin" }) {
		t.Errorf("got %q", names(all))
	}
}

// TestQueryAssignments lists the roles of users, and each result is what an import of
// it would read.
func TestQueryAssignments(t *testing.T) {
	t.Parallel()
	const typeName = "ringcentral_user_role_assignment"
	env := providertest.Start(t)
	roleID := env.AddRole(simulator.Role{DisplayName: "Bots", Custom: true, Permissions: []string{"BusinessSms"}})
	userID := addUser(env, "A", "a@example.com", "Enabled", "User", "3", roleID)
	addUser(env, "B", "b@example.com", "Disabled", "User", roleID)
	p := startProtocol(t, env.Variable)
	for name, test := range map[string]struct {
		config map[string]tftypes.Value
		want   int
	}{
		"user":          {map[string]tftypes.Value{"user_id": text(userID)}, 2},
		"role":          {map[string]tftypes.Value{"role_id": text(roleID)}, 2},
		"user and role": {map[string]tftypes.Value{"user_id": text(userID), "role_id": text(roleID)}, 1},
		"nobody":        {map[string]tftypes.Value{"role_id": text("none")}, 0},
	} {
		results := p.query(t, query{typeName: typeName, config: test.config, include: true})
		if len(results) != test.want {
			t.Errorf("%s: got %s", name, names(results))
		}
		for _, result := range results {
			imported, read := p.importAndRead(t, typeName, result.identity)
			if imported != "" {
				t.Fatalf("%s: %s", result.name, imported)
			}
			for attribute, value := range attributes(t, read.NewState, p.schemas.ResourceSchemas[typeName].ValueType()) {
				if !value.Equal(result.object[attribute]) {
					t.Errorf("%s: the list says %s = %s, an import %s", result.name, attribute, result.object[attribute], value)
				}
			}
		}
	}
	if got := names(p.query(t, query{typeName: typeName, config: map[string]tftypes.Value{"user_id": text(userID), "role_id": text(roleID)}})); got != "A Bot: Bots" {
		t.Errorf("got %q", got)
	}
	if results := p.query(t, query{typeName: typeName, limit: 1}); len(results) != 1 {
		t.Errorf("got %s", names(results))
	}
}

// TestQueryOfAShortList reads what a list leaves out.
func TestQueryOfAShortList(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	roleID := env.AddRole(simulator.Role{DisplayName: "Bots", Custom: true, Permissions: []string{"BusinessSms"}})
	userID := addUser(env, "A", "a@example.com", "Enabled", "User", roleID)
	env.Inject(simulator.Fault{Method: http.MethodGet, Path: regexp.MustCompile("/user-role$"), Status: 200, Body: `{"records":[{"id":"` + roleID + `","displayName":"Bots","custom":true}]}`})
	env.Inject(simulator.Fault{Method: http.MethodGet, Path: regexp.MustCompile("/extension$"), Status: 200, Body: `{"records":[{"id":` + userID + `,"type":"User","status":"Enabled","contact":{"firstName":"A","email":"a@example.com"}}]}`})
	p := startProtocol(t, env.Variable)
	for typeName, attribute := range map[string]string{"ringcentral_service_user": "role_ids", "ringcentral_user_role": "permissions"} {
		results := p.query(t, query{typeName: typeName, include: true})
		if len(results) != 1 || results[0].problem != "" {
			t.Fatalf("%s: got %+v", typeName, results)
		}
		var held []tftypes.Value
		if err := results[0].object[attribute].As(&held); err != nil || len(held) != 1 {
			t.Errorf("%s: %s = %s", typeName, attribute, results[0].object[attribute])
		}
	}
}

// TestQueryErrors pushes errors as results.
func TestQueryErrors(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		prepare func(*providertest.Environment)
		want    string
	}{
		"no credentials": {func(env *providertest.Environment) { env.SetVariable("RINGCENTRAL_JWT", "") }, "the provider has no credentials"},
		"refused": {func(env *providertest.Environment) {
			env.Inject(simulator.Fault{Path: regexp.MustCompile("/(extension|user-role)$"), Status: 403})
		}, "Could not list the"},
	} {
		env := providertest.Start(t)
		test.prepare(env)
		p := startProtocol(t, env.Variable)
		for _, typeName := range []string{"ringcentral_service_user", "ringcentral_user_role", "ringcentral_user_role_assignment"} {
			results := p.query(t, query{typeName: typeName})
			if len(results) != 1 || !strings.Contains(results[0].problem, test.want) {
				t.Errorf("%s, %s: got %+v", name, typeName, results)
			}
		}
	}
}

// TestAccQuery runs list blocks with a Terraform that knows them.
func TestAccQuery(t *testing.T) {
	t.Parallel()
	providertest.RequireTerraform(t, providertest.Queries)
	env := providertest.Start(t)
	addUser(env, "A", "a@example.com", "Enabled", "User")
	addUser(env, "B", "b@example.org", "Enabled", "User")
	env.TestQuery(resource.TestCase{
		Steps: []resource.TestStep{
			{Config: role},
			{
				Query: true,
				Config: `
list "ringcentral_service_user" "bots" {
  provider = ringcentral
  config {
    email_domain = "example.com"
  }
}

list "ringcentral_user_role" "custom" {
  provider = ringcentral
}
`,
				QueryResultChecks: []querycheck.QueryResultCheck{
					querycheck.ExpectLength("ringcentral_service_user.bots", 1),
					querycheck.ExpectLength("ringcentral_user_role.custom", 1),
				},
			},
		},
	})
}

// TestAccAdoptByQuery finds users and roles, writes their configuration, and
// imports them without a change.
func TestAccAdoptByQuery(t *testing.T) {
	t.Parallel()
	providertest.RequireTerraform(t, providertest.Queries)
	env := providertest.Start(t)
	roleID := env.AddRole(simulator.Role{DisplayName: "Bots", Custom: true, Permissions: []string{"BusinessSms", "ReadCallLog"}})
	addUser(env, "A", "a@example.com", "Enabled", "User", roleID)
	addUser(env, "B", "b@example.com", "Disabled", "VirtualUser", roleID, "3")
	addUser(env, "C", "c@example.org", "Enabled", "User")
	w := env.Workspace(providertest.Provider, "")
	w.WriteFile("adopt.tfquery.hcl", `
list "ringcentral_service_user" "bots" {
  provider = ringcentral
  config {
    email_domain = "example.com"
  }
}

list "ringcentral_user_role" "custom" {
  provider = ringcentral
}
`)
	want(t, w, 0, "A Bot <a@example.com>", "query", "-generate-config-out=adopted.tf")
	want(t, w, 0, "3 to import, 0 to add, 0 to change, 0 to destroy", "plan")
	want(t, w, 0, "3 imported, 0 added, 0 changed, 0 destroyed", "apply", "-auto-approve")
	want(t, w, 0, "No changes.", "plan", "-detailed-exitcode")
}
