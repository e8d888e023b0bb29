// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// gitLabPipeline is a pipeline of GitLab CI, as far as the one of the examples goes:
// what this does not know fails to parse, so that nothing is passed over.
type gitLabPipeline struct {
	Workflow struct{ Rules []gitLabRule }
	Stages   []string
	Default  struct {
		Image struct {
			Name       string
			Entrypoint []string
		}
		BeforeScript []string `yaml:"before_script"`
		Timeout      string
	}
	Variables map[string]string
	Jobs      map[string]gitLabJob `yaml:",inline"`
	// order is that of the jobs in the file.
	order []string
}

type gitLabRule struct {
	If           string
	When         string
	AllowFailure *bool `yaml:"allow_failure"`
	Variables    map[string]string
}

type gitLabJob struct {
	Extends       string
	Stage         string
	Rules         []gitLabRule
	Needs         []string
	Interruptible bool
	Script        []string
	Variables     map[string]string
	Environment   struct{ Name, Action string }
	Artifacts     struct {
		Paths    []string
		Access   string
		ExpireIn string `yaml:"expire_in"`
	}
	ResourceGroup string                          `yaml:"resource_group"`
	IDTokens      map[string]struct{ Aud string } `yaml:"id_tokens"`
}

// readPipeline returns a pipeline whose jobs hold what they extend.
func readPipeline(t *testing.T, path string) gitLabPipeline {
	t.Helper()
	p := decodePipeline[gitLabPipeline](t, path)
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(read(t, path)), &document); err != nil {
		t.Fatal(err)
	}
	for _, key := range document.Content[0].Content {
		if _, isJob := p.Jobs[key.Value]; isJob {
			p.order = append(p.order, key.Value)
		}
	}
	for name, job := range p.Jobs {
		if job.Extends == "" {
			continue
		}
		base, ok := p.Jobs[job.Extends]
		if !ok {
			t.Fatalf("%s extends %s, which is not there", name, job.Extends)
		}
		if job.Stage == "" {
			job.Stage = base.Stage
		}
		if job.Rules == nil {
			job.Rules = base.Rules
		}
		if job.Script == nil {
			job.Script = base.Script
		}
		if job.Artifacts.Paths == nil {
			job.Artifacts = base.Artifacts
		}
		job.Interruptible = job.Interruptible || base.Interruptible
		variables := maps.Clone(base.Variables)
		if variables == nil {
			variables = map[string]string{}
		}
		maps.Copy(variables, job.Variables)
		job.Variables = variables
		p.Jobs[name] = job
	}
	return p
}

// gitLab runs the pipeline of a repository.
type gitLab struct {
	*machine
	*tracker
	url string
	// variables are those of each environment.
	variables settings
	states    map[string]*gitLabState
}

const (
	gitLabProject  = "42"
	gitLabToken    = "glpat-LEAKMARKER"
	gitLabJobToken = "glcbt-LEAKMARKER"
)

func newGitLab(m *machine) *gitLab {
	g := &gitLab{machine: m, tracker: newTracker(m.t, m.record), variables: settings{}, states: map[string]*gitLabState{}}
	for _, account := range accounts {
		g.variables.set("report/"+account, "PROJECT_TOKEN", gitLabToken)
	}
	g.url = serve(m.t, g.api())
	m.t.Cleanup(func() {
		for name, state := range g.states {
			m.record(name+".tfstate", string(state.content))
		}
	})
	return g
}

// fillInBackend takes the state that GitLab keeps, as the comment in backend.tf says.
func (g *gitLab) fillInBackend() {
	const commented = "# terraform {\n#   backend \"http\" {}\n# }\n"
	for _, environment := range accounts {
		path := filepath.Join(g.repository, "environments", environment, "backend.tf")
		content := read(g.t, path)
		if !strings.Contains(content, commented) {
			g.t.Fatalf("%s has no backend for GitLab", path)
		}
		content = strings.Replace(content, commented, strings.ReplaceAll(strings.ReplaceAll(commented, "# ", ""), "#", ""), 1)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			g.t.Fatal(err)
		}
	}
}

func (g *gitLab) configure(account, use string, _ bool, name, value string) {
	environment := account
	if use == plansOnly {
		environment += "/plan"
	}
	g.variables.set(environment, name, value)
}

