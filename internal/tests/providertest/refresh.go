// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// EmptyPlan asserts that a step plans nothing.
func EmptyPlan() resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}
}

// PlansAction asserts what a step plans for a resource.
func PlansAction(address string, action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// refreshFaults are responses to a read that do not say that the object is gone,
// with the message that each must give.
var refreshFaults = map[string]struct {
	fault   simulator.Fault
	message string
}{
	"403 scope": {
		simulator.Fault{Status: 403, Body: `{"errorCode":"CMN-401","message":"application needs to have [ReadAccounts] permission","errors":[{"errorCode":"CMN-401","message":"application needs to have [ReadAccounts] permission"}]}`},
		"the provider's app lacks a scope",
	},
	"403 permission": {
		simulator.Fault{Status: 403, Body: `{"errorCode":"CMN-408","message":"user needs [ReadUserRoles]","permissionName":"ReadUserRoles","errors":[{"errorCode":"CMN-408","message":"user needs [ReadUserRoles]","permissionName":"ReadUserRoles"}]}`},
		"the provider's user lacks a permission: ReadUserRoles",
	},
	"500":            {simulator.Fault{Status: 500}, "RingCentral responded with a server error"},
	"timeout":        {simulator.Fault{Delay: time.Hour}, "no complete response within 1s"},
	"malformed JSON": {simulator.Fault{Status: 200, Body: `{"id":`}, "response is unreadable"},
	"HTML page":      {simulator.Fault{Status: 200, Body: `<html>login</html>`, ContentType: "text/html"}, "response is unreadable"},
	"empty object":   {simulator.Fault{Status: 200, Body: `{}`}, "response is unreadable"},
	"empty list":     {simulator.Fault{Status: 200, Body: `{"records":[],"paging":{"page":1,"totalPages":0}}`}, "response is unreadable"},
	"404 of a gateway": {
		simulator.Fault{Status: 404, Body: `{"errorCode":"AGW-404","message":"Resource not found","errors":[]}`},
		"RingCentral could not find the object",
	},
	"404 page": {simulator.Fault{Status: 404, Body: `<html>`, ContentType: "text/html"}, "RingCentral could not find the object"},
	"404 of the account": {
		simulator.Fault{Status: 404, Body: `{"errorCode":"CMN-102","message":"Resource for parameter [accountId] is not found","parameterName":"accountId","errors":[{"errorCode":"CMN-102","message":"Resource for parameter [accountId] is not found","parameterName":"accountId"}]}`},
		"RingCentral could not find the object",
	},
	"reset connection": {simulator.Fault{Drop: simulator.BeforeProcessing}, "could not be reached"},
}

// RefreshFaults asserts that no response but a confirmed 404 removes a
// resource from the state, and that each fault gives one clear error. path
// matches the request that reads the resource.
func RefreshFaults(t *testing.T, address, config string, path *regexp.Regexp) {
	t.Helper()
	config = `provider "ringcentral" {
  max_retries     = 0
  request_timeout = "1s"
}
` + config
	for name, test := range refreshFaults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := Start(t)
			var id string
			fault := test.fault
			fault.Method, fault.Path = http.MethodGet, path
			remove := func() {}
			env.Test(resource.TestCase{Steps: []resource.TestStep{
				{Config: config, Check: ID(address, &id)},
				{
					PreConfig:   func() { remove = env.Inject(fault) },
					Config:      config,
					PlanOnly:    true,
					ExpectError: Message(test.message),
				},
				{
					PreConfig:        func() { remove() },
					Config:           config,
					ConfigPlanChecks: EmptyPlan(),
					Check:            resource.TestCheckResourceAttrPtr(address, "id", &id),
				},
			}})
		})
	}
}
