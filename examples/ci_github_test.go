// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// workflow is a workflow of GitHub Actions, as far as the one of the examples goes:
// what this does not know fails to parse, so that nothing is passed over.
type workflow struct {
	Name        string         `yaml:"name"`
	On          map[string]any `yaml:"on"`
	Permissions map[string]string
	Defaults    struct{ Run struct{ Shell string } }
	Jobs        map[string]workflowJob
}

type workflowJob struct {
	Name           string
	If             string
	RunsOn         string `yaml:"runs-on"`
	TimeoutMinutes int    `yaml:"timeout-minutes"`
	Strategy       struct {
		FailFast    *bool `yaml:"fail-fast"`
		MaxParallel int   `yaml:"max-parallel"`
		Matrix      struct{ Environment []string }
	}
	Needs       string
	Environment string
	Permissions map[string]string
	Concurrency struct {
		Group            string
		CancelInProgress bool `yaml:"cancel-in-progress"`
	}
	Steps []workflowStep
}

type workflowStep struct {
	Name, Uses, Run string
	With            map[string]any
	Env             map[string]string
}

func readWorkflow(t *testing.T, path string) workflow {
	t.Helper()
	return decodePipeline[workflow](t, path)
}

// gitHub runs the workflow of a repository.
type gitHub struct {
	*machine
	*tracker
	url string
	// secrets and configured are the secrets and variables of each environment.
	secrets, configured settings
	// tokens are the permissions of each job's token.
	tokens map[string]map[string]string
}

const gitHubRepository = "example/integrations"

func newGitHub(m *machine) *gitHub {
	g := &gitHub{
		machine: m, tracker: newTracker(m.t, m.record),
		secrets: settings{}, configured: settings{}, tokens: map[string]map[string]string{},
	}
	g.url = serve(m.t, g.api())
	return g
}

// fillInBackend keeps the state in a place that all jobs reach.
func (g *gitHub) fillInBackend() {
	states := g.t.TempDir()
	for _, environment := range accounts {
		content := fmt.Sprintf("terraform {\n  backend \"local\" {\n    path = %q\n  }\n}\n", filepath.Join(states, environment+".tfstate"))
		if err := os.WriteFile(filepath.Join(g.repository, "environments", environment, "backend.tf"), []byte(content), 0o600); err != nil {
			g.t.Fatal(err)
		}
	}
	g.t.Cleanup(func() {
		if err := os.CopyFS(filepath.Join(g.records, "states"), os.DirFS(states)); err != nil {
			g.t.Error(err)
		}
	})
}

func (g *gitHub) configure(account, use string, secret bool, name, value string) {
	environment := account
	if use == plansOnly {
		environment += "-plan"
	}
	store := g.configured
	if secret {
		store = g.secrets
	}
	store.set(environment, name, value)
}

var gitHubEvents = map[event]map[string]string{
	change:  {"github.event_name": "pull_request", "github.event.pull_request.head.repo.full_name": gitHubRepository, "github.event.pull_request.user.login": "someone"},
	forked:  {"github.event_name": "pull_request", "github.event.pull_request.head.repo.full_name": "someone/integrations", "github.event.pull_request.user.login": "someone"},
	merged:  {"github.event_name": "push"},
	nightly: {"github.event_name": "schedule"},
}

func (g *gitHub) trigger(e event, only ...string) []outcome {
	g.t.Helper()
	w := readWorkflow(g.t, filepath.Join(g.repository, ".github/workflows/terraform.yml"))
	if w.Defaults.Run.Shell != "bash" {
		g.t.Fatal("the steps are run as with the shell bash")
	}
	var outcomes []outcome
	kept := artifacts{}
	values := maps.Clone(gitHubEvents[e])
	maps.Copy(values, map[string]string{
		"github.repository": gitHubRepository, "github.ref": "refs/pull/17/merge", "github.event.pull_request.number": fmt.Sprint(changeNumber),
	})
	for _, name := range w.running(g.t, func(name string) string { return g.value(values, name) }) {
		job := w.Jobs[name]
		environments := job.Strategy.Matrix.Environment
		if len(environments) == 0 {
			environments = []string{""}
		}
		for _, account := range environments {
			if len(only) > 0 && !slices.Contains(only, account) {
				continue
			}
			if needed := w.Jobs[job.Needs].Strategy.Matrix.Environment; failed(outcomes, named(job.Needs, needed)) {
				continue
			}
			values["matrix.environment"] = account
			outcomes = append(outcomes, g.runJob(strings.TrimSuffix(name+"-"+account, "-"), job, values, kept))
		}
	}
	return outcomes
}

