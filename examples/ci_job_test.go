// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// step is one step of a job: a command with the variables that it gets, or work on the
// files of the job.
type step struct {
	script    string
	variables map[string]string
	files     func(directory string) error
}

// outcome is the result of a job.
type outcome struct {
	job      string
	exitCode int
	// output is what its steps printed; summary what a person sees first.
	output, summary string
	// masked are the values that its steps told GitHub to mask, which the log lacks.
	masked []string
}

// machine runs jobs as a runner of a CI system does: each in a fresh copy of the
// repository, with the variables of its steps and no others.
type machine struct {
	t *testing.T
	// repository is the main branch.
	repository string
	// records holds what jobs leave behind; it is searched for secrets.
	records string
	// always are the variables of every job.
	always map[string]string
	jobs   int
}

func newMachine(t *testing.T, env *providertest.Environment) *machine {
	t.Helper()
	config, err := providertest.Install(t.Context(), providertest.Provider)
	if err != nil {
		t.Fatal(err)
	}
	programs := t.TempDir()
	if err := os.Symlink(providertest.Terraform(t), filepath.Join(programs, "terraform")); err != nil {
		t.Fatal(err)
	}
	// The image of the GitLab job is Alpine Linux.
	installer := "#!/bin/sh\n[ \"$*\" = 'add --no-cache bash curl jq' ]\n"
	if err := os.WriteFile(filepath.Join(programs, "apk"), []byte(installer), 0o700); err != nil {
		t.Fatal(err)
	}
	m := &machine{t: t, records: t.TempDir()}
	m.always = map[string]string{
		"CI":                                "true",
		"PATH":                              programs + string(os.PathListSeparator) + os.Getenv("PATH"),
		"HOME":                              t.TempDir(),
		"CHECKPOINT_DISABLE":                "1",
		"TF_CLI_CONFIG_FILE":                config,
		"RINGCENTRAL_SERVER_URL":            env.URL,
		"RINGCENTRAL_DEVELOPER_CONSOLE_URL": env.URL,
	}
	m.repository = assembleRepository(t, m.always)
	t.Cleanup(func() {
		files, leaks := env.Leaks(t, m.records)
		if files == 0 {
			t.Error("the search for secrets found no file to look at")
		}
		for _, leak := range leaks {
			t.Errorf("leaked secret: %s", leak)
		}
	})
	return m
}

// record keeps something that must hold no secret.
func (m *machine) record(name, content string) {
	m.t.Helper()
	m.jobs++
	if err := os.WriteFile(filepath.Join(m.records, fmt.Sprintf("%03d-%s", m.jobs, name)), []byte(content), 0o600); err != nil {
		m.t.Fatal(err)
	}
}

// run runs a job until a step fails.
func (m *machine) run(name string, steps []step) outcome {
	m.t.Helper()
	m.jobs++
	directory := filepath.Join(m.records, fmt.Sprintf("%03d-%s", m.jobs, name))
	if err := os.CopyFS(directory, os.DirFS(m.repository)); err != nil {
		m.t.Fatal(err)
	}
	summary := filepath.Join(directory, "summary.md")
	result := outcome{job: name}
	for _, s := range steps {
		if s.files != nil {
			if err := s.files(directory); err != nil {
				m.t.Fatal(err)
			}
			continue
		}
		command := exec.CommandContext(m.t.Context(), "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", s.script)
		command.Dir = directory
		for _, variables := range []map[string]string{m.always, {"GITHUB_STEP_SUMMARY": summary}, s.variables} {
			for _, name := range slices.Sorted(maps.Keys(variables)) {
				command.Env = append(command.Env, name+"="+variables[name])
			}
		}
		output, err := command.CombinedOutput()
		for line := range strings.Lines(string(output)) {
			if value, masks := strings.CutPrefix(line, "::add-mask::"); masks {
				result.masked = append(result.masked, strings.TrimSpace(value))
				continue
			}
			result.output += line
		}
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			m.t.Fatal(err)
		}
		if result.exitCode = command.ProcessState.ExitCode(); result.exitCode != 0 {
			break
		}
	}
	m.record(name+".log", result.output)
	if content, err := os.ReadFile(summary); err == nil {
		result.summary = string(content)
	}
	return result
}

// artifacts are the files that jobs of one run hand on, by name.
type artifacts map[string]string

// keep returns a step that stores the files below a path of a job.
func (m *machine) keep(a artifacts, name, path string) step {
	return step{files: func(directory string) error {
		m.jobs++
		kept := filepath.Join(m.records, fmt.Sprintf("%03d-artifact-%s", m.jobs, strings.ReplaceAll(name, "/", "-")))
		a[name] = kept
		return os.CopyFS(kept, os.DirFS(filepath.Join(directory, path)))
	}}
}

// fetch returns a step that puts stored files below a path of a job.
func (m *machine) fetch(a artifacts, name, path string) step {
	return step{files: func(directory string) error {
		kept, ok := a[name]
		if !ok {
			return fmt.Errorf("no job of this run has kept %s", name)
		}
		return os.CopyFS(filepath.Join(directory, path), os.DirFS(kept))
	}}
}

// failed reports whether one of some jobs failed in a run.
func failed(outcomes []outcome, jobs []string) bool {
	return slices.ContainsFunc(outcomes, func(o outcome) bool { return o.exitCode != 0 && slices.Contains(jobs, o.job) })
}
