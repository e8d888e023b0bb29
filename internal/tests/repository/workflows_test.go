// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package repository

import (
	"regexp"
	"strings"
	"testing"
)

var (
	usesLine = regexp.MustCompile(`(?m)^\s*(?:- )?uses: *(.*)$`)
	// pinned is an action at a commit, with its version for people and Dependabot.
	pinned = regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	// local is a workflow of this repository, in the same commit.
	local = regexp.MustCompile(`^\./\.github/workflows/[\w-]+\.yml$`)
)

const workflows = `^\.github/workflows/.*\.ya?ml$`

// TestActionsArePinned refuses actions at a tag or branch: whoever may move it
// decides what runs. One action has one version everywhere.
func TestActionsArePinned(t *testing.T) {
	t.Parallel()
	versions := map[string]string{}
	for _, name := range files(t, workflows) {
		for _, match := range usesLine.FindAllStringSubmatch(read(t, name), -1) {
			uses := strings.TrimSpace(match[1])
			if local.MatchString(uses) {
				continue
			}
			if !pinned.MatchString(uses) {
				t.Errorf("%s uses %q: pin it as owner/name@commit # v1.2.3", name, uses)
				continue
			}
			action, version, _ := strings.Cut(uses, "@")
			if other, ok := versions[action]; ok && other != version {
				t.Errorf("%s uses %s at %s, and elsewhere it is %s", name, action, version, other)
			}
			versions[action] = version
		}
	}
	if len(versions) == 0 {
		t.Error("no workflow uses an action")
	}
}

// TestWorkflowsHaveFewPermissions checks that every workflow says what it may
// do, and that only a job that says why may write.
func TestWorkflowsHaveFewPermissions(t *testing.T) {
	t.Parallel()
	for _, name := range files(t, workflows) {
		var workflow struct {
			Permissions *map[string]string
			Jobs        map[string]struct {
				Permissions map[string]string
			}
		}
		readYAML(t, name, &workflow)
		if workflow.Permissions == nil {
			t.Errorf("%s does not say what it may do", name)
			continue
		}
		for permission, access := range *workflow.Permissions {
			if access != "read" {
				t.Errorf("every job of %s may %s %s", name, access, permission)
			}
		}
		for job, settings := range workflow.Jobs {
			for permission, access := range settings.Permissions {
				reason := regexp.MustCompile(`(?m)^ +` + permission + `: write # \S`)
				if access != "read" && !reason.MatchString(read(t, name)) {
					t.Errorf("%s does not say why its job %s may %s %s", name, job, access, permission)
				}
			}
		}
	}
}

// TestPullRequestsCannotReachSecrets refuses the trigger that runs a stranger's
// code with the repository's secrets.
func TestPullRequestsCannotReachSecrets(t *testing.T) {
	t.Parallel()
	for _, name := range files(t, workflows) {
		if content := read(t, name); strings.Contains(content, "pull_request_target") {
			t.Errorf("%s is triggered by pull_request_target", name)
		}
	}
}
