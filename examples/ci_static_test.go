// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"maps"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	gitHubWorkflow = "ci/github/terraform.yml"
	gitLabWorkflow = "ci/gitlab/gitlab-ci.yml"
)

// TestActionlint checks the workflow of the examples, and those of this repository.
func TestActionlint(t *testing.T) {
	t.Parallel()
	own, err := filepath.Glob("../.github/workflows/*.yml")
	if err != nil || len(own) == 0 {
		t.Fatalf("found the workflows %v, %v", own, err)
	}
	arguments := append([]string{"tool", "-modfile=../tools/checks/go.mod", "actionlint", gitHubWorkflow}, own...)
	if output, err := exec.CommandContext(t.Context(), "go", arguments...).CombinedOutput(); err != nil {
		t.Errorf("actionlint: %v\n%s", err, output)
	}
}

// TestShellcheck checks the scripts, where shellcheck is installed. Whether they parse
// is checked everywhere.
func TestShellcheck(t *testing.T) {
	t.Parallel()
	scripts, err := filepath.Glob("ci/scripts/*.sh")
	if err != nil {
		t.Fatal(err)
	}
	platforms, err := filepath.Glob("ci/scripts/platform/*.sh")
	if err != nil || len(scripts) < 5 || len(platforms) < 2 {
		t.Fatalf("found the scripts %v and %v, %v", scripts, platforms, err)
	}
	scripts = append(scripts, platforms...)
	for _, script := range scripts {
		if output, err := exec.CommandContext(t.Context(), "bash", "-n", script).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", script, err, output)
		}
	}
	shellcheck, err := exec.LookPath("shellcheck")
	if err != nil {
		t.Skip("shellcheck is not installed")
	}
	arguments := append([]string{"--external-sources"}, scripts...)
	if output, err := exec.CommandContext(t.Context(), shellcheck, arguments...).CombinedOutput(); err != nil {
		t.Errorf("shellcheck: %v\n%s", err, output)
	}
}

var pinned = regexp.MustCompile(`uses: [\w./-]+@[0-9a-f]{40} # v\d`)

// TestGitHubJobsAreConfined asserts what the example promises of permissions, secrets
// and concurrency.
func TestGitHubJobsAreConfined(t *testing.T) {
	t.Parallel()
	w := readWorkflow(t, gitHubWorkflow)
	text := read(t, gitHubWorkflow)
	if uses := strings.Count(text, "uses: "); uses == 0 || uses != len(pinned.FindAllString(text, -1)) {
		t.Error("an action is not pinned to a commit, with its version beside it")
	}
	if len(w.Permissions) != 0 || strings.Contains(text, "pull_request_target") {
		t.Error("the whole workflow must have no permissions, and run nothing of a fork with secrets")
	}
	permissions := map[string]map[string]string{
		"check":   {"contents": "read"},
		"plan":    {"contents": "read", "id-token": "write"},
		"comment": {"contents": "read", "pull-requests": "write"},
		"apply":   {"contents": "read", "id-token": "write"},
		"drift":   {"contents": "read", "issues": "write"},
	}
	environments := map[string]string{"plan": "${{ matrix.environment }}-plan", "apply": "${{ matrix.environment }}"}
	if got, want := slices.Sorted(maps.Keys(w.Jobs)), slices.Sorted(maps.Keys(permissions)); !slices.Equal(got, want) {
		t.Fatalf("the jobs are %v, want %v", got, want)
	}
	for name, job := range w.Jobs {
		if !maps.Equal(job.Permissions, permissions[name]) {
			t.Errorf("%s has the permissions %v", name, job.Permissions)
		}
		if job.TimeoutMinutes == 0 {
			t.Errorf("%s may run for hours", name)
		}
		if want := environments[name]; job.Environment != want {
			t.Errorf("%s gets the secrets of the environment %q, want %q", name, job.Environment, want)
		}
		for _, s := range job.Steps {
			secret := strings.Contains(strings.Join(slices.Collect(maps.Values(s.Env)), " "), "secrets")
			runsTerraform := strings.Contains(s.Run, "ci/plan.sh") || strings.Contains(s.Run, "ci/apply.sh")
			if secret != runsTerraform {
				t.Errorf("%s: the step %q has secrets: %t", name, s.Name, secret)
			}
			if secret && s.Env["RINGCENTRAL_VERIFICATION"] != "strict" {
				t.Errorf("%s: the step %q does not verify strictly", name, s.Name)
			}
			if secret && s.Env["RINGCENTRAL_COMMANDS"] != "forbid" {
				t.Errorf("%s: the step %q lets references run programs", name, s.Name)
			}
			if s.Env["GH_TOKEN"] != "" && job.Environment != "" {
				t.Errorf("%s: the step %q has the token where Terraform runs", name, s.Name)
			}
			if strings.Contains(s.Run, "ci/plan.sh") && name != "plan" {
				t.Errorf("%s makes a plan that nobody has seen", name)
			}
			if strings.Contains(s.Run, "${{") {
				t.Errorf("%s: the step %q puts a value into the script", name, s.Name)
			}
		}
	}
	apply := w.Jobs["apply"]
	if apply.Concurrency.Group != "apply-${{ matrix.environment }}" || apply.Concurrency.CancelInProgress || apply.Strategy.MaxParallel != 1 {
		t.Error("two applies can run at once, or one can be cancelled")
	}
	if drift := w.Jobs["drift"]; drift.Concurrency.Group == "" || drift.Concurrency.Group == apply.Concurrency.Group {
		t.Error("a look for drift must not push a waiting apply out of its group")
	}
}

