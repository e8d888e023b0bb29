// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"fmt"
	"maps"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

// situation is one command of Terraform and what comes before it.
type situation struct {
	options simulator.Options
	// prepare makes what is there before Terraform.
	prepare func(*account)
	// before was applied before the command.
	before func(*account) terraformmodel.Configuration
	// change is done by hand between the two.
	change func(*account)
	// after is what the command applies.
	after func(*account) terraformmodel.Configuration
	// command is another command; after is then applied when all is over.
	command func(*account) *terraformmodel.Outcome
	// refused is set if the command ends with an error anyway, until repair.
	refused bool
	repair  func(*account)
}

func user(name string, values map[string]any) terraformmodel.Block {
	all := map[string]any{"first_name": "User", "last_name": name, "email": name + "@example.com"}
	maps.Copy(all, values)
	return terraformmodel.Block{Type: userType, Name: name, Values: all}
}

func role(name string, permissions ...any) terraformmodel.Block {
	return terraformmodel.Block{Type: roleType, Name: name, Values: map[string]any{"display_name": "Role " + name, "permissions": permissions}}
}

func assignment(name string, userID, roleID any) terraformmodel.Block {
	return terraformmodel.Block{Type: assignmentType, Name: name, Values: map[string]any{"user_id": userID, "role_id": roleID}}
}

func resources(blocks ...terraformmodel.Block) func(*account) terraformmodel.Configuration {
	return func(*account) terraformmodel.Configuration { return terraformmodel.Configuration{Resources: blocks} }
}

func data(typeName string, values map[string]any) terraformmodel.Block {
	return terraformmodel.Block{Type: typeName, Name: "test", Values: values}
}

func ids(roles ...any) map[string]any { return map[string]any{"role_ids": roles} }

func merged(all ...map[string]any) map[string]any {
	values := map[string]any{}
	for _, some := range all {
		maps.Copy(values, some)
	}
	return values
}

// users returns several users with the same values.
func users(n int, values map[string]any) []terraformmodel.Block {
	var blocks []terraformmodel.Block
	for i := range n {
		blocks = append(blocks, user(fmt.Sprint("user-", i), values))
	}
	return blocks
}

// extensionOf returns the ID of the extension of a resource.
func (a *account) extensionOf(name string) string { return a.State[userType+"."+name].Text("id") }

func (a *account) roleOf(name string) string { return a.State[roleType+"."+name].Text("id") }

// colleague is a user who is not Terraform's.
func colleague(a *account) string {
	return a.addExtension(simulator.Extension{
		ID: "70000000001", Type: "User", Status: "Enabled", RoleIDs: []string{"4"},
		Contact: simulator.Contact{FirstName: "Example", LastName: "Colleague", Email: "colleague@example.com"},
	})
}

func seat(a *account) {
	a.AddExtension(simulator.Extension{Type: "User", Status: "Unassigned", Hidden: true, DigitalLines: 1})
}

func (a *account) integrationBlocks() []terraformmodel.Block {
	secret, jwt := map[string]any{"env": a.secretVariable}, map[string]any{"env": a.jwtVariable}
	return []terraformmodel.Block{
		{Type: "ringcentral_app", Name: "orders", Values: map[string]any{
			"name": "Orders", "description": "Sends order updates by SMS.", "scopes": []any{"ReadAccounts", "SMS"},
			"client_id": a.app.ClientID, "client_secret_from": secret, "jwt_from": jwt,
		}},
		{Type: "ringcentral_jwt_credential", Name: "orders", Values: map[string]any{
			"label": "orders", "owner_id": a.ownerID, "client_ids": []any{a.app.ClientID}, "jwt_from": jwt,
		}},
	}
}

func (a *account) grantBlock(permissions ...any) terraformmodel.Block {
	return data("ringcentral_jwt_grant", map[string]any{
		"client_id": a.app.ClientID, "client_secret_from": map[string]any{"env": a.secretVariable}, "jwt_from": map[string]any{"env": a.jwtVariable},
		"expected_owner_id": a.ownerID, "required_scopes": []any{"ReadAccounts", "SMS"}, "required_permissions": permissions,
	})
}

func removeUser(name string) func(*account) {
	return func(a *account) {
		if err := a.RemoveExtension(a.extensionOf(name)); err != nil {
			a.t.Fatal(err)
		}
	}
}

// read returns a situation in which only a data source is read.
func read(prepare func(*account), block func(*account) terraformmodel.Block) situation {
	return situation{prepare: prepare, after: func(a *account) terraformmodel.Configuration {
		return terraformmodel.Configuration{Data: []terraformmodel.Block{block(a)}}
	}}
}

func always(block terraformmodel.Block) func(*account) terraformmodel.Block {
	return func(*account) terraformmodel.Block { return block }
}

