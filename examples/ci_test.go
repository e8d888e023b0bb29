// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/consoleuser"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// event is what makes a pipeline run.
type event int

const (
	change  event = iota // a pull or merge request of the repository itself
	forked               // one of a fork
	merged               // a push to the main branch
	nightly              // the schedule
)

// What credentials are for.
const (
	plansOnly = "plans"
	applies   = "applies"
)

// forge is a platform that runs the pipeline of a repository.
type forge interface {
	fillInBackend()
	// configure sets a variable, or a secret, of an account for plans or for applies.
	configure(account, use string, secret bool, name, value string)
	// trigger runs the jobs of an event: all, or only those that concern an account.
	trigger(e event, account ...string) []outcome
	reports() []issue
	changeComments() []string
	writeCount() int
}

func TestGitHubPipeline(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	m := newMachine(t, env)
	life(t, env, m, newGitHub(m))
}

func TestGitLabPipeline(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	m := newMachine(t, env)
	life(t, env, m, newGitLab(m))
}

// life is that of a repository, from the first change until an integration is proved,
// and through some nights after that. All steps of the pipeline run for real.
func life(t *testing.T, env *providertest.Environment, m *machine, f forge) {
	p := &pipeline{t: t, env: env, forge: f, machine: m, someone: consoleuser.New(env.URL)}
	p.refusesToWorkWithoutABackend()
	f.fillInBackend()
	p.giveCredentials()
	p.givesNothingToForks()
	p.takesAnIntegrationToItsProof()
	p.watchesAtNight()
}

type pipeline struct {
	forge
	t       *testing.T
	machine *machine
	env     *providertest.Environment
	someone *consoleuser.Person
	// clientID and userID are those of the integration orders in production.
	clientID, userID string
}

// succeeds asserts that jobs ran with these names, and exited with 0.
func (p *pipeline) succeeds(outcomes []outcome, jobs ...string) {
	p.t.Helper()
	var ran []string
	for _, o := range outcomes {
		ran = append(ran, o.job)
		if o.exitCode != 0 {
			p.t.Fatalf("%s exited with %d:\n%s", o.job, o.exitCode, o.output)
		}
	}
	if !slices.Equal(ran, jobs) {
		p.t.Fatalf("the jobs %v ran, want %v", ran, jobs)
	}
}

func (p *pipeline) refusesToWorkWithoutABackend() {
	p.t.Helper()
	outcomes := p.trigger(change, "production")
	if len(outcomes) != 2 || outcomes[1].exitCode != 1 || !strings.Contains(outcomes[0].output, "No backend is configured") {
		p.t.Fatalf("the jobs ended as %+v", outcomes)
	}
	if comments := p.changeComments(); len(comments) != 1 || !strings.Contains(comments[0], "**The plan failed.**") || !strings.Contains(comments[0], "environments/production/backend.tf") {
		p.t.Fatalf("the comments are %q", comments)
	}
	if len(p.env.Requests()) != 0 {
		p.t.Error("without a backend the platform was asked")
	}
}

// giveCredentials stores those of the administrator for applies, and others that can
// only read for plans.
func (p *pipeline) giveCredentials() {
	p.t.Helper()
	reader, err := p.env.RegisterApp(simulator.AppRegistration{Name: "Terraform plan", Description: "Reads users and roles for plans.", Scopes: []string{"ReadAccounts"}, JWTFlow: true})
	if err != nil {
		p.t.Fatal(err)
	}
	roleID := p.env.AddRole(simulator.Role{DisplayName: "Terraform plan", Custom: true, Permissions: []string{"DevPortalAccess", "ThirdPartyAppAccess", "Roles", "UserInfo", "CompanyInfo"}})
	ownerID := p.env.AddExtension(simulator.Extension{Type: "User", Status: "Enabled", RoleIDs: []string{roleID}, Contact: simulator.Contact{FirstName: "Terraform", LastName: "Plan", Email: "terraform-plan@example.com"}})
	_, jwt, err := p.env.CreateCredential(simulator.CredentialRequest{OwnerID: ownerID, Label: "plan", ClientIDs: []string{reader.ClientID}})
	if err != nil {
		p.t.Fatal(err)
	}
	administrator := p.env.Administrator()
	for _, account := range []string{"staging", "production"} {
		p.configure(account, plansOnly, false, "RINGCENTRAL_CLIENT_ID", reader.ClientID)
		p.configure(account, plansOnly, true, "RINGCENTRAL_CLIENT_SECRET", reader.ClientSecret)
		p.configure(account, plansOnly, true, "RINGCENTRAL_JWT", jwt)
		p.configure(account, applies, false, "RINGCENTRAL_CLIENT_ID", administrator.ClientID)
		p.configure(account, applies, true, "RINGCENTRAL_CLIENT_SECRET", administrator.ClientSecret)
		p.configure(account, applies, true, "RINGCENTRAL_JWT", administrator.JWT)
	}
}

