// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const integrationConfiguration = `
resource "ringcentral_user_role" "bots" {
  display_name = "Bots"
  permissions  = ["ReadCallLog"]
}

resource "ringcentral_service_user" "bots" {
  for_each   = { a = "a@example.com", b = "b@example.com" }
  first_name = "Bot"
  last_name  = each.key
  email      = each.value
  role_ids   = [ringcentral_user_role.bots.id]
}
`

// TestAccFaults is a part of TestFaults with the real Terraform, the real program and
// a real connection.
func TestAccFaults(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault simulator.Fault
		// says is what the one error of the command says; empty: it succeeds.
		says string
		// short is set for what runs without everyCell.
		short bool
	}{
		"a lost create of a role":         {fault: simulator.Fault{Operation: "createCustomRole", Drop: simulator.AfterProcessing}, short: true},
		"a lost create of users":          {fault: simulator.Fault{Operation: "createExtension", Drop: simulator.AfterProcessing}},
		"a response that breaks off":      {fault: simulator.Fault{Operation: "createExtension", Drop: simulator.WithinResponse}},
		"chunks that break off":           {fault: simulator.Fault{Operation: "createCustomRole", Drop: simulator.WithinResponse, Chunked: true}},
		"a reset before the effect":       {fault: simulator.Fault{Operation: "createCustomRole", Drop: simulator.BeforeProcessing}},
		"a slow response":                 {fault: simulator.Fault{Operation: "listPermissions", Drip: 50 * time.Millisecond, Chunked: true}},
		"a gateway that gave up":          {fault: simulator.Fault{Operation: "createExtension", Status: http.StatusGatewayTimeout, Processed: true}},
		"a rate limit":                    {fault: simulator.Fault{Operation: "listExtensions", Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"1"}}}},
		"a login page":                    {fault: simulator.Fault{Operation: "listPermissions", Status: http.StatusOK, Body: htmlPage, ContentType: html}, says: "RingCentral's response is unreadable"},
		"a refused request":               {fault: simulator.Fault{Operation: "createCustomRole", Status: http.StatusConflict}, says: "Could not create the role: RingCentral refused the request"},
		"a rate limit that lasts an hour": {fault: simulator.Fault{Operation: "listPermissions", Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"3600"}}}, says: "What to do: Wait 1h0m0s", short: true},
	} {
		if !test.short && os.Getenv(everyCell) == "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() { providertest.ReportFault(t, !t.Failed()) }()
			env := providertest.Start(t)
			w := env.Workspace(providertest.Provider, integrationConfiguration)
			test.fault.Times = 1
			env.Inject(test.fault)
			result := w.Run("apply", "-auto-approve")
			if (result.ExitCode != 0) != (test.says != "") || test.says != "" && (!result.Says(test.says) || result.Count("Error:") != 1) {
				t.Error(result.Output)
			}
			if env.FaultsApplied() != 1 {
				t.Errorf("%d requests met the fault", env.FaultsApplied())
			}
			if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
				t.Error(result.Output)
			}
			expectEmptyPlan(t, w)
			if users, roles := len(env.Extensions()), len(env.Roles()); users != 2+2 || roles != 6+1 {
				t.Errorf("the account has %d extensions and %d roles", users, roles)
			}
		})
	}
}

func expectEmptyPlan(t *testing.T, w *providertest.Workspace) {
	t.Helper()
	if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 {
		t.Error(result.Output)
	}
}
