// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck_test

import (
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/accountcheck"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// expectNothingIdentifying looks for secrets and everything that names somebody in both
// outputs.
func expectNothingIdentifying(t *testing.T, s *simulator.Simulator, r *accountcheck.Report) {
	t.Helper()
	dialect, err := r.Dialect()
	if err != nil {
		t.Fatal(err)
	}
	output := r.Markdown() + string(dialect)
	identifying := append(s.Secrets(), s.AccountID(), s.Administrator().ClientID, s.Administrator().JWT, marker)
	for _, e := range s.Extensions() {
		identifying = append(identifying, e.ID, e.Contact.BusinessPhone)
		if strings.HasPrefix(e.Contact.LastName, "Identifiable") {
			identifying = append(identifying, e.Contact.LastName, e.Contact.Email)
		}
	}
	for _, role := range s.Roles() {
		if role.Custom {
			identifying = append(identifying, role.ID, role.DisplayName)
		}
	}
	for _, text := range identifying {
		if len(text) > 3 && strings.Contains(output, text) {
			t.Errorf("the output holds %q", text)
		}
	}
}