func (p *pipeline) givesNothingToForks() {
	p.t.Helper()
	before := p.writeCount()
	p.succeeds(p.trigger(forked), "check")
	if len(p.env.Requests()) != 0 || p.writeCount() != before {
		p.t.Error("a change from a fork reached the platform")
	}
}

// takesAnIntegrationToItsProof goes through the pull requests, merges and clicks of a
// new integration, while the other one stays pending.
func (p *pipeline) takesAnIntegrationToItsProof() {
	p.t.Helper()
	comments, asked := len(p.changeComments()), len(p.env.Requests())
	p.succeeds(p.trigger(change), "check", "plan-staging", "plan-production", "comment-staging", "comment-production")
	if got := p.changeComments(); len(got) != comments+1 || !strings.Contains(got[0], "## Plan of production\n\n**8 to add, 0 to change, 0 to destroy.**") || !strings.Contains(got[1], "## Plan of staging") {
		p.t.Fatalf("the comments are %q", got)
	}
	p.onlyReads("a plan", asked)

	applied := p.trigger(merged)
	p.succeeds(applied, "plan-staging", "plan-production", "apply-staging", "apply-production")
	registration := p.step(applied, "orders")
	if !strings.Contains(p.step(applied, "billing"), "Register the app") {
		p.t.Error("the other integration has no next step")
	}
	clientID, clientSecret, err := p.someone.RegisterApp(p.t.Context(), link.FindString(registration))
	if err != nil {
		p.t.Fatal(err)
	}
	p.clientID = clientID
	p.fillIn(`# client_id     = "..."`, fmt.Sprintf("client_id     = %q", clientID))
	p.fillIn(`# client_secret_from = { env = "ORDERS_CLIENT_SECRET" }`, `client_secret_from = { env = "ORDERS_CLIENT_SECRET" }`)
	p.storeSecret("ORDERS_CLIENT_SECRET", clientSecret)
	p.succeeds(p.trigger(change, "production"), "plan-production", "comment-production")
	if got := p.changeComments(); len(got) != comments+1 || !strings.Contains(got[0], "update module.integrations.ringcentral_app.this[\"orders\"]") {
		p.t.Fatalf("the comments are %q", got)
	}

	applied = p.trigger(merged, "production")
	p.succeeds(applied, "plan-production", "apply-production")
	p.userID = p.userOf("orders-notifier@example.com")
	jwt, err := p.someone.CreateCredential(p.t.Context(), link.FindString(p.step(applied, "orders")), p.userID, "orders")
	if err != nil {
		p.t.Fatal(err)
	}
	p.fillIn(`# jwt_from = { env = "ORDERS_JWT" }`, `jwt_from = { env = "ORDERS_JWT" }`)
	p.storeSecret("ORDERS_JWT", jwt)
	applied = p.trigger(merged, "production")
	p.succeeds(applied, "plan-production", "apply-production")
	if strings.Contains(applied[1].output, "`orders`") {
		p.t.Errorf("something is left to do:\n%s", applied[1].output)
	}
}

// watchesAtNight looks for drift night after night.
func (p *pipeline) watchesAtNight() {
	p.t.Helper()
	if reported := p.night(0, "no drift"); len(reported) != 0 {
		p.t.Fatalf("an issue was opened: %+v", reported)
	}

	p.person(p.someone.EditScopes(p.t.Context(), p.clientID, []string{"ReadCallLog"}))
	first := p.oneIssue(p.night(2, "a scope was removed"), true, 0)
	p.says(first, "Drift in production", "The app lacks scopes: SMS", "module.integrations.ringcentral_app.this[\"orders\"]",
		"- <"+p.env.URL+"/console/apps", "Finding: scope_missing", "Last seen in https://", "1 to change")

	before := p.writeCount()
	second := p.oneIssue(p.night(2, "the same"), true, 0)
	if second.number != first.number || p.writeCount() != before+1 {
		p.t.Errorf("issue %d became %d, with %d writes", first.number, second.number, p.writeCount()-before)
	}
	if second.text == first.text {
		p.t.Error("the issue does not name the run that has seen it last")
	}

	p.person(p.env.EditExtension(p.userID, func(e *simulator.Extension) { e.Status = "Disabled" }))
	third := p.oneIssue(p.night(2, "the user was disabled"), true, 1)
	p.says(third, "The user who owns the JWT credential is disabled", "update module.integrations.ringcentral_service_user.this[\"orders\"]")

	p.person(p.someone.EditScopes(p.t.Context(), p.clientID, []string{"ReadCallLog", "SMS"}))
	p.succeeds(p.trigger(merged, "production"), "plan-production", "apply-production") // repairs the user
	closed := p.oneIssue(p.night(0, "repaired"), false, 2)
	if last := closed.comments[1].text; !strings.Contains(last, "Nothing differs any more") {
		p.t.Errorf("the last comment is %q", last)
	}

	before = p.writeCount()
	p.oneIssue(p.night(0, "still repaired"), false, 2)
	if p.writeCount() != before {
		p.t.Error("a night without drift wrote something")
	}

	p.warnsOfExpiry()
	p.configure("production", plansOnly, true, "ORDERS_JWT", "")
	asked := len(p.env.Requests())
	reported := p.night(1, "a secret is not there")
	if len(reported) != 3 || !reported[2].open || len(reported[2].comments) != 0 {
		p.t.Fatalf("the issues are %+v", reported)
	}
	p.says(reported[2], "The plan failed", "The JWT is not available from the environment variable", "ORDERS_JWT")
	p.onlyReads("a look for drift", asked)
}

