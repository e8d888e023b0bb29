// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package userrole

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// difference is what the response to a write has in place of what was sent.
type difference struct {
	attribute path.Path
	text      string
}

// differences compares a planned role with the response to its create or update, and
// returns the role as it is. A response without permissions says nothing about them.
func (m *model) differences(ctx context.Context, client *ringcentral.Client, role *ringcentral.UserRole, diags *diag.Diagnostics) (observed model, all []difference) {
	observed = *m
	observed.set(role)
	for _, a := range []struct {
		name          string
		sent, returns attr.Value
	}{
		{"display_name", m.DisplayName, observed.DisplayName},
		{"description", m.Description, observed.Description},
		{"scope", m.Scope, observed.Scope},
		{"site_compatible", m.SiteCompatible, observed.SiteCompatible},
	} {
		if !a.sent.Equal(a.returns) {
			all = append(all, difference{path.Root(a.name), fmt.Sprintf("%s is %s, not %s", a.name, a.returns, a.sent)})
		}
	}
	if len(role.Permissions) == 0 {
		return observed, all
	}
	declared := m.declaredPermissions(ctx, diags)
	if err := observed.setPermissions(ctx, client, role, declared, diags); err != nil {
		return observed, all // the dictionary cannot be read: the next refresh compares
	}
	held := observed.declaredPermissions(ctx, diags)
	if missing := without(declared, held); len(missing) > 0 {
		all = append(all, difference{path.Root("permissions"), "the role lacks " + strings.Join(missing, ", ")})
	}
	if extra := without(held, declared); len(extra) > 0 {
		all = append(all, difference{path.Root("permissions"), "the role also has " + strings.Join(extra, ", ")})
	}
	return observed, all
}

func without(all, others []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(id string) bool { return slices.Contains(others, id) })
}

func notTakenOver(differences []difference, outcome string) string {
	texts := make([]string, 0, len(differences))
	for _, d := range differences {
		texts = append(texts, d.text)
	}
	return "In RingCentral's response " + strings.Join(texts, "; ") + ". " + outcome
}
