// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// TestCheckAccount runs the check as a person does: with the environment, the flags, and
// answers on the terminal.
func TestCheckAccount(t *testing.T) {
	t.Parallel()
	plenty := map[string]int{"light": 10000, "medium": 10000, "heavy": 10000, "auth": 10000}
	for name, test := range map[string]struct {
		write         consent
		answers       string
		without       string
		says, written string
		fails         string
		secret        string
	}{
		"reads only":        {says: "not asked. The report is in", written: "it changes something: run the check with -write"},
		"writes":            {write: "yes", says: "[24/49]", written: "| user-status: Which status does a user have who is created as Enabled? | as expected | Enabled |"},
		"agrees":            {write: "ask", answers: "yes\n", says: "Type yes: ", written: "| user-status: Which status does a user have who is created as Enabled? | as expected | Enabled |"},
		"does not agree":    {write: "ask", answers: "no\n", fails: "nothing was asked"},
		"no answer":         {write: "ask", fails: "nothing was asked"},
		"wrong secret":      {secret: "another", fails: "Finding: client_secret_wrong"},
		"no client secret":  {without: "RINGCENTRAL_CLIENT_SECRET", fails: "set the environment variable RINGCENTRAL_CLIENT_SECRET"},
		"no JWT, no client": {without: "RINGCENTRAL_JWT RINGCENTRAL_CLIENT_ID", fails: "set the environment variable RINGCENTRAL_JWT"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := simulator.Start(simulator.Options{Limits: plenty})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(s.Close)
			administrator := s.Administrator()
			environment := map[string]string{
				"RINGCENTRAL_SERVER_URL": s.URL, "RINGCENTRAL_CLIENT_ID": administrator.ClientID,
				"RINGCENTRAL_CLIENT_SECRET": administrator.ClientSecret, "RINGCENTRAL_JWT": administrator.JWT,
			}
			if test.secret != "" {
				environment["RINGCENTRAL_CLIENT_SECRET"] = test.secret
			}
			for _, variable := range strings.Fields(test.without) {
				delete(environment, variable)
			}
			directory := t.TempDir()
			flags := checkFlags{write: test.write, report: filepath.Join(directory, "report.md"), json: filepath.Join(directory, "report.json")}
			var output bytes.Buffer
			err = checkAccount(t.Context(), flags, "test", func(name string) (string, bool) { value, ok := environment[name]; return value, ok },
				&person{bufio.NewReader(strings.NewReader(test.answers)), &output})
			if test.fails != "" {
				wanted := 0
				if test.secret != "" {
					wanted = 1 // the login
				}
				if err == nil || !strings.Contains(err.Error(), test.fails) || len(s.Requests()) != wanted {
					t.Errorf("got %v after %d requests", err, len(s.Requests()))
				}
				if _, err := os.Stat(flags.json); err == nil {
					t.Error("a dialect was written")
				}
				return
			}
			report, unread := os.ReadFile(flags.report)
			if err != nil || unread != nil || !strings.Contains(string(report), test.written) || !strings.Contains(output.String(), test.says) {
				t.Errorf("%v, %v: %s\n%s", err, unread, output.String(), report)
			}
			if _, err := simulator.LoadDialect(flags.json); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestConsent(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]consent{"true": "ask", "ask": "ask", "yes": "yes", "false": "", "no": ""} {
		var c consent
		if err := c.Set(given); err != nil || c != want {
			t.Errorf("%s: got %q, %v", given, c, err)
		}
	}
	if new(consent).Set("maybe") == nil {
		t.Error("maybe is accepted")
	}
}

// TestProgramHasNoSimulator keeps test code out of the released program.
func TestProgramHasNoSimulator(t *testing.T) {
	t.Parallel()
	imports, err := exec.CommandContext(t.Context(), "go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, kept := range []string{"/internal/simulator", "/internal/tests", "kin-openapi"} {
		if strings.Contains(string(imports), kept) {
			t.Errorf("the program imports %s", kept)
		}
	}
}
