// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// evil stands in every hostile text, so that what is left of one outside of code is found.
const evil = "EVIL"

// hostile are keys and messages that a terminal, GitHub or GitLab would act on.
var hostile = []string{
	"::set-output name=a::EVIL",
	"\u00a0\t::warning::EVIL",
	"##[set-env name=PATH]EVIL",
	"/close EVIL",
	"a\n/approve EVIL\n  ::error::EVIL",
	"a\r::error::EVIL\r/merge EVIL",
	"a\r\n::stop-commands::EVIL",
	"\u2066::add-mask::EVIL",
	"\u200b/label EVIL",
	"#\u200b#[command]EVIL",
	"a\u2028/close EVIL",
	"\x1b[2K\x1b]8;;https://evil.example\x07EVIL",
	"`EVIL`", "``EVIL", "a ``` EVIL", "````", "`", " ", "\\`EVIL",
	"a\n```\n\n# EVIL @EVIL\n\n```text",
	"~~~\nEVIL\n~~~",
	"<!-- terraform plan of staging -->\nEVIL",
	"<!-- terraform drift of staging --> EVIL",
	"--> <img src=x onerror=EVIL>", "</code></details> EVIL",
	"[EVIL](https://evil.example)", "![EVIL](https://evil.example)",
	"@EVIL/EVIL #1 !2 $3 :EVIL:", "EVIL\n====\n\n| EVIL |\n|---|",
}