var gitLabEvents = map[event]map[string]string{
	change:  {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": gitLabProject, "CI_MERGE_REQUEST_IID": fmt.Sprint(changeNumber)},
	forked:  {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "43", "CI_MERGE_REQUEST_IID": fmt.Sprint(changeNumber)},
	merged:  {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main"},
	nightly: {"CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BRANCH": "main"},
}

func (g *gitLab) trigger(e event, only ...string) []outcome {
	g.t.Helper()
	p := readPipeline(g.t, filepath.Join(g.repository, ".gitlab-ci.yml"))
	predefined := maps.Clone(gitLabEvents[e])
	maps.Copy(predefined, map[string]string{
		"GITLAB_CI": "true", "CI_API_V4_URL": g.url + "/api/v4", "CI_PROJECT_ID": gitLabProject, "CI_DEFAULT_BRANCH": "main",
		"CI_JOB_TOKEN": gitLabJobToken,
	})
	matching := func(rules []gitLabRule) int {
		return slices.IndexFunc(rules, func(rule gitLabRule) bool {
			return holds(g.t, rule.If, func(name string) string { return predefined[strings.TrimPrefix(name, "$")] })
		})
	}
	if matching(p.Workflow.Rules) < 0 {
		return nil
	}
	var outcomes []outcome
	kept := artifacts{}
	for _, stage := range p.Stages {
		for _, name := range p.order {
			job := p.Jobs[name]
			account := job.Variables["ENVIRONMENT"]
			rule := matching(job.Rules)
			if strings.HasPrefix(name, ".") || job.Stage != stage || rule < 0 || len(only) > 0 && !slices.Contains(only, account) {
				continue
			}
			var needs []string
			for _, needed := range job.Needs {
				needs = append(needs, dashed(needed))
			}
			if failed(outcomes, needs) {
				continue
			}
			variables := maps.Clone(predefined)
			variables["CI_JOB_URL"] = fmt.Sprintf("https://gitlab.example/jobs/%d", g.jobs)
			for _, more := range []map[string]string{p.Variables, job.Variables, job.Rules[rule].Variables, g.variables[job.Environment.Name]} {
				maps.Copy(variables, more)
			}
			expand(variables)
			script := strings.Join(append(slices.Clone(p.Default.BeforeScript), job.Script...), "\n")
			var steps []step
			for _, needed := range job.Needs {
				for _, path := range p.Jobs[needed].Artifacts.Paths {
					path = expandPath(path, p.Jobs[needed].Variables)
					steps = append(steps, g.fetch(kept, needed+" "+path, path))
				}
			}
			steps = append(steps, step{script: script, variables: variables})
			for _, path := range job.Artifacts.Paths {
				path = expandPath(path, variables)
				steps = append(steps, g.keep(kept, name+" "+path, path))
			}
			outcomes = append(outcomes, g.run(dashed(name), steps))
		}
	}
	return outcomes
}

func dashed(name string) string { return strings.ReplaceAll(name, " ", "-") }

func expandPath(path string, variables map[string]string) string {
	return os.Expand(path, func(name string) string { return variables[name] })
}

// expand replaces references to variables in variables, as GitLab does before it runs
// a job.
func expand(variables map[string]string) {
	for range len(variables) {
		changed := false
		for name, value := range variables {
			expanded := os.Expand(value, func(other string) string { return variables[other] })
			changed = changed || expanded != value
			variables[name] = expanded
		}
		if !changed {
			return
		}
	}
}

// api serves the part of GitLab's REST API that concerns issues, merge requests and
// Terraform states.
func (g *gitLab) api() http.Handler {
	prefix := "/api/v4/projects/" + gitLabProject
	mux := http.NewServeMux()
	handle := func(pattern string, serve func(r *http.Request) (any, error)) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" "+prefix+path, g.handle(g.authorize, serve))
	}
	author := func(name string) map[string]any {
		return map[string]any{"id": map[string]int{pipelineUser: 99, anotherUser: 5}[name]}
	}
	mux.HandleFunc("GET /api/v4/user", g.handle(g.authorize, func(*http.Request) (any, error) { return author(pipelineUser), nil }))
	record := func(i *issue) map[string]any {
		return map[string]any{"iid": i.number, "author": author(i.author), "title": i.title, "description": i.text, "labels": i.labels}
	}
	handle("GET /issues", func(r *http.Request) (any, error) {
		found, err := g.matching(r, "opened")
		records := []map[string]any{}
		for _, i := range found {
			if !i.isChange { // merge requests are no issues here
				records = append(records, record(i))
			} else {
				records = append(records, record(&issue{number: i.number, text: "An issue with the number of the merge request"}))
			}
		}
		return records, err
	})
	handle("POST /issues", func(r *http.Request) (any, error) {
		var body struct {
			Title       string `json:"title"`
			Description string `json:"description"`
			Labels      string `json:"labels"`
		}
		if err := g.decode(r, &body); err != nil {
			return nil, err
		}
		opened, err := g.open(body.Title, body.Description, strings.Split(body.Labels, ","))
		if err != nil {
			return nil, err
		}
		return record(opened), nil
	})
	handle("PUT /issues/{number}", func(r *http.Request) (any, error) {
		var body struct {
			Description *string `json:"description"`
			StateEvent  *string `json:"state_event"`
		}
		i, err := g.find(r.PathValue("number"), false)
		if err == nil {
			err = g.decode(r, &body)
		}
		if err != nil {
			return nil, err
		}
		if body.Description != nil {
			i.text = *body.Description
		}
		if body.StateEvent != nil {
			i.open = *body.StateEvent == "reopen"
		}
		return record(i), nil
	})
	for path, isChange := range map[string]bool{"/issues": false, "/merge_requests": true} {
		handle("GET "+path+"/{number}/notes", func(r *http.Request) (any, error) {
			i, err := g.find(r.PathValue("number"), isChange)
			if err != nil {
				return nil, err
			}
			notes, err := page(r, i.comments)
			records := []map[string]any{}
			for _, c := range notes {
				records = append(records, map[string]any{"id": c.id, "body": c.text, "author": author(c.author), "system": false})
			}
			return records, err
		})
		handle("POST "+path+"/{number}/notes", func(r *http.Request) (any, error) {
			i, err := g.find(r.PathValue("number"), isChange)
			if err != nil {
				return nil, err
			}
			c, err := g.add(i, r)
			if err != nil {
				return nil, err
			}
			return map[string]any{"id": c.id}, nil
		})
		handle("PUT "+path+"/{number}/notes/{id}", func(r *http.Request) (any, error) {
			i, err := g.find(r.PathValue("number"), isChange)
			if err != nil {
				return nil, err
			}
			c, err := g.edit(r, i)
			if err != nil {
				return nil, err
			}
			return map[string]any{"id": c.id}, nil
		})
	}
	mux.HandleFunc(prefix+"/terraform/state/{name}", g.serveState)
	mux.HandleFunc(prefix+"/terraform/state/{name}/lock", g.serveLock)
	return mux
}

func (g *gitLab) authorize(r *http.Request) error {
	if r.Header.Get("PRIVATE-TOKEN") != gitLabToken {
		return refusal{http.StatusUnauthorized, "401 Unauthorized"}
	}
	return nil
}