// running returns the names of the jobs that run, each after the one that it needs. A job
// is skipped when the one that it needs is.
func (w workflow) running(t *testing.T, lookUp func(name string) string) []string {
	t.Helper()
	var running []string
	for range w.Jobs {
		for _, name := range slices.Sorted(maps.Keys(w.Jobs)) {
			job := w.Jobs[name]
			if !slices.Contains(running, name) && (job.Needs == "" || slices.Contains(running, job.Needs)) && holds(t, job.If, lookUp) {
				running = append(running, name)
			}
		}
	}
	return running
}

// named returns the names of the jobs that a matrix makes of one.
func named(job string, environments []string) []string {
	var names []string
	for _, environment := range environments {
		names = append(names, job+"-"+environment)
	}
	return names
}

// runJob runs the steps of a job with a token of its own.
func (g *gitHub) runJob(name string, job workflowJob, values map[string]string, kept artifacts) outcome {
	g.t.Helper()
	environment := g.interpolate(values, job.Environment)
	token := fmt.Sprintf("token-%s-%d-LEAKMARKER", name, g.jobs)
	g.mu.Lock()
	g.tokens[token] = job.Permissions
	g.mu.Unlock()
	values = maps.Clone(values)
	values["github.token"] = token
	all := maps.Clone(g.secrets[environment])
	if all == nil {
		all = map[string]string{}
	}
	all["github_token"] = token
	asJSON, err := json.Marshal(all)
	if err != nil {
		g.t.Fatal(err)
	}
	values["toJSON(secrets)"] = string(asJSON)
	for _, kind := range []struct {
		prefix string
		values map[string]string
	}{{"secrets.", g.secrets[environment]}, {"vars.", g.configured[environment]}} {
		for name, value := range kind.values {
			values[kind.prefix+name] = value
		}
	}
	var steps []step
	for _, s := range job.Steps {
		switch {
		case s.Uses != "":
			steps = append(steps, g.action(s, values, kept)...)
		default:
			variables := map[string]string{
				"GITHUB_ACTIONS": "true", "GITHUB_API_URL": g.url, "GITHUB_SERVER_URL": "https://github.example", "GITHUB_REPOSITORY": gitHubRepository, "GITHUB_RUN_ID": fmt.Sprint(g.jobs),
			}
			for name, value := range s.Env {
				variables[name] = g.interpolate(values, value)
			}
			steps = append(steps, step{script: s.Run, variables: variables})
		}
	}
	return g.run(name, steps)
}

// action returns the steps that do the work of an action, unless the machine has done it.
func (g *gitHub) action(s workflowStep, values map[string]string, kept artifacts) []step {
	g.t.Helper()
	name, _, _ := strings.Cut(s.Uses, "@")
	input := func(name string) string {
		text, _ := s.With[name].(string)
		return g.interpolate(values, text)
	}
	switch name {
	case "actions/upload-artifact":
		if s.With["include-hidden-files"] != true {
			g.t.Errorf("the action does not keep %s: its name begins with a dot", input("path"))
		}
		return []step{g.keep(kept, input("name"), input("path"))}
	case "actions/download-artifact":
		return []step{g.fetch(kept, input("name"), input("path"))}
	case "actions/checkout":
	case "hashicorp/setup-terraform":
		if s.With["terraform_wrapper"] != false {
			g.t.Error("the wrapper of setup-terraform would stand between the scripts and the exit code")
		}
	default:
		g.t.Fatalf("the test does not know the action %s", name)
	}
	return nil
}

var expression = regexp.MustCompile(`\$\{\{\s*([\w.-]+|toJSON\(secrets\))\s*\}\}`)

func (g *gitHub) interpolate(values map[string]string, text string) string {
	g.t.Helper()
	result := expression.ReplaceAllStringFunc(text, func(match string) string {
		return g.value(values, expression.FindStringSubmatch(match)[1])
	})
	if strings.Contains(result, "${{") {
		g.t.Fatalf("the test cannot evaluate %q", text)
	}
	return result
}

// value returns what is behind a name. As on GitHub, a secret or variable that is
// not set is empty.
func (g *gitHub) value(values map[string]string, name string) string {
	g.t.Helper()
	value, ok := values[name]
	if !ok && !strings.HasPrefix(name, "secrets.") && !strings.HasPrefix(name, "vars.") {
		g.t.Fatalf("the test does not know %s", name)
	}
	return value
}