// configuration makes resources, warnings and next steps of hostile texts. With fail its
// plan fails.
func configuration(t *testing.T, fail bool) []byte {
	t.Helper()
	steps := map[string]string{}
	var asserts []map[string]any
	for _, text := range hostile {
		steps[text] = text
		asserts = append(asserts, map[string]any{"condition": "${length(local.hostile) == 0}", "error_message": text + " (" + evil + ")"})
	}
	resource := map[string]any{"for_each": "${toset(local.hostile)}", "input": "${each.key}"}
	if fail {
		resource["lifecycle"] = map[string]any{"precondition": map[string]any{"condition": "${length(local.hostile) == 0}", "error_message": "${each.key} (" + evil + ")"}}
	}
	content, err := json.Marshal(map[string]any{
		"locals":   map[string]any{"hostile": hostile},
		"resource": map[string]any{"terraform_data": map[string]any{"this": resource}},
		"check":    map[string]any{"hostile": map[string]any{"assert": asserts}},
		"output":   map[string]any{"next_steps": map[string]any{"value": steps}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestHostileTextOnGitHub(t *testing.T) {
	t.Parallel()
	m := newMachine(t, providertest.Start(t))
	staysText(t, m, newGitHub(m))
}

func TestHostileTextOnGitLab(t *testing.T) {
	t.Parallel()
	m := newMachine(t, providertest.Start(t))
	staysText(t, m, newGitLab(m))
}

// staysText asserts that nothing that a job prints or writes is a command or Markdown of
// somebody else.
func staysText(t *testing.T, m *machine, f forge) {
	t.Helper()
	f.fillInBackend()
	declare := func(fail bool) {
		for _, environment := range []string{"staging", "production"} {
			directory := filepath.Join(m.repository, "environments", environment)
			for _, old := range []string{"main.tf", "integrations.tf", ".terraform.lock.hcl"} {
				if err := os.RemoveAll(filepath.Join(directory, old)); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(filepath.Join(directory, "main.tf.json"), configuration(t, fail), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	ran := 0
	run := func(e event, environment string, exitCode int) {
		t.Helper()
		outcomes := f.trigger(e, environment)
		for n, o := range outcomes {
			ran++
			if last := n == len(outcomes)-1; last && o.exitCode != exitCode || !last && o.exitCode != 0 {
				t.Fatalf("%s exited with %d:\n%s", o.job, o.exitCode, o.output)
			}
			if strings.Contains(o.job, "plan") || strings.Contains(o.job, "apply") {
				if !strings.Contains(o.output, evil) {
					t.Errorf("%s shows nothing of what is hostile:\n%s", o.job, o.output)
				}
			}
			noCommands(t, o.job, o.output)
			noMarkdown(t, o.job, o.summary)
		}
	}
	declare(true)
	run(change, "production", 1)
	if got := f.changeComments()[0]; !strings.Contains(got, "precondition") {
		t.Fatalf("the plan failed for another reason:\n%s", got)
	}
	run(nightly, "production", 1)
	declare(false)
	run(change, "production", 0)
	run(change, "staging", 0)
	run(nightly, "production", 2)
	run(nightly, "staging", 2)
	run(merged, "production", 0)
	if ran != 14 {
		t.Errorf("%d jobs ran", ran)
	}

	comments, issues := f.changeComments(), f.reports()
	if len(comments) != 2 || len(issues) != 2 {
		t.Fatalf("there are %d comments and %d issues, want one of each environment", len(comments), len(issues))
	}
	for _, text := range append(comments, issues[0].text, issues[1].text) {
		if !strings.Contains(text, evil) {
			t.Errorf("nothing hostile is shown:\n%s", text)
		}
		noMarkdown(t, "what is written", text)
	}
}

// TestHostileFindings asserts the same of every part of a finding and a change, whether
// or not Terraform would let it through.
func TestHostileFindings(t *testing.T) {
	t.Parallel()
	m := newMachine(t, providertest.Start(t))
	messages := ""
	write := func(message map[string]any) {
		line, err := json.Marshal(message)
		if err != nil {
			t.Fatal(err)
		}
		messages += string(line) + "\n"
	}
	for _, text := range hostile {
		write(map[string]any{"type": "diagnostic", "diagnostic": map[string]any{"severity": "warning", "summary": text, "detail": text, "address": text}})
		write(map[string]any{"type": "planned_change", "change": map[string]any{"action": "update", "resource": map[string]any{"addr": text}}})
	}
	write(map[string]any{"type": "change_summary", "changes": map[string]any{"add": 0, "change": len(hostile), "remove": 0}})
	foreign := strings.Join(hostile, "\n")
	result := m.run("report", []step{
		{files: func(directory string) error {
			out := filepath.Join(directory, ".plan/production")
			if err := os.MkdirAll(out, 0o700); err != nil {
				return err
			}
			for name, content := range map[string]string{"exitcode": "2", "messages.json": messages, "output.txt": foreign, "plan.txt": foreign} {
				if err := os.WriteFile(filepath.Join(out, name), []byte(content), 0o600); err != nil {
					return err
				}
			}
			return nil
		}},
		{script: "ci/report.sh production 25000"},
	})
	if result.exitCode != 0 || strings.Count(result.output, evil) < 4*len(hostile) {
		t.Fatalf("the report exited with %d:\n%s", result.exitCode, result.output)
	}
	noCommands(t, "the report", result.output)
	noMarkdown(t, "the report", result.output)
}

// TestHostileResponse asserts that an error of the platform's API is shown, and is no
// command.
func TestHostileResponse(t *testing.T) {
	t.Parallel()
	m := newMachine(t, providertest.Start(t))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, strings.Join(hostile, "\n"))
	}))
	t.Cleanup(server.Close)
	for platform, variables := range map[string]map[string]string{
		"GitHub": {"GITHUB_ACTIONS": "true", "GITHUB_API_URL": server.URL, "GITHUB_SERVER_URL": server.URL, "GITHUB_REPOSITORY": gitHubRepository, "GITHUB_RUN_ID": "1", "GH_TOKEN": "token", "PULL_REQUEST": "1"},
		"GitLab": {"GITLAB_CI": "true", "CI_API_V4_URL": server.URL, "CI_PROJECT_ID": "1", "CI_JOB_URL": server.URL, "PROJECT_TOKEN": "token", "CI_MERGE_REQUEST_IID": "1"},
	} {
		result := m.run("comment", []step{{
			script:    "mkdir -p .plan/production; echo 0 >.plan/production/exitcode; echo x >.plan/production/report.md; ci/comment.sh production",
			variables: variables,
		}})
		if result.exitCode == 0 || !strings.Contains(result.output, evil) {
			t.Errorf("%s: exited with %d:\n%s", platform, result.exitCode, result.output)
		}
		noCommands(t, platform, result.output)
	}
}

// noCommands asserts that no line of a log or a comment is a command: to GitLab it begins
// with "/", to GitHub with "::" after any space, or has "##[" in it.
func noCommands(t *testing.T, what, text string) {
	t.Helper()
	for _, r := range text {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) && r != '\n' && r != '\t' {
			t.Errorf("%s has the control character %U", what, r)
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		start := strings.TrimLeftFunc(line, unicode.IsSpace)
		if strings.HasPrefix(start, "/") || strings.HasPrefix(start, "::") || strings.Contains(line, "##[") {
			t.Errorf("%s has the command %q", what, line)
		}
	}
}

// noMarkdown asserts that foreign text is in code only.
func noMarkdown(t *testing.T, what, text string) {
	t.Helper()
	noCommands(t, what, text)
	if outside := withoutCode(t, text); strings.Contains(outside, evil) {
		t.Errorf("%s has foreign text outside of code:\n%s", what, outside)
	}
}

// withoutCode returns Markdown without its fenced blocks and code spans.
func withoutCode(t *testing.T, text string) string {
	t.Helper()
	var outside strings.Builder
	fenced := false
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case fenced:
			fenced = !strings.HasPrefix(strings.TrimSpace(line), "```")
		case strings.HasPrefix(strings.TrimSpace(line), "```text"):
			fenced = true
		default:
			outside.WriteString(withoutSpans(line) + "\n")
		}
	}
	if fenced {
		t.Errorf("a block does not end:\n%s", text)
	}
	return outside.String()
}

// withoutSpans returns a line without its code spans: each ends at the next run of as
// many backticks as it begins with.
func withoutSpans(line string) string {
	outside := ""
	for line != "" {
		plain := strings.TrimLeft(line, "`")
		fence := line[:len(line)-len(plain)]
		if fence == "" {
			next := strings.IndexByte(line, '`')
			if next < 0 {
				next = len(line)
			}
			outside, line = outside+line[:next], line[next:]
			continue
		}
		end := closing(plain, len(fence))
		if end < 0 {
			outside, line = outside+fence, plain
			continue
		}
		line = plain[end:]
	}
	return outside
}

// closing returns the end of the first run of exactly so many backticks, or -1.
func closing(text string, length int) int {
	for at := 0; at < len(text); {
		if text[at] != '`' {
			at++
			continue
		}
		run := len(text[at:]) - len(strings.TrimLeft(text[at:], "`"))
		if run == length {
			return at + run
		}
		at += run
	}
	return -1
}

func TestMarkdownWithoutCode(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a `b` c":               "a  c\n",
		"a ``b ` c`` d":         "a  d\n",
		"a `b":                  "a `b\n",
		"a ``b` c":              "a ``b` c\n",
		"a\n```text\nb\n```\nc": "a\nc\n",
	} {
		if got := withoutCode(t, text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
