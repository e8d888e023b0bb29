// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

// deserved are the findings that a dialect deserves where a command cannot succeed. In
// any other built-in dialect every command succeeds. In a dialect of a file, which can be
// any account, a command that cannot succeed reports one of all these.
var deserved = map[string][]string{
	"narrow-admin": {"provider_permission_too_narrow", "provider_scope_missing"},
	"sso":          {"password_required", "single_sign_on"},
}

// drifted are situations that somebody has changed by hand. The command puts them right.
var drifted = map[string]situation{
	"drift: a user is disabled":   {before: resources(user("orders", ids("3"))), change: editOrders(func(e *simulator.Extension) { e.Status = "Disabled" }), after: resources(user("orders", ids("3")))},
	"drift: another address":      {before: resources(user("orders", ids("3"))), change: editOrders(func(e *simulator.Extension) { e.Contact.Email = "other@example.com" }), after: resources(user("orders", ids("3")))},
	"drift: another name":         {before: resources(user("orders", ids("3"))), change: editOrders(func(e *simulator.Extension) { e.Contact.LastName = "Other" }), after: resources(user("orders", ids("3")))},
	"drift: another department":   {before: resources(user("orders", department)), change: editOrders(func(e *simulator.Extension) { e.Contact.Department = "Other" }), after: resources(user("orders", department))},
	"drift: another role":         {before: resources(user("orders", ids("3"))), change: editOrders(func(e *simulator.Extension) { e.RoleIDs = []string{"4"} }), after: resources(user("orders", ids("3")))},
	"drift: one more role":        {before: resources(user("orders", ids("3"))), change: editOrders(func(e *simulator.Extension) { e.RoleIDs = []string{"3", "4"} }), after: resources(user("orders", ids("3")))},
	"drift: a role is renamed":    {before: resources(bots), change: editBots(func(r *simulator.Role) { r.DisplayName = "Other" }), after: resources(bots)},
	"drift: a permission is gone": {before: resources(bots), change: editBots(func(r *simulator.Role) { r.Permissions = []string{"ReadCallLog"} }), after: resources(bots)},
	"drift: an assignment is gone": {prepare: func(a *account) { colleague(a) }, before: resources(assignment("reader", "70000000001", "3")), change: func(a *account) {
		_ = a.EditExtension("70000000001", func(e *simulator.Extension) { e.RoleIDs = []string{"4"} })
	}, after: resources(assignment("reader", "70000000001", "3"))},
	"drift: a user of many is gone": {before: resources(users(4, ids("3"))...), change: removeUser("user-2"), after: resources(users(4, ids("3"))...)},
}

var department = map[string]any{"department": "IT"}

func editOrders(edit func(*simulator.Extension)) func(*account) {
	return func(a *account) {
		if err := a.EditExtension(a.extensionOf("orders"), edit); err != nil {
			a.t.Fatal(err)
		}
	}
}

func editBots(edit func(*simulator.Role)) func(*account) {
	return func(a *account) {
		if err := a.EditRole(a.roleOf("bots"), edit); err != nil {
			a.t.Fatal(err)
		}
	}
}

var codeOfFinding = regexp.MustCompile(`Finding: ([a-z_]+)`)

// dialectsToTest returns the built-in dialects, or the one that a variable names.
func dialectsToTest(t *testing.T) []simulator.Dialect {
	t.Helper()
	names := simulator.DialectNames()
	if named := os.Getenv(providertest.Dialect); named != "" {
		names = []string{named}
	}
	var dialects []simulator.Dialect
	for _, name := range names {
		dialect, err := simulator.LoadDialect(name)
		if err != nil {
			t.Fatal(err)
		}
		dialects = append(dialects, dialect)
	}
	return dialects
}

// TestDialects runs every situation in every dialect. Its commands succeed, and the next
// plan is empty, or they report what the dialect deserves, and repeating them changes
// nothing.
func TestDialects(t *testing.T) {
	t.Parallel()
	all := maps.Clone(situations)
	maps.Copy(all, drifted)
	for _, dialect := range dialectsToTest(t) {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			s := all[name]
			if s.options.Dialect.Name != "" {
				continue
			}
			t.Run(dialect.Name+"/"+name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { s.speak(t, dialect) })
			})
		}
	}
}

// speak runs a situation in a dialect.
func (s *situation) speak(t *testing.T, dialect simulator.Dialect) {
	t.Helper()
	defer func() { providertest.ReportDialect(t, dialect.Name, !t.Failed()) }()
	options := s.options
	options.Dialect = dialect
	a := newAccount(t, options)
	configuration := func(of func(*account) terraformmodel.Configuration) terraformmodel.Configuration {
		return placed(of(a), dialect)
	}
	if s.prepare != nil {
		s.prepare(a)
		time.Sleep(time.Hour) // what a person made is seen everywhere
	}
	entered := s.before == nil || len(a.apply(configuration(s.before)).Errors()) == 0
	if entered {
		if s.change != nil {
			s.change(a)
		}
		if s.command != nil {
			s.command(a)
		} else {
			a.apply(configuration(s.after))
		}
	}
	var errors string
	for _, o := range a.outcomes {
		for _, d := range o.Errors() {
			errors += d.Summary + ": " + d.Detail + "\n"
		}
	}
	if errors == "" {
		if p := a.plan(configuration(s.after)); len(p.Errors()) > 0 || len(p.Planned) > 0 || len(p.Drift) > 0 {
			t.Errorf("the plan is not empty: %v, drift %v\n%s", p.Planned, p.Drift, text(p))
		}
		return
	}
	a.apply(configuration(s.after))
	existing := len(a.Extensions())
	for range 2 { // what cannot be completed is not created again
		a.apply(configuration(s.after))
	}
	if now := len(a.Extensions()); now > existing {
		t.Errorf("two more applies created %d users", now-existing)
	}
	if s.refused {
		return
	}
	for _, found := range codeOfFinding.FindAllStringSubmatch(errors, -1) {
		if !slices.Contains(deservedIn(dialect), found[1]) {
			t.Errorf("%s is not what the dialect deserves:\n%s", found[1], errors)
		}
	}
	if !codeOfFinding.MatchString(errors) {
		t.Errorf("no finding: %s", errors)
	}
}

func deservedIn(dialect simulator.Dialect) []string {
	if slices.Contains(simulator.DialectNames(), dialect.Name) {
		return deserved[dialect.Name]
	}
	return slices.Concat(slices.Collect(maps.Values(deserved))...)
}

// placed names the site of every user where the account has several: RingCentral demands
// it there.
func placed(c terraformmodel.Configuration, dialect simulator.Dialect) terraformmodel.Configuration {
	if len(dialect.Account.Sites) < 2 {
		return c
	}
	resources := slices.Clone(c.Resources)
	for i, block := range resources {
		if block.Type == userType {
			resources[i].Values = merged(map[string]any{"site_id": "main-site"}, block.Values)
		}
	}
	c.Resources = resources
	return c
}