// api serves the part of GitHub's REST API that concerns issues.
func (g *gitHub) api() http.Handler {
	prefix := "/repos/" + gitHubRepository
	mux := http.NewServeMux()
	handle := func(pattern string, serve func(r *http.Request) (any, error), permissions ...string) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" "+prefix+path, g.handle(func(r *http.Request) error { return g.authorize(r, permissions) }, serve))
	}
	// Of an issue, or of the pull request of that number.
	concerned := func(r *http.Request) (*issue, error) {
		if i, err := g.find(r.PathValue("number"), false); err == nil {
			return i, nil
		}
		return g.find(r.PathValue("number"), true)
	}
	handle("GET /issues", func(r *http.Request) (any, error) {
		found, err := g.matching(r, "open")
		return gitHubIssues(found), err
	}, "issues: write", "issues: read")
	handle("POST /issues", func(r *http.Request) (any, error) {
		var body struct {
			Title  string   `json:"title"`
			Body   string   `json:"body"`
			Labels []string `json:"labels"`
		}
		if err := g.decode(r, &body); err != nil {
			return nil, err
		}
		opened, err := g.open(body.Title, body.Body, body.Labels)
		if err != nil {
			return nil, err
		}
		return gitHubIssues([]*issue{opened})[0], nil
	}, "issues: write")
	handle("PATCH /issues/{number}", func(r *http.Request) (any, error) {
		var body struct {
			Body        *string `json:"body"`
			State       *string `json:"state"`
			StateReason *string `json:"state_reason"`
		}
		i, err := g.find(r.PathValue("number"), false)
		if err == nil {
			err = g.decode(r, &body)
		}
		if err != nil {
			return nil, err
		}
		if body.Body != nil {
			i.text = *body.Body
		}
		if body.State != nil {
			i.open = *body.State == "open"
		}
		return gitHubIssues([]*issue{i})[0], nil
	}, "issues: write")
	handle("GET /issues/{number}/comments", func(r *http.Request) (any, error) {
		i, err := concerned(r)
		if err != nil {
			return nil, err
		}
		comments, err := page(r, i.comments)
		records := []map[string]any{}
		for _, c := range comments {
			records = append(records, map[string]any{"id": c.id, "body": c.text, "user": map[string]any{"login": c.author}})
		}
		return records, err
	}, "issues: write", "pull-requests: write")
	handle("POST /issues/{number}/comments", func(r *http.Request) (any, error) {
		i, err := concerned(r)
		if err != nil {
			return nil, err
		}
		if i.isChange { // the permission for issues does not suffice, and the other way round
			err = g.authorize(r, []string{"pull-requests: write"})
		} else {
			err = g.authorize(r, []string{"issues: write"})
		}
		if err != nil {
			return nil, err
		}
		c, err := g.add(i, r)
		if err != nil {
			return nil, err
		}
		return map[string]any{"id": c.id, "body": c.text}, nil
	}, "issues: write", "pull-requests: write")
	handle("PATCH /issues/comments/{id}", func(r *http.Request) (any, error) {
		c, err := g.edit(r, g.issues...)
		if err != nil {
			return nil, err
		}
		return map[string]any{"id": c.id, "body": c.text}, nil
	}, "issues: write", "pull-requests: write")
	return mux
}

// authorize asks for one of some permissions. The caller holds the lock.
func (g *gitHub) authorize(r *http.Request, permissions []string) error {
	token, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	granted, known := g.tokens[token]
	if !found || !known {
		return refusal{http.StatusUnauthorized, "Bad credentials"}
	}
	for _, permission := range permissions {
		name, access, _ := strings.Cut(permission, ": ")
		if granted[name] == access {
			return nil
		}
	}
	return refusal{http.StatusForbidden, "Resource not accessible by integration"}
}

func gitHubIssues(issues []*issue) []map[string]any {
	records := []map[string]any{}
	for _, i := range issues {
		labels := []map[string]any{}
		for _, label := range i.labels {
			labels = append(labels, map[string]any{"name": label})
		}
		record := map[string]any{"number": i.number, "user": map[string]any{"login": i.author}, "title": i.title, "body": i.text, "labels": labels}
		if i.isChange {
			record["pull_request"] = map[string]any{}
		}
		records = append(records, record)
	}
	return records
}