var (
	bots      = role("bots", "BusinessSms", "ReadCallLog")
	botsID    = terraformmodel.Ref("ringcentral_user_role.bots")
	password  = map[string]any{"password_wo": "LEAKMARKER-passw0rd", "password_wo_version": 1}
	takesSeat = map[string]any{"use_unassigned_seat": true}
)

// situations exercise everything that the provider does. A new operation of the API
// that it uses needs one in which it is called.
var situations = map[string]situation{
	"create a role":                     {after: resources(bots)},
	"create a user":                     {after: resources(user("orders", nil))},
	"create a user with a role":         {after: resources(bots, user("orders", ids(botsID)))},
	"create a user in full":             {after: resources(bots, user("orders", merged(ids(botsID, "4"), password, map[string]any{"department": "IT", "job_title": "Bot", "extension_number": "4711", "hidden": true})))},
	"create users together":             {after: resources(append(users(4, ids(botsID, "4")), bots)...)},
	"give users another role":           {before: resources(users(4, ids("3"))...), after: resources(users(4, ids("3", "5"))...)},
	"create a user who is active later": {options: simulator.Options{Dialect: simulator.MustDialect("activates-later")}, after: resources(user("orders", nil))},
	"welcome a user":                    {prepare: seat, after: resources(user("orders", merged(takesSeat, map[string]any{"status": "NotActivated", "send_welcome_email": true})))},
	"give a seat":                       {prepare: seat, after: resources(bots, user("orders", merged(takesSeat, ids(botsID))))},
	"assign a role":                     {prepare: func(a *account) { colleague(a) }, after: resources(bots, assignment("reader", "70000000001", botsID))},
	"adopt what exists":                 {prepare: adoptable, command: adoptAll, after: resources(bots, user("orders", nil), assignment("reader", "70000000001", "4"))},
	"update a user":                     {before: resources(user("orders", nil)), after: resources(user("orders", map[string]any{"department": "IT", "status": "Disabled"}))},
	"change the password":               {before: resources(user("orders", password)), after: resources(user("orders", merged(password, map[string]any{"password_wo_version": 2})))},
	"change the roles of a user":        {before: resources(bots, user("orders", ids(botsID))), after: resources(bots, user("orders", ids("4")))},
	"change the roles of users":         {before: resources(users(5, ids("3"))...), after: resources(users(5, ids("4"))...)},
	"update a role":                     {before: resources(bots), after: resources(role("bots", "ReadCallLog", "InternalSMS"))},
	"replace an assignment":             {prepare: func(a *account) { colleague(a) }, before: resources(assignment("reader", "70000000001", "3")), after: resources(assignment("reader", "70000000001", "5"))},
	"take the last role away":           {prepare: func(a *account) { colleague(a) }, before: resources(assignment("reader", "70000000001", "4")), after: resources()},
	"destroy a user":                    {before: resources(bots, user("orders", ids(botsID))), after: resources(bots)},
	"destroy everything":                {before: resources(append(users(3, ids(botsID)), bots)...), after: resources()},
	"destroy a virtual user":            {before: resources(user("orders", map[string]any{"type": "VirtualUser"})), after: resources()},
	"give a seat back":                  {prepare: seat, before: resources(user("orders", takesSeat)), after: resources()},
	"destroy a role that is held": {before: resources(bots), change: func(a *account) {
		a.addExtension(simulator.Extension{ID: "70000000002", Type: "User", Status: "Enabled", RoleIDs: []string{a.roleOf("bots")}, Contact: simulator.Contact{FirstName: "Holder", Email: "holder@example.com"}})
	}, after: resources(), refused: true, repair: func(a *account) {
		_ = a.EditExtension("70000000002", func(e *simulator.Extension) { e.RoleIDs = []string{"4"} })
	}},
	"refresh":              {before: resources(append(users(4, ids("3")), bots, role("others", "ReadCallLog"), role("more", "ReadCallLog"))...), after: resources(append(users(4, ids("3")), bots, role("others", "ReadCallLog"), role("more", "ReadCallLog"))...)},
	"refresh a user alone": {before: resources(user("orders", ids("3"))), after: resources(user("orders", ids("3")))},
	"a user is gone":       {before: resources(user("orders", nil)), change: removeUser("orders"), after: resources(user("orders", nil))},
	"a role is gone":       {before: resources(bots), change: func(a *account) { _ = a.RemoveRole(a.roleOf("bots")) }, after: resources(bots)},
	"roles differ": {before: resources(bots), change: func(a *account) {
		_ = a.EditRole(a.roleOf("bots"), func(r *simulator.Role) { r.Permissions = append(r.Permissions, "InternalSMS") })
	}, after: resources(bots)},
	"somebody changes a role": {prepare: func(a *account) {
		a.variables["RINGCENTRAL_EXPLAIN_DRIFT"] = "true"
		a.SignIn(colleague(a))
	}, before: resources(bots), change: func(a *account) {
		_ = a.EditRole(a.roleOf("bots"), func(r *simulator.Role) { r.Description = "By hand" })
	}, after: resources(bots)},
	"the assignee is gone": {prepare: func(a *account) { colleague(a) }, before: resources(assignment("reader", "70000000001", "3")), change: func(a *account) { _ = a.RemoveExtension("70000000001") }, after: resources()},
	"check an integration": {prepare: (*account).integrate, after: func(a *account) terraformmodel.Configuration {
		return terraformmodel.Configuration{Resources: a.integrationBlocks()}
	}},
	"prove a grant": read((*account).integrate, func(a *account) terraformmodel.Block { return a.grantBlock("BusinessSms") }),
	"look at an expired credential": {prepare: func(a *account) {
		a.integrate()
		a.expireCredential()
	}, after: func(a *account) terraformmodel.Configuration {
		return terraformmodel.Configuration{Data: []terraformmodel.Block{a.grantBlock("BusinessSms")}}
	}, refused: true, repair: (*account).renewCredential},
	"prove what the owner can do": read((*account).integrate, func(a *account) terraformmodel.Block {
		proof := a.grantBlock("BusinessSms")
		proof.Values["operations"] = []any{"createSMSMessage"}
		proof.Values["required_number_features"] = []any{"CallerId"}
		return proof
	}),
	"prove permissions": read((*account).integrate, func(a *account) terraformmodel.Block { return a.grantBlock("BusinessSms", "ReadCompanyInfo") }),
	"read the account":  read(nil, always(data("ringcentral_account", nil))),
	"read an extension": read(func(a *account) { colleague(a) }, always(data("ringcentral_extension", map[string]any{"id": "70000000001"}))),
	"find an extension": read(func(a *account) { colleague(a) }, always(data("ringcentral_extension", map[string]any{"email": "colleague@example.com"}))),
	"read a role":       read(nil, always(data("ringcentral_user_role", map[string]any{"id": "4"}))),
	"find a role":       read(nil, always(data("ringcentral_user_role", map[string]any{"display_name": "Standard"}))),
	"find a site": {options: simulator.Options{MultiSite: true}, after: func(*account) terraformmodel.Configuration {
		return terraformmodel.Configuration{Data: []terraformmodel.Block{data("ringcentral_site", map[string]any{"name": "Main Site"})}}
	}},
	"list permissions":    read(nil, always(data("ringcentral_permissions", nil))),
	"look operations up":  read(nil, always(data("ringcentral_api_operations", map[string]any{"operations": []any{"createSMSMessage", "readUserCallLog"}}))),
	"use an access token": {prepare: (*account).integrate, after: resources(), command: useToken},
	"query users":         {prepare: func(a *account) { colleague(a) }, after: resources(), command: query(userType)},
	"query roles":         {after: resources(), command: query(roleType)},
}