// TestGitHubEvents asserts which jobs an event runs: none with secrets for a change
// that did not come from the repository's own people.
func TestGitHubEvents(t *testing.T) {
	t.Parallel()
	w := readWorkflow(t, gitHubWorkflow)
	request := func(repository, login string) map[string]string {
		return map[string]string{
			"github.event_name": "pull_request", "github.event.pull_request.head.repo.full_name": repository, "github.event.pull_request.user.login": login,
		}
	}
	for name, test := range map[string]struct {
		event map[string]string
		jobs  []string
	}{
		"own pull request": {request(gitHubRepository, "someone"), []string{"check", "comment", "plan"}},
		"of a fork":        {request("someone/integrations", "someone"), []string{"check"}},
		"of Dependabot":    {request(gitHubRepository, "dependabot[bot]"), []string{"check"}},
		"push":             {map[string]string{"github.event_name": "push"}, []string{"apply", "plan"}},
		"schedule":         {map[string]string{"github.event_name": "schedule"}, []string{"drift", "plan"}},
		"by hand":          {map[string]string{"github.event_name": "workflow_dispatch"}, []string{"drift", "plan"}},
	} {
		test.event["github.repository"] = gitHubRepository
		jobs := slices.Sorted(slices.Values(w.running(t, func(name string) string { return test.event[name] })))
		if !slices.Equal(jobs, test.jobs) {
			t.Errorf("%s: the jobs %v run, want %v", name, jobs, test.jobs)
		}
	}
	if on := slices.Sorted(maps.Keys(w.On)); !slices.Equal(on, []string{"pull_request", "push", "schedule", "workflow_dispatch"}) {
		t.Errorf("the workflow runs on %v", on)
	}
}

// TestGitLabJobsAreConfined asserts the same for GitLab.
func TestGitLabJobsAreConfined(t *testing.T) {
	t.Parallel()
	p := readPipeline(t, gitLabWorkflow)
	if p.Variables["RINGCENTRAL_VERIFICATION"] != "strict" || p.Variables["RINGCENTRAL_COMMANDS"] != "forbid" {
		t.Error("the pipeline does not verify strictly, or lets references run programs")
	}
	if p.Default.Timeout == "" || strings.HasSuffix(p.Default.Image.Name, ":latest") || !strings.Contains(p.Default.Image.Name, ":") {
		t.Error("a job may run for hours, or its image is not pinned")
	}
	for name, job := range p.Jobs {
		account := job.Variables["ENVIRONMENT"]
		script := strings.Join(job.Script, "\n")
		runsTerraform := strings.Contains(script, "ci/plan.sh") || strings.Contains(script, "ci/apply.sh")
		if strings.HasPrefix(job.Environment.Name, "report/") == runsTerraform && script != "ci/check.sh" && account != "" {
			t.Errorf("%s has the token where Terraform runs, or lacks it", name)
		}
		if strings.Contains(script, "ci/plan.sh") != (job.Artifacts.Access == "developer" && job.Artifacts.ExpireIn != "") || strings.Contains(script, "ci/plan.sh") && strings.Contains(script, "ci/apply.sh") {
			t.Errorf("%s applies a plan that nobody has seen, or keeps one for everybody or forever", name)
		}
		switch {
		case strings.HasPrefix(name, ".") || name == "check":
		case strings.HasPrefix(name, "apply "):
			if job.ResourceGroup != account || job.Environment.Name != account || job.Interruptible {
				t.Errorf("%s can run twice at once, be interrupted, or gets the wrong variables", name)
			}
		case job.Environment.Name != account+"/plan" && job.Environment.Name != "report/"+account || job.Environment.Action != "access":
			t.Errorf("%s gets the variables of %s, and counts as a deployment: %t", name, job.Environment.Name, job.Environment.Action != "access")
		}
	}
	manual := slices.ContainsFunc(p.Jobs["apply production"].Rules, func(r gitLabRule) bool { return r.When != "manual" })
	if manual || len(p.Jobs["apply production"].Rules) == 0 {
		t.Error("production is applied without anybody pressing a button")
	}
}
