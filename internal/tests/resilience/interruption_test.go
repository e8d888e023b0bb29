// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package resilience_test

import (
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

// TestAccInterruption ends an apply while the platform works on a create. What the
// next commands say is what the guide about failures promises.
func TestAccInterruption(t *testing.T) {
	t.Parallel()
	// A plan looks for an existing user where it calls the API anyway: here for the role,
	// which is there before the user.
	bot := hcl(terraformmodel.Configuration{Resources: []terraformmodel.Block{role("bots", "ReadCallLog")}})
	alone := hcl(terraformmodel.Configuration{Resources: []terraformmodel.Block{user("orders", nil)}})
	orders := hcl(terraformmodel.Configuration{Resources: []terraformmodel.Block{role("bots", "ReadCallLog"), user("orders", ids(botsID))}})
	for name, test := range map[string]struct {
		kind, configuration, address string
		// isKnown reports whether the state knows the object afterwards.
		isKnown bool
		// adopted is what its import changes: a user's role was not assigned yet.
		adopted string
	}{
		"Ctrl-C while a user is created":                 {stop, alone, userType + ".orders", true, ""},
		"Ctrl-C while a role is created":                 {stop, bot, roleType + ".bots", true, ""},
		"the provider is killed while a user is created": {kill, orders, userType + ".orders", false, "1 imported, 0 added, 1 changed, 0 destroyed"},
		"the provider is killed while a role is created": {kill, bot, roleType + ".bots", false, "1 imported, 0 added, 0 changed, 0 destroyed"},
		"Terraform is killed while a user is created":    {killTerraform, orders, userType + ".orders", false, "1 imported, 0 added, 1 changed, 0 destroyed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			w := env.Workspace(providertest.Provider, test.configuration)
			if test.configuration == orders {
				w.Write(bot)
				if first := w.Run("apply", "-auto-approve"); first.ExitCode != 0 {
					t.Fatal(first.Output)
				}
				w.Write(test.configuration)
			}
			p := &processes{account: &account{Simulator: env.Simulator, t: t, Terraform: &terraformmodel.Terraform{}}, t: t, env: env, workspace: w}
			command := w.Command("apply", "-auto-approve")
			command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
			var output lockedBuffer
			command.Stdout, command.Stderr = &output, &output
			env.Inject(simulator.Fault{Method: "POST", Path: regexp.MustCompile("/account/"), Times: 1, Afterwards: func() {
				p.interrupt(command.Process.Pid, test.kind)
				for deadline := time.Now().Add(10 * time.Second); test.kind == stop && !strings.Contains(output.String(), "Interrupt received") && time.Now().Before(deadline); {
					time.Sleep(time.Millisecond)
				}
			}})
			if err := command.Run(); err == nil {
				t.Errorf("it ended well: %s", output.String())
			}
			p.readState()
			if known := p.State[test.address] != nil; known != test.isKnown {
				t.Fatalf("the state knows the object: %t\n%s", known, output.String())
			}
			if test.isKnown {
				expectEmptyPlan(t, w)
				return
			}
			plan := w.Run("plan")
			found := importBlock.FindStringSubmatch(strings.ReplaceAll(plan.Output, "│ ", ""))
			if plan.ExitCode != 0 || !plan.Says("Apply will refuse to create a second one") || found == nil {
				t.Fatal(plan.Output)
			}
			if refused := w.Run("apply", "-auto-approve"); refused.ExitCode == 0 || !refused.Says("Nothing was created. The provider never adopts an existing object silently") {
				t.Error(refused.Output)
			}
			w.Write(test.configuration + "import {\n  to = " + test.address + "\n  id = \"" + found[2] + "\"\n}\n")
			if adopted := w.Run("apply", "-auto-approve"); adopted.ExitCode != 0 || !adopted.Says(test.adopted) {
				t.Error(adopted.Output)
			}
			expectEmptyPlan(t, w)
		})
	}
}