// warnsOfExpiry replaces the credential by one that expires soon, and that by another one
// that does not.
func (p *pipeline) warnsOfExpiry() {
	p.t.Helper()
	rotate := func(expiresOn *time.Time) {
		var roleIDs []string
		console := p.env.AddRole(simulator.Role{DisplayName: "Console", Permissions: []string{"DevPortalAccess"}})
		p.person(p.env.EditExtension(p.userID, func(e *simulator.Extension) { roleIDs, e.RoleIDs = e.RoleIDs, append(slices.Clone(e.RoleIDs), console) }))
		_, jwt, err := p.env.CreateCredential(simulator.CredentialRequest{OwnerID: p.userID, Label: "orders", ClientIDs: []string{p.clientID}, ExpiresOn: expiresOn})
		p.person(err)
		p.person(p.env.EditExtension(p.userID, func(e *simulator.Extension) { e.RoleIDs = roleIDs }))
		p.storeSecret("ORDERS_JWT", jwt)
		p.succeeds(p.trigger(merged, "production"), "plan-production", "apply-production")
	}
	soon := time.Now().Add(10 * 24 * time.Hour)
	rotate(&soon)
	reported := p.night(2, "the credential expires soon")
	if len(reported) != 2 || !reported[1].open {
		p.t.Fatalf("the issues are %+v", reported)
	}
	p.says(reported[1], "a credential expires soon", "The JWT credential expires soon", "Finding: credential_expires_soon")
	rotate(nil)
	if reported := p.night(0, "the credential was replaced"); reported[1].open {
		p.t.Error("the issue about the expiry stays open")
	}
}

// night looks for drift in production, and returns the issues that the pipeline has
// opened up to then.
func (p *pipeline) night(exitCode int, what string) []issue {
	p.t.Helper()
	outcomes := p.trigger(nightly, "production")
	if len(outcomes) != 2 || outcomes[1].job != "drift-production" || outcomes[1].exitCode != exitCode {
		p.t.Fatalf("%s: got %+v, want the exit code %d", what, outcomes, exitCode)
	}
	return p.reports()
}

func (p *pipeline) oneIssue(issues []issue, open bool, comments int) issue {
	p.t.Helper()
	if len(issues) != 1 || issues[0].open != open || len(issues[0].comments) != comments {
		p.t.Fatalf("the issues are %+v, want one, open: %t, with %d comments", issues, open, comments)
	}
	return issues[0]
}

func (p *pipeline) says(i issue, texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		if !strings.Contains(i.title+"\n"+i.text, text) {
			p.t.Errorf("the issue does not say %q:\n%s\n%s", text, i.title, i.text)
		}
	}
}

// onlyReads asserts that since some request the platform was asked for nothing but to
// be read, and for tokens.
func (p *pipeline) onlyReads(what string, since int) {
	p.t.Helper()
	requests := p.env.Requests()[since:]
	if len(requests) == 0 {
		p.t.Errorf("%s asked the platform for nothing", what)
	}
	for _, r := range requests {
		if r.Method != "GET" && !strings.HasPrefix(r.Path, "/restapi/oauth/") {
			p.t.Errorf("%s sent %s %s", what, r.Method, r.Path)
		}
	}
}

func (p *pipeline) person(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// step returns the line of the next step that an apply in production shows.
func (p *pipeline) step(applied []outcome, integration string) string {
	p.t.Helper()
	for _, o := range applied {
		for line := range strings.Lines(o.output) {
			if o.job == "apply-production" && strings.HasPrefix(line, "- `"+integration+"`: ") {
				return line
			}
		}
	}
	p.t.Fatalf("there is no next step for %s in %+v", integration, applied)
	return ""
}

func (p *pipeline) userOf(email string) string {
	p.t.Helper()
	for _, e := range p.env.Extensions() {
		if e.Contact.Email == email {
			return e.ID
		}
	}
	p.t.Fatalf("there is no user %s", email)
	return ""
}

// fillIn edits the integrations of production, as a pull request would.
func (p *pipeline) fillIn(from, to string) {
	p.t.Helper()
	path := filepath.Join(p.machine.repository, "environments/production/integrations.tf")
	content := read(p.t, path)
	if !strings.Contains(content, from) {
		p.t.Fatalf("%s does not hold %q", path, from)
	}
	p.person(os.WriteFile(path, []byte(strings.Replace(content, from, to, 1)), 0o600))
}

func (p *pipeline) storeSecret(name, value string) {
	p.configure("production", plansOnly, true, name, value)
	p.configure("production", applies, true, name, value)
}
