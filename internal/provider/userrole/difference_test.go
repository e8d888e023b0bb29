// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// TestResponseDiffers: RingCentral stores something else than was sent.
func TestResponseDiffers(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		from, to string
		says     string
	}{
		"a permission is missing": {`"id":"HUD"`, `"id":"BusinessSms"`, "the role lacks HUD"},
		"a permission is added":   {`"id":"HUD"`, `"id":"HUD"},{"id":"ReadCallLog"`, "the role also has ReadCallLog"},
		"the name is trimmed":     {`"displayName":"Orders"`, `"displayName":"Order"`, "display_name is \"Order\", not \"Orders\""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := providertest.Start(t)
			lie := simulator.Fault{Path: regexp.MustCompile("/user-role(/[0-9]+)?$"), Rewrite: func(body []byte) []byte {
				return []byte(strings.ReplaceAll(string(body), test.from, test.to))
			}}
			create := lie
			create.Method = http.MethodPost
			remove := env.Inject(create)
			configuration := func(description string) string {
				return "resource \"ringcentral_user_role\" \"test\" {\n  display_name = \"Orders\"\n  description = \"" + description + "\"\n  permissions = [\"BusinessSms\", \"HUD\"]\n}\n"
			}
			w := env.Scenario(configuration("a"))
			if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 || !result.Says("Warning: RingCentral created the role with other values") || !result.Says(test.says) {
				t.Fatal(result.Output)
			}
			remove()
			lie.Method = http.MethodPut
			env.Inject(lie)
			w.Write(configuration("b"))
			if result := w.Run("apply", "-auto-approve"); result.ExitCode == 0 || !result.Says("stored other values") || !result.Says(test.says) {
				t.Error(result.Output)
			}
		})
	}
}