func adoptable(a *account) {
	colleague(a)
	a.AddRole(simulator.Role{ID: "13999", DisplayName: "Role bots", Permissions: []string{"BusinessSms", "ReadCallLog"}})
	a.AddExtension(simulator.Extension{
		ID: "70000000003", Type: "User", Status: "Enabled", RoleIDs: []string{"3"},
		Contact: simulator.Contact{FirstName: "User", LastName: "orders", Email: "orders@example.com"},
	})
}

// adoptAll imports what is not in the state yet.
func adoptAll(a *account) *terraformmodel.Outcome {
	all := &terraformmodel.Outcome{}
	for _, each := range [][2]string{
		{roleType + ".bots", "name:Role bots"},
		{userType + ".orders", "email:orders@example.com"},
		{assignmentType + ".reader", "70000000001/4"},
	} {
		if a.State[each[0]] == nil {
			all.Diagnostics = append(all.Diagnostics, a.adopt(each[0], each[1]).Diagnostics...)
		}
	}
	return all
}

func useToken(a *account) *terraformmodel.Outcome {
	return a.remember(a.Use(a.ctx, terraformmodel.Block{Type: "ringcentral_access_token", Name: "test", Values: map[string]any{
		"client_id": a.app.ClientID, "client_secret_from": map[string]any{"env": a.secretVariable}, "jwt_from": map[string]any{"env": a.jwtVariable},
	}}))
}

func query(typeName string) func(*account) *terraformmodel.Outcome {
	return func(a *account) *terraformmodel.Outcome {
		_, outcome := a.Query(a.ctx, terraformmodel.Block{Type: typeName, Name: "test"})
		return a.remember(outcome)
	}
}
