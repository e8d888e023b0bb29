// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package site_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

func TestAccSite(t *testing.T) {
	t.Parallel()
	env := providertest.StartWith(t, simulator.Options{MultiSite: true})
	env.Test(resource.TestCase{Steps: []resource.TestStep{
		{
			Config:      `data "ringcentral_site" "other" { name = "Bridge Office" }`,
			ExpectError: providertest.Message(`The account has no site with the name "Bridge Office". It has: Main Site (main-site), Branch Office`),
		},
		{
			Config: `data "ringcentral_site" "both" {
  id   = "main-site"
  name = "Main Site"
}`,
			ExpectError: providertest.Message("Invalid Attribute Combination"),
		},
		{
			Config: `
data "ringcentral_site" "branch" {
  name = "Branch Office"
}

data "ringcentral_site" "main" {
  id = "main-site"
}

resource "ringcentral_service_user" "branch" {
  first_name = "Branch"
  email      = "branch@example.com"
  site_id    = data.ringcentral_site.branch.id
}
`,
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttrPair("ringcentral_service_user.branch", "site_id", "data.ringcentral_site.branch", "id"),
				resource.TestCheckResourceAttr("data.ringcentral_site.branch", "extension_number", "8000"),
				resource.TestCheckResourceAttr("data.ringcentral_site.main", "name", "Main Site"),
				resource.TestCheckNoResourceAttr("data.ringcentral_site.main", "code"),
			),
		},
	}})
}
