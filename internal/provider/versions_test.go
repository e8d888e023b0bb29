// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const versionsGuide = "../../templates/guides/versions.md.tmpl"

// TestAccFeaturesOfNewerVersions uses everything that not every supported version of
// Terraform and OpenTofu has. A version that has it takes it; an older one loads the
// provider, and prints the message in the guide.
func TestAccFeaturesOfNewerVersions(t *testing.T) {
	t.Parallel()
	guide := readFile(t, versionsGuide)
	for name, test := range map[string]struct {
		feature       providertest.Feature
		configuration string
		command       []string
		// used is the guide's name for the use of the feature, message what an older
		// version says.
		used, message string
	}{
		"write-only argument": {
			providertest.WriteOnlyArguments, `
resource "ringcentral_service_user" "test" {
  first_name          = "Orders"
  email               = "orders@example.com"
  password_wo         = "Never-sent-1"
  password_wo_version = 1
}
`, []string{"validate"}, "`password_wo = ...`", "WriteOnly Attribute Not Allowed",
		},
		"ephemeral resource": {
			providertest.EphemeralResources, `
ephemeral "ringcentral_access_token" "test" {
  client_id     = "AbCdEf"
  client_secret_from = { env = "ORDERS_CLIENT_SECRET" }
  jwt_from           = { env = "ORDERS_JWT" }
}
`, []string{"validate"}, "`ephemeral \"ringcentral_access_token\"`", "Unsupported block type",
		},
		"import by identity": {
			providertest.ResourceIdentity, `
resource "ringcentral_user_role" "test" {
  display_name = "Orders"
  permissions  = ["BusinessSms"]
}

import {
  to       = ringcentral_user_role.test
  identity = { id = "1" }
}
`, []string{"validate"}, "`import { identity = ... }`", "Unsupported argument",
		},
		"null argument": {
			providertest.NullArguments, "output \"link\" {\n  value = provider::ringcentral::jwt_credential_url(null)\n}\n",
			[]string{"plan"}, "`jwt_credential_url(null)`", "Unable to Convert Function Argument",
		},
		"query": {
			providertest.Queries, "", []string{"query"}, "`terraform query`", `has no command named "query"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(guide, "| "+test.used+" | `"+test.message+"`") {
				t.Errorf("the guide does not say what an older version says of %s", test.used)
			}
			w := providertest.Start(t).Workspace(providertest.Provider, "")
			w.Write(test.configuration)
			w.WriteFile("test.tfquery.hcl", "list \"ringcentral_user_role\" \"custom\" {\n  provider = ringcentral\n}\n")
			result := w.Run(test.command...)
			if providertest.HasFeature(t, providertest.Terraform(t), test.feature) {
				if result.ExitCode != 0 {
					t.Errorf("exited with %d:\n%s", result.ExitCode, result.Output)
				}
			} else if result.ExitCode == 0 || !result.Says(test.message) {
				t.Errorf("exited with %d, want the message %q:\n%s", result.ExitCode, test.message, result.Output)
			}
		})
	}
}

// TestOldestVersions compares the oldest versions that the guide names with those
// that are tested, and with what the tests take for the first version of a feature.
func TestOldestVersions(t *testing.T) {
	t.Parallel()
	guide, workflow := readFile(t, versionsGuide), readFile(t, "../../.github/workflows/test.yml")
	oldest := regexp.MustCompile(`\*\*Terraform ([\d.]+)\*\* and \*\*OpenTofu ([\d.]+)\*\*`).FindStringSubmatch(guide)
	if oldest == nil {
		t.Fatal("the guide names no oldest versions")
	}
	for _, matrix := range []string{`terraform: ["` + oldest[1] + `.*"`, `opentofu: ["` + oldest[2] + `.*"`} {
		if !strings.Contains(workflow, matrix) {
			t.Errorf("the matrix does not begin with %s", matrix)
		}
	}
	for row, feature := range map[string]providertest.Feature{
		"ephemeral resource":   providertest.EphemeralResources,
		"write-only arguments": providertest.WriteOnlyArguments,
		"import by `identity`": providertest.ResourceIdentity,
		"list resources":       providertest.Queries,
		"`null` as an arg":     providertest.NullArguments,
	} {
		openTofu := strings.TrimSuffix(feature.OpenTofu, ".0")
		if openTofu == "" {
			openTofu = "not yet"
		}
		if !regexp.MustCompile(`(?m)^\| ` + row + `.* \| ` + strings.TrimSuffix(feature.Terraform, ".0") + ` \| ` + openTofu + ` \|`).MatchString(guide) {
			t.Errorf("the guide does not say that %q needs Terraform %s and OpenTofu %s", row, feature.Terraform, openTofu)
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
